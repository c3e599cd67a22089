/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/choices.h"

#include "app/publik/render.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LEVELS 6

void
wcs_choices_free (WcsChoices *choices)
{
  g_clear_pointer (&choices->choices, g_ptr_array_unref);
  g_free (choices->list);
  g_free (choices->why);
  g_free (choices);
}

static void
explain (char **why, const char *text)
{
  if (why == NULL)
    return;
  g_free (*why);
  *why = g_strdup (text);
}

static GPtrArray *
copy_choices (const GPtrArray *choices)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) wcs_choice_free);
  for (guint i = 0; i < choices->len; i++)
    {
      const WcsChoice *choice = g_ptr_array_index (choices, i);
      g_ptr_array_add (copy, wcs_choice_new (choice->id, choice->text));
    }
  return copy;
}

static GPtrArray *choices_from_template (WcsScope *scope, const char *source, const WcsSource *named, guint level,
                                         char **list, char **why);

static GPtrArray *
choices_from_named (WcsScope *scope, const char *slug, guint level, char **list, char **why)
{
  const WcsSource *source = wcs_library_source (scope->library, scope->form->package, slug);
  if (source == NULL || source->kind == NULL || source->value == NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("la source de données « %s » n’est pas jointe à l’export"), slug);
      explain (why, text);
      return NULL;
    }
  if (strcmp (source->kind, "jsonvalue") != 0)
    {
      g_autofree char *text = g_strdup_printf (_ ("la source de données « %s » est sur un serveur"), slug);
      explain (why, text);
      return NULL;
    }
  GPtrArray *choices = choices_from_template (scope, source->value, source, level + 1, list, why);
  if (choices != NULL && list != NULL && django_template_is_plain (source->value))
    {
      g_free (*list);
      *list = g_strdup (slug);
    }
  return choices;
}

/* A value that is a list: a data source, a workflow option, or a computed field that is one of those.
 * Filters are looked through: on a list they only change how it is written or what an account may see. */
static GPtrArray *
choices_from_expression (WcsScope *scope, const DjangoExpression *expression, guint level, char **list, char **why)
{
  g_autofree char *filter = NULL;
  while (expression->kind == DJANGO_FILTER)
    {
      if (!g_str_has_prefix (expression->text, "unlazy") && strcmp (expression->text, "json_dumps") != 0)
        {
          g_free (filter);
          filter = g_strdup_printf (_ ("liste prise telle quelle, sans le filtre « %s » du serveur"), expression->text);
        }
      expression = expression->left;
    }
  if (expression->kind != DJANGO_NAME)
    return NULL;
  const char *name = expression->text;
  GPtrArray *choices = NULL;
  if (g_str_has_prefix (name, "data_source."))
    choices = choices_from_named (scope, name + strlen ("data_source."), level, list, why);
  else if (g_str_has_prefix (name, "form_option_"))
    {
      const WcsOption *option = g_hash_table_lookup (scope->form->options, name + strlen ("form_option_"));
      choices = option == NULL || option->choices == NULL ? NULL : copy_choices (option->choices);
    }
  else if (g_str_has_prefix (name, "form_var_"))
    {
      const char *template = g_hash_table_lookup (scope->computed, name + strlen ("form_var_"));
      choices = template == NULL ? NULL : choices_from_template (scope, template, NULL, level + 1, list, why);
    }
  if (choices != NULL && filter != NULL)
    explain (why, filter);
  return choices;
}

static GPtrArray *
choices_from_node (WcsScope *scope, const TemplateNode *node, guint level, char **list, char **why)
{
  if (node->kind != TEMPLATE_VALUE && node->kind != TEMPLATE_FIRSTOF)
    return NULL;
  for (guint i = 0; i < node->expressions->len; i++)
    {
      GPtrArray *choices = choices_from_expression (scope, g_ptr_array_index (node->expressions, i), level, list, why);
      if (choices != NULL)
        return choices;
    }
  return NULL;
}

