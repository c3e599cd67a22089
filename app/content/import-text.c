/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the rows are made of: texts in the language in hand, lists, instants, arrays.
 */
#include "app/content/import-private.h"

#include "sync/base/json.h"

JsonObject *
parvis_import_object (const ParvisImport *self, const char *path)
{
  return parvis_json_node_object (parvis_tree_json (self->tree, path));
}

static const char *
localise (const ParvisImport *self, JsonNode *node)
{
  JsonObject *texts = parvis_json_node_object (node);
  const char *text = parvis_json_string (texts, self->language);

  if (texts == NULL)
    return parvis_json_node_string (node);
  return text != NULL ? text : parvis_json_string (texts, "fr");
}

const char *
parvis_import_text (const ParvisImport *self, JsonObject *object, const char *member)
{
  return object != NULL ? localise (self, json_object_get_member (object, member)) : NULL;
}

char *
parvis_import_join (const ParvisImport *self, JsonArray *array, const char *separator)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? separator : "", localise (self, json_array_get_element (array, i)));
  return g_string_free (joined, FALSE);
}

gint64
parvis_import_instant (JsonObject *object, const char *member, gint64 otherwise)
{
  const char *instant = parvis_json_string (object, member);
  g_autoptr (GDateTime) time = instant != NULL ? g_date_time_new_from_iso8601 (instant, NULL) : NULL;

  return time != NULL ? g_date_time_to_unix (time) : otherwise;
}

gboolean
parvis_import_members (ParvisImport *self, JsonObject *object, const char *member, ParvisImportFunc write,
                       GError **error)
{
  JsonArray *items = parvis_json_array (object, member);

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    if (!write (self, json_array_get_object_element (items, i), i, error))
      return FALSE;
  return TRUE;
}

gboolean
parvis_import_each (ParvisImport *self, const char *path, const char *member, ParvisImportFunc write, GError **error)
{
  return parvis_import_members (self, parvis_import_object (self, path), member, write, error);
}
