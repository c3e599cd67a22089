/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/base/json.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (parvis_json_error_quark, parvis_json_error)

JsonNode *
parvis_json_read (GBytes *bytes, gsize max_bytes, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  JsonNode *root;

  if (!parvis_json_is_strict (bytes, max_bytes, error)
      || !json_parser_load_from_data (parser, data, (gssize) size, error))
    return NULL;
  root = json_parser_get_root (parser);
  return root != NULL ? json_node_ref (root) : json_node_new (JSON_NODE_NULL);
}

static GBytes *
read_bounded (const char *path, gsize max_bytes, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[8192];
  gsize got = sizeof buffer;

  if (stream == NULL)
    return NULL;
  while (got == sizeof buffer && bytes->len <= max_bytes)
    {
      if (!g_input_stream_read_all (G_INPUT_STREAM (stream), buffer, sizeof buffer, &got, NULL, error))
        return NULL;
      g_byte_array_append (bytes, buffer, (guint) got);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

JsonNode *
parvis_json_load (const char *path, gsize max_bytes, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (GBytes) bytes = read_bounded (path, max_bytes, &why);
  JsonNode *node = NULL;

  if (bytes == NULL)
    g_set_error (error, PARVIS_JSON_ERROR, PARVIS_JSON_ERROR_UNREADABLE, _ ("ce fichier ne peut pas être lu (%s)"),
                 why->message);
  else
    node = parvis_json_read (bytes, max_bytes, error);
  if (node == NULL)
    g_prefix_error (error, "%s : ", path);
  return node;
}

JsonObject *
parvis_json_node_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
holds (JsonNode *node, GType type)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

const char *
parvis_json_node_string (JsonNode *node)
{
  return holds (node, G_TYPE_STRING) ? json_node_get_string (node) : NULL;
}

static JsonNode *
member_of (JsonObject *object, const char *member)
{
  return object != NULL ? json_object_get_member (object, member) : NULL;
}

const char *
parvis_json_string (JsonObject *object, const char *member)
{
  return parvis_json_node_string (member_of (object, member));
}

gboolean
parvis_json_int64 (JsonObject *object, const char *member, gint64 *value)
{
  JsonNode *node = member_of (object, member);

  if (!holds (node, G_TYPE_INT64))
    return FALSE;
  *value = json_node_get_int (node);
  return TRUE;
}

JsonArray *
parvis_json_array (JsonObject *object, const char *member)
{
  JsonNode *node = member_of (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
parvis_json_object (JsonObject *object, const char *member)
{
  return parvis_json_node_object (member_of (object, member));
}

GBytes *
parvis_json_to_bytes (JsonNode *node)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  gsize size;
  char *text;

  json_generator_set_root (generator, node);
  text = json_generator_to_data (generator, &size);
  return g_bytes_new_take (text, size);
}
