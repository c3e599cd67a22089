/* SPDX-License-Identifier: EUPL-1.2
 *
 * Conditions: does it hold? See condition.h for what each comparison means.
 */
#include "app/demarche/condition-private.h"
#include "base/secret.h"

#include <math.h>
#include <string.h>

/* One side of a comparison: the value, owned when a part was taken of it. */
typedef struct
{
  const ParvisValue *value;
  ParvisValue *owned; /* (nullable) */
} Side;

gboolean
parvis_date_from_text (const char *text, GDate *date)
{
  guint digits = 0;

  for (; digits < 10; digits++)
    if (digits == 4 || digits == 7 ? text[digits] != '-' : !g_ascii_isdigit (text[digits]))
      return FALSE;
  if (text[10] != '\0' || text[0] == '0')
    return FALSE;
  g_date_clear (date, 1);
  if (!g_date_valid_dmy ((GDateDay) atoi (text + 8), (GDateMonth) atoi (text + 5), (GDateYear) atoi (text)))
    return FALSE;
  g_date_set_dmy (date, (GDateDay) atoi (text + 8), (GDateMonth) atoi (text + 5), (GDateYear) atoi (text));
  return TRUE;
}

/* Digits with their thousands' spaces taken out, a point for the comma; FALSE when anything else is met. */
static gboolean
plain_number (const char *text, GString *plain)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        continue;
      if (c == 0x2212 || c == '-')
        g_string_append_c (plain, '-');
      else if (c == ',' || c == '.')
        g_string_append_c (plain, '.');
      else if (c < 128 && g_ascii_isdigit ((char) c))
        g_string_append_c (plain, (char) c);
      else
        return FALSE;
    }
  return plain->len > 0 && plain->len <= 40;
}

gboolean
parvis_number_from_text (const char *text, double *number)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  char *end;

  if (!plain_number (text, plain) || !g_ascii_isdigit (plain->str[plain->len - 1]))
    return FALSE;
  *number = g_ascii_strtod (plain->str, &end);
  return *end == '\0' && isfinite (*number);
}

/* The text form of anything: what a comparison falls back to. (transfer full) */
static char *
to_text (const ParvisValue *value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_autoptr (GString) joined = g_string_new (NULL);
  g_autoptr (GPtrArray) names = parvis_value_member_names (value);

  switch (parvis_value_kind (value))
    {
    case PARVIS_VALUE_NUMBER:
      return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", parvis_value_number (value)));
    case PARVIS_VALUE_BOOLEAN:
      return g_strdup (parvis_value_boolean (value) ? "true" : "false");
    case PARVIS_VALUE_FILE:
      return g_strdup (parvis_value_filename (value));
    case PARVIS_VALUE_LIST:
    case PARVIS_VALUE_OBJECT:
      for (guint i = 0; i < MAX (names->len, parvis_value_length (value)); i++)
        {
          g_autoptr (ParvisSecret) item
              = to_text (names->len > 0 ? parvis_value_member (value, g_ptr_array_index (names, i))
                                        : parvis_value_item (value, i));

          if (*item != '\0')
            g_string_append_printf (joined, "%s%s", joined->len > 0 ? ", " : "", item);
        }
      return g_string_free (g_steal_pointer (&joined), FALSE);
    case PARVIS_VALUE_TEXT:
    case PARVIS_VALUE_EMPTY:
    default:
      return g_strdup (parvis_value_text (value));
    }
}

/* "2026-03-12" or "2026-03-12T09:30": @minutes is -1 without a time. */
static gboolean
to_moment (const ParvisValue *value, guint32 *day, int *minutes)
{
  const char *text = parvis_value_text (value);
  char head[11];
  GDate date;

  if (strlen (text) != 10 && (strlen (text) != 16 || text[10] != 'T' || text[13] != ':'))
    return FALSE;
  g_strlcpy (head, text, sizeof head);
  if (!parvis_date_from_text (head, &date))
    return FALSE;
  *day = g_date_get_julian (&date);
  *minutes = text[10] == 'T' ? atoi (text + 11) * 60 + atoi (text + 14) : -1;
  return TRUE;
}

static int
sign (double a, double b)
{
  return (a > b) - (a < b);
}

static gboolean
compare_moments (const ParvisValue *a, const ParvisValue *b, int *order)
{
  guint32 day_a, day_b;
  int minutes_a, minutes_b;

  if (!to_moment (a, &day_a, &minutes_a) || !to_moment (b, &day_b, &minutes_b))
    return FALSE;
  *order = sign (day_a, day_b);
  if (*order == 0 && minutes_a >= 0 && minutes_b >= 0)
    *order = sign (minutes_a, minutes_b);
  return TRUE;
}

static gboolean
to_number (const ParvisValue *value, double *number)
{
  if (parvis_value_kind (value) == PARVIS_VALUE_TEXT)
    return parvis_number_from_text (parvis_value_text (value), number);
  *number = parvis_value_number (value);
  return parvis_value_kind (value) == PARVIS_VALUE_NUMBER;
}

