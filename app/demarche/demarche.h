/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/demarche/condition.h"

G_BEGIN_DECLS

/* ParvisDemarche: the definition of a guided procedure, read from the JSON that demarche.schema.json
 * describes. Immutable, reference-counted. Texts are those of one language, French where a translation is
 * missing.
 *
 * The parser trusts nothing: bounded sizes, every fault is an error that names the JSON pointer. That
 * references exist and conditions do not run in circles is checked too, so that a definition that loads is
 * one that runs.
 */
#define PARVIS_DEMARCHE_ERROR (parvis_demarche_error_quark ())
typedef enum
{
  PARVIS_DEMARCHE_ERROR_INVALID, /* not a démarche: the message starts with a JSON pointer */
  PARVIS_DEMARCHE_ERROR_BOUNDS,  /* too large or too deep */
} ParvisDemarcheError;
GQuark parvis_demarche_error_quark (void);

/* One thing wrong in a definition, for the agent who writes it. */
typedef struct
{
  char *pointer; /* JSON Pointer (RFC 6901) from the démarche's root */
  char *message; /* what is wrong */
  char *remedy;  /* what to do */
} ParvisDemarcheFault;
void parvis_demarche_fault_free (ParvisDemarcheFault *fault);

typedef enum
{
  PARVIS_FIELD_TEXT,
  PARVIS_FIELD_TEXTAREA,
  PARVIS_FIELD_EMAIL,
  PARVIS_FIELD_PHONE,
  PARVIS_FIELD_INTEGER,
  PARVIS_FIELD_DECIMAL,
  PARVIS_FIELD_DATE,
  PARVIS_FIELD_TIME,
  PARVIS_FIELD_DATETIME,
  PARVIS_FIELD_YESNO,
  PARVIS_FIELD_CHOICE,
  PARVIS_FIELD_CHOICES,
  PARVIS_FIELD_LINKED,      /* OBJECT {"first", "second"}: the second list depends on the first */
  PARVIS_FIELD_CIVILITY,    /* TEXT "M." or "Mme" */
  PARVIS_FIELD_ADDRESS,     /* OBJECT {"line", "complement", "postcode", "city"}; complement may be missing */
  PARVIS_FIELD_COMMUNE,     /* OBJECT {"postcode", "city"} */
  PARVIS_FIELD_COUNTRY,     /* TEXT */
  PARVIS_FIELD_IBAN,        /* TEXT, ISO 13616, without spaces */
  PARVIS_FIELD_SIRET,       /* TEXT, 14 digits, Luhn (with La Poste's exception) */
  PARVIS_FIELD_REPEAT,      /* LIST of OBJECT */
  PARVIS_FIELD_IDENTITY,    /* OBJECT {"given_names", "family_name", "birth_date", maybe "source":
                               PARVIS_IDENTITY_FROM_...} */
  PARVIS_FIELD_FILE,        /* LIST of FILE: the pages of one document */
  PARVIS_FIELD_SIGNATURE,   /* FILE, image/png */
  PARVIS_FIELD_POINT,       /* OBJECT {"lat", "lon", maybe "near": where that is, in words} (WGS 84 degrees) and/or
                               {"description"} */
  PARVIS_FIELD_APPOINTMENT, /* TEXT, one of the options */
  PARVIS_FIELD_EXPLANATION, /* nothing is asked */
} ParvisFieldType;
/* Who says it: all of an identity, unchanged, as a document's chip has it, and whether the kiosk could verify who
 * signed that. */
#define PARVIS_IDENTITY_FROM_CHIP          "chip"
#define PARVIS_IDENTITY_FROM_VERIFIED_CHIP "chip-verified"
const char *parvis_field_type_to_string (ParvisFieldType type);

typedef struct
{
  char *value;
  char *label;
  char *hint;         /* (nullable) */
  GPtrArray *options; /* (nullable) of ParvisOption: second level of a linked choice */
  /*< private >*/
  /* (nullable) the label in French when @label is not: conditions read the same words in every language */
  char *source;
} ParvisOption;

typedef enum
{
  PARVIS_EXPLANATION_TEXT,
  PARVIS_EXPLANATION_HEADING, /* opens a group of fields */
  PARVIS_EXPLANATION_NOTE,    /* framed, something to know */
} ParvisExplanationStyle;

typedef enum
{
  PARVIS_DATE_ANY,
  PARVIS_DATE_PAST, /* before today */
  PARVIS_DATE_PAST_OR_TODAY,
  PARVIS_DATE_FUTURE, /* after today */
  PARVIS_DATE_FUTURE_OR_TODAY,
} ParvisDateLimit;

