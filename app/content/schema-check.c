/* SPDX-License-Identifier: EUPL-1.2
 *
 * The keywords, one function each, one table.
 */
#include "app/content/schema-private.h"

#include "sync/base/json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  ParvisSchemaWalk *walk;
  ParvisSchemaPlace place;
  JsonNode *keyword; /* the keyword's own value */
  JsonNode *instance;
} Check;

static void take_fault (const Check *check, char *remedy, const char *format, va_list args) G_GNUC_PRINTF (3, 0);
static void fault (const Check *check, char *remedy, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
take_fault (const Check *check, char *remedy, const char *format, va_list args)
{
  ParvisSchemaWalk *walk = check->walk;

  walk->found++;
  if (walk->quiet)
    g_free (remedy);
  else
    parvis_faults_take (walk->faults, walk->file, walk->pointer->str, g_strdup_vprintf (format, args), remedy);
}

/* @remedy is taken; @format is the message's. */
static void
fault (const Check *check, char *remedy, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  take_fault (check, remedy, format, args);
  va_end (args);
}

static char *
describe_or (const Check *check, const char *otherwise)
{
  return g_strdup (check->walk->description != NULL ? check->walk->description : otherwise);
}

static void
walk_child (ParvisSchemaWalk *walk, JsonObject *document, JsonNode *schema, const char *token, JsonNode *instance)
{
  gsize length = walk->pointer->len;
  const char *description = walk->description;

  parvis_pointer_push (walk->pointer, token);
  walk->description = NULL;
  parvis_schema_walk (walk, (ParvisSchemaPlace){ json_node_get_object (schema), document }, instance);
  walk->description = description;
  g_string_truncate (walk->pointer, length);
}

/* ---- any instance ---- */

static char *
list_types (JsonNode *keyword)
{
  GString *words = g_string_new (NULL);

  if (JSON_NODE_HOLDS_VALUE (keyword))
    return g_string_free (g_string_append (words, parvis_schema_type_words (json_node_get_string (keyword))), FALSE);
  for (guint i = 0; i < json_array_get_length (json_node_get_array (keyword)); i++)
    {
      g_string_append (words, i == 0 ? "" : _ (", ou "));
      g_string_append (words,
                       parvis_schema_type_words (json_array_get_string_element (json_node_get_array (keyword), i)));
    }
  return g_string_free (words, FALSE);
}

static gboolean
has_type (JsonNode *keyword, JsonNode *instance)
{
  JsonArray *types;

  if (JSON_NODE_HOLDS_VALUE (keyword))
    return parvis_schema_is_type (instance, json_node_get_string (keyword));
  types = json_node_get_array (keyword);
  for (guint i = 0; i < json_array_get_length (types); i++)
    if (parvis_schema_is_type (instance, json_array_get_string_element (types, i)))
      return TRUE;
  return FALSE;
}

static void
check_type (const Check *check)
{
  g_autofree char *expected = NULL;

  if (has_type (check->keyword, check->instance))
    return;
  expected = list_types (check->keyword);
  fault (check, g_strdup_printf (_ ("Écrivez ici %s."), expected), _ ("%s est attendu, et c’est %s"), expected,
         parvis_schema_words_of (check->instance));
}

static gboolean
is_one_of (JsonNode *list, JsonNode *instance)
{
  JsonArray *values = json_node_get_array (list);

  for (guint i = 0; i < json_array_get_length (values); i++)
    if (parvis_schema_equal (json_array_get_element (values, i), instance))
      return TRUE;
  return FALSE;
}

static void
check_enum (const Check *check)
{
  g_autofree char *values = NULL;

  if (is_one_of (check->keyword, check->instance))
    return;
  values = json_to_string (check->keyword, FALSE);
  g_strdelimit (values, "[]", ' ');
  fault (check, g_strdup_printf (_ ("Choisissez parmi : %s."), g_strstrip (values)),
         _ ("cette valeur n’est pas permise"));
}

static void
check_const (const Check *check)
{
  g_autofree char *value = NULL;

  if (parvis_schema_equal (check->keyword, check->instance))
    return;
  value = json_to_string (check->keyword, FALSE);
  fault (check, g_strdup_printf (_ ("Écrivez %s."), value), _ ("cette valeur n’est pas permise"));
}

static void
check_ref (const Check *check)
{
  ParvisSchemaWalk *walk = check->walk;
  ParvisSchemaPlace target;
  const char *definition;

  if (!parvis_schemas_resolve (walk->schemas, check->place.document, json_node_get_string (check->keyword), &target,
                               &definition))
    g_error ("$ref \"%s\" leads nowhere", json_node_get_string (check->keyword)); /* parvis_schemas_lint() */
  if (walk->visitor != NULL && !walk->quiet && *definition != '\0')
    walk->visitor (definition, walk->pointer->str, check->instance, walk->user_data);
  parvis_schema_walk (walk, target, check->instance);
}

static guint
count_faults (const Check *check, JsonObject *branch)
{
  ParvisSchemaWalk trial = *check->walk;

  trial.quiet = TRUE;
  trial.found = 0;
  parvis_schema_walk (&trial, (ParvisSchemaPlace){ branch, check->place.document }, check->instance);
  return trial.found;
}

/* Whether @place speaks of this kind of instance at all: what tells the branch that the author meant. */
static gboolean
speaks_of (ParvisSchemas *schemas, ParvisSchemaPlace place, JsonNode *instance)
{
  const char *reference = parvis_json_string (place.schema, "$ref");
  JsonArray *branches;
  const char *definition;

  if (reference != NULL && !parvis_schemas_resolve (schemas, place.document, reference, &place, &definition))
    return FALSE;
  if (json_object_has_member (place.schema, "type"))
    return has_type (json_object_get_member (place.schema, "type"), instance);
  branches = parvis_json_array (place.schema, "oneOf");
  for (guint i = 0; branches != NULL && i < json_array_get_length (branches); i++)
    if (speaks_of (schemas, (ParvisSchemaPlace){ json_array_get_object_element (branches, i), place.document },
                   instance))
      return TRUE;
  return branches == NULL;
}

/* The branch to walk aloud: the only one that holds, else the one that speaks of this kind with the fewest
 * faults. */
static JsonObject *
choose_branch (const Check *check, guint *holding)
{
  JsonArray *branches = json_node_get_array (check->keyword);
  JsonObject *best = NULL;
  guint best_faults = G_MAXUINT;

  *holding = 0;
  for (guint i = 0; i < json_array_get_length (branches); i++)
    {
      JsonObject *branch = json_array_get_object_element (branches, i);
      guint faults = count_faults (check, branch);

      *holding += faults == 0;
      if (faults < best_faults
          && (faults == 0
              || speaks_of (check->walk->schemas, (ParvisSchemaPlace){ branch, check->place.document },
                            check->instance)))
        {
          best = branch;
          best_faults = faults;
        }
    }
  return best;
}

static void
check_one_of (const Check *check)
{
  guint holding;
  JsonObject *branch = choose_branch (check, &holding);

  if (holding > 1 || branch == NULL)
    fault (check, describe_or (check, _ ("Voyez le schéma de ce fichier.")), _ ("%s n’a pas de sens ici"),
           parvis_schema_words_of (check->instance));
  else
    parvis_schema_walk (check->walk, (ParvisSchemaPlace){ branch, check->place.document }, check->instance);
}

/* ---- objects ---- */

static void
check_properties (const Check *check)
{
  JsonObject *schemas = json_node_get_object (check->keyword);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, json_node_get_object (check->instance));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (json_object_has_member (schemas, name))
      walk_child (check->walk, check->place.document, json_object_get_member (schemas, name), name, value);
}

