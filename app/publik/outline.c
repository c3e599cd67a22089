/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/outline.h"

#include "app/publik/evaluate.h"
#include "app/publik/render.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_ID     60
#define MAX_VALUE  200
#define MAX_ROUNDS 10

gboolean
wcs_field_is (const WcsField *field, const char *type)
{
  return g_strcmp0 (field->type, type) == 0;
}

gboolean
wcs_field_is_words (const WcsField *field)
{
  return wcs_field_is (field, "title") || wcs_field_is (field, "subtitle") || wcs_field_is (field, "comment");
}

static void
item_free (gpointer data)
{
  WcsItem *self = data;
  g_free (self->id);
  g_free (self->never);
  g_clear_pointer (&self->choices, wcs_choices_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->row_variables, g_hash_table_unref);
  g_free (self);
}

void
wcs_outline_free (WcsOutline *outline)
{
  g_ptr_array_unref (outline->items);
  g_hash_table_unref (outline->ids);
  wcs_scope_free (outline->scope);
  g_free (outline);
}

char *
wcs_unique_id (GHashTable *ids, const char *wanted)
{
  g_autofree char *ascii = g_str_to_ascii (wanted, "C");
  g_autofree char *clean
      = g_strndup (g_strcanon (ascii, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", '_'), MAX_ID);
  g_autofree char *base = g_strconcat (g_ascii_isdigit (*clean) || *clean == '\0' ? "champ_" : "", clean, NULL);
  char *id = g_strdup (base);
  for (guint i = 2; g_hash_table_contains (ids, id); i++)
    {
      g_free (id);
      id = g_strdup_printf ("%s_%u", base, i);
    }
  g_hash_table_add (ids, g_strdup (id));
  return id;
}

/* The variable name, else the field's own id: a number, or a UUID whose start is enough. */
static char *
item_id (GHashTable *ids, const WcsField *field)
{
  if (field->varname != NULL)
    return wcs_unique_id (ids, field->varname);
  g_autofree char *wanted = g_strdup_printf ("champ_%.8s", field->id != NULL ? field->id : "x");
  return wcs_unique_id (ids, wanted);
}

static const struct
{
  const char *theirs, *ours;
  WcsVariableKind kind;
} types[] = {
  { "string", "text", WCS_VARIABLE_TEXT },
  { "text", "textarea", WCS_VARIABLE_TEXT },
  { "email", "email", WCS_VARIABLE_TEXT },
  { "date", "date", WCS_VARIABLE_DATE },
  { "time", "time", WCS_VARIABLE_TEXT },
  { "numeric", "decimal", WCS_VARIABLE_NUMBER },
  { "file", "file", WCS_VARIABLE_OTHER },
  { "map", "point", WCS_VARIABLE_OTHER },
  { "block", "repeat", WCS_VARIABLE_OTHER },
  { "table", "repeat", WCS_VARIABLE_OTHER },
  { "table-select", "repeat", WCS_VARIABLE_OTHER },
  { "tablerows", "repeat", WCS_VARIABLE_OTHER },
  { "ranked-items", "textarea", WCS_VARIABLE_TEXT },
};

/* A string with a validation of a kind we have a type for. */
static const struct
{
  const char *validation, *ours;
} string_types[] = {
  { "email", "email" }, { "iban", "iban" }, { "siret-fr", "siret" }, { "siret", "siret" }, { "time", "time" },
};

static const char *
string_type (const WcsField *field)
{
  static const char *const hours[] = { "^([0-1][0-9]|2[0-3]):[0-5][0-9]$", "^([01][0-9]|2[0-3]):[0-5][0-9]$",
                                       "([01][0-9]|2[0-3]):[0-5][0-9]", NULL };
  for (gsize i = 0; i < G_N_ELEMENTS (string_types); i++)
    if (g_strcmp0 (field->validation_kind, string_types[i].validation) == 0)
      return string_types[i].ours;
  gboolean is_hour = g_strcmp0 (field->validation_kind, "regex") == 0 && field->validation_value != NULL
                     && g_strv_contains (hours, field->validation_value);
  return is_hour ? "time" : "text";
}

/* Values of ours hold 200 characters: a longer one, in an option that is its own label, is cut and
 * numbered. */
static void
shorten_values (GPtrArray *choices)
{
  for (guint i = 0; i < choices->len; i++)
    {
      WcsChoice *choice = g_ptr_array_index (choices, i);
      if (g_utf8_strlen (choice->id, -1) <= MAX_VALUE)
        continue;
      g_autofree char *start = g_utf8_substring (choice->id, 0, MAX_VALUE - 10);
      g_free (choice->id);
      choice->id = g_strdup_printf ("%s…%u", start, i + 1);
    }
}

static void
decide_choice (WcsScope *scope, WcsItem *item)
{
  gboolean several = wcs_field_is (item->source, "items");
  gboolean timetable = g_strcmp0 (item->source->display_mode, "timetable") == 0;
  item->choices = wcs_choices_of_field (scope, item->source);
  if (item->choices->choices != NULL)
    shorten_values (item->choices->choices);
  gboolean known = item->choices->choices != NULL && !timetable;
  item->type = known ? (several ? "choices" : "choice") : (several ? "textarea" : "text");
  item->variable->kind = !known ? WCS_VARIABLE_TEXT : several ? WCS_VARIABLE_CHOICES : WCS_VARIABLE_CHOICE;
  item->variable->unlisted = !known;
  if (known)
    item->variable->choices = g_ptr_array_ref (item->choices->choices);
}

/* A required box is one that must be ticked, which a yes or no is not. */
static void
decide_bool (WcsItem *item)
{
  item->type = item->source->required ? "choice" : "yesno";
  item->variable->kind = item->source->required ? WCS_VARIABLE_TICK : WCS_VARIABLE_YESNO;
}

static void
decide_type (WcsScope *scope, WcsItem *item)
{
  const WcsField *field = item->source;
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (wcs_field_is (field, types[i].theirs))
      {
        item->type = types[i].ours;
        item->variable->kind = types[i].kind;
      }
  if (wcs_field_is (field, "item") || wcs_field_is (field, "items"))
    decide_choice (scope, item);
  else if (wcs_field_is (field, "bool"))
    decide_bool (item);
  else if (wcs_field_is (field, "string"))
    item->type = string_type (field);
  else if (wcs_field_is (field, "password"))
    item->never = g_strdup (_ ("une borne ne demande pas de mot de passe"));
  else if (item->type == NULL)
    item->type = "text";
}

/* A locked field holds what the server calculates: there is nothing for a person to answer. */
static void
decide_locked (WcsScope *scope, WcsItem *item)
{
  const WcsField *field = item->source;
  if (!field->prefill_locked || g_strcmp0 (field->prefill_kind, "string") != 0 || field->prefill_value == NULL)
    return;
  gboolean before = scope->with_defaults;
  scope->with_defaults = TRUE;
  wcs_scope_clear_notes (scope);
  g_autoptr (GPtrArray) symbol = wcs_render_symbol (scope, field->prefill_value, NULL);
  scope->with_defaults = before;
  const WcsValue *value = symbol == NULL ? NULL : wcs_symbol_single (symbol);
  if (value == NULL || !wcs_value_is_constant (value))
    item->never = g_strdup (_ ("le serveur le calcule et personne ne peut le changer"));
}

static void declare_rows (WcsOutline *outline, WcsItem *item);

static WcsItem *
item_new (WcsOutline *outline, GHashTable *ids, GHashTable *variables, const WcsField *field)
{
  WcsItem *item = g_new0 (WcsItem, 1);
  item->source = field;
  if (field->type == NULL || wcs_field_is (field, "page") || wcs_field_is_words (field)
      || wcs_field_is (field, "computed"))
    {
      item->id = g_strdup ("");
      return item;
    }
  item->id = item_id (ids, field);
  item->variable = g_new0 (WcsVariable, 1);
  item->variable->id = g_strdup (item->id);
  wcs_scope_add_variable (variables, field->varname != NULL ? field->varname : item->id, item->variable);
  decide_type (outline->scope, item);
  decide_locked (outline->scope, item);
  item->variable->absent = item->never != NULL;
  item->variable->unknown = item->never != NULL;
  if (wcs_field_is (field, "block"))
    declare_rows (outline, item);
  return item;
}

static void
declare_rows (WcsOutline *outline, WcsItem *item)
{
  const WcsForm *form = outline->scope->form;
  const char *slug = item->source->block_slug;
  item->block = slug == NULL ? NULL : wcs_library_block (outline->scope->library, form->package, slug);
  item->rows = g_ptr_array_new_with_free_func (item_free);
  item->row_variables = wcs_variables_new ();
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; item->block != NULL && i < item->block->fields->len; i++)
    {
      const WcsField *field = g_ptr_array_index (item->block->fields, i);
      if (!wcs_field_is (field, "block") && !wcs_field_is (field, "page"))
        g_ptr_array_add (item->rows, item_new (outline, ids, item->row_variables, field));
    }
  if (item->block != NULL && item->rows->len > 0)
    return;
  item->never = g_strdup_printf (_ ("le bloc de champs « %s » n’est pas joint à l’export"), slug != NULL ? slug : "?");
  item->variable->absent = item->variable->unknown = TRUE;
}

/* Is @source false whatever is answered? */
static gboolean
is_never (WcsOutline *outline, const WcsField *field, gboolean *unknown)
{
  if (field->condition == NULL)
    return FALSE;
  g_autoptr (WcsTranslation) translation = wcs_translate (outline->scope, field->condition_kind, field->condition);
  *unknown = translation->unknown[0] != NULL;
  return translation->rule != NULL && wcs_rule_is (translation->rule, FALSE);
}

static gboolean
settle_item (WcsOutline *outline, WcsItem *item, const char *page_never, gboolean page_unknown)
{
  gboolean unknown = page_unknown;
  if (item->never != NULL)
    return FALSE;
  if (page_never != NULL)
    item->never = g_strdup (page_never);
  else if (is_never (outline, item->source, &unknown))
    item->never = g_strdup (unknown ? _ ("sa condition demande ce que seul le serveur connaît")
                                    : _ ("sa condition n’est jamais remplie à la borne"));
  if (item->never == NULL)
    return FALSE;
  if (item->variable != NULL)
    {
      item->variable->absent = TRUE;
      item->variable->unknown = unknown;
    }
  return TRUE;
}

/* One round over the form: what is now known never to be shown. TRUE when something was found. */
static gboolean
settle (WcsOutline *outline)
{
  gboolean changed = FALSE, page_unknown = FALSE;
  const char *page_never = NULL;
  for (guint i = 0; i < outline->items->len; i++)
    {
      WcsItem *item = g_ptr_array_index (outline->items, i);
      gboolean is_page = wcs_field_is (item->source, "page");
      if (is_page)
        page_never = NULL;
      changed |= settle_item (outline, item, page_never, page_unknown);
      if (!is_page || item->never == NULL)
        continue;
      is_never (outline, item->source, &page_unknown);
      page_never = page_unknown ? _ ("sa page demande ce que seul le serveur connaît")
                                : _ ("sa page n’est jamais montrée à la borne");
    }
  return changed;
}

static void
settle_rows (WcsOutline *outline, WcsItem *block)
{
  outline->scope->rows = block->row_variables;
  for (guint round = 0, changed = TRUE; changed && round < MAX_ROUNDS; round++)
    {
      changed = FALSE;
      for (guint i = 0; i < block->rows->len; i++)
        changed |= (guint) settle_item (outline, g_ptr_array_index (block->rows, i), NULL, FALSE);
    }
  outline->scope->rows = NULL;
}

static void
register_computed (WcsScope *scope, const WcsForm *form)
{
  for (guint i = 0; i < form->fields->len; i++)
    {
      const WcsField *field = g_ptr_array_index (form->fields, i);
      if (wcs_field_is (field, "computed") && field->varname != NULL && field->template != NULL)
        g_hash_table_replace (scope->computed, field->varname, field->template);
    }
}

WcsOutline *
wcs_outline_new (const WcsForm *form, WcsLibrary *library, GHashTable *given)
{
  WcsOutline *outline = g_new0 (WcsOutline, 1);
  outline->scope = wcs_scope_new (form, library, given);
  outline->items = g_ptr_array_new_with_free_func (item_free);
  outline->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  register_computed (outline->scope, form);
  for (guint i = 0; i < form->fields->len; i++)
    g_ptr_array_add (outline->items,
                     item_new (outline, outline->ids, outline->scope->variables, g_ptr_array_index (form->fields, i)));
  for (guint round = 0; round < MAX_ROUNDS && settle (outline); round++)
    continue;
  for (guint i = 0; i < outline->items->len; i++)
    if (((WcsItem *) g_ptr_array_index (outline->items, i))->rows != NULL)
      settle_rows (outline, g_ptr_array_index (outline->items, i));
  g_hash_table_remove_all (outline->scope->settings);
  g_hash_table_remove_all (outline->scope->bare);
  return outline;
}
