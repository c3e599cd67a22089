/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/content-fixture.h"
#include "app/content/fault.h"
#include "sync/base/json.h"
#include "app/content/schema-mutate.h"
#include "app/content/schema.h"

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

static const struct
{
  const char *file;
  const char *schema;
} documents[] = {
  { "bundle.json", "bundle.schema.json" },
  { "themes.json", "themes.schema.json" },
  { "places.json", "places.schema.json" },
  { "events.json", "events.schema.json" },
  { "services/bac.json", "service.schema.json" },
  { "lists/quartiers.json", "list.schema.json" },
  { "demarches/bac.json", "demarche.schema.json" },
  { "life-events.json", "life-events.schema.json" },
  { "faq.json", "faq.schema.json" },
  { "news.json", "news.schema.json" },
  { "notices.json", "notices.schema.json" },
  { "synonyms.json", "synonyms.schema.json" },
  { "passes.json", "passes.schema.json" },
};

static const char manifest[]
    = "{\"format\":1,\"version\":3,\"expires\":\"2030-01-01T00:00:00Z\",\"files\":{\"media/a.svg\":"
      "\"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}}";

static GPtrArray *
validate (ParvisSchemas *schemas, const char *schema, JsonNode *node)
{
  GPtrArray *faults = parvis_faults_new ();
  gboolean ok = parvis_schemas_validate (schemas, schema, node, "x.json", faults, NULL, NULL);

  g_assert_cmpint (ok, ==, faults->len == 0);
  return faults;
}

static void
test_lint (void)
{
  g_autoptr (ParvisSchemas) schemas = parvis_schemas_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_schemas_lint (schemas, &error));
  g_assert_no_error (error);
}

static void
test_lint_finds (void)
{
  static const char *const bad[] = {
    "{\"anyOf\":[]}",
    "{\"properties\":{\"a\":{\"format\":\"date\"}}}",
    "{\"items\":{\"pattern\":\"(\"}}",
    "{\"oneOf\":[{\"$ref\":\"#/$defs/none\"}]}",
    "{\"$defs\":{\"a\":{\"$ref\":\"none.schema.json\"}}}",
    "{\"additionalProperties\":{\"uniqueItems\":true}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (ParvisSchemas) schemas = parvis_schemas_new ();
      g_autoptr (JsonNode) node = json_from_string (bad[i], NULL);
      g_autoptr (GError) error = NULL;

      parvis_schemas_add (schemas, "bad.schema.json", node);
      g_assert_false (parvis_schemas_lint (schemas, &error));
      g_assert_error (error, PARVIS_SCHEMA_ERROR, PARVIS_SCHEMA_ERROR_INVALID);
    }
}

static void
test_sound (void)
{
  g_autoptr (ParvisSchemas) schemas = parvis_schemas_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (JsonNode) node = fixture_json (documents[i].file);
      g_autoptr (GPtrArray) faults = validate (schemas, documents[i].schema, node);

      for (guint f = 0; f < faults->len; f++)
        g_test_message ("%s%s: %s", documents[i].file, ((ParvisBundleFault *) faults->pdata[f])->pointer,
                        ((ParvisBundleFault *) faults->pdata[f])->message);
      g_assert_cmpuint (faults->len, ==, 0);
    }
}

/* One service, spoilt once; what must be said of it. */
static const struct
{
  const char *json;
  guint count;
  const char *pointer, *message, *remedy;
} said[] = {
  { "{\"id\":\"a\",\"theme\":\"t\",\"summary\":\"s\"}", 1, "", "il manque « title »", "Ajoutez « title »." },
  { "{\"id\":\"a\",\"theme\":\"t\",\"title\":\"t\",\"summary\":\"s\",\"tilte\":1}", 1, "/tilte", "n’est pas connue",
    "title" },
  { "{\"id\":\"a\",\"theme\":\"t\",\"title\":4,\"summary\":\"s\"}", 1, "/title", "un nombre entier n’a pas de sens",
    "une chaîne en français" },
  { "{\"id\":\"a\",\"theme\":\"t\",\"title\":{\"en\":\"t\"},\"summary\":\"s\"}", 1, "/title", "il manque « fr »",
    "Ajoutez" },
  { "{\"id\":\"A b\",\"theme\":\"t\",\"title\":\"t\",\"summary\":\"s\"}", 1, "/id", "« A b » n’a pas la forme",
    "Le nom du fichier" },
  { "{\"id\":\"a\",\"theme\":\"t\",\"title\":\"t\",\"summary\":\"s\",\"papers\":[\"a\",{\"fr\":\"\"}]}", 1,
    "/papers/1/fr", "vide", "" },
  { "{\"id\":\"a\",\"theme\":\"t\",\"title\":\"t\",\"summary\":\"s\",\"a/b~c\":1}", 1, "/a~1b~0c", "connue", "" },
  { "[]", 1, "", "un objet entre accolades est attendu", "Écrivez" },
  { "{\"id\":1,\"theme\":1,\"title\":\"\",\"summary\":\"s\",\"x\":1,\"papers\":{}}", 5, "/id", "un texte", "" },
};

