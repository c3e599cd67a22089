/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/compare.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

WcsRule *
wcs_compare_untranslated (GError **error, const char *why)
{
  g_set_error_literal (error, PARVIS_PUBLIK_ERROR, PARVIS_PUBLIK_ERROR_UNTRANSLATED, why);
  return NULL;
}

char *
wcs_parse_date (const char *text)
{
  guint a = 0, b = 0, c = 0;
  int end = 0;
  guint year = 0, month = 0, day = 0;
  if (sscanf (text, "%2u/%2u/%4u%n", &a, &b, &c, &end) == 3 && text[end] == '\0')
    year = c, month = b, day = a;
  else if (sscanf (text, "%4u-%2u-%2u%n", &a, &b, &c, &end) == 3 && text[end] == '\0')
    year = a, month = b, day = c;
  if (year < 1000 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return NULL;
  return g_strdup_printf ("%04u-%02u-%02u", year, month, day);
}

char *
wcs_choice_part (const WcsChoice *choice, WcsPart part)
{
  if (part == WCS_PART_LOWER)
    return g_utf8_strdown (choice->text, -1);
  return g_strdup (part == WCS_PART_RAW ? choice->id : choice->text);
}

JsonNode *
wcs_constant_to_json (const WcsValue *value)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);
  g_autofree char *text = wcs_value_to_string (value);
  if (value->kind == WCS_BOOLEAN)
    json_node_set_boolean (node, value->number != 0);
  else if (value->kind == WCS_NUMBER && value->number == (double) (gint64) value->number)
    json_node_set_int (node, (gint64) value->number);
  else if (value->kind == WCS_NUMBER)
    json_node_set_double (node, value->number);
  else
    json_node_set_string (node, value->kind == WCS_NONE ? "" : text);
  return node;
}