static void
check_required (const Check *check)
{
  JsonArray *names = json_node_get_array (check->keyword);

  for (guint i = 0; i < json_array_get_length (names); i++)
    {
      const char *name = json_array_get_string_element (names, i);

      if (!json_object_has_member (json_node_get_object (check->instance), name))
        fault (check, g_strdup_printf (_ ("Ajoutez « %s »."), name), _ ("il manque « %s »"), name);
    }
}

static char *
list_known (JsonObject *properties)
{
  g_autoptr (GList) names = properties != NULL ? json_object_get_members (properties) : NULL;
  GString *list = g_string_new (NULL);

  for (GList *name = names; name != NULL; name = name->next)
    if (strcmp (name->data, "$schema") != 0)
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", (const char *) name->data);
  return g_string_free (list, FALSE);
}

static void
check_unknown (const Check *check, const char *name)
{
  gsize length = check->walk->pointer->len;
  g_autofree char *known = list_known (parvis_json_object (check->place.schema, "properties"));

  parvis_pointer_push (check->walk->pointer, name);
  fault (check, g_strdup_printf (_ ("Retirez cette clé, ou corrigez son nom. Connues ici : %s."), known),
         _ ("la clé « %.80s » n’est pas connue ici"), name);
  g_string_truncate (check->walk->pointer, length);
}