static gboolean
compare_numbers (const ParvisValue *a, const ParvisValue *b, int *order)
{
  double number_a, number_b;

  if (parvis_value_kind (a) != PARVIS_VALUE_NUMBER && parvis_value_kind (b) != PARVIS_VALUE_NUMBER)
    return FALSE;
  if (!to_number (a, &number_a) || !to_number (b, &number_b))
    return FALSE;
  *order = sign (number_a, number_b);
  return TRUE;
}

/* Negative, 0, positive. Code point by code point is byte by byte in UTF-8. */
static int
compare (const ParvisValue *a, const ParvisValue *b)
{
  g_autoptr (ParvisSecret) text_a = NULL, text_b = NULL;
  int order;

  if (compare_moments (a, b, &order) || compare_numbers (a, b, &order))
    return order;
  text_a = parvis_value_is_empty (a) ? g_strdup ("") : to_text (a);
  text_b = parvis_value_is_empty (b) ? g_strdup ("") : to_text (b);
  return strcmp (text_a, text_b);
}

static gboolean
list_has (const ParvisValue *list, const ParvisValue *item)
{
  for (guint i = 0; i < parvis_value_length (list); i++)
    if (compare (parvis_value_item (list, i), item) == 0)
      return TRUE;
  return FALSE;
}

/* Nothing is in nothing, and the empty text is in no text: a hidden field is nowhere. */
static gboolean
is_in (const ParvisValue *needle, const ParvisValue *haystack)
{
  g_autoptr (ParvisSecret) text = NULL, part = NULL;

  if (parvis_value_kind (haystack) == PARVIS_VALUE_LIST)
    return list_has (haystack, needle);
  if (parvis_value_is_empty (needle) || parvis_value_is_empty (haystack))
    return FALSE;
  text = to_text (haystack);
  part = to_text (needle);
  return strstr (text, part) != NULL;
}

static gboolean
starts_with (const ParvisValue *value, const ParvisValue *prefix)
{
  g_autoptr (ParvisSecret) text = to_text (value);
  g_autoptr (ParvisSecret) start = to_text (prefix);

  return !parvis_value_is_empty (value) && !parvis_value_is_empty (prefix) && g_str_has_prefix (text, start);
}

static gboolean
is_answered (const ParvisValue *value)
{
  if (parvis_value_kind (value) == PARVIS_VALUE_BOOLEAN)
    return parvis_value_boolean (value);
  if (parvis_value_kind (value) == PARVIS_VALUE_NUMBER)
    return parvis_value_number (value) < 0 || parvis_value_number (value) > 0;
  return !parvis_value_is_empty (value);
}

static ParvisValue *
number_part (const ParvisValue *value)
{
  double number;

  return to_number (value, &number) ? parvis_value_new_number (number) : parvis_value_new_empty ();
}

static ParvisValue *
length_part (const ParvisValue *value)
{
  g_autoptr (ParvisSecret) text = NULL;

  if (parvis_value_kind (value) == PARVIS_VALUE_LIST)
    return parvis_value_new_number (parvis_value_length (value));
  if (parvis_value_is_empty (value))
    return parvis_value_new_number (0);
  text = to_text (value);
  return parvis_value_new_number ((double) g_utf8_strlen (text, -1));
}

/* Whole years from that date to @today; a birthday on 29 February is kept on 1 March. */
static ParvisValue *
age_part (const ParvisValue *value, guint32 today)
{
  GDate now;
  GDate birth;
  guint32 day;
  int minutes, years;

  if (!to_moment (value, &day, &minutes) || !g_date_valid_julian (today))
    return parvis_value_new_empty ();
  g_date_clear (&birth, 1);
  g_date_set_julian (&birth, day);
  g_date_clear (&now, 1);
  g_date_set_julian (&now, today);
  years = g_date_get_year (&now) - g_date_get_year (&birth);
  if (g_date_get_month (&now) < g_date_get_month (&birth)
      || (g_date_get_month (&now) == g_date_get_month (&birth) && g_date_get_day (&now) < g_date_get_day (&birth)))
    years--;
  return parvis_value_new_number (years);
}

static ParvisValue *
words_part (const ParvisOperand *operand, const ParvisValue *value, const ParvisConditionScope *scope)
{
  const char *words = NULL;
  g_autoptr (ParvisSecret) text = NULL, lower = NULL;

  if (operand->part != PARVIS_PART_LOWER && operand->kind == PARVIS_OPERAND_FIELD && scope->label != NULL)
    words = scope->label (operand->id, value, scope->user_data);
  text = words != NULL ? g_strdup (words) : to_text (value);
  if (operand->part == PARVIS_PART_LABEL)
    return parvis_value_new_text (text);
  lower = g_utf8_strdown (text, -1);
  return parvis_value_new_text (lower);
}

