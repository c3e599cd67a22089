/* SPDX-License-Identifier: EUPL-1.2
 *
 * JSON Schema's types (core, section 4.2.1), and how they are called by a person.
 */
#include "app/content/schema-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static const struct
{
  const char *type;
  const char *words;
} types[] = {
  { "string", N_ ("un texte entre guillemets") },
  { "integer", N_ ("un nombre entier") },
  { "number", N_ ("un nombre") },
  { "boolean", N_ ("true ou false") },
  { "array", N_ ("une liste entre crochets") },
  { "object", N_ ("un objet entre accolades") },
  { "null", N_ ("rien (null)") },
};

static gboolean
is_number (JsonNode *node, gboolean whole)
{
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_DOUBLE)
    return FALSE;
  return !whole
         || (isfinite (json_node_get_double (node))
             && trunc (json_node_get_double (node)) == json_node_get_double (node));
}

static gboolean
is_value_type (JsonNode *node, const char *type)
{
  if (strcmp (type, "string") == 0)
    return json_node_get_value_type (node) == G_TYPE_STRING;
  if (strcmp (type, "boolean") == 0)
    return json_node_get_value_type (node) == G_TYPE_BOOLEAN;
  if (strcmp (type, "integer") == 0)
    return is_number (node, TRUE);
  return strcmp (type, "number") == 0 && is_number (node, FALSE);
}

gboolean
parvis_schema_is_type (JsonNode *node, const char *type)
{
  switch (JSON_NODE_TYPE (node))
    {
    case JSON_NODE_OBJECT:
      return strcmp (type, "object") == 0;
    case JSON_NODE_ARRAY:
      return strcmp (type, "array") == 0;
    case JSON_NODE_NULL:
      return strcmp (type, "null") == 0;
    case JSON_NODE_VALUE:
    default:
      return is_value_type (node, type);
    }
}

const char *
parvis_schema_type_words (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].type, type) == 0)
      return _ (types[i].words);
  return type;
}

const char *
parvis_schema_words_of (JsonNode *node)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (parvis_schema_is_type (node, types[i].type))
      return _ (types[i].words);
  return "?";
}

gboolean
parvis_schema_equal (JsonNode *a, JsonNode *b)
{
  if (parvis_schema_is_type (a, "number") && parvis_schema_is_type (b, "number"))
    return fabs (json_node_get_double (a) - json_node_get_double (b)) <= 0;
  return json_node_equal (a, b);
}
