/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/render.h"

#include "app/publik/evaluate.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  WcsScope *scope;
  GPtrArray *segments;
  GPtrArray *lost;
} Writer;

static void
segment_free (gpointer data)
{
  WcsSegment *self = data;
  wcs_rule_unref (self->rule);
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
write_text (Writer *writer, WcsRule *rule, const char *text)
{
  WcsSegment *last
      = writer->segments->len == 0 ? NULL : g_ptr_array_index (writer->segments, writer->segments->len - 1);
  if (last == NULL || !wcs_rule_equal (last->rule, rule))
    {
      last = g_new (WcsSegment, 1);
      last->rule = wcs_rule_ref (rule);
      last->text = g_string_new (NULL);
      g_ptr_array_add (writer->segments, last);
    }
  g_string_append (last->text, text);
}

static void
lose (Writer *writer, const char *what)
{
  g_ptr_array_add (writer->lost, g_strdup (what));
}

static char *
shown (const WcsValue *value)
{
  guint year, month, day;
  if (value->kind == WCS_NONE)
    return g_strdup ("");
  if (value->kind == WCS_DATE && sscanf (value->text, "%u-%u-%u", &year, &month, &day) == 3)
    return g_strdup_printf ("%02u/%02u/%04u", day, month, year);
  return wcs_value_to_string (value);
}

static void
write_value (Writer *writer, WcsRule *rule, const TemplateNode *node)
{
  wcs_scope_clear_notes (writer->scope);
  g_autoptr (GPtrArray) symbol = wcs_evaluate (writer->scope, g_ptr_array_index (node->expressions, 0), NULL);
  const WcsValue *value = symbol == NULL ? NULL : wcs_symbol_single (symbol);
  g_autofree char *text = value == NULL ? NULL : shown (value);
  if (text == NULL || g_hash_table_size (writer->scope->unknown) > 0)
    lose (writer, node->text);
  if (text != NULL)
    write_text (writer, rule, text);
}

static void write_nodes (Writer *writer, WcsRule *rule, const GPtrArray *nodes);

static void
write_branches (Writer *writer, WcsRule *rule, const TemplateNode *node)
{
  g_autoptr (WcsRule) remaining = wcs_rule_ref (rule);
  for (guint i = 0; i < node->branches->len && !wcs_rule_is (remaining, FALSE); i++)
    {
      const TemplateBranch *branch = g_ptr_array_index (node->branches, i);
      g_autoptr (WcsRule) test = branch->expression == NULL
                                     ? wcs_rule_constant (TRUE)
                                     : wcs_evaluate_truth (writer->scope, branch->expression, NULL);
      if (test == NULL)
        {
          lose (writer, node->text);
          return;
        }
      g_autoptr (WcsRule) here = wcs_rule_and (remaining, test);
      if (!wcs_rule_is (here, FALSE))
        write_nodes (writer, here, branch->nodes);
      remaining = wcs_rule_and_take (g_steal_pointer (&remaining), wcs_rule_not (test));
    }
}

static void
write_first_of (Writer *writer, WcsRule *rule, const TemplateNode *node)
{
  for (guint i = 0; i < node->expressions->len; i++)
    {
      g_autoptr (GPtrArray) symbol = wcs_evaluate (writer->scope, g_ptr_array_index (node->expressions, i), NULL);
      const WcsValue *value = symbol == NULL ? NULL : wcs_symbol_single (symbol);
      g_autofree char *text = value == NULL ? NULL : shown (value);
      if (text == NULL)
        break;
      if (*text == '\0')
        continue;
      write_text (writer, rule, text);
      return;
    }
  lose (writer, node->text);
}

static void
bind (WcsScope *scope, const TemplateNode *node)
{
  for (guint i = 0; i < node->names->len; i++)
    {
      WcsSymbol *symbol = wcs_evaluate (scope, g_ptr_array_index (node->expressions, i), NULL);
      if (symbol != NULL)
        g_hash_table_replace (scope->locals, g_strdup (g_ptr_array_index (node->names, i)), symbol);
    }
}

static void
unbind (WcsScope *scope, const TemplateNode *node)
{
  for (guint i = 0; i < node->names->len; i++)
    g_hash_table_remove (scope->locals, g_ptr_array_index (node->names, i));
}

static void
write_node (Writer *writer, WcsRule *rule, const TemplateNode *node)
{
  switch (node->kind)
    {
    case TEMPLATE_TEXT:
      write_text (writer, rule, node->text);
      break;
    case TEMPLATE_VALUE:
      write_value (writer, rule, node);
      break;
    case TEMPLATE_IF:
      write_branches (writer, rule, node);
      break;
    case TEMPLATE_FIRSTOF:
      write_first_of (writer, rule, node);
      break;
    case TEMPLATE_WITH:
      bind (writer->scope, node);
      write_nodes (writer, rule, ((TemplateBranch *) g_ptr_array_index (node->branches, 0))->nodes);
      unbind (writer->scope, node);
      break;
    default:
      lose (writer, node->text);
      break;
    }
}

static void
write_nodes (Writer *writer, WcsRule *rule, const GPtrArray *nodes)
{
  for (guint i = 0; i < nodes->len; i++)
    write_node (writer, rule, g_ptr_array_index (nodes, i));
}

GPtrArray *
wcs_render_segments (WcsScope *scope, const char *source, GPtrArray *lost)
{
  Writer writer = { scope, g_ptr_array_new_with_free_func (segment_free), lost };
  g_autoptr (WcsRule) always = wcs_rule_constant (TRUE);
  g_autoptr (GPtrArray) nodes = django_template_parse (source);
  gboolean before = scope->with_defaults;
  scope->with_defaults = TRUE;
  write_nodes (&writer, always, nodes);
  scope->with_defaults = before;
  return writer.segments;
}

char *
wcs_render_text (WcsScope *scope, const char *source, GPtrArray *lost)
{
  g_autoptr (GPtrArray) segments = wcs_render_segments (scope, source, lost);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < segments->len; i++)
    {
      const WcsSegment *segment = g_ptr_array_index (segments, i);
      if (wcs_rule_is (segment->rule, TRUE))
        g_string_append (text, segment->text->str);
      else
        g_ptr_array_add (lost, g_strdup (segment->text->str));
    }
  return g_string_free (text, FALSE);
}

