/* SPDX-License-Identifier: EUPL-1.2
 *
 * Orders: numbers with numbers, dates with dates, texts that are no numbers with each other. What is empty
 * has no order. /
 */
#include "app/publik/compare.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

static const char *
flip (const char *op)
{
  static const char *const pairs[][2] = { { "<", ">" }, { "<=", ">=" }, { ">", "<" }, { ">=", "<=" } };
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (strcmp (op, pairs[i][0]) == 0)
      return pairs[i][1];
  return op;
}

static gboolean
holds (int order, const char *op)
{
  if (op[1] == '=' && order == 0)
    return TRUE;
  return op[0] == '<' ? order < 0 : order > 0;
}

static gboolean
read_number (const char *text, double *number)
{
  char *end;
  *number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

static WcsRule *
order_constants (const WcsValue *a, const WcsValue *b, const char *op)
{
  double left = a->number, right = b->number;
  if (a->kind == WCS_NUMBER && b->kind == WCS_NUMBER)
    return wcs_rule_constant (holds ((left > right) - (left < right), op));
  if ((a->kind == WCS_TEXT || a->kind == WCS_DATE) && a->kind == b->kind)
    return wcs_rule_constant (holds (strcmp (a->text, b->text), op));
  return wcs_rule_constant (FALSE);
}

/* @days is within a century (filter.c), the year of four digits (wcs_parse_date): no date leaves the
 * calendar. */
static JsonNode *
shifted_date (const char *iso, int days)
{
  guint year = 0, month = 0, day = 0;
  if (sscanf (iso, "%4u-%2u-%2u", &year, &month, &day) != 3)
    return NULL;
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  if (days >= 0)
    g_date_add_days (&date, (guint) days);
  else
    g_date_subtract_days (&date, (guint) -days);
  if (g_date_get_year (&date) < 1000 || g_date_get_year (&date) > 9999)
    return NULL;
  g_autofree char *text = g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&date), (guint) g_date_get_month (&date),
                                           g_date_get_day (&date));
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
today_node (int days)
{
  JsonObject *object = json_object_new ();
  json_object_set_int_member (object, "today", days);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}

static gboolean
is_date (const WcsValue *value)
{
  return value->kind == WCS_DATE || value->kind == WCS_TODAY
         || (value->kind == WCS_FIELD && value->variable->kind == WCS_VARIABLE_DATE && value->part == WCS_PART_RAW);
}

/* date + n days OP other: the other side takes the days off. */
static WcsRule *
order_date (const WcsValue *field, const WcsValue *other, const char *op, GError **error)
{
  g_autofree char *iso = other->kind == WCS_TEXT ? wcs_parse_date (other->text) : NULL;
  JsonNode *node = NULL;
  if (other->kind == WCS_DATE || iso != NULL)
    node = shifted_date (iso != NULL ? iso : other->text, -field->days);
  else if (other->kind == WCS_TODAY)
    node = today_node (other->days - field->days);
  else if (is_date (other) && other->days == field->days)
    node = wcs_operand_to_json (wcs_value_operand (other));
  if (node == NULL)
    return wcs_compare_untranslated (error, _ ("cette date ne se compare qu’à une date"));
  return wcs_rule_test ((WcsOperand){ "field", field->variable->id, NULL }, op, node);
}

static gboolean
is_number (const WcsValue *value)
{
  return value->kind == WCS_NUMBER
         || (value->kind == WCS_FIELD
             && (value->part >= WCS_PART_LENGTH || value->variable->kind == WCS_VARIABLE_NUMBER));
}

static WcsRule *
order_number (const WcsValue *left, const WcsValue *right, const char *op)
{
  WcsOperand operand = wcs_value_operand (left);
  if (operand.part == NULL)
    operand.part = "number";
  if (right->kind == WCS_NUMBER)
    return wcs_rule_test (operand, op, wcs_constant_to_json (right));
  WcsOperand other = wcs_value_operand (right);
  if (other.part == NULL)
    other.part = "number";
  return wcs_rule_test (operand, op, wcs_operand_to_json (other));
}

