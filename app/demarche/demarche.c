/* SPDX-License-Identifier: EUPL-1.2
 *
 * A definition's life: names of the types, lookups, references, loading from a file.
 */
#include "app/demarche/demarche-private.h"

#include "sync/base/json.h"

#include <string.h>

G_DEFINE_QUARK (parvis_demarche_error_quark, parvis_demarche_error)

const char *
parvis_field_type_to_string (ParvisFieldType type)
{
  static const char *const names[] = {
    "text",  "textarea", "email",    "phone",  "integer",   "decimal", "date",        "time",        "datetime",
    "yesno", "choice",   "choices",  "linked", "civility",  "address", "commune",     "country",     "iban",
    "siret", "repeat",   "identity", "file",   "signature", "point",   "appointment", "explanation",
  };

  return (gsize) type < G_N_ELEMENTS (names) ? names[type] : "explanation";
}

static void
option_free (ParvisOption *option)
{
  g_free (option->value);
  g_free (option->label);
  g_free (option->hint);
  g_free (option->source);
  g_clear_pointer (&option->options, g_ptr_array_unref);
  g_free (option);
}

GPtrArray *
parvis_options_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) option_free);
}

void
parvis_field_free (ParvisField *field)
{
  g_free (field->id);
  g_free (field->label);
  g_free (field->hint);
  g_free (field->placeholder);
  g_clear_pointer (&field->required_if, parvis_condition_unref);
  g_clear_pointer (&field->condition, parvis_condition_unref);
  parvis_value_free (field->initial);
  g_clear_pointer (&field->options, g_ptr_array_unref);
  g_free (field->pattern);
  g_free (field->pattern_message);
  g_clear_pointer (&field->fields, g_ptr_array_unref);
  g_free (field->row_label);
  g_free (field->card);
  g_clear_pointer (&field->regex, g_regex_unref);
  g_free (field);
}

static void
clear_privacy (ParvisPrivacy *privacy)
{
  g_free (privacy->controller);
  g_free (privacy->purpose);
  g_free (privacy->legal_basis);
  g_free (privacy->retention);
  g_free (privacy->recipients);
  g_free (privacy->rights);
}

ParvisDemarche *
parvis_demarche_ref (ParvisDemarche *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
parvis_demarche_unref (ParvisDemarche *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->summary);
  g_free (self->office);
  clear_privacy (&self->privacy);
  g_free (self->next);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_clear_pointer (&self->fields, g_hash_table_unref);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_free (self);
}

const ParvisField *
parvis_demarche_field (const ParvisDemarche *self, const ParvisField *repeat, const char *id)
{
  if (repeat == NULL)
    return g_hash_table_lookup (self->fields, id);
  for (guint i = 0; repeat->fields != NULL && i < repeat->fields->len; i++)
    {
      const ParvisField *field = g_ptr_array_index (repeat->fields, i);

      if (g_strcmp0 (field->id, id) == 0)
        return field;
    }
  return NULL;
}

const ParvisOption *
parvis_field_option (const ParvisField *self, const char *value)
{
  for (guint i = 0; self->options != NULL && i < self->options->len; i++)
    {
      const ParvisOption *option = g_ptr_array_index (self->options, i);

      if (g_strcmp0 (option->value, value) == 0)
        return option;
    }
  return NULL;
}

const char *
parvis_option_source (const ParvisOption *option)
{
  return option->source != NULL ? option->source : option->label;
}

/* ../lists/<id>.json beside the folder of the démarche; the reader lets no id with a slash or a dot through.
 */
static JsonNode *
load_list (const char *id, gpointer folder)
{
  g_autofree char *name = g_strconcat (id, ".json", NULL);
  g_autofree char *path = g_build_filename (folder, "..", "lists", name, NULL);

  return parvis_json_load (path, PARVIS_JSON_BYTES, NULL);
}

ParvisDemarche *
parvis_demarche_load_file (const char *path, const char *language, GError **error)
{
  g_autoptr (JsonNode) node = parvis_json_load (path, PARVIS_JSON_BYTES, error);
  g_autofree char *folder = g_path_get_dirname (path);
  ParvisDemarche *self;

  if (node == NULL)
    return NULL;
  self = parvis_demarche_parse (node, language, load_list, folder, error);
  if (self == NULL)
    g_prefix_error (error, "%s : ", path);
  return self;
}
