/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/json.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* Brackets outside of strings. A text that is not JSON may be counted wrong; the parser refuses it then. */
static gboolean
is_shallow (const char *text, gsize size)
{
  gboolean quoted = FALSE;
  int depth = 0;

  for (gsize i = 0; i < size; i++)
    {
      if (quoted && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && (text[i] == '{' || text[i] == '['))
        depth++;
      else if (!quoted && (text[i] == '}' || text[i] == ']'))
        depth--;
      if (depth > PARVIS_JSON_MAX_DEPTH)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_acceptable (const char *text, gsize size, gsize max_bytes)
{
  return size > 0 && size <= max_bytes && g_utf8_validate_len (text, size, NULL) && is_shallow (text, size);
}

JsonNode *
parvis_json_parse (GBytes *bytes, gsize max_bytes, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (JsonNode) root = NULL;

  if (is_acceptable (text, size, max_bytes) && json_parser_load_from_data (parser, text, (gssize) size, NULL))
    root = json_parser_steal_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return g_steal_pointer (&root);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _ ("ce n’est pas un objet JSON, ou il est trop grand"));
  return NULL;
}

static JsonNode *
get_value (JsonObject *object, const char *member, GType type)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node
                                                                                                 : NULL;
}

const char *
parvis_json_get_string (JsonObject *object, const char *member)
{
  JsonNode *node = get_value (object, member, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

gboolean
parvis_json_get_int64 (JsonObject *object, const char *member, gint64 *value)
{
  JsonNode *node = get_value (object, member, G_TYPE_INT64);

  if (node != NULL)
    *value = json_node_get_int (node);
  return node != NULL;
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