static WcsRule *
is_empty (const WcsVariable *variable)
{
  WcsOperand operand = { "field", variable->id, NULL };
  return wcs_rule_not_take (wcs_rule_test (operand, "answered", NULL));
}

/* On one day: hour by hour; a day whose hour is not given comes neither before nor after. */
static WcsRule *
order_hours (const WcsVariable *time, const WcsVariable *other, const char *op)
{
  WcsOperand left = { "field", time->id, NULL }, right = { "field", other->id, NULL };
  WcsRule *hours = wcs_rule_test (left, op, wcs_operand_to_json (right));
  if (op[1] != '=')
    return hours;
  return wcs_rule_or_take (wcs_rule_or_take (is_empty (time), is_empty (other)), hours);
}

static WcsRule *
order_moments (const WcsValue *a, const WcsValue *b, const char *op, GError **error)
{
  if (b->kind != WCS_MOMENT || a->other == NULL || b->other == NULL)
    return wcs_compare_untranslated (error, _ ("une date et une heure ne se comparent qu’à une date et une "
                                               "heure"));
  const char strict[] = { op[0], '\0' };
  WcsOperand day = { "field", a->variable->id, NULL }, other_day = { "field", b->variable->id, NULL };
  WcsRule *same_day = wcs_rule_and_take (wcs_rule_test (day, "answered", NULL),
                                         wcs_rule_test (day, "=", wcs_operand_to_json (other_day)));
  same_day = wcs_rule_and_take (same_day, order_hours (a->other, b->other, op));
  WcsRule *order = wcs_rule_or_take (wcs_rule_test (day, strict, wcs_operand_to_json (other_day)), same_day);
  if (op[1] != '=')
    return order;
  return wcs_rule_or_take (order, wcs_rule_and_take (is_empty (a->variable), is_empty (b->variable)));
}

static WcsRule *
order_texts (const WcsValue *a, const WcsValue *b, const char *op, GError **error)
{
  double number;
  if (b->kind != WCS_TEXT || read_number (b->text, &number))
    return wcs_compare_untranslated (error, _ ("cet ordre n’a pas d’équivalent à la borne"));
  return wcs_rule_test (wcs_value_operand (a), op, json_node_init_string (json_node_alloc (), b->text));
}

WcsRule *
wcs_compare_order (const WcsValue *a, const WcsValue *b, const char *op, GError **error)
{
  if (wcs_value_is_constant (a) && wcs_value_is_constant (b))
    return order_constants (a, b, op);
  if (a->kind == WCS_NONE || b->kind == WCS_NONE)
    return wcs_rule_constant (FALSE);
  if (a->kind == WCS_NOW || b->kind == WCS_NOW || (a->kind == WCS_TODAY && b->kind == WCS_TODAY))
    return wcs_compare_untranslated (error, _ ("l’heure qu’il est n’entre pas dans une condition de la "
                                               "borne"));
  if (a->kind == WCS_MOMENT)
    return order_moments (a, b, op, error);
  if (wcs_value_is_constant (a) || a->kind == WCS_TODAY)
    return b->kind == WCS_TODAY || b->kind == WCS_MOMENT
               ? wcs_compare_untranslated (error, _ ("cet ordre n’a pas d’équivalent à la borne"))
               : wcs_compare_order (b, a, flip (op), error);
  if (a->kind == WCS_FIELD && is_date (a))
    return order_date (a, b, op, error);
  if (is_number (a) || is_number (b))
    return b->kind == WCS_NUMBER || b->kind == WCS_FIELD || b->kind == WCS_SETTING
               ? order_number (a, b, op)
               : wcs_compare_untranslated (error, _ ("un nombre ne se compare qu’à un nombre"));
  return order_texts (a, b, op, error);
}
