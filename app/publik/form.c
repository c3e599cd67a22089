/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/form.h"

#include "app/publik/xml.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_FIELDS  2000
#define MAX_CHOICES 2000

WcsChoice *
wcs_choice_new (const char *id, const char *text)
{
  WcsChoice *self = g_new0 (WcsChoice, 1);
  self->id = g_strdup (id);
  self->text = g_strdup (text);
  return self;
}

void
wcs_choice_free (WcsChoice *choice)
{
  g_free (choice->id);
  g_free (choice->text);
  g_clear_pointer (&choice->extra, json_object_unref);
  g_free (choice);
}

static void
check_free (gpointer data)
{
  WcsCheck *self = data;
  g_free (self->kind);
  g_free (self->condition);
  g_free (self->message);
  g_free (self);
}

static void
option_free (gpointer data)
{
  WcsOption *self = data;
  g_free (self->text);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_free (self);
}

static void
field_free (gpointer data)
{
  WcsField *self = data;
  char *texts[] = { self->id,
                    self->type,
                    self->label,
                    self->varname,
                    self->hint,
                    self->condition_kind,
                    self->condition,
                    self->display_mode,
                    self->source_kind,
                    self->source_value,
                    self->validation_kind,
                    self->validation_value,
                    self->validation_message,
                    self->prefill_kind,
                    self->prefill_value,
                    self->minimum,
                    self->maximum,
                    self->block_slug,
                    self->add_label,
                    self->template };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_ptr_array_unref (self->checks);
  g_strfreev (self->items);
  g_strfreev (self->rows);
  g_strfreev (self->columns);
  g_free (self);
}

void
wcs_form_free (WcsForm *form)
{
  char *texts[]
      = { form->file, form->package, form->name, form->slug, form->description, form->category, form->keywords };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_ptr_array_unref (form->fields);
  g_hash_table_unref (form->options);
  g_free (form);
}

/* w.c.s. asks what does not say whether it must be answered. */
static gboolean
read_required (const xmlNode *node)
{
  g_autofree char *text = wcs_xml_text (node, "required");
  return text == NULL || (g_ascii_strcasecmp (text, "false") != 0 && strcmp (text, "optional") != 0);
}

static char **
read_list (const xmlNode *node, const char *name, const char *each)
{
  xmlNode *list = wcs_xml_child (node, name);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint count = 0;
  for (xmlNode *item = wcs_xml_child (list, each); item != NULL && count < MAX_CHOICES;
       item = wcs_xml_next (item, each))
    {
      g_autofree char *text = wcs_xml_own_text (item);
      if (text == NULL)
        continue;
      g_strv_builder_add (builder, text);
      count++;
    }
  return count == 0 ? NULL : g_strv_builder_end (builder);
}

static void
read_checks (WcsField *field, const xmlNode *node)
{
  xmlNode *list = wcs_xml_child (node, "post_conditions");
  for (xmlNode *item = list == NULL ? NULL : list->children; item != NULL; item = item->next)
    {
      xmlNode *condition = wcs_xml_child (item, "condition");
      if (item->type != XML_ELEMENT_NODE || condition == NULL)
        continue;
      WcsCheck *check = g_new0 (WcsCheck, 1);
      check->kind = wcs_xml_text (condition, "type");
      check->condition = wcs_xml_text (condition, "value");
      check->message = wcs_xml_text (item, "error_message");
      g_ptr_array_add (field->checks, check);
    }
}

static void
read_pair (const xmlNode *node, const char *name, char **kind, char **value)
{
  xmlNode *element = wcs_xml_child (node, name);
  *kind = wcs_xml_text (element, "type");
  *value = wcs_xml_text (element, "value");
}

/* `block:slug` and `block` with a block_slug are two spellings of one thing. */
static void
read_type (WcsField *field, const xmlNode *node)
{
  field->type = wcs_xml_text (node, "type");
  field->block_slug = wcs_xml_text (node, "block_slug");
  if (field->type == NULL || !g_str_has_prefix (field->type, "block:"))
    return;
  g_free (field->block_slug);
  field->block_slug = g_strdup (field->type + strlen ("block:"));
  field->type[strlen ("block")] = '\0';
}

static void
read_limits (WcsField *field, const xmlNode *node)
{
  field->min_choices = wcs_xml_number (node, "min_choices", 0);
  field->max_choices = wcs_xml_number (node, "max_choices", 0);
  field->max_length = wcs_xml_number (node, "maxlength", 0);
  field->max_items = wcs_xml_number (node, "max_items", 0);
  field->in_the_future = wcs_xml_is_true (node, "minimum_is_future");
  field->in_the_past = wcs_xml_is_true (node, "date_in_the_past");
  field->can_be_today = wcs_xml_is_true (node, "date_can_be_today");
  field->minimum = wcs_xml_text (node, wcs_xml_child (node, "minimum_date") != NULL ? "minimum_date" : "min_value");
  field->maximum = wcs_xml_text (node, wcs_xml_child (node, "maximum_date") != NULL ? "maximum_date" : "max_value");
}

