/* SPDX-License-Identifier: EUPL-1.2
 *
 * The options of a choice, written in place or in a list that several démarches share.
 */
#include "app/demarche/demarche-private.h"

#include <glib/gi18n-lib.h>

#define MAX_OPTIONS     2000
#define MAX_ALL_OPTIONS 50000

static const char *const option_keys[] = { "value", "label", "hint", "options", NULL };

static GPtrArray *read_options (ParvisReader *reader, JsonArray *array, gboolean nested);

static GPtrArray *
read_second_level (ParvisReader *reader, JsonObject *object)
{
  JsonArray *array = parvis_reader_array (reader, object, "options", 1, MAX_OPTIONS, FALSE);
  GPtrArray *options = NULL;
  gsize mark;

  if (array == NULL)
    return NULL;
  mark = parvis_reader_enter (reader, "options");
  options = read_options (reader, array, TRUE);
  parvis_reader_leave (reader, mark);
  return options;
}

static ParvisOption *
read_option (ParvisReader *reader, JsonNode *node, gboolean nested)
{
  JsonObject *object = parvis_reader_object (reader, node, option_keys);
  ParvisOption *option = g_new0 (ParvisOption, 1);

  if (object == NULL)
    return option;
  option->value = g_strdup (parvis_reader_string (reader, object, "value", 200, TRUE));
  option->label = parvis_reader_text (reader, object, "label", 300, TRUE);
  option->source = parvis_reader_french (object, "label");
  option->hint = parvis_reader_text (reader, object, "hint", 300, FALSE);
  if (nested && json_object_has_member (object, "options"))
    parvis_reader_fault_at (reader, "options", _ ("Retirez-les."), _ ("Un choix lié n’a que deux niveaux."));
  else
    option->options = read_second_level (reader, object);
  return option;
}

static void
refuse_twins (ParvisReader *reader, const GPtrArray *options)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < options->len; i++)
    {
      const ParvisOption *option = g_ptr_array_index (options, i);
      gsize mark = parvis_reader_enter_index (reader, i);

      if (option->value != NULL && !g_hash_table_add (seen, option->value))
        parvis_reader_fault_at (reader, "value", _ ("Donnez-lui une autre valeur."),
                                _ ("Deux options ont la valeur « %s »."), option->value);
      parvis_reader_leave (reader, mark);
    }
}

static GPtrArray *
read_options (ParvisReader *reader, JsonArray *array, gboolean nested)
{
  GPtrArray *options = parvis_options_new ();

  reader->options += json_array_get_length (array);
  if (reader->options > MAX_ALL_OPTIONS)
    {
      parvis_reader_fault (reader, _ ("Mettez les options communes dans une liste de lists/."),
                           _ ("Il y a trop d’options (50 000 au plus)."));
      return options;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      gsize mark = parvis_reader_enter_index (reader, i);

      g_ptr_array_add (options, read_option (reader, json_array_get_element (array, i), nested));
      parvis_reader_leave (reader, mark);
    }
  refuse_twins (reader, options);
  return options;
}

/* A list file is faulty as a whole here; its own check says where. */
static GPtrArray *
read_list (ParvisReader *reader, JsonNode *node, const char *id)
{
  guint before = reader->faults->len;
  GPtrArray *options = parvis_options_new ();

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) <= MAX_OPTIONS)
    {
      g_ptr_array_unref (options);
      options = read_options (reader, json_node_get_array (node), FALSE);
    }
  if (node != NULL && (options->len == 0 || reader->faults->len > before))
    {
      g_ptr_array_set_size (reader->faults, (int) before);
      parvis_reader_fault (reader, _ ("Vérifiez ce fichier : un tableau de 1 à 2000 options."),
                           _ ("La liste lists/%s.json n’est pas bonne."), id);
    }
  return options;
}

static GPtrArray *
find_list (ParvisReader *reader, const char *id)
{
  GPtrArray *options = g_hash_table_lookup (reader->known_lists, id);
  g_autoptr (JsonNode) node = NULL;

  if (options != NULL)
    return g_ptr_array_ref (options);
  node = reader->lists (id, reader->lists_data);
  if (node == NULL)
    parvis_reader_fault (reader, _ ("Ajoutez ce fichier, ou corrigez le nom de la liste."),
                         _ ("La liste lists/%s.json manque ou n’est pas lisible."), id);
  options = read_list (reader, node, id);
  g_hash_table_insert (reader->known_lists, g_strdup (id), g_ptr_array_ref (options));
  return options;
}

GPtrArray *
parvis_options_read (ParvisReader *reader, JsonObject *field)
{
  const char *id = parvis_reader_id (reader, field, "list", FALSE, FALSE);
  JsonArray *array = parvis_reader_array (reader, field, "options", 1, MAX_OPTIONS, FALSE);
  GPtrArray *options = NULL;
  gsize mark = parvis_reader_enter (reader, id != NULL ? "list" : "options");

  if (id != NULL && array != NULL)
    parvis_reader_fault (reader, _ ("Gardez l’une ou l’autre."), _ ("« options » et « list » sont ensemble."));
  else if (id != NULL && reader->lists != NULL)
    options = find_list (reader, id);
  else if (array != NULL)
    options = read_options (reader, array, FALSE);
  parvis_reader_leave (reader, mark);
  return options;
}
