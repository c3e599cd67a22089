/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/evaluate.h"

#include "app/publik/compare.h"
#include "app/publik/filter.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define STRONG_AUTHENTICATION "session_user_is_strong_authentication"

static WcsSymbol *
too_many (GError **error)
{
  g_set_error_literal (error, PARVIS_PUBLIK_ERROR, PARVIS_PUBLIK_ERROR_UNTRANSLATED, _ ("trop de cas différents"));
  return NULL;
}

/* A choice whose words are known, as its words case by case: what any filter can work on. */
static WcsSymbol *
spell_out (const WcsValue *field)
{
  const GPtrArray *choices = field->variable->choices;
  WcsSymbol *symbol = wcs_symbol_new ();
  g_autoptr (WcsRule) always = wcs_rule_constant (TRUE);
  g_autoptr (WcsValue) none = wcs_value_new (WCS_NONE);
  for (guint i = 0; i < choices->len; i++)
    {
      const WcsChoice *choice = g_ptr_array_index (choices, i);
      g_autofree char *text = wcs_choice_part (choice, field->part);
      g_autoptr (WcsValue) value = wcs_value_new_text (text);
      g_autoptr (WcsRule) chosen = wcs_rule_test ((WcsOperand){ "field", field->variable->id, NULL }, "=",
                                                  json_node_init_string (json_node_alloc (), choice->id));
      wcs_symbol_add (symbol, chosen, value);
    }
  wcs_symbol_add (symbol, always, none);
  return symbol;
}

static gboolean
can_spell_out (const WcsValue *value)
{
  return value->kind == WCS_FIELD && value->variable->kind == WCS_VARIABLE_CHOICE && value->part <= WCS_PART_LOWER
         && value->variable->choices->len < WCS_SYMBOL_MAX_CASES / 2;
}

static WcsSymbol *apply_to_symbol (WcsScope *scope, const char *name, const WcsSymbol *left, const WcsSymbol *right,
                                   GError **error);

static WcsSymbol *
apply_to_value (WcsScope *scope, const char *name, const WcsValue *value, const WcsValue *argument, GError **error)
{
  GError *why = NULL;
  WcsSymbol *symbol = wcs_filter_apply (scope, name, value, argument, &why);
  if (symbol != NULL || !can_spell_out (value))
    {
      if (why != NULL)
        g_propagate_error (error, why);
      return symbol;
    }
  g_clear_error (&why);
  g_autoptr (GPtrArray) spelled = spell_out (value);
  g_autoptr (GPtrArray) right = argument == NULL ? NULL : wcs_symbol_new_value (wcs_value_ref (argument));
  return apply_to_symbol (scope, name, spelled, right, error);
}

static gboolean
apply_case (WcsScope *scope, WcsSymbol *result, const char *name, const WcsCase *left, const WcsCase *right,
            GError **error)
{
  g_autoptr (GPtrArray) part = apply_to_value (scope, name, left->value, right == NULL ? NULL : right->value, error);
  if (part == NULL)
    return FALSE;
  g_autoptr (WcsRule) rule = right == NULL ? wcs_rule_ref (left->rule) : wcs_rule_and (left->rule, right->rule);
  if (result->len + part->len > WCS_SYMBOL_MAX_CASES)
    return too_many (error) != NULL;
  wcs_symbol_add_all (result, rule, part);
  return TRUE;
}

static WcsSymbol *
apply_to_symbol (WcsScope *scope, const char *name, const WcsSymbol *left, const WcsSymbol *right, GError **error)
{
  g_autoptr (GPtrArray) result = wcs_symbol_new ();
  for (guint i = 0; i < left->len; i++)
    for (guint j = 0; j < (right == NULL ? 1 : right->len); j++)
      if (!apply_case (scope, result, name, g_ptr_array_index (left, i),
                       right == NULL ? NULL : g_ptr_array_index (right, j), error))
        return NULL;
  return g_steal_pointer (&result);
}

