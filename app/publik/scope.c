/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/scope.h"

#include "app/publik/choices.h"
#include "app/publik/compare.h"
#include "app/publik/evaluate.h"
#include "app/publik/render.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_COMPUTED_LEVELS 8
#define MAX_SETTING_CHARS   500
#define MAX_SETTING_ID      70
#define ID_CHARACTERS       "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

GHashTable *
wcs_variables_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

static GHashTable *
name_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

WcsScope *
wcs_scope_new (const WcsForm *form, WcsLibrary *library, GHashTable *given)
{
  WcsScope *self = g_new0 (WcsScope, 1);
  self->form = form;
  self->library = library;
  self->given = given;
  self->variables = wcs_variables_new ();
  self->computed = g_hash_table_new (g_str_hash, g_str_equal);
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_node_unref);
  self->bare = name_set ();
  self->unknown = name_set ();
  self->unlisted = name_set ();
  self->locals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
wcs_scope_free (WcsScope *self)
{
  GHashTable *tables[]
      = { self->variables, self->computed, self->settings, self->bare, self->unknown, self->unlisted, self->locals };
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    g_hash_table_unref (tables[i]);
  g_free (self);
}

void
wcs_scope_clear_notes (WcsScope *self)
{
  g_hash_table_remove_all (self->unknown);
  g_hash_table_remove_all (self->unlisted);
}

void
wcs_scope_add_variable (GHashTable *table, const char *varname, WcsVariable *variable)
{
  GPtrArray *list = g_hash_table_lookup (table, varname);
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func ((GDestroyNotify) wcs_variable_free);
      g_hash_table_insert (table, g_strdup (varname), list);
    }
  g_ptr_array_add (list, variable);
}

static WcsSymbol *
none (void)
{
  return wcs_symbol_new_value (wcs_value_new (WCS_NONE));
}

static WcsSymbol *
unknown (WcsScope *self, const char *name)
{
  g_hash_table_add (self->unknown, g_strdup (name));
  return none ();
}

/* --- settings --- */

static const WcsOption *
find_option (WcsScope *self, const char *id)
{
  if (!g_str_has_prefix (id, "form_option_"))
    return NULL;
  return g_hash_table_lookup (self->form->options, id + strlen ("form_option_"));
}

static JsonNode *
default_node (const WcsOption *option, const char *text)
{
  gboolean yes = g_ascii_strcasecmp (text, "true") == 0;
  if (option != NULL && option->is_boolean && (yes || g_ascii_strcasecmp (text, "false") == 0))
    return json_node_init_boolean (json_node_alloc (), yes);
  g_autofree char *shortened = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_SETTING_CHARS));
  return json_node_init_string (json_node_alloc (), shortened);
}

/* Neutral values of what every commune's server says: options made of them stay distinct, and conditions
 * on them true to them. */
static const char *
assumed (const char *id)
{
  if (strcmp (id, "commune_slug") == 0)
    return "commune";
  return strcmp (id, "commune_name") == 0 ? _ ("notre commune") : "";
}

char *
wcs_scope_setting_text (WcsScope *self, const char *id)
{
  const char *text = g_hash_table_lookup (self->given, id);
  const WcsOption *option = find_option (self, id);
  if (text == NULL && option != NULL)
    text = option->text;
  return g_strdup (text == NULL ? assumed (id) : text);
}

void
wcs_scope_add_setting (WcsScope *self, const char *id, JsonNode *value)
{
  g_hash_table_replace (self->settings, g_strdup (id), value);
}

/* A setting the export does not mention has a value in Publik that we do not know. */
static void
note_bare (WcsScope *self, const char *id)
{
  if (g_hash_table_contains (self->given, id) || find_option (self, id) != NULL)
    return;
  g_hash_table_add (self->bare, g_strdup (id));
  g_hash_table_add (self->unknown, g_strdup (id));
}

static WcsSymbol *
setting_default (WcsScope *self, const char *id)
{
  const WcsOption *option = find_option (self, id);
  g_autofree char *text = wcs_scope_setting_text (self, id);
  g_autoptr (JsonNode) node = default_node (option, text);
  if (*text == '\0')
    return none ();
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return wcs_symbol_new_value (wcs_value_new_boolean (json_node_get_boolean (node)));
  return wcs_symbol_new_value (wcs_value_new_text (text));
}

