/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/convert.h"

#include "app/publik/html.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_TEXT         1200
#define MAX_SHORT        80
#define MAX_ROWS         20
#define MAX_BLOCK_FIELDS 60
#define MAX_COLUMNS      12

const char *
wcs_item_name (const WcsItem *item)
{
  if (item->id != NULL && *item->id != '\0')
    return item->id;
  return item->source->varname != NULL ? item->source->varname : item->source->label != NULL ? item->source->label : "";
}

/* A field must have a question: its label, else its name made readable. */
static void
set_label (WcsConverter *self, const WcsItem *item, JsonObject *field)
{
  g_autofree char *words
      = wcs_plain_words (self, item->source->label != NULL ? item->source->label : "", wcs_item_name (item));
  g_autofree char *label = g_utf8_strlen (words, -1) > MAX_TEXT ? wcs_text_line (words, MAX_TEXT) : g_strdup (words);
  if (*label == '\0')
    {
      g_free (label);
      label = g_strdelimit (g_strdup (wcs_item_name (item)), "_", ' ');
      *label = g_ascii_toupper (*label);
      wcs_report_add (self->report, WCS_REMARK_TEXT, wcs_item_name (item),
                      g_strdup (_ ("Ce champ n’a pas de libellé dans l’export.")),
                      _ ("Écrivez sa question dans la démarche."));
    }
  json_object_set_string_member (field, "label", label);
}

/* "Choisissez une option" as the first option of a drop-down list says nothing at a kiosk. */
static gboolean
is_invitation (const WcsField *source, const char *hint)
{
  static const char *const starts[]
      = { "choisi", "--", "sélectionn", "selectionn", "faites un choix", "wählen", "veuillez choisir" };
  g_autofree char *lower = g_utf8_strdown (hint, -1);
  for (gsize i = 0; source->hint_is_first_option && i < G_N_ELEMENTS (starts); i++)
    if (g_str_has_prefix (lower, starts[i]))
      return TRUE;
  return FALSE;
}

static void
set_hint (WcsConverter *self, const WcsItem *item, JsonObject *field)
{
  if (item->source->hint == NULL)
    return;
  g_autofree char *words = wcs_plain_words (self, item->source->hint, wcs_item_name (item));
  if (*words == '\0' || is_invitation (item->source, words))
    return;
  g_autofree char *hint = g_utf8_strlen (words, -1) > MAX_TEXT ? wcs_text_line (words, MAX_TEXT) : g_strdup (words);
  json_object_set_string_member (field, "hint", hint);
}

static void
add_row (WcsConverter *self, const WcsItem *row)
{
  g_autoptr (WcsRule) rule = wcs_convert_condition (self, row);
  if (row->never != NULL)
    {
      wcs_report_add (self->report, WCS_REMARK_NOT_ASKED, wcs_item_name (row),
                      g_strdup_printf (_ ("Non demandé : %s."), row->never),
                      _ ("Rien à faire si la commune n’en a pas besoin."));
      return;
    }
  if (wcs_field_is_words (row->source))
    wcs_convert_words (self, row, rule);
  else if (row->type != NULL)
    {
      JsonObject *field = wcs_convert_field (self, row, rule);
      if (json_array_get_length (self->fields) < MAX_BLOCK_FIELDS)
        json_array_add_object_element (self->fields, field);
      else
        json_object_unref (field);
    }
}

static void
set_rows (WcsConverter *self, const WcsItem *item, JsonObject *field)
{
  JsonArray *fields_before = self->fields;
  GHashTable *ids_before = self->ids;
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < item->rows->len; i++)
    g_hash_table_add (ids, g_strdup (((WcsItem *) g_ptr_array_index (item->rows, i))->id));
  self->fields = json_array_new ();
  self->ids = ids;
  self->scope->rows = item->row_variables;
  for (guint i = 0; i < item->rows->len; i++)
    add_row (self, g_ptr_array_index (item->rows, i));
  json_object_set_array_member (field, "fields", self->fields);
  self->fields = fields_before;
  self->ids = ids_before;
  self->scope->rows = NULL;
}

static void
convert_block (WcsConverter *self, const WcsItem *item, JsonObject *field)
{
  set_rows (self, item, field);
  guint most = item->source->max_items > 0 ? MIN (item->source->max_items, 100) : MAX_ROWS;
  if (item->source->required)
    json_object_set_int_member (field, "min_items", 1);
  json_object_set_int_member (field, "max_items", most);
  g_autofree char *words = item->block->name == NULL ? g_strdup ("") : wcs_html_to_text (item->block->name);
  /* "Editor - Theme - Graves" is how back offices sort their blocks; a person reads the last word of it. */
  const char *last = g_strrstr (words, " - ");
  g_autofree char *row_label = wcs_text_line (last != NULL ? last + strlen (" - ") : words, MAX_SHORT);
  if (*row_label != '\0')
    json_object_set_string_member (field, "row_label", row_label);
}

static JsonObject *
new_cell (GHashTable *ids, const char *label, const char *type)
{
  g_autofree char *id = wcs_unique_id (ids, label);
  g_autofree char *line = wcs_text_line (label, MAX_TEXT);
  JsonObject *cell = json_object_new ();
  json_object_set_string_member (cell, "id", id);
  json_object_set_string_member (cell, "type", type);
  json_object_set_string_member (cell, "label", line);
  return cell;
}

