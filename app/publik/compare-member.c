/* SPDX-License-Identifier: EUPL-1.2
 *
 * Membership, as Python has it: part of a text, item of a list. In None nothing is, nor is anything "not in"
 * it: both raise, and Django takes that as false. /
 */
#include "app/publik/compare.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static WcsOperand
stored (const WcsValue *value)
{
  WcsOperand operand = wcs_value_operand (value);
  if (value->part != WCS_PART_LOWER)
    operand.part = NULL;
  return operand;
}

static gboolean
has_part (const char *text, gconstpointer part)
{
  return strstr (text, part) != NULL;
}

static gboolean
is_part_of (const char *text, gconstpointer whole)
{
  return strstr (whole, text) != NULL;
}

static gboolean
is_item_of (const char *text, gconstpointer list)
{
  return g_strv_contains ((const char *const *) list, text);
}

static gboolean
is_text (const char *text, gconstpointer other)
{
  return strcmp (text, other) == 0;
}

static gboolean
starts_with (const char *text, gconstpointer start)
{
  return g_str_has_prefix (text, start);
}

static WcsRule *
answered (const WcsValue *value)
{
  WcsOperand operand = wcs_value_operand (value);
  operand.part = NULL;
  return wcs_rule_test (operand, "answered", NULL);
}

static JsonNode *
list_node (char **items)
{
  JsonArray *array = json_array_new ();
  for (guint i = 0; items[i] != NULL; i++)
    json_array_add_string_element (array, items[i]);
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

static gboolean
is_plain_text (const WcsValue *value)
{
  return value->kind == WCS_FIELD && value->part <= WCS_PART_LOWER && value->days == 0
         && (value->variable->choices != NULL || value->variable->kind == WCS_VARIABLE_TEXT);
}

/* "text" in form_var_x */
static WcsRule *
constant_in_field (const char *text, const WcsValue *field, GError **error)
{
  if (!is_plain_text (field))
    return wcs_compare_untranslated (error, _ ("ce champ n’est ni un texte ni une liste"));
  if (*text == '\0')
    return answered (field);
  if (field->variable->choices == NULL)
    return wcs_rule_test (stored (field), "contains", json_node_init_string (json_node_alloc (), text));
  if (field->variable->kind == WCS_VARIABLE_CHOICES && field->part == WCS_PART_RAW)
    return wcs_compare_choices (field, is_text, text);
  return wcs_compare_choices (field, has_part, text);
}

/* form_var_x in "A, B" or in a list */
static WcsRule *
field_in_constant (const WcsValue *field, const WcsValue *container, GError **error)
{
  if (!is_plain_text (field) || field->variable->kind == WCS_VARIABLE_CHOICES)
    return wcs_compare_untranslated (error, _ ("ce champ n’est pas un texte"));
  gboolean in_list = container->kind == WCS_LIST;
  if (field->variable->choices != NULL)
    return in_list ? wcs_compare_choices (field, is_item_of, container->list)
                   : wcs_compare_choices (field, is_part_of, container->text);
  JsonNode *value = in_list ? list_node (container->list) : json_node_init_string (json_node_alloc (), container->text);
  return wcs_rule_and_take (answered (field), wcs_rule_test (stored (field), "in", value));
}

static WcsRule *
in_setting (const WcsValue *item, const WcsValue *setting, GError **error)
{
  if (item->kind == WCS_TEXT)
    return wcs_rule_test (stored (setting), "contains", json_node_init_string (json_node_alloc (), item->text));
  if (!is_plain_text (item) || item->variable->kind == WCS_VARIABLE_CHOICES)
    return wcs_compare_untranslated (error, _ ("ce champ n’est pas un texte"));
  WcsOperand left = wcs_value_operand (item);
  return wcs_rule_and_take (answered (item), wcs_rule_test (left, "in", wcs_operand_to_json (stored (setting))));
}

static WcsRule *
constant_in_constant (const WcsValue *item, const WcsValue *container)
{
  if (item->kind != WCS_TEXT)
    return wcs_rule_constant (FALSE);
  if (container->kind == WCS_LIST)
    return wcs_rule_constant (is_item_of (item->text, container->list));
  return wcs_rule_constant (container->kind == WCS_TEXT && has_part (container->text, item->text));
}

WcsRule *
wcs_compare_in (const WcsValue *item, const WcsValue *container, GError **error)
{
  if (item->kind == WCS_NONE || container->kind == WCS_NONE)
    return wcs_rule_constant (FALSE);
  if (wcs_value_is_constant (item) && wcs_value_is_constant (container))
    return constant_in_constant (item, container);
  if (container->kind == WCS_SETTING && (item->kind == WCS_TEXT || item->kind == WCS_FIELD))
    return in_setting (item, container, error);
  if (container->kind == WCS_FIELD && item->kind == WCS_TEXT)
    return constant_in_field (item->text, container, error);
  if (item->kind == WCS_FIELD && (container->kind == WCS_TEXT || container->kind == WCS_LIST))
    return field_in_constant (item, container, error);
  return wcs_compare_untranslated (error, _ ("cette appartenance n’a pas d’équivalent à la borne"));
}

/* Does asking raise when @value is empty? After |lower it is a text, even empty. */
static gboolean
raises_when_empty (const WcsValue *value)
{
  return value->kind == WCS_FIELD && value->part != WCS_PART_LOWER;
}

WcsRule *
wcs_compare_not_in (const WcsValue *item, const WcsValue *container, GError **error)
{
  if (item->kind == WCS_NONE || container->kind == WCS_NONE)
    return wcs_rule_constant (FALSE);
  WcsRule *within = wcs_compare_in (item, container, error);
  if (within == NULL)
    return NULL;
  WcsRule *rule = wcs_rule_not_take (within);
  if (raises_when_empty (container))
    return wcs_rule_and_take (answered (container), rule);
  return raises_when_empty (item) ? wcs_rule_and_take (answered (item), rule) : rule;
}

WcsRule *
wcs_compare_starts_with (const WcsValue *value, const char *start, GError **error)
{
  if (value->kind == WCS_TEXT)
    return wcs_rule_constant (g_str_has_prefix (value->text, start));
  if (!is_plain_text (value) || value->variable->kind == WCS_VARIABLE_CHOICES)
    return wcs_compare_untranslated (error, _ ("seul un texte commence par un autre"));
  if (value->variable->choices != NULL)
    return wcs_compare_choices (value, starts_with, start);
  return wcs_rule_test (stored (value), "starts-with", json_node_init_string (json_node_alloc (), start));
}
