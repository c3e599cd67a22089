/* SPDX-License-Identifier: EUPL-1.2
 *
 * Values to and from JSON, within bounds.
 */
#include "app/demarche/value.h"

#include "app/demarche/demarche.h"
#include "base/secret.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_DEPTH   32
#define MAX_NODES   10000
#define MAX_TEXT    (64 * 1024)
#define MAX_CONTENT (14 * 1024 * 1024) /* base64 of a 10 MiB page */

typedef struct
{
  guint depth;
  guint nodes;
} Budget;

static ParvisValue *read_node (JsonNode *node, Budget *budget, GError **error);
static JsonNode *write_node (const ParvisValue *self, gboolean content);

static ParvisValue *
refuse (GError **error, int code, const char *message)
{
  g_set_error_literal (error, PARVIS_DEMARCHE_ERROR, code, message);
  return NULL;
}

static ParvisValue *
read_text (const char *text, GError **error)
{
  if (strlen (text) > MAX_TEXT)
    return refuse (error, PARVIS_DEMARCHE_ERROR_BOUNDS, _ ("un texte est trop long (65 536 octets au plus)."));
  return parvis_value_new_text (text);
}

static ParvisValue *
read_scalar (JsonNode *node, GError **error)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    return read_text (json_node_get_string (node), error);
  if (type == G_TYPE_BOOLEAN)
    return parvis_value_new_boolean (json_node_get_boolean (node));
  if (!isfinite (json_node_get_double (node)))
    return refuse (error, PARVIS_DEMARCHE_ERROR_BOUNDS, _ ("un nombre est trop grand."));
  return parvis_value_new_number (json_node_get_double (node));
}

static ParvisValue *
read_list (JsonArray *array, Budget *budget, GError **error)
{
  g_autoptr (ParvisValue) list = parvis_value_new_list ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      ParvisValue *item = read_node (json_array_get_element (array, i), budget, error);

      if (item == NULL)
        return NULL;
      parvis_value_append (list, item);
    }
  return g_steal_pointer (&list);
}

static const char *
string_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/* A FILE is an object with a file name, a media type and nothing that a file has not. */
static gboolean
is_file (JsonObject *object)
{
  static const char *const known[] = { "filename", "type", "content", "size", "sha256", NULL };
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    if (!g_strv_contains (known, l->data))
      return FALSE;
  return string_member (object, "filename") != NULL && string_member (object, "type") != NULL;
}

/* Bytes that are wiped when the last value that holds them goes. */
static GBytes *
decode (const char *content)
{
  gsize size;
  guchar *data = g_base64_decode (content, &size);

  return parvis_secret_bytes_new_take (data, size);
}

static gboolean
is_base64 (const char *text)
{
  gsize length = strlen (text);

  return length % 4 == 0
         && strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") == length;
}

static ParvisValue *
read_file (JsonObject *object, GError **error)
{
  const char *filename = string_member (object, "filename");
  const char *type = string_member (object, "type");
  const char *content = string_member (object, "content");
  g_autoptr (GBytes) bytes = NULL;

  if (strlen (filename) > 255 || strlen (type) > 127)
    return refuse (error, PARVIS_DEMARCHE_ERROR_BOUNDS, _ ("un nom de fichier ou un type est trop long."));
  if (content != NULL && strlen (content) > MAX_CONTENT)
    return refuse (error, PARVIS_DEMARCHE_ERROR_BOUNDS, _ ("un fichier est trop gros (10 Mio au plus)."));
  if (content != NULL && !is_base64 (content))
    return refuse (error, PARVIS_DEMARCHE_ERROR_INVALID, _ ("le contenu d’un fichier n’est pas en base64."));
  if (content != NULL)
    bytes = decode (content);
  return parvis_value_new_file (filename, type, bytes);
}

static ParvisValue *
read_object (JsonObject *object, Budget *budget, GError **error)
{
  g_autoptr (ParvisValue) value = NULL;
  g_autoptr (GList) names = json_object_get_members (object);

  if (is_file (object))
    return read_file (object, error);
  value = parvis_value_new_object ();
  for (GList *l = names; l != NULL; l = l->next)
    {
      ParvisValue *member = read_node (json_object_get_member (object, l->data), budget, error);

      if (member == NULL)
        return NULL;
      parvis_value_set_member (value, l->data, member);
    }
  return g_steal_pointer (&value);
}