static void
check_additional (const Check *check)
{
  JsonObject *properties = parvis_json_object (check->place.schema, "properties");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, json_node_get_object (check->instance));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (properties != NULL && json_object_has_member (properties, name))
      continue;
    else if (JSON_NODE_HOLDS_OBJECT (check->keyword))
      walk_child (check->walk, check->place.document, check->keyword, name, value);
    else if (!json_node_get_boolean (check->keyword))
      check_unknown (check, name);
}

static void
check_names (const Check *check)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init_ordered (&iter, json_node_get_object (check->instance));
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    {
      g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), name);

      walk_child (check->walk, check->place.document, check->keyword, name, node);
    }
}

static void
check_min_properties (const Check *check)
{
  if (json_object_get_size (json_node_get_object (check->instance)) < json_node_get_int (check->keyword))
    fault (check, describe_or (check, _ ("Complétez-le, ou retirez-le.")), _ ("cet objet est vide"));
}

static void
check_max_properties (const Check *check)
{
  guint size = json_object_get_size (json_node_get_object (check->instance));

  if (size > json_node_get_int (check->keyword))
    fault (check, g_strdup (_ ("Retirez-en.")), _ ("trop de clés : %u, %d au plus"), size,
           (int) json_node_get_int (check->keyword));
}

/* ---- arrays ---- */

static void
check_items (const Check *check)
{
  JsonArray *items = json_node_get_array (check->instance);

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      char token[16];

      g_snprintf (token, sizeof token, "%u", i);
      walk_child (check->walk, check->place.document, check->keyword, token, json_array_get_element (items, i));
    }
}

static void
check_min_items (const Check *check)
{
  guint length = json_array_get_length (json_node_get_array (check->instance));

  if (length < json_node_get_int (check->keyword))
    fault (check, g_strdup (_ ("Complétez la liste, ou retirez-la.")), _ ("la liste est trop courte : %u, %d au moins"),
           length, (int) json_node_get_int (check->keyword));
}

static void
check_max_items (const Check *check)
{
  guint length = json_array_get_length (json_node_get_array (check->instance));

  if (length > json_node_get_int (check->keyword))
    fault (check, g_strdup (_ ("Raccourcissez la liste.")), _ ("la liste est trop longue : %u, %d au plus"), length,
           (int) json_node_get_int (check->keyword));
}

/* ---- texts and numbers ---- */