typedef struct _ParvisField ParvisField;
struct _ParvisField
{
  char *id; /* [A-Za-z_][A-Za-z0-9_]*, unique in its démarche (in its block for a repeated field) */
  ParvisFieldType type;
  char *label;       /* for an EXPLANATION: its text; may have paragraphs separated by \n */
  char *hint;        /* (nullable) */
  char *placeholder; /* (nullable) an example of an answer */
  gboolean required;
  ParvisCondition *required_if; /* (nullable) over and above @required */
  ParvisCondition *condition;   /* (nullable) shown when it holds */
  ParvisValue *initial;         /* (nullable) what the field holds at first */
  GPtrArray *options;           /* (nullable) of ParvisOption: choice, choices, linked, appointment */
  gboolean other;               /* choice: "Autre" with an answer of one's own is allowed */
  char *pattern;                /* (nullable) PCRE2, whole answer */
  char *pattern_message;        /* (nullable) what to say when it does not match */
  guint min_length, max_length; /* characters; 0: none / the type's own */
  double minimum, maximum;      /* NUMBER; -inf / +inf: none */
  ParvisDateLimit date_limit;
  guint min_items, max_items; /* choices, repeat rows, file pages; max 0: the type's own */
  GPtrArray *fields;          /* (nullable) of ParvisField: repeat */
  char *row_label;            /* (nullable) repeat: "Enfant", "Document" */
  char *card;                 /* (nullable) text: the pass (app/content/pass.h) whose number may be read, not typed */
  ParvisExplanationStyle style;
  /*< private >*/
  GRegex *regex; /* (nullable) @pattern, anchored and with its match limits */
  guint ordinal; /* unique among all fields of the démarche, from 0 */
  guint step;    /* index of the step it is in */
};

typedef struct
{
  ParvisCondition *condition; /* must hold when the step is left */
  char *message;
} ParvisStepCheck;

typedef struct
{
  char *id;
  char *title;
  char *intro;                /* (nullable) */
  ParvisCondition *condition; /* (nullable) */
  GPtrArray *fields;          /* of ParvisField */
  GPtrArray *checks;          /* of ParvisStepCheck, maybe empty */
  /*< private >*/
  guint ordinal; /* among the steps, from 0 */
} ParvisStep;

/* What is read before data is asked (RGPD, article 13). All but @recipients and @rights are always there. */
typedef struct
{
  char *controller, *purpose, *legal_basis, *retention;
  char *recipients; /* (nullable) */
  char *rights;     /* (nullable) how and to whom; null: the commune's own words */
} ParvisPrivacy;

/* What silence means (CRPA, articles L231-1 and R112-5). */
typedef enum
{
  PARVIS_SILENCE_REJECTION,
  PARVIS_SILENCE_ACCEPTANCE,
  PARVIS_SILENCE_NOTHING, /* not a request that a decision answers (a report, a declaration) */
} ParvisSilence;

typedef struct _ParvisDemarche ParvisDemarche;
struct _ParvisDemarche
{
  char *id;
  char *title;
  char *summary; /* (nullable) */
  guint minutes; /* how long it takes; 0: unknown */
  char *office;  /* (nullable) id of the place in charge */
  ParvisPrivacy privacy;
  ParvisSilence silence;
  guint silence_days; /* 0 unless silence means something */
  char *next;         /* (nullable) what happens now, said on the receipt */
  gboolean label; /* papers are brought to the desk: a label with the tracking code is offered, where the kiosk prints
                     labels */
  GHashTable *settings; /* id -> ParvisValue */
  GPtrArray *steps;     /* of ParvisStep */
  /*< private >*/
  GHashTable *fields; /* id -> ParvisField, those of the steps, not of the blocks */
  gatomicrefcount references;
};

/* A definition that loads has at most this many fields, those of blocks included. */
#define PARVIS_DEMARCHE_MAX_FIELDS 1000

/* The field of that id in the steps, or in @repeat's block when it is given. (transfer none) (nullable) */
const ParvisField *parvis_demarche_field (const ParvisDemarche *self, const ParvisField *repeat, const char *id);
/* How many characters an IBAN has, by its country, the first two of @iban (ISO 13616-1's register); 0: none has any. */
guint parvis_iban_length (const char *iban);
/* The option of that value, at the first level. (transfer none) (nullable) */
const ParvisOption *parvis_field_option (const ParvisField *self, const char *value);

/* @lists resolves "list": an id to a JSON array of options, %NULL when unknown; may be %NULL when no lists
 * are at hand. (transfer full) (nullable) */
typedef JsonNode *(*ParvisDemarcheLists) (const char *id, gpointer user_data);

ParvisDemarche *parvis_demarche_parse (JsonNode *node, const char *language, ParvisDemarcheLists lists,
                                       gpointer user_data, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Every fault at once (at most 200), in the order of the file: what `parvisctl content check` says; empty
 * when the definition loads. (transfer full) of ParvisDemarcheFault */
GPtrArray *parvis_demarche_faults (JsonNode *node, ParvisDemarcheLists lists, gpointer user_data);
/* Lists are ../lists/<id>.json beside it; the error's message starts with @path. */
ParvisDemarche *parvis_demarche_load_file (const char *path, const char *language,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
ParvisDemarche *parvis_demarche_ref (ParvisDemarche *self);
void parvis_demarche_unref (ParvisDemarche *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisDemarche, parvis_demarche_unref)

G_END_DECLS