static void
set_cell_options (JsonObject *cell, char **items)
{
  JsonArray *options = json_array_new ();
  for (guint i = 0; items[i] != NULL; i++)
    {
      g_autofree char *line = wcs_text_line (items[i], 200);
      JsonObject *option = json_object_new ();
      json_object_set_string_member (option, "value", line);
      json_object_set_string_member (option, "label", line);
      json_array_add_object_element (options, option);
    }
  json_object_set_array_member (cell, "options", options);
}

/* A table as a repeated group: its columns are questions, its named rows a choice that says which row one
 * is at. */
void
wcs_convert_table (WcsConverter *self, const WcsItem *item, JsonObject *field)
{
  const WcsField *source = item->source;
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *cells = json_array_new ();
  if (source->rows != NULL)
    {
      JsonObject *row = new_cell (ids, _ ("Ligne"), "choice");
      set_cell_options (row, source->rows);
      json_object_set_boolean_member (row, "required", TRUE);
      json_array_add_object_element (cells, row);
      json_object_set_int_member (field, "max_items", MIN (g_strv_length (source->rows), 100));
    }
  for (guint i = 0; source->columns != NULL && source->columns[i] != NULL && i < MAX_COLUMNS; i++)
    {
      gboolean choice = wcs_field_is (source, "table-select") && source->items != NULL;
      JsonObject *cell = new_cell (ids, source->columns[i], choice ? "choice" : "text");
      if (choice)
        set_cell_options (cell, source->items);
      json_array_add_object_element (cells, cell);
    }
  if (json_array_get_length (cells) == 0)
    json_array_add_object_element (cells, new_cell (ids, _ ("Réponse"), "text"));
  json_object_set_array_member (field, "fields", cells);
  if (source->required)
    json_object_set_int_member (field, "min_items", 1);
  wcs_report_add (self->report, WCS_REMARK_TEXT, wcs_item_name (item),
                  g_strdup (_ ("Tableau demandé ligne après ligne, comme un groupe répété.")),
                  _ ("Vérifiez que cela convient."));
}

static void
convert_ranked (WcsConverter *self, const WcsItem *item, JsonObject *field)
{
  g_autofree char *items = item->source->items == NULL ? g_strdup ("") : g_strjoinv (", ", item->source->items);
  g_autofree char *hint = g_strdup_printf (_ ("À classer, du premier au dernier choix : %s"), items);
  g_autofree char *line = wcs_text_line (hint, MAX_TEXT);
  json_object_set_string_member (field, "hint", line);
  wcs_report_add (self->report, WCS_REMARK_FREE, wcs_item_name (item),
                  g_strdup (_ ("Classement demandé comme une réponse libre.")), _ ("Vérifiez que cela convient."));
}

static void
convert_special (WcsConverter *self, const WcsItem *item, JsonObject *field)
{
  static const char *const known[]
      = { "string", "text", "email", "date", "time", "numeric", "file", "map", "block", "item", "items", "bool", NULL };
  if (wcs_field_is (item->source, "block"))
    convert_block (self, item, field);
  else if (g_str_has_prefix (item->source->type, "table"))
    wcs_convert_table (self, item, field);
  else if (wcs_field_is (item->source, "ranked-items"))
    convert_ranked (self, item, field);
  else if (!g_strv_contains (known, item->source->type))
    wcs_report_add (self->report, WCS_REMARK_FREE, wcs_item_name (item),
                    g_strdup_printf (_ ("Type de champ « %s » inconnu : demandé comme un texte."), item->source->type),
                    _ ("Choisissez un autre type dans la démarche."));
}

static void
set_number_limits (const WcsItem *item, JsonObject *field)
{
  if (item->variable->kind != WCS_VARIABLE_NUMBER)
    return;
  if (item->source->minimum != NULL)
    json_object_set_double_member (field, "minimum", g_ascii_strtod (item->source->minimum, NULL));
  if (item->source->maximum != NULL)
    json_object_set_double_member (field, "maximum", g_ascii_strtod (item->source->maximum, NULL));
}

static void
note_paper (WcsConverter *self, const WcsItem *item, const WcsRule *rule)
{
  gboolean always
      = (rule == NULL || wcs_rule_is (rule, TRUE)) && (self->step_rule == NULL || wcs_rule_is (self->step_rule, TRUE));
  if (always && item->source->required && wcs_field_is (item->source, "file") && item->source->label != NULL)
    g_ptr_array_add (self->papers, wcs_html_to_text (item->source->label));
}

JsonObject *
wcs_convert_field (WcsConverter *self, const WcsItem *item, const WcsRule *rule)
{
  JsonObject *field = json_object_new ();
  json_object_set_string_member (field, "id", item->id);
  json_object_set_string_member (field, "type", item->type);
  set_label (self, item, field);
  set_hint (self, item, field);
  json_object_set_boolean_member (field, "required", item->source->required);
  wcs_convert_options (self, item, field);
  wcs_convert_validation (self, item, field);
  wcs_convert_dates (self, item, field);
  wcs_convert_prefill (self, item, field);
  set_number_limits (item, field);
  convert_special (self, item, field);
  if (rule != NULL)
    wcs_set_condition (field, rule);
  note_paper (self, item, rule);
  self->report->fields++;
  return field;
}