static WcsSymbol *
evaluate_filter (WcsScope *scope, const DjangoExpression *expression, GError **error)
{
  gboolean of_user = expression->left->kind == DJANGO_NAME && strcmp (expression->left->text, "session_user") == 0;
  if (of_user && strcmp (expression->text, "is_strong_authentication") == 0)
    {
      wcs_scope_add_setting (scope, STRONG_AUTHENTICATION, json_node_init_boolean (json_node_alloc (), FALSE));
      return scope->with_defaults ? wcs_symbol_new_value (wcs_value_new_boolean (FALSE))
                                  : wcs_symbol_new_value (wcs_value_new_setting (STRONG_AUTHENTICATION, TRUE));
    }
  g_autoptr (GPtrArray) left = wcs_evaluate (scope, expression->left, error);
  if (left == NULL || expression->right == NULL)
    return left == NULL ? NULL : apply_to_symbol (scope, expression->text, left, NULL, error);
  g_autoptr (GPtrArray) right = wcs_evaluate (scope, expression->right, error);
  return right == NULL ? NULL : apply_to_symbol (scope, expression->text, left, right, error);
}

WcsSymbol *
wcs_evaluate (WcsScope *scope, const DjangoExpression *expression, GError **error)
{
  switch (expression->kind)
    {
    case DJANGO_NONE:
      return wcs_symbol_new_value (wcs_value_new (WCS_NONE));
    case DJANGO_BOOLEAN:
      return wcs_symbol_new_value (wcs_value_new_boolean (expression->number != 0));
    case DJANGO_NUMBER:
      return wcs_symbol_new_value (wcs_value_new_number (expression->number));
    case DJANGO_TEXT:
      return wcs_symbol_new_value (wcs_value_new_text (expression->text));
    case DJANGO_NAME:
      return wcs_scope_name (scope, expression->text, error);
    case DJANGO_FILTER:
      return evaluate_filter (scope, expression, error);
    default:
      {
        g_autoptr (WcsRule) rule = wcs_evaluate_truth (scope, expression, error);
        return rule == NULL ? NULL : wcs_symbol_new_rule (rule);
      }
    }
}

/* The last case first: each case's rule chooses between its own outcome and that of the cases after it. */
WcsRule *
wcs_symbol_truth (const WcsSymbol *symbol, GError **error)
{
  g_autoptr (WcsRule) result = wcs_rule_constant (FALSE);
  for (guint i = symbol->len; i > 0; i--)
    {
      const WcsCase *entry = g_ptr_array_index (symbol, i - 1);
      g_autoptr (WcsRule) truth = wcs_compare_truth (entry->value, error);
      if (truth == NULL)
        return NULL;
      WcsRule *next = wcs_rule_choose (entry->rule, truth, result);
      wcs_rule_unref (result);
      result = next;
    }
  return g_steal_pointer (&result);
}

static WcsRule *
compare_values (DjangoKind kind, const WcsValue *a, const WcsValue *b, GError **error)
{
  static const char *const orders[] = { "<", "<=", ">", ">=" };
  switch (kind)
    {
    case DJANGO_IN:
      return wcs_compare_in (a, b, error);
    case DJANGO_NOT_IN:
      return wcs_compare_not_in (a, b, error);
    case DJANGO_EQUAL:
    case DJANGO_IS:
      return wcs_compare_equal (a, b, error);
    case DJANGO_DIFFERENT:
    case DJANGO_IS_NOT:
      {
        WcsRule *rule = wcs_compare_equal (a, b, error);
        return rule == NULL ? NULL : wcs_rule_not_take (rule);
      }
    default:
      return wcs_compare_order (a, b, orders[kind - DJANGO_LESS], error);
    }
}

static WcsRule *
compare_with (DjangoKind kind, const WcsValue *a, const WcsSymbol *right, GError **error)
{
  g_autoptr (WcsRule) result = wcs_rule_constant (FALSE);
  for (guint i = right->len; i > 0; i--)
    {
      const WcsCase *entry = g_ptr_array_index (right, i - 1);
      g_autoptr (WcsRule) rule = compare_values (kind, a, entry->value, error);
      if (rule == NULL)
        return NULL;
      WcsRule *next = wcs_rule_choose (entry->rule, rule, result);
      wcs_rule_unref (result);
      result = next;
    }
  return g_steal_pointer (&result);
}

