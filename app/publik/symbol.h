/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/publik/form.h"
#include "app/publik/rule.h"

G_BEGIN_DECLS

/* A field as conditions see it: what it became in our démarche. */
typedef enum
{
  WCS_VARIABLE_TEXT, /* any answer that is one text; also a choice whose options are not known offline */
  WCS_VARIABLE_YESNO,
  WCS_VARIABLE_TICK, /* a box that must be ticked: a choice with the one option "True" */
  WCS_VARIABLE_CHOICE,
  WCS_VARIABLE_CHOICES,
  WCS_VARIABLE_DATE,
  WCS_VARIABLE_NUMBER,
  WCS_VARIABLE_OTHER, /* file, point, repeat: answered or not, and how many */
} WcsVariableKind;

typedef struct
{
  char *id;
  WcsVariableKind kind;
  GPtrArray *choices; /* (nullable) of WcsChoice: CHOICE, CHOICES */
  gboolean unlisted;  /* its options are not known offline: TEXT instead of a choice */
  gboolean absent;    /* never asked at the kiosk: always empty */
  gboolean unknown;   /* absent because only the server knows it */
} WcsVariable;
void wcs_variable_free (WcsVariable *variable);

/* WcsValue: one thing an expression can be. Immutable, shared by reference. */
typedef enum
{
  WCS_NONE,
  WCS_BOOLEAN,
  WCS_NUMBER,
  WCS_TEXT,
  WCS_LIST,  /* of texts */
  WCS_DATE,  /* text: "YYYY-MM-DD" */
  WCS_TODAY, /* plus days */
  WCS_NOW,
  WCS_FIELD,   /* variable, part, plus days for a date */
  WCS_MOMENT,  /* a date field and, perhaps, a time field: variable, other */
  WCS_SETTING, /* text: its id */
} WcsValueKind;

typedef enum
{
  WCS_PART_RAW,   /* what is stored */
  WCS_PART_LABEL, /* what is displayed */
  WCS_PART_LOWER, /* the display, in lower case */
  WCS_PART_LENGTH,
  WCS_PART_AGE,
  WCS_PART_NUMBER,
} WcsPart;

typedef struct
{
  WcsValueKind kind;
  char *text;
  double number; /* BOOLEAN: 0 or 1 */
  char **list;
  int days;
  const WcsVariable *variable, *other; /* owned by the scope, which lives longer */
  WcsPart part;
  gboolean is_boolean; /* SETTING: true or false */
} WcsValue;

WcsValue *wcs_value_new (WcsValueKind kind);
WcsValue *wcs_value_new_text (const char *text);
WcsValue *wcs_value_new_number (double number);
WcsValue *wcs_value_new_boolean (gboolean value);
WcsValue *wcs_value_new_field (const WcsVariable *variable, WcsPart part);
WcsValue *wcs_value_new_setting (const char *id, gboolean is_boolean);
WcsValue *wcs_value_new_list (const char *const *items);
WcsValue *wcs_value_copy (const WcsValue *self); /* a new one, to be changed before it is shared */
WcsValue *wcs_value_ref (const WcsValue *self);
void wcs_value_unref (WcsValue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WcsValue, wcs_value_unref)
gboolean wcs_value_is_constant (const WcsValue *self); /* NONE to DATE */
/* As Python's str() has it: "None", "True", "1"; NULL when not a constant. (transfer full) */
char *wcs_value_to_string (const WcsValue *self);
WcsOperand wcs_value_operand (const WcsValue *self); /* of a FIELD or SETTING */

/* WcsSymbol: what an expression may be, case by case; the first case whose rule holds counts, the last
 * always does. A plain expression has one case; a computed field with {% if %} has several. At most 64. */
typedef struct
{
  WcsRule *rule;
  WcsValue *value;
} WcsCase;
typedef GPtrArray WcsSymbol; /* of WcsCase */

WcsSymbol *wcs_symbol_new (void);
WcsSymbol *wcs_symbol_new_value (WcsValue *value);                     /* (transfer full) */
void wcs_symbol_add (WcsSymbol *self, WcsRule *rule, WcsValue *value); /* keeps references of its own */
/* Appends the cases of @other, each under @rule. */
void wcs_symbol_add_all (WcsSymbol *self, WcsRule *rule, const WcsSymbol *other);
/* True if @rule, else False. */
WcsSymbol *wcs_symbol_new_rule (WcsRule *rule);
/* The only case's value, or NULL when there are several. */
const WcsValue *wcs_symbol_single (const WcsSymbol *self);
#define WCS_SYMBOL_MAX_CASES 64

G_END_DECLS
