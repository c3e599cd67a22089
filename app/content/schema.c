/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/schema-private.h"

#include "sync/base/json.h"
#include "schema-resource.h"

#include <string.h>

#define RESOURCE_FOLDER "/parvis/schema/"

struct _ParvisSchemas
{
  GHashTable *documents; /* name -> JsonNode */
  GHashTable *patterns;  /* text -> GRegex, or NULL when it does not compile */
};

G_DEFINE_QUARK (parvis_schema_error_quark, parvis_schema_error)

static void
regex_unref (gpointer regex)
{
  if (regex != NULL)
    g_regex_unref (regex);
}

static void
add_embedded (ParvisSchemas *self, GResource *resource, const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_FOLDER, name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = parvis_json_read (bytes, PARVIS_JSON_BYTES, &error);

  if (node == NULL)
    g_error ("%s: %s", name, error->message); /* compiled in: cannot be mended by who runs it */
  parvis_schemas_add (self, name, node);
}

ParvisSchemas *
parvis_schemas_new (void)
{
  ParvisSchemas *self = g_new0 (ParvisSchemas, 1);
  GResource *resource = parvis_schema_get_resource ();
  g_auto (GStrv) names = g_resource_enumerate_children (resource, RESOURCE_FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  self->documents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_node_unref);
  self->patterns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, regex_unref);
  for (char **name = names; *name != NULL; name++)
    add_embedded (self, resource, *name);
  return self;
}

void
parvis_schemas_free (ParvisSchemas *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->documents);
  g_hash_table_unref (self->patterns);
  g_free (self);
}

void
parvis_schemas_add (ParvisSchemas *self, const char *name, JsonNode *schema)
{
  g_hash_table_insert (self->documents, g_strdup (name), json_node_ref (schema));
}

GList *
parvis_schemas_names (ParvisSchemas *self)
{
  return g_list_sort (g_hash_table_get_keys (self->documents), (GCompareFunc) strcmp);
}

ParvisSchemaPlace
parvis_schemas_document (ParvisSchemas *self, const char *name)
{
  JsonObject *object = parvis_json_node_object (g_hash_table_lookup (self->documents, name));

  return (ParvisSchemaPlace){ object, object };
}

gboolean
parvis_schemas_resolve (ParvisSchemas *self, JsonObject *document, const char *reference, ParvisSchemaPlace *place,
                        const char **definition)
{
  const char *hash = strchr (reference, '#');
  g_autofree char *name = g_strndup (reference, hash != NULL ? (gsize) (hash - reference) : strlen (reference));

  *place = *name != '\0' ? parvis_schemas_document (self, name) : (ParvisSchemaPlace){ document, document };
  *definition = "";
  if (place->schema == NULL || hash == NULL)
    return place->schema != NULL;
  if (!g_str_has_prefix (hash, "#/$defs/"))
    return FALSE;
  *definition = hash + strlen ("#/$defs/");
  place->schema = parvis_json_object (parvis_json_object (place->document, "$defs"), *definition);
  return place->schema != NULL;
}

GRegex *
parvis_schemas_pattern (ParvisSchemas *self, const char *pattern)
{
  gpointer regex;

  if (g_hash_table_lookup_extended (self->patterns, pattern, NULL, &regex))
    return regex;
  /* ECMA-262, which the standard names: "$" is the very end, not what comes before a last line feed. */
  regex = g_regex_new (pattern, G_REGEX_DOLLAR_ENDONLY, 0, NULL);
  g_hash_table_insert (self->patterns, g_strdup (pattern), regex);
  return regex;
}

gboolean
parvis_schemas_validate (ParvisSchemas *self, const char *name, JsonNode *instance, const char *file, GPtrArray *faults,
                         ParvisSchemaVisitor visitor, gpointer user_data)
{
  g_autoptr (GString) pointer = g_string_new (NULL);
  ParvisSchemaWalk walk = {
    .schemas = self,
    .file = file,
    .pointer = pointer,
    .faults = faults,
    .visitor = visitor,
    .user_data = user_data,
  };
  ParvisSchemaPlace place = parvis_schemas_document (self, name);

  g_return_val_if_fail (place.schema != NULL, FALSE);
  parvis_schema_walk (&walk, place, instance);
  return walk.found == 0;
}

/* The lint. */
static gboolean lint_schema (ParvisSchemas *self, ParvisSchemaPlace place, const char *name, GError **error);

static gboolean
lint_node (ParvisSchemas *self, JsonObject *document, JsonNode *node, const char *name, GError **error)
{
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return TRUE; /* additionalProperties: false */
  return lint_schema (self, (ParvisSchemaPlace){ json_node_get_object (node), document }, name, error);
}

static gboolean
lint_children (ParvisSchemas *self, JsonObject *document, const char *keyword, JsonNode *value, const char *name,
               GError **error)
{
  static const char *const single[] = { "additionalProperties", "propertyNames", "items", NULL };
  static const char *const by_name[] = { "properties", "$defs", NULL };
  g_autoptr (GList) children = NULL;

  if (g_strv_contains (single, keyword))
    return lint_node (self, document, value, name, error);
  if (g_strv_contains (by_name, keyword))
    children = json_object_get_values (json_node_get_object (value));
  else if (strcmp (keyword, "oneOf") == 0)
    children = json_array_get_elements (json_node_get_array (value));
  for (GList *child = children; child != NULL; child = child->next)
    if (!lint_node (self, document, child->data, name, error))
      return FALSE;
  return TRUE;
}

static gboolean
lint_value (ParvisSchemas *self, JsonObject *document, const char *keyword, JsonNode *value)
{
  ParvisSchemaPlace place;
  const char *definition;

  if (strcmp (keyword, "$ref") == 0)
    return parvis_schemas_resolve (self, document, json_node_get_string (value), &place, &definition);
  if (strcmp (keyword, "pattern") == 0)
    return parvis_schemas_pattern (self, json_node_get_string (value)) != NULL;
  return parvis_schema_knows_keyword (keyword);
}

static gboolean
lint_schema (ParvisSchemas *self, ParvisSchemaPlace place, const char *name, GError **error)
{
  JsonObjectIter iter;
  const char *keyword;
  JsonNode *value;

  json_object_iter_init (&iter, place.schema);
  while (json_object_iter_next (&iter, &keyword, &value))
    {
      if (!lint_value (self, place.document, keyword, value))
        {
          g_set_error (error, PARVIS_SCHEMA_ERROR, PARVIS_SCHEMA_ERROR_INVALID, "%s: bad or unknown \"%s\"", name,
                       keyword);
          return FALSE;
        }
      if (!lint_children (self, place.document, keyword, value, name, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
parvis_schemas_lint (ParvisSchemas *self, GError **error)
{
  g_autoptr (GList) names = parvis_schemas_names (self);

  for (GList *name = names; name != NULL; name = name->next)
    if (!lint_schema (self, parvis_schemas_document (self, name->data), name->data, error))
      return FALSE;
  return TRUE;
}
