/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/source.h"

#include "app/publik/xml.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_FILES      1000
#define MAX_CHOICES    2000
#define MAX_JSON_BYTES (1024 * 1024)

struct _WcsLibrary
{
  GHashTable *blocks;  /* "folder\nslug", and "\nslug" for the first of any folder -> WcsForm, shared */
  GHashTable *sources; /* the same -> WcsSource */
  GPtrArray *owned_blocks, *owned_sources;
};

static void
source_free (gpointer data)
{
  WcsSource *self = data;
  g_free (self->kind);
  g_free (self->value);
  g_free (self->id_attribute);
  g_free (self->text_attribute);
  g_free (self);
}

WcsLibrary *
wcs_library_new (void)
{
  WcsLibrary *self = g_new0 (WcsLibrary, 1);
  self->blocks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->owned_blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) wcs_form_free);
  self->owned_sources = g_ptr_array_new_with_free_func (source_free);
  return self;
}

void
wcs_library_free (WcsLibrary *self)
{
  g_hash_table_unref (self->blocks);
  g_hash_table_unref (self->sources);
  g_ptr_array_unref (self->owned_blocks);
  g_ptr_array_unref (self->owned_sources);
  g_free (self);
}

/* An exact file name ("block-slug.wcs") wins over a copy that was left beside it ("block-slug copy.wcs"). */
static void
register_entry (GHashTable *table, const char *folder, const char *file, const char *slug, gpointer entry)
{
  g_autofree char *exact = g_strconcat ("-", slug, ".wcs", NULL);
  g_autofree char *here = g_strconcat (folder, "\n", slug, NULL);
  g_autofree char *anywhere = g_strconcat ("\n", slug, NULL);
  if (!g_hash_table_contains (table, here) || g_str_has_suffix (file, exact))
    g_hash_table_replace (table, g_steal_pointer (&here), entry);
  if (!g_hash_table_contains (table, anywhere))
    g_hash_table_replace (table, g_steal_pointer (&anywhere), entry);
}

static gboolean
add_block (WcsLibrary *self, const char *folder, const char *path, GError **error)
{
  WcsForm *block = wcs_form_load (path, "block", error);
  if (block == NULL)
    return FALSE;
  g_ptr_array_add (self->owned_blocks, block);
  if (block->slug != NULL)
    register_entry (self->blocks, folder, path, block->slug, block);
  return TRUE;
}