WcsSymbol *
wcs_scope_setting (WcsScope *self, const char *name)
{
  g_autofree char *id = g_strcanon (g_strdup (name), ID_CHARACTERS, '_');
  if (strlen (id) > MAX_SETTING_ID)
    return unknown (self, name);
  note_bare (self, id);
  if (self->with_defaults)
    return setting_default (self, id);
  const WcsOption *option = find_option (self, id);
  g_autofree char *text = wcs_scope_setting_text (self, id);
  wcs_scope_add_setting (self, id, default_node (option, text));
  return wcs_symbol_new_value (wcs_value_new_setting (id, option != NULL && option->is_boolean));
}

static JsonNode *
split_node (const char *text, const char *separator)
{
  JsonArray *array = json_array_new ();
  g_auto (GStrv) items = g_strsplit (text, separator, 500);
  for (guint i = 0; items[i] != NULL; i++)
    if (*g_strstrip (items[i]) != '\0')
      json_array_add_string_element (array, items[i]);
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  return node;
}

WcsSymbol *
wcs_scope_setting_list (WcsScope *self, const char *id, const char *separator)
{
  g_autofree char *list_id = g_strconcat (id, "_list", NULL);
  g_autofree char *text = wcs_scope_setting_text (self, id);
  note_bare (self, id);
  g_hash_table_remove (self->settings, id);
  wcs_scope_add_setting (self, list_id, split_node (text, separator));
  return wcs_symbol_new_value (wcs_value_new_setting (list_id, FALSE));
}

/* --- fields --- */

/* The first answered one of the fields that share the name. */
static WcsSymbol *
variables_symbol (WcsScope *self, const GPtrArray *list, WcsPart part)
{
  WcsSymbol *symbol = wcs_symbol_new ();
  g_autoptr (WcsRule) always = wcs_rule_constant (TRUE);
  const WcsVariable *last = NULL;
  for (guint i = 0; i < list->len; i++)
    {
      const WcsVariable *variable = g_ptr_array_index (list, i);
      if (variable->unknown)
        g_hash_table_add (self->unknown, g_strdup (variable->id));
      if (variable->absent)
        continue;
      if (variable->unlisted)
        g_hash_table_add (self->unlisted, g_strdup (variable->id));
      if (last != NULL)
        {
          g_autoptr (WcsValue) value = wcs_value_new_field (last, part);
          g_autoptr (WcsRule) answered = wcs_rule_test (wcs_value_operand (value), "answered", NULL);
          wcs_symbol_add (symbol, answered, value);
        }
      last = variable;
    }
  g_autoptr (WcsValue) value = last == NULL ? wcs_value_new (WCS_NONE) : wcs_value_new_field (last, part);
  wcs_symbol_add (symbol, always, value);
  return symbol;
}

/* form_var_x_structured_NAME: what the data source says beside the id and the text of the chosen option. */
static WcsSymbol *
attribute_symbol (WcsScope *self, const GPtrArray *list, const char *attribute, const char *name)
{
  const WcsVariable *variable = list->len == 1 ? g_ptr_array_index (list, 0) : NULL;
  if (variable == NULL || variable->choices == NULL || variable->kind != WCS_VARIABLE_CHOICE || variable->absent)
    return unknown (self, name);
  if (g_str_has_prefix (attribute, "structured_"))
    attribute += strlen ("structured_");
  WcsSymbol *symbol = wcs_symbol_new ();
  for (guint i = 0; i < variable->choices->len; i++)
    {
      const WcsChoice *choice = g_ptr_array_index (variable->choices, i);
      JsonNode *node = choice->extra == NULL ? NULL : json_object_get_member (choice->extra, attribute);
      if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        continue;
      g_autoptr (WcsRule) chosen = wcs_rule_test ((WcsOperand){ "field", variable->id, NULL }, "=",
                                                  json_node_init_string (json_node_alloc (), choice->id));
      g_autoptr (WcsValue) value = wcs_value_new_text (json_node_get_string (node));
      wcs_symbol_add (symbol, chosen, value);
    }
  g_autoptr (WcsRule) always = wcs_rule_constant (TRUE);
  g_autoptr (WcsValue) nothing = wcs_value_new (WCS_NONE);
  wcs_symbol_add (symbol, always, nothing);
  return symbol;
}

/* The longest variable name that @name starts with, followed by "_". */
static const GPtrArray *
find_prefix (GHashTable *table, const char *name, const char **rest)
{
  g_autofree char *start = g_strdup (name);
  for (char *cut = strrchr (start, '_'); cut != NULL; cut = strrchr (start, '_'))
    {
      *cut = '\0';
      const GPtrArray *list = g_hash_table_lookup (table, start);
      if (list == NULL)
        continue;
      *rest = name + strlen (start) + 1;
      return list;
    }
  return NULL;
}