static WcsField *
read_field (const xmlNode *node)
{
  WcsField *field = g_new0 (WcsField, 1);
  field->checks = g_ptr_array_new_with_free_func (check_free);
  read_type (field, node);
  field->id = wcs_xml_text (node, "id");
  field->label = wcs_xml_text (node, "label");
  field->varname = wcs_xml_text (node, "varname");
  field->hint = wcs_xml_text (node, "hint");
  field->required = read_required (node);
  field->items = read_list (node, "items", "item");
  field->rows = read_list (node, "rows", "item");
  field->columns = read_list (node, "columns", "item");
  field->display_mode = wcs_xml_text (node, "display_mode");
  field->hint_is_first_option = wcs_xml_is_true (node, "use_hint_as_first_option");
  field->add_label = wcs_xml_text (node, "add_element_label");
  field->template = wcs_xml_text (node, "value_template");
  read_pair (node, "condition", &field->condition_kind, &field->condition);
  read_pair (node, "data_source", &field->source_kind, &field->source_value);
  read_pair (node, "validation", &field->validation_kind, &field->validation_value);
  field->validation_message = wcs_xml_text (wcs_xml_child (node, "validation"), "error_message");
  read_pair (node, "prefill", &field->prefill_kind, &field->prefill_value);
  field->prefill_locked = wcs_xml_is_true (wcs_xml_child (node, "prefill"), "locked");
  read_limits (field, node);
  read_checks (field, node);
  return field;
}

static GPtrArray *
read_choices (const xmlNode *option)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func ((GDestroyNotify) wcs_choice_free);
  for (xmlNode *item = wcs_xml_child (option, "item"); item != NULL && choices->len < MAX_CHOICES;
       item = wcs_xml_next (item, "item"))
    {
      g_autofree char *id = wcs_xml_text (item, "id");
      g_autofree char *text = wcs_xml_text (item, "text");
      if (text != NULL)
        g_ptr_array_add (choices, wcs_choice_new (id != NULL ? id : text, text));
    }
  return choices->len == 0 ? NULL : g_steal_pointer (&choices);
}

static void
read_options (WcsForm *form, const xmlNode *root)
{
  xmlNode *list = wcs_xml_child (root, "options");
  for (xmlNode *node = wcs_xml_child (list, "option"); node != NULL; node = wcs_xml_next (node, "option"))
    {
      g_autofree char *name = (char *) xmlGetProp (node, (const xmlChar *) "varname");
      g_autofree char *kind = (char *) xmlGetProp (node, (const xmlChar *) "type");
      if (name == NULL)
        continue;
      WcsOption *option = g_new0 (WcsOption, 1);
      option->is_boolean = g_strcmp0 (kind, "bool") == 0;
      option->choices = read_choices (node);
      option->text = xmlChildElementCount (node) == 0 ? wcs_xml_own_text (node) : NULL;
      g_hash_table_replace (form->options, g_strdup (name), option);
    }
}

static gboolean
read_fields (WcsForm *form, const xmlNode *root, GError **error)
{
  xmlNode *list = wcs_xml_child (root, "fields");
  for (xmlNode *node = wcs_xml_child (list, "field"); node != NULL; node = wcs_xml_next (node, "field"))
    {
      if (form->fields->len >= MAX_FIELDS)
        {
          g_set_error (error, PARVIS_PUBLIK_ERROR, PARVIS_PUBLIK_ERROR_BOUNDS,
                       _ ("%s : plus de %d champs. Découpez le formulaire."), form->file, MAX_FIELDS);
          return FALSE;
        }
      g_ptr_array_add (form->fields, read_field (node));
    }
  return TRUE;
}

/* .../package/forms/file -> .../package */
static char *
find_package (const char *file)
{
  g_autofree char *folder = g_path_get_dirname (file);
  return g_build_filename (folder, "..", NULL);
}

static void
read_head (WcsForm *form, const xmlNode *node, gboolean is_block)
{
  form->name = wcs_xml_text (node, "name");
  form->slug = wcs_xml_text (node, is_block ? "slug" : "url_name");
  form->description = wcs_xml_text (node, "description");
  form->category = wcs_xml_text (node, "category");
  form->keywords = wcs_xml_text (node, "keywords");
  form->disabled = wcs_xml_is_true (node, "disabled");
}

WcsForm *
wcs_form_parse (const char *data, gsize length, const char *file, const char *root, GError **error)
{
  g_autoptr (xmlDoc) doc = wcs_xml_parse (data, length, file, error);
  if (doc == NULL)
    return NULL;
  xmlNode *node = xmlDocGetRootElement (doc);
  if (strcmp ((const char *) node->name, root) != 0)
    {
      g_set_error (error, PARVIS_PUBLIK_ERROR, PARVIS_PUBLIK_ERROR_INVALID,
                   _ ("%s : <%s> attendu, <%.40s> trouvé. Choisissez l’export d’un formulaire de Publik."), file, root,
                   (const char *) node->name);
      return NULL;
    }
  g_autoptr (WcsForm) form = g_new0 (WcsForm, 1);
  form->file = g_strdup (file);
  form->package = find_package (file);
  form->fields = g_ptr_array_new_with_free_func (field_free);
  form->options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, option_free);
  read_head (form, node, strcmp (root, "block") == 0);
  read_options (form, node);
  if (!read_fields (form, node, error))
    return NULL;
  return g_steal_pointer (&form);
}

WcsForm *
wcs_form_load (const char *file, const char *root, GError **error)
{
  gsize length = 0;
  g_autofree char *data = wcs_xml_read (file, &length, error);
  return data == NULL ? NULL : wcs_form_parse (data, length, file, root, error);
}