/* --- as a value --- */

static WcsSymbol *symbol_of_nodes (WcsScope *scope, const GPtrArray *nodes, GError **error);

static WcsSymbol *
symbol_of_branches (WcsScope *scope, const TemplateNode *node, GError **error)
{
  g_autoptr (GPtrArray) result = wcs_symbol_new ();
  g_autoptr (WcsRule) always = wcs_rule_constant (TRUE);
  g_autoptr (WcsValue) nothing = wcs_value_new_text ("");
  for (guint i = 0; i < node->branches->len; i++)
    {
      const TemplateBranch *branch = g_ptr_array_index (node->branches, i);
      g_autoptr (WcsRule) test
          = branch->expression == NULL ? wcs_rule_ref (always) : wcs_evaluate_truth (scope, branch->expression, error);
      g_autoptr (GPtrArray) inside = test == NULL ? NULL : symbol_of_nodes (scope, branch->nodes, error);
      if (inside == NULL)
        return NULL;
      wcs_symbol_add_all (result, test, inside);
    }
  wcs_symbol_add (result, always, nothing);
  return g_steal_pointer (&result);
}

static WcsSymbol *
symbol_of_first (WcsScope *scope, const TemplateNode *node, GError **error)
{
  g_autoptr (GPtrArray) result = wcs_symbol_new ();
  for (guint i = 0; i < node->expressions->len; i++)
    {
      g_autoptr (GPtrArray) symbol = wcs_evaluate (scope, g_ptr_array_index (node->expressions, i), error);
      g_autoptr (WcsRule) truth = symbol == NULL ? NULL : wcs_symbol_truth (symbol, error);
      if (truth == NULL)
        return NULL;
      wcs_symbol_add_all (result, truth, symbol);
    }
  g_autoptr (WcsRule) always = wcs_rule_constant (TRUE);
  g_autoptr (WcsValue) nothing = wcs_value_new_text ("");
  wcs_symbol_add (result, always, nothing);
  return g_steal_pointer (&result);
}

static WcsSymbol *
symbol_of_node (WcsScope *scope, const TemplateNode *node, GError **error)
{
  switch (node->kind)
    {
    case TEMPLATE_TEXT:
      return wcs_symbol_new_value (wcs_value_new_text (node->text));
    case TEMPLATE_VALUE:
      return wcs_evaluate (scope, g_ptr_array_index (node->expressions, 0), error);
    case TEMPLATE_IF:
      return symbol_of_branches (scope, node, error);
    case TEMPLATE_FIRSTOF:
      return symbol_of_first (scope, node, error);
    default:
      g_set_error (error, PARVIS_PUBLIK_ERROR, PARVIS_PUBLIK_ERROR_UNTRANSLATED, _ ("« %s » demande le serveur"),
                   node->text);
      return NULL;
    }
}

static gboolean
is_blank (const TemplateNode *node)
{
  return node->kind == TEMPLATE_TEXT && node->text[strspn (node->text, " \t\r\n")] == '\0';
}

/* Several pieces make one value only when each is a constant. */
static WcsSymbol *
symbol_of_nodes (WcsScope *scope, const GPtrArray *nodes, GError **error)
{
  g_autoptr (GPtrArray) only = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  guint count = 0;
  for (guint i = 0; i < nodes->len; i++)
    {
      const TemplateNode *node = g_ptr_array_index (nodes, i);
      if (is_blank (node))
        continue;
      g_clear_pointer (&only, g_ptr_array_unref);
      only = symbol_of_node (scope, node, error);
      const WcsValue *value = only == NULL ? NULL : wcs_symbol_single (only);
      g_autofree char *piece = value == NULL ? NULL : shown (value);
      if (only == NULL)
        return NULL;
      if (piece == NULL && (count > 0 || nodes->len > 1))
        {
          g_set_error_literal (error, PARVIS_PUBLIK_ERROR, PARVIS_PUBLIK_ERROR_UNTRANSLATED,
                               _ ("un texte composé que seul le serveur peut écrire"));
          return NULL;
        }
      g_string_append (text, piece != NULL ? piece : "");
      count++;
    }
  return count == 1 ? g_steal_pointer (&only) : wcs_symbol_new_value (wcs_value_new_text (text->str));
}

WcsSymbol *
wcs_render_symbol (WcsScope *scope, const char *source, GError **error)
{
  g_autoptr (GPtrArray) nodes = django_template_parse (source);
  return symbol_of_nodes (scope, nodes, error);
}
