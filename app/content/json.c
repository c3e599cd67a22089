/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/json.h"

G_DEFINE_QUARK (parvis - json - error - quark, parvis_json_error)

JsonNode *
parvis_json_read (GBytes *bytes, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  JsonNode *root;

  if (!parvis_json_is_strict (bytes, error)
      || !json_parser_load_from_data (parser, data, (gssize) size, error))
    return NULL;
  root = json_parser_get_root (parser);
  return root != NULL ? json_node_ref (root) : json_node_new (JSON_NODE_NULL);
}

JsonObject *
parvis_json_node_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

const char *
parvis_json_node_string (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

const char *
parvis_json_string (JsonObject *object, const char *member)
{
  return object != NULL ? parvis_json_node_string (json_object_get_member (object, member)) : NULL;
}

JsonArray *
parvis_json_array (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
parvis_json_object (JsonObject *object, const char *member)
{
  return object != NULL ? parvis_json_node_object (json_object_get_member (object, member)) : NULL;
}