static WcsSymbol *
computed_symbol (WcsScope *self, const char *varname, GError **error)
{
  const char *template = g_hash_table_lookup (self->computed, varname);
  if (template == NULL)
    return NULL;
  if (self->level >= MAX_COMPUTED_LEVELS)
    return unknown (self, varname);
  self->level++;
  WcsSymbol *symbol = wcs_render_symbol (self, template, NULL);
  self->level--;
  return symbol != NULL ? symbol : unknown (self, varname);
}

static WcsSymbol *
look_up (WcsScope *self, GHashTable *table, const char *name, const char *full, GError **error)
{
  const GPtrArray *list = g_hash_table_lookup (table, name);
  if (list != NULL)
    return variables_symbol (self, list, WCS_PART_LABEL);
  WcsSymbol *symbol = table == self->variables ? computed_symbol (self, name, error) : NULL;
  if (symbol != NULL)
    return symbol;
  const char *rest = "";
  list = find_prefix (table, name, &rest);
  if (list == NULL)
    return unknown (self, full);
  if (strcmp (rest, "raw") == 0)
    return variables_symbol (self, list, WCS_PART_RAW);
  return strcmp (rest, "display") == 0 ? variables_symbol (self, list, WCS_PART_LABEL)
                                       : attribute_symbol (self, list, rest, full);
}

/* --- all the rest --- */

static WcsSymbol *
data_source_symbol (WcsScope *self, const char *slug)
{
  g_autoptr (GPtrArray) choices = wcs_choices_named (self, slug, NULL);
  if (choices == NULL)
    {
      g_autofree char *name = g_strconcat ("data_source.", slug, NULL);
      return unknown (self, name);
    }
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; i < choices->len; i++)
    g_strv_builder_add (builder, ((WcsChoice *) g_ptr_array_index (choices, i))->text);
  g_auto (GStrv) texts = g_strv_builder_end (builder);
  return wcs_symbol_new_value (wcs_value_new_list ((const char *const *) texts));
}

/* Names that mean nothing to Django either, and that people write for None and False; and those of an
 * account. */
static gboolean
is_nothing (const char *name)
{
  static const char *const nothings[]
      = { "null", "none", "nil", "true", "false", "is_in_backoffice", "form_submission_backoffice", NULL };
  return g_strv_contains (nothings, name) || g_str_has_prefix (name, "form_user")
         || g_str_has_prefix (name, "session_user") || g_str_has_prefix (name, "form_submission_agent");
}

static WcsSymbol *
own_name (WcsScope *self, const char *name)
{
  if (strcmp (name, "today") == 0)
    return wcs_symbol_new_value (wcs_value_new (WCS_TODAY));
  if (strcmp (name, "now") == 0)
    return wcs_symbol_new_value (wcs_value_new (WCS_NOW));
  if (strcmp (name, "form_name") == 0 && self->form->name != NULL)
    return wcs_symbol_new_value (wcs_value_new_text (self->form->name));
  if (strcmp (name, "form_slug") == 0 && self->form->slug != NULL)
    return wcs_symbol_new_value (wcs_value_new_text (self->form->slug));
  return is_nothing (name) ? none () : NULL;
}

WcsSymbol *
wcs_scope_name (WcsScope *self, const char *name, GError **error)
{
  WcsSymbol *local = g_hash_table_lookup (self->locals, name);
  if (local != NULL)
    return g_ptr_array_ref (local);
  if (g_str_has_prefix (name, "form_var_"))
    return look_up (self, self->variables, name + strlen ("form_var_"), name, error);
  if (g_str_has_prefix (name, "block_var_") && self->rows != NULL)
    return look_up (self, self->rows, name + strlen ("block_var_"), name, error);
  if (g_str_has_prefix (name, "form_option_"))
    return wcs_scope_setting (self, name);
  if (g_str_has_prefix (name, "data_source."))
    return data_source_symbol (self, name + strlen ("data_source."));
  WcsSymbol *own = own_name (self, name);
  if (own != NULL)
    return own;
  if (strpbrk (name, ".") != NULL || g_str_has_prefix (name, "form_") || !g_ascii_isalpha (*name))
    return unknown (self, name);
  return wcs_scope_setting (self, name);
}