/* Of a list of choices, the words of each. */
static ParvisValue *
list_words_part (const ParvisOperand *operand, const ParvisValue *list, const ParvisConditionScope *scope)
{
  ParvisValue *words = parvis_value_new_list ();

  for (guint i = 0; i < parvis_value_length (list); i++)
    parvis_value_append (words, words_part (operand, parvis_value_item (list, i), scope));
  return words;
}

static ParvisValue *
take_part (const ParvisOperand *operand, const ParvisValue *value, const ParvisConditionScope *scope)
{
  switch (operand->part)
    {
    case PARVIS_PART_LENGTH:
      return length_part (value);
    case PARVIS_PART_AGE:
      return age_part (value, scope->today);
    case PARVIS_PART_NUMBER:
      return number_part (value);
    case PARVIS_PART_LABEL:
    case PARVIS_PART_LOWER:
    case PARVIS_PART_LOWER_LABEL:
      return parvis_value_kind (value) == PARVIS_VALUE_LIST ? list_words_part (operand, value, scope)
                                                            : words_part (operand, value, scope);
    case PARVIS_PART_WHOLE:
    default:
      return NULL;
    }
}

static ParvisValue *
today_value (const ParvisConditionScope *scope, int days)
{
  gint64 julian = (gint64) scope->today + days;
  g_autofree char *text = NULL;
  GDate date;

  if (julian <= 0 || julian > 3600000) /* the year 9857: past the last four-digit one is no date of ours */
    return parvis_value_new_empty ();
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) julian);
  text = g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
  return parvis_value_new_text (text);
}

static Side
resolve (const ParvisOperand *operand, const ParvisConditionScope *scope)
{
  Side side = { NULL, NULL };

  if (operand->kind == PARVIS_OPERAND_CONSTANT)
    side.value = operand->constant;
  else if (operand->kind == PARVIS_OPERAND_TODAY)
    side.value = side.owned = today_value (scope, operand->days);
  else if (operand->kind == PARVIS_OPERAND_FIELD)
    side.value = scope->field != NULL ? scope->field (operand->id, scope->user_data) : NULL;
  else
    side.value = scope->setting != NULL ? scope->setting (operand->id, scope->user_data) : NULL;
  if (operand->part != PARVIS_PART_WHOLE)
    side.value = side.owned = take_part (operand, side.value, scope);
  return side;
}

static gboolean
holds_in_order (ParvisOp op, const ParvisValue *left, const ParvisValue *right)
{
  int order;

  if (parvis_value_is_empty (left) || parvis_value_is_empty (right))
    return FALSE;
  order = compare (left, right);
  if (op == PARVIS_OP_LESS)
    return order < 0;
  if (op == PARVIS_OP_LESS_OR_EQUAL)
    return order <= 0;
  return op == PARVIS_OP_GREATER ? order > 0 : order >= 0;
}

static gboolean
compare_holds (ParvisOp op, const ParvisValue *left, const ParvisValue *right)
{
  switch (op)
    {
    case PARVIS_OP_EQUAL:
      return compare (left, right) == 0;
    case PARVIS_OP_NOT_EQUAL:
      return compare (left, right) != 0;
    case PARVIS_OP_CONTAINS:
      return is_in (right, left);
    case PARVIS_OP_IN:
      return is_in (left, right);
    case PARVIS_OP_STARTS_WITH:
      return starts_with (left, right);
    case PARVIS_OP_ANSWERED:
      return is_answered (left);
    case PARVIS_OP_LESS:
    case PARVIS_OP_LESS_OR_EQUAL:
    case PARVIS_OP_GREATER:
    case PARVIS_OP_GREATER_OR_EQUAL:
    default:
      return holds_in_order (op, left, right);
    }
}

static gboolean
comparison_holds (const ParvisCondition *self, const ParvisConditionScope *scope)
{
  Side left = resolve (&self->left, scope);
  Side right = resolve (&self->right, scope);
  gboolean holds = compare_holds (self->op, left.value, right.value);

  parvis_value_free (left.owned);
  parvis_value_free (right.owned);
  return holds;
}

/* Stops at the first child that decides. */
static gboolean
group_holds (const ParvisCondition *self, const ParvisConditionScope *scope, gboolean wanted)
{
  for (guint i = 0; i < self->children->len; i++)
    if (parvis_condition_holds (g_ptr_array_index (self->children, i), scope) == wanted)
      return wanted;
  return !wanted;
}

gboolean
parvis_condition_holds (const ParvisCondition *self, const ParvisConditionScope *scope)
{
  switch (self->kind)
    {
    case PARVIS_CONDITION_ALL:
      return group_holds (self, scope, FALSE);
    case PARVIS_CONDITION_ANY:
      return group_holds (self, scope, TRUE);
    case PARVIS_CONDITION_NOT:
      return !parvis_condition_holds (g_ptr_array_index (self->children, 0), scope);
    case PARVIS_CONDITION_ALWAYS:
      return self->always;
    case PARVIS_CONDITION_COMPARE:
    default:
      return comparison_holds (self, scope);
    }
}