static JsonNode *
text_node (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
texts_node (GPtrArray *texts)
{
  JsonArray *array = json_array_new ();
  for (guint i = 0; i < texts->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (texts, i));
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

static WcsOperand
stored (const WcsValue *field)
{
  return (WcsOperand){ "field", field->variable->id, NULL };
}

static WcsRule *
empty_rule (const WcsValue *value)
{
  WcsOperand operand = wcs_value_operand (value);
  operand.part = NULL;
  return wcs_rule_test (operand, "=", text_node (""));
}

static WcsRule *
answered_rule (const WcsValue *value)
{
  WcsOperand operand = wcs_value_operand (value);
  operand.part = NULL;
  return wcs_rule_test (operand, "answered", NULL);
}

/* One of the answers @values, to a choice or among choices. */
static WcsRule *
any_of_rule (const WcsValue *field, GPtrArray *values)
{
  if (values->len == 0)
    return wcs_rule_constant (FALSE);
  if (field->variable->kind == WCS_VARIABLE_CHOICES)
    {
      WcsRule *rule = wcs_rule_constant (FALSE);
      for (guint i = 0; i < values->len; i++)
        rule = wcs_rule_or_take (rule,
                                 wcs_rule_test (stored (field), "contains", text_node (g_ptr_array_index (values, i))));
      return rule;
    }
  if (values->len == 1)
    return wcs_rule_test (stored (field), "=", text_node (g_ptr_array_index (values, 0)));
  return wcs_rule_test (stored (field), "in", texts_node (values));
}

WcsRule *
wcs_compare_choices (const WcsValue *field, WcsTextTest test, gconstpointer data)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  for (guint i = 0; i < field->variable->choices->len; i++)
    {
      const WcsChoice *choice = g_ptr_array_index (field->variable->choices, i);
      g_autofree char *text = wcs_choice_part (choice, field->part);
      if (test (text, data))
        g_ptr_array_add (values, choice->id);
    }
  return any_of_rule (field, values);
}

static gboolean
is_counted (const WcsValue *value)
{
  return value->part == WCS_PART_LENGTH || value->part == WCS_PART_AGE || value->part == WCS_PART_NUMBER;
}

WcsRule *
wcs_compare_truth (const WcsValue *value, GError **error)
{
  switch (value->kind)
    {
    case WCS_NONE:
      return wcs_rule_constant (FALSE);
    case WCS_BOOLEAN:
    case WCS_NUMBER:
      return wcs_rule_constant (value->number != 0);
    case WCS_TEXT:
      return wcs_rule_constant (*value->text != '\0');
    case WCS_LIST:
      return wcs_rule_constant (value->list[0] != NULL);
    case WCS_SETTING:
      return answered_rule (value);
    case WCS_FIELD:
      if (value->part == WCS_PART_AGE || value->part == WCS_PART_NUMBER)
        return wcs_compare_untranslated (error, _ ("un nombre seul ne fait pas une condition à la borne"));
      return answered_rule (value);
    default:
      return wcs_rule_constant (TRUE);
    }
}

static gboolean
same_text (const char *text, gconstpointer data)
{
  return strcmp (text, data) == 0;
}

static WcsRule *
yesno_equals (const WcsValue *field, const char *text)
{
  gboolean yes = strcmp (text, "True") == 0;
  if (field->variable->kind == WCS_VARIABLE_TICK)
    return yes ? wcs_rule_test (stored (field), "=", text_node ("True")) : wcs_rule_constant (FALSE);
  if (!yes && strcmp (text, "False") != 0)
    return wcs_rule_constant (FALSE);
  return wcs_rule_test (stored (field), "=", json_node_init_boolean (json_node_alloc (), yes));
}

static WcsRule *
date_equals (const WcsValue *field, const char *text)
{
  g_autofree char *iso = wcs_parse_date (text);
  return iso == NULL ? wcs_rule_constant (FALSE) : wcs_rule_test (stored (field), "=", text_node (iso));
}

/* The display of several choices is their labels joined: equal only to all of them and nothing else. */
static WcsRule *
choices_equal (const WcsValue *field, const char *text, GError **error)
{
  if (field->part == WCS_PART_RAW)
    return wcs_compare_untranslated (error, _ ("une liste de réponses ne se compare pas à un texte"));
  g_autoptr (WcsRule) rule = wcs_compare_choices (field, same_text, text);
  if (wcs_rule_is (rule, FALSE))
    return strstr (text, ", ") == NULL ? g_steal_pointer (&rule)
                                       : wcs_compare_untranslated (error, _ ("plusieurs réponses comparées "
                                                                             "en bloc"));
  WcsOperand length = { "field", field->variable->id, "length" };
  return wcs_rule_and_take (g_steal_pointer (&rule),
                            wcs_rule_test (length, "=", json_node_init_int (json_node_alloc (), 1)));
}

static WcsRule *
field_text_equals (const WcsValue *field, const char *text, GError **error)
{
  switch (field->variable->kind)
    {
    case WCS_VARIABLE_YESNO:
    case WCS_VARIABLE_TICK:
      return yesno_equals (field, text);
    case WCS_VARIABLE_DATE:
      return date_equals (field, text);
    case WCS_VARIABLE_CHOICE:
      return wcs_compare_choices (field, same_text, text);
    case WCS_VARIABLE_CHOICES:
      return choices_equal (field, text, error);
    case WCS_VARIABLE_OTHER:
      return wcs_compare_untranslated (error, _ ("un document, un lieu ou un groupe ne se compare pas à un "
                                                 "texte"));
    default:
      return wcs_rule_test (wcs_value_operand (field), "=", text_node (text));
    }
}

static WcsRule *
field_equals (const WcsValue *field, const WcsValue *constant, GError **error)
{
  if (is_counted (field))
    return wcs_rule_test (wcs_value_operand (field), "=", wcs_constant_to_json (constant));
  g_autofree char *text = wcs_value_to_string (constant);
  if (*text == '\0')
    return empty_rule (field);
  g_autoptr (WcsRule) rule = field_text_equals (field, text, error);
  if (rule == NULL || strcmp (text, "None") != 0)
    return g_steal_pointer (&rule);
  /* str (None) is "None": an unanswered field equals that text. */
  g_autoptr (WcsRule) empty = empty_rule (field);
  return wcs_rule_or (rule, empty);
}

static WcsRule *
setting_equals (const WcsValue *setting, const WcsValue *constant)
{
  g_autofree char *text = wcs_value_to_string (constant);
  gboolean yes = strcmp (text, "True") == 0;
  if (setting->is_boolean && (yes || strcmp (text, "False") == 0))
    return wcs_rule_test (wcs_value_operand (setting), "=", json_node_init_boolean (json_node_alloc (), yes));
  return wcs_rule_test (wcs_value_operand (setting), "=", wcs_constant_to_json (constant));
}

static WcsRule *
today_equals (const WcsValue *field, const WcsValue *today)
{
  JsonObject *object = json_object_new ();
  json_object_set_int_member (object, "today", today->days - field->days);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return wcs_rule_test (stored (field), "=", node);
}

WcsRule *
wcs_compare_equal (const WcsValue *a, const WcsValue *b, GError **error)
{
  gboolean variables[] = { !wcs_value_is_constant (a), !wcs_value_is_constant (b) };
  if (!variables[0] && !variables[1])
    {
      g_autofree char *left = wcs_value_to_string (a);
      g_autofree char *right = wcs_value_to_string (b);
      return wcs_rule_constant (strcmp (left, right) == 0);
    }
  if (!variables[0])
    return wcs_compare_equal (b, a, error);
  if (a->kind != WCS_FIELD && a->kind != WCS_SETTING)
    return wcs_compare_untranslated (error, _ ("l’instant présent ne se compare pas par égalité"));
  if (b->kind == WCS_TODAY && a->kind == WCS_FIELD && a->variable->kind == WCS_VARIABLE_DATE)
    return today_equals (a, b);
  if (variables[1])
    return b->kind == WCS_FIELD || b->kind == WCS_SETTING
               ? wcs_rule_test (wcs_value_operand (a), "=", wcs_operand_to_json (wcs_value_operand (b)))
               : wcs_compare_untranslated (error, _ ("l’instant présent ne se compare pas par égalité"));
  if (b->kind == WCS_NONE)
    return empty_rule (a);
  return a->kind == WCS_SETTING ? setting_equals (a, b) : field_equals (a, b, error);
}