static gboolean
add_source (WcsLibrary *self, const char *folder, const char *path, GError **error)
{
  g_autoptr (xmlDoc) doc = wcs_xml_load (path, error);
  if (doc == NULL)
    return FALSE;
  const xmlNode *root = xmlDocGetRootElement (doc);
  if (strcmp ((const char *) root->name, "datasource") != 0)
    {
      g_set_error (error, PARVIS_PUBLIK_ERROR, PARVIS_PUBLIK_ERROR_INVALID,
                   _ ("%s : ce n’est pas l’export d’une source de données. Retirez ce fichier du dossier."), path);
      return FALSE;
    }
  g_autofree char *slug = wcs_xml_text (root, "slug");
  WcsSource *source = g_new0 (WcsSource, 1);
  source->kind = wcs_xml_text (wcs_xml_child (root, "data_source"), "type");
  source->value = wcs_xml_text (wcs_xml_child (root, "data_source"), "value");
  source->id_attribute = wcs_xml_text (root, "id_attribute");
  source->text_attribute = wcs_xml_text (root, "text_attribute");
  g_ptr_array_add (self->owned_sources, source);
  if (slug != NULL)
    register_entry (self->sources, folder, path, slug, source);
  return TRUE;
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_files (const char *folder)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  for (const char *name = dir == NULL ? NULL : g_dir_read_name (dir); name != NULL && paths->len < MAX_FILES;
       name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      if (*name != '.' && g_file_test (path, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (paths, g_steal_pointer (&path));
    }
  g_ptr_array_sort (paths, by_name);
  return paths;
}

typedef gboolean (*AddFile) (WcsLibrary *self, const char *folder, const char *path, GError **error);

static gboolean
add_folder (WcsLibrary *self, const char *folder, AddFile add, GError **error)
{
  g_autofree char *canonical = g_canonicalize_filename (folder, NULL);
  g_autoptr (GPtrArray) paths = list_files (canonical);
  for (guint i = 0; i < paths->len; i++)
    if (!add (self, canonical, g_ptr_array_index (paths, i), error))
      return FALSE;
  return TRUE;
}

gboolean
wcs_library_add_blocks (WcsLibrary *self, const char *folder, GError **error)
{
  return add_folder (self, folder, add_block, error);
}

gboolean
wcs_library_add_sources (WcsLibrary *self, const char *folder, GError **error)
{
  return add_folder (self, folder, add_source, error);
}

static gpointer
look_up (GHashTable *table, const char *package, const char *subfolder, const char *slug)
{
  g_autofree char *joined = g_build_filename (package, subfolder, NULL);
  g_autofree char *folder = g_canonicalize_filename (joined, NULL);
  g_autofree char *here = g_strconcat (folder, "\n", slug, NULL);
  g_autofree char *anywhere = g_strconcat ("\n", slug, NULL);
  gpointer found = g_hash_table_lookup (table, here);
  return found != NULL ? found : g_hash_table_lookup (table, anywhere);
}

const WcsForm *
wcs_library_block (WcsLibrary *self, const char *package, const char *slug)
{
  return look_up (self->blocks, package, "blocks", slug);
}

const WcsSource *
wcs_library_source (WcsLibrary *self, const char *package, const char *slug)
{
  return look_up (self->sources, package, "datasources", slug);
}

static char *
member_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  return json_node_get_value_type (node) == G_TYPE_INT64
             ? g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node))
             : NULL;
}

static WcsChoice *
choice_from_object (JsonObject *object, const char *id_attribute, const char *text_attribute)
{
  if (json_object_get_boolean_member_with_default (object, "disabled", FALSE))
    return NULL;
  g_autofree char *id = member_text (object, id_attribute != NULL ? id_attribute : "id");
  g_autofree char *text = member_text (object, text_attribute != NULL ? text_attribute : "text");
  if (id == NULL && text == NULL)
    return NULL;
  WcsChoice *choice = wcs_choice_new (id != NULL ? id : text, text != NULL ? text : id);
  choice->extra = json_object_ref (object);
  return choice;
}

static WcsChoice *
choice_from_node (JsonNode *node, const char *id_attribute, const char *text_attribute)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return choice_from_object (json_node_get_object (node), id_attribute, text_attribute);
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return wcs_choice_new (json_node_get_string (node), json_node_get_string (node));
}

/* json-glib reads with one C call a level: a list of choices has three. */
static gboolean
nests_too_deep (const char *json)
{
  guint level = 0;
  gboolean in_text = FALSE;
  for (const char *at = json; *at != '\0'; at++)
    {
      if (in_text && *at == '\\' && at[1] != '\0')
        at++;
      else if (*at == '"')
        in_text = !in_text;
      else if (!in_text && (*at == '[' || *at == '{') && ++level > 32)
        return TRUE;
      else if (!in_text && (*at == ']' || *at == '}') && level > 0)
        level--;
    }
  return FALSE;
}

GPtrArray *
wcs_choices_from_json (const char *json, const char *id_attribute, const char *text_attribute)
{
  if (strlen (json) > MAX_JSON_BYTES || nests_too_deep (json))
    return NULL;
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, json, -1, NULL))
    return NULL;
  JsonNode *root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    return NULL;
  JsonArray *array = json_node_get_array (root);
  if (json_array_get_length (array) > MAX_CHOICES)
    return NULL;
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) wcs_choice_free);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      WcsChoice *choice = choice_from_node (json_array_get_element (array, i), id_attribute, text_attribute);
      if (choice != NULL)
        g_ptr_array_add (choices, choice);
    }
  return choices;
}
