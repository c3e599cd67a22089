/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/demarche/demarche.h"

G_BEGIN_DECLS

/* ParvisReader: walks JSON that nobody vouches for. It knows where it is (a JSON Pointer, RFC 6901), notes
 * every fault instead of stopping at the first, and gives a harmless value in place of what is wrong, so
 * that the rest is still looked at. Keys are always asked of the object that parvis_reader_object()
 * accepted.
 */
typedef struct
{
  GString *pointer;
  GPtrArray *faults;         /* of ParvisDemarcheFault, at most PARVIS_READER_MAX_FAULTS */
  const char *language;      /* of the texts to take */
  ParvisDemarcheLists lists; /* (nullable) */
  gpointer lists_data;
  GHashTable *known_lists; /* id -> GPtrArray of ParvisOption: a list is read once */
  guint fields;            /* read so far */
  guint options;
} ParvisReader;

#define PARVIS_READER_MAX_FAULTS 200

ParvisReader *parvis_reader_new (const char *language);
void parvis_reader_free (ParvisReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisReader, parvis_reader_free)

/* The place goes down to a member or an item until parvis_reader_leave() of what was returned. */
gsize parvis_reader_enter (ParvisReader *self, const char *key);
gsize parvis_reader_enter_index (ParvisReader *self, guint index);
void parvis_reader_leave (ParvisReader *self, gsize mark);

/* Notes a fault at the present place; @remedy says what to do. */
void parvis_reader_fault (ParvisReader *self, const char *remedy, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* The same, at the member @key. */
void parvis_reader_fault_at (ParvisReader *self, const char *key, const char *remedy, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
/* The first fault as an error that starts with its pointer; TRUE when there is none. */
gboolean parvis_reader_finish (const ParvisReader *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* %NULL with a fault when @node is no object; each key that is not in @keys is a fault. (transfer none) */
JsonObject *parvis_reader_object (ParvisReader *self, JsonNode *node, const char *const *keys);
/* %NULL when the key is missing (a fault when @required) or not an array of @min to @max items. (transfer
 * none) */
JsonArray *parvis_reader_array (ParvisReader *self, JsonObject *object, const char *key, guint min, guint max,
                                gboolean required);
/* A plain string of at most @max characters. (transfer none) (nullable) */
const char *parvis_reader_string (ParvisReader *self, JsonObject *object, const char *key, guint max,
                                  gboolean required);
/* A string in French, or an object of one string a language. (transfer full) (nullable) */
char *parvis_reader_text (ParvisReader *self, JsonObject *object, const char *key, guint max, gboolean required);
/* The French text of a translated one, without a fault; %NULL when it is a plain string. (transfer full)
 * (nullable) */
char *parvis_reader_french (JsonObject *object, const char *key);
/* An identifier: [A-Za-z_][A-Za-z0-9_]* when @field, else [a-z0-9][a-z0-9-]*; at most 80 characters.
 * (transfer none) (nullable) */
const char *parvis_reader_id (ParvisReader *self, JsonObject *object, const char *key, gboolean field,
                              gboolean required);
guint parvis_reader_uint (ParvisReader *self, JsonObject *object, const char *key, guint min, guint max,
                          guint fallback);
double parvis_reader_number (ParvisReader *self, JsonObject *object, const char *key, double fallback);
gboolean parvis_reader_boolean (ParvisReader *self, JsonObject *object, const char *key, gboolean fallback);
/* Index of the string in the NULL-terminated @names, -1 when missing or unknown (a fault). */
int parvis_reader_enum (ParvisReader *self, JsonObject *object, const char *key, const char *const *names,
                        gboolean required);
/* A constant of a condition, a setting or a first value: text, number, boolean or a list of them.
 * (transfer full) (nullable) */
ParvisValue *parvis_reader_constant (ParvisReader *self, JsonObject *object, const char *key);
/* A condition under @key; %NULL when missing or faulty. (transfer full) (nullable) */
ParvisCondition *parvis_reader_condition (ParvisReader *self, JsonObject *object, const char *key);

gboolean parvis_is_field_id (const char *text);

G_END_DECLS