static void
check_pattern (const Check *check)
{
  const char *pattern = json_node_get_string (check->keyword);
  GRegex *regex = parvis_schemas_pattern (check->walk->schemas, pattern);
  g_autofree char *form = g_strdup_printf (_ ("La forme attendue est %s"), pattern);

  if (regex == NULL)
    g_error ("the pattern \"%s\" does not compile", pattern); /* parvis_schemas_lint() */
  if (!g_regex_match (regex, json_node_get_string (check->instance), 0, NULL))
    fault (check, describe_or (check, form), _ ("« %.60s » n’a pas la forme attendue"),
           json_node_get_string (check->instance));
}

static void
check_min_length (const Check *check)
{
  if (g_utf8_strlen (json_node_get_string (check->instance), -1) < json_node_get_int (check->keyword))
    fault (check, g_strdup (_ ("Écrivez-le, ou retirez la clé.")), _ ("ce texte est vide"));
}

static void
check_max_length (const Check *check)
{
  glong length = g_utf8_strlen (json_node_get_string (check->instance), -1);

  if (length > json_node_get_int (check->keyword))
    fault (check, g_strdup (_ ("Raccourcissez-le : au-delà, il ne tient pas à l’écran.")),
           _ ("ce texte est trop long : %ld caractères, %d au plus"), length, (int) json_node_get_int (check->keyword));
}

static void
check_minimum (const Check *check)
{
  if (json_node_get_double (check->instance) < json_node_get_double (check->keyword))
    fault (check, describe_or (check, _ ("Corrigez ce nombre.")), _ ("ce nombre est trop petit : %.15g au moins"),
           json_node_get_double (check->keyword));
}

static void
check_maximum (const Check *check)
{
  if (json_node_get_double (check->instance) > json_node_get_double (check->keyword))
    fault (check, describe_or (check, _ ("Corrigez ce nombre.")), _ ("ce nombre est trop grand : %.15g au plus"),
           json_node_get_double (check->keyword));
}

/* ---- the table ---- */

/* @applies: the type of instance that the keyword is about; %NULL any. @check %NULL: says nothing of an
 * instance. */
static const struct
{
  const char *keyword;
  const char *applies;
  void (*check) (const Check *check);
} keywords[] = {
  { "$schema" },
  { "$id" },
  { "title" },
  { "description" },
  { "$defs" },
  { "type", NULL, check_type },
  { "enum", NULL, check_enum },
  { "const", NULL, check_const },
  { "$ref", NULL, check_ref },
  { "oneOf", NULL, check_one_of },
  { "properties", "object", check_properties },
  { "required", "object", check_required },
  { "additionalProperties", "object", check_additional },
  { "propertyNames", "object", check_names },
  { "minProperties", "object", check_min_properties },
  { "maxProperties", "object", check_max_properties },
  { "items", "array", check_items },
  { "minItems", "array", check_min_items },
  { "maxItems", "array", check_max_items },
  { "pattern", "string", check_pattern },
  { "minLength", "string", check_min_length },
  { "maxLength", "string", check_max_length },
  { "minimum", "number", check_minimum },
  { "maximum", "number", check_maximum },
};

gboolean
parvis_schema_knows_keyword (const char *keyword)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keywords); i++)
    if (strcmp (keywords[i].keyword, keyword) == 0)
      return TRUE;
  return FALSE;
}

void
parvis_schema_walk (ParvisSchemaWalk *walk, ParvisSchemaPlace place, JsonNode *instance)
{
  const char *outer = walk->description;
  const char *own = parvis_json_string (place.schema, "description");

  if (own != NULL)
    walk->description = own;
  for (gsize i = 0; i < G_N_ELEMENTS (keywords); i++)
    {
      JsonNode *value = keywords[i].check != NULL ? json_object_get_member (place.schema, keywords[i].keyword) : NULL;
      Check check = { walk, place, value, instance };

      if (value != NULL && (keywords[i].applies == NULL || parvis_schema_is_type (instance, keywords[i].applies)))
        keywords[i].check (&check);
    }
  walk->description = outer;
}