static GPtrArray *
choices_from_json_text (WcsScope *scope, const char *source, const WcsSource *named, char **why)
{
  g_autoptr (GPtrArray) lost = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *json = wcs_render_text (scope, source, lost);
  GPtrArray *choices = wcs_choices_from_json (json, named == NULL ? NULL : named->id_attribute,
                                              named == NULL ? NULL : named->text_attribute);
  if (choices != NULL && lost->len > 0)
    {
      g_autofree char *text = g_strdup_printf (_ ("« %s » n’est connu que du serveur ; donnez-le avec --set"),
                                               (const char *) g_ptr_array_index (lost, 0));
      explain (why, text);
    }
  return choices;
}

static GPtrArray *
choices_from_template (WcsScope *scope, const char *source, const WcsSource *named, guint level, char **list,
                       char **why)
{
  if (level > MAX_LEVELS)
    return NULL;
  if (django_template_is_plain (source))
    return wcs_choices_from_json (source, named == NULL ? NULL : named->id_attribute,
                                  named == NULL ? NULL : named->text_attribute);
  g_autoptr (GPtrArray) nodes = django_template_parse (source);
  if (nodes->len == 1)
    {
      GPtrArray *choices = choices_from_node (scope, g_ptr_array_index (nodes, 0), level, list, why);
      if (choices != NULL)
        return choices;
    }
  return choices_from_json_text (scope, source, named, why);
}

GPtrArray *
wcs_choices_named (WcsScope *scope, const char *slug, char **why)
{
  return choices_from_named (scope, slug, 0, NULL, why);
}

static GPtrArray *
choices_from_items (char **items)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) wcs_choice_free);
  for (guint i = 0; items[i] != NULL; i++)
    g_ptr_array_add (choices, wcs_choice_new (items[i], items[i]));
  return choices;
}

static void
choices_from_source (WcsScope *scope, const WcsField *field, WcsChoices *self)
{
  const char *kind = field->source_kind;
  if (g_str_has_prefix (kind, "carddef:"))
    self->why = g_strdup_printf (_ ("les fiches « %s » sont sur le serveur"), kind + strlen ("carddef:"));
  else if (strcmp (kind, "formula") == 0)
    self->why = g_strdup (_ ("la liste est une expression Python, que seul le serveur peut calculer"));
  else if (strcmp (kind, "json") == 0 || strcmp (kind, "jsonp") == 0 || strcmp (kind, "geojson") == 0
           || strcmp (kind, "wfs") == 0)
    self->why = g_strdup_printf (_ ("la liste est sur un serveur (%.60s…)"),
                                 field->source_value != NULL ? field->source_value : kind);
  else if (strcmp (kind, "jsonvalue") != 0)
    self->choices = choices_from_named (scope, kind, 0, &self->list, &self->why);
  else if (field->source_value != NULL)
    self->choices = choices_from_template (scope, field->source_value, NULL, 0, &self->list, &self->why);
}

/* Options without words, or twice the same value, cannot be chosen between. */
static GPtrArray *
sound_choices (const GPtrArray *choices)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *sound = g_ptr_array_new_with_free_func ((GDestroyNotify) wcs_choice_free);
  for (guint i = 0; i < choices->len; i++)
    {
      const WcsChoice *choice = g_ptr_array_index (choices, i);
      if (*choice->id == '\0' || *choice->text == '\0' || !g_hash_table_add (seen, choice->id))
        continue;
      WcsChoice *copy = wcs_choice_new (choice->id, choice->text);
      copy->extra = choice->extra == NULL ? NULL : json_object_ref (choice->extra);
      g_ptr_array_add (sound, copy);
    }
  return sound;
}

WcsChoices *
wcs_choices_of_field (WcsScope *scope, const WcsField *field)
{
  WcsChoices *self = g_new0 (WcsChoices, 1);
  if (field->source_kind != NULL)
    choices_from_source (scope, field, self);
  else if (field->items != NULL)
    self->choices = choices_from_items (field->items);
  if (self->choices != NULL)
    {
      GPtrArray *sound = sound_choices (self->choices);
      g_ptr_array_unref (self->choices);
      self->choices = sound;
    }
  if (self->choices != NULL && self->choices->len == 0)
    g_clear_pointer (&self->choices, g_ptr_array_unref);
  if (self->choices == NULL && self->why == NULL)
    self->why = g_strdup (_ ("la liste n’est pas dans l’export"));
  return self;
}