static ParvisValue *
read_container (JsonNode *node, Budget *budget, GError **error)
{
  ParvisValue *value;

  if (budget->depth >= MAX_DEPTH)
    return refuse (error, PARVIS_DEMARCHE_ERROR_BOUNDS, _ ("des valeurs sont trop imbriquées (32 niveaux au plus)."));
  budget->depth++;
  value = JSON_NODE_HOLDS_ARRAY (node) ? read_list (json_node_get_array (node), budget, error)
                                       : read_object (json_node_get_object (node), budget, error);
  budget->depth--;
  return value;
}

static ParvisValue *
read_node (JsonNode *node, Budget *budget, GError **error)
{
  if (++budget->nodes > MAX_NODES)
    return refuse (error, PARVIS_DEMARCHE_ERROR_BOUNDS, _ ("il y a trop de valeurs (10 000 au plus)."));
  if (JSON_NODE_HOLDS_NULL (node))
    return parvis_value_new_empty ();
  return JSON_NODE_HOLDS_VALUE (node) ? read_scalar (node, error) : read_container (node, budget, error);
}

ParvisValue *
parvis_value_from_json (JsonNode *node, GError **error)
{
  Budget budget = { 0, 0 };

  return read_node (node, &budget, error);
}

static JsonNode *
write_number (double number)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  if (fabs (number) < 9007199254740992.0 && !(floor (number) < number)) /* whole, and exact in a double */
    json_node_set_int (node, (gint64) number);
  else
    json_node_set_double (node, number);
  return node;
}

static JsonNode *
write_list (const ParvisValue *self, gboolean content)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < parvis_value_length (self); i++)
    json_array_add_element (array, write_node (parvis_value_item (self, i), content));
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
write_object (const ParvisValue *self, gboolean content)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autoptr (GPtrArray) names = parvis_value_member_names (self);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      json_object_set_member (object, name, write_node (parvis_value_member (self, name), content));
    }
  json_node_take_object (node, object);
  return node;
}

static void
write_digest (JsonObject *object, GBytes *bytes)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  json_object_set_int_member (object, "size", (gint64) g_bytes_get_size (bytes));
  json_object_set_string_member (object, "sha256", sum);
}

static void
write_content (JsonObject *object, GBytes *bytes)
{
  g_autoptr (ParvisSecret) content = g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  json_object_set_string_member (object, "content", content);
}

static JsonNode *
write_file (const ParvisValue *self, gboolean content)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  GBytes *bytes = parvis_value_bytes (self);

  json_object_set_string_member (object, "filename", parvis_value_filename (self));
  json_object_set_string_member (object, "type", parvis_value_media_type (self));
  if (bytes != NULL && content)
    write_content (object, bytes);
  else if (bytes != NULL)
    write_digest (object, bytes);
  json_node_take_object (node, object);
  return node;
}

static JsonNode *
write_node (const ParvisValue *self, gboolean content)
{
  switch (parvis_value_kind (self))
    {
    case PARVIS_VALUE_TEXT:
      return json_node_init_string (json_node_alloc (), parvis_value_text (self));
    case PARVIS_VALUE_NUMBER:
      return write_number (parvis_value_number (self));
    case PARVIS_VALUE_BOOLEAN:
      return json_node_init_boolean (json_node_alloc (), parvis_value_boolean (self));
    case PARVIS_VALUE_LIST:
      return write_list (self, content);
    case PARVIS_VALUE_OBJECT:
      return write_object (self, content);
    case PARVIS_VALUE_FILE:
      return write_file (self, content);
    case PARVIS_VALUE_EMPTY:
    default:
      return json_node_init_null (json_node_alloc ());
    }
}

JsonNode *
parvis_value_to_json (const ParvisValue *self)
{
  return write_node (self, FALSE);
}

JsonNode *
parvis_value_to_json_with_content (const ParvisValue *self)
{
  return write_node (self, TRUE);
}