static WcsRule *
compare_symbols (DjangoKind kind, const WcsSymbol *left, const WcsSymbol *right, GError **error)
{
  g_autoptr (WcsRule) result = wcs_rule_constant (FALSE);
  for (guint i = left->len; i > 0; i--)
    {
      const WcsCase *entry = g_ptr_array_index (left, i - 1);
      g_autoptr (WcsRule) rule = compare_with (kind, entry->value, right, error);
      if (rule == NULL)
        return NULL;
      WcsRule *next = wcs_rule_choose (entry->rule, rule, result);
      wcs_rule_unref (result);
      result = next;
    }
  return g_steal_pointer (&result);
}

/* An "or" with one half that is always true is true whatever the other half means; the same for "and" and
 * false. */
static WcsRule *
evaluate_pair (WcsScope *scope, const DjangoExpression *expression, GError **error)
{
  gboolean is_or = expression->kind == DJANGO_OR;
  GError *why_left = NULL, *why_right = NULL;
  g_autoptr (WcsRule) left = wcs_evaluate_truth (scope, expression->left, &why_left);
  g_autoptr (WcsRule) right = wcs_evaluate_truth (scope, expression->right, &why_right);
  gboolean settled = (left != NULL && wcs_rule_is (left, is_or)) || (right != NULL && wcs_rule_is (right, is_or));
  if (settled || (left != NULL && right != NULL))
    {
      g_clear_error (&why_left);
      g_clear_error (&why_right);
      if (settled)
        return wcs_rule_constant (is_or);
      return is_or ? wcs_rule_or (left, right) : wcs_rule_and (left, right);
    }
  if (why_left != NULL && why_right != NULL)
    g_clear_error (&why_right);
  g_propagate_error (error, why_left != NULL ? why_left : why_right);
  return NULL;
}

WcsRule *
wcs_evaluate_truth (WcsScope *scope, const DjangoExpression *expression, GError **error)
{
  if (expression->kind == DJANGO_OR || expression->kind == DJANGO_AND)
    return evaluate_pair (scope, expression, error);
  if (expression->kind == DJANGO_NOT)
    {
      WcsRule *rule = wcs_evaluate_truth (scope, expression->left, error);
      return rule == NULL ? NULL : wcs_rule_not_take (rule);
    }
  g_autoptr (GPtrArray) left
      = wcs_evaluate (scope, expression->kind < DJANGO_NOT ? expression : expression->left, error);
  if (left == NULL || expression->kind < DJANGO_NOT)
    return left == NULL ? NULL : wcs_symbol_truth (left, error);
  g_autoptr (GPtrArray) right = wcs_evaluate (scope, expression->right, error);
  return right == NULL ? NULL : compare_symbols (expression->kind, left, right, error);
}

static char **
keys_of (GHashTable *set)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (set), (GCompareFunc) strcmp);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (GList *link = keys; link != NULL; link = link->next)
    g_strv_builder_add (builder, link->data);
  return g_strv_builder_end (builder);
}

void
wcs_translation_free (WcsTranslation *translation)
{
  g_clear_pointer (&translation->rule, wcs_rule_unref);
  g_free (translation->why);
  g_strfreev (translation->unknown);
  g_strfreev (translation->unlisted);
  g_free (translation);
}

WcsTranslation *
wcs_translate (WcsScope *scope, const char *kind, const char *source)
{
  WcsTranslation *self = g_new0 (WcsTranslation, 1);
  g_autoptr (GError) error = NULL;
  wcs_scope_clear_notes (scope);
  gboolean is_django = kind == NULL || strcmp (kind, "django") == 0;
  g_autoptr (DjangoExpression) expression = is_django ? django_expression_parse (source, &error) : NULL;
  if (expression != NULL)
    self->rule = wcs_evaluate_truth (scope, expression, &error);
  if (self->rule != NULL && !wcs_rule_fits (self->rule))
    {
      g_clear_pointer (&self->rule, wcs_rule_unref);
      g_set_error_literal (&error, PARVIS_PUBLIK_ERROR, PARVIS_PUBLIK_ERROR_UNTRANSLATED,
                           _ ("condition trop grande pour la borne"));
    }
  if (self->rule == NULL)
    self->why = g_strdup (is_django ? error->message : _ ("expression Python, que seul le serveur peut calculer"));
  self->unknown = keys_of (scope->unknown);
  self->unlisted = keys_of (scope->unlisted);
  return self;
}