static void
test_said (void)
{
  g_autoptr (ParvisSchemas) schemas = parvis_schemas_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autoptr (JsonNode) node = json_from_string (said[i].json, NULL);
      g_autoptr (GPtrArray) faults = validate (schemas, "service.schema.json", node);
      ParvisBundleFault *fault = faults->len > 0 ? faults->pdata[0] : NULL;

      g_assert_cmpuint (faults->len, ==, said[i].count);
      g_test_message ("%s: %s %s", fault->pointer, fault->message, fault->remedy);
      g_assert_cmpstr (fault->pointer, ==, said[i].pointer);
      g_assert_nonnull (strstr (fault->message, said[i].message));
      g_assert_nonnull (strstr (fault->remedy, said[i].remedy));
    }
}

static void
test_bound (void)
{
  g_autoptr (ParvisSchemas) schemas = parvis_schemas_new ();
  g_autoptr (JsonNode) node = json_from_string ("{\"events\":[]}", NULL);
  JsonArray *events = parvis_json_array (json_node_get_object (node), "events");
  g_autoptr (GPtrArray) faults = NULL;

  for (int i = 0; i < 100000; i++)
    json_array_add_int_element (events, i);
  faults = validate (schemas, "events.schema.json", node);
  g_assert_cmpuint (faults->len, ==, PARVIS_FAULTS_MAX + 1);
}

typedef struct
{
  ParvisSchemas *schemas;
  const char *schema;
  GString *lines;
  guint valid;
} Record;

static void
record (JsonNode *document, gpointer user_data)
{
  Record *r = user_data;
  g_autoptr (GPtrArray) faults = validate (r->schemas, r->schema, document);
  g_autofree char *text = json_to_string (document, FALSE);

  r->valid += faults->len == 0;
  g_string_append_printf (r->lines, "{\"schema\":\"%s\",\"valid\":%s,\"instance\":%s}\n", r->schema,
                          faults->len == 0 ? "true" : "false", text);
}

/* At most two of each list: more of the same shape would say nothing new, and take its time. */
static void
shorten (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr (GList) values = json_object_get_values (json_node_get_object (node));

      for (GList *value = values; value != NULL; value = value->next)
        shorten (value->data);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      while (json_array_get_length (array) > 2)
        json_array_remove_element (array, 2);
      for (guint i = 0; i < json_array_get_length (array); i++)
        shorten (json_array_get_element (array, i));
    }
}

/* Our verdicts beside those of a validator that others wrote, on every way of spoiling a sound document in
 * one place. */
static void
test_stranger (void)
{
  g_autoptr (ParvisSchemas) schemas = parvis_schemas_new ();
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autofree char *folder = g_dir_make_tmp ("parvis-schema-XXXXXX", NULL);
  g_autofree char *cases = g_build_filename (folder, "cases", NULL);
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "tests", "app", "content", "compare-schema.py", NULL);
  g_autofree char *schema_folder = g_test_build_filename (G_TEST_DIST, "app", "content", "schema", NULL);
  const char *argv[] = { "/usr/bin/python3", script, schema_folder, cases, NULL };
  g_autofree char *output = NULL;
  Record r = { .schemas = schemas, .lines = lines };
  guint count = 0;
  int status;

  for (gsize i = 0; i <= G_N_ELEMENTS (documents); i++)
    {
      gboolean last = i == G_N_ELEMENTS (documents);
      g_autoptr (JsonNode) node = last ? json_from_string (manifest, NULL) : fixture_json (documents[i].file);

      guint made;

      r.schema = last ? "manifest.schema.json" : documents[i].schema;
      if (strcmp (r.schema, "demarche.schema.json") != 0) /* whose fields differ all */
        shorten (node);
      made = mutate (node, record, &r);
      g_test_message ("%s: %u documents", r.schema, made);
      count += made;
    }
  g_test_message ("%u documents, %u valid", count, r.valid);
  g_assert_true (g_file_set_contents (cases, lines->str, (gssize) lines->len, NULL));
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, NULL));
  g_test_message ("%s", output);
  if (WIFEXITED (status) && WEXITSTATUS (status) == 77)
    g_test_skip ("python3-jsonschema is not installed");
  else
    g_assert_cmpint (status, ==, 0);
  fixture_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schema/lint", test_lint);
  g_test_add_func ("/schema/lint-finds", test_lint_finds);
  g_test_add_func ("/schema/sound", test_sound);
  g_test_add_func ("/schema/said", test_said);
  g_test_add_func ("/schema/bound", test_bound);
  g_test_add_func ("/schema/stranger", test_stranger);
  return g_test_run ();
}
