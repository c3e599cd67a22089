/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/check.h"

#include "sync/base/json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What describes each file. */
static const struct
{
  const char *prefix;
  const char *schema;
} described[] = {
  { "bundle.json", "bundle.schema.json" },
  { "themes.json", "themes.schema.json" },
  { "places.json", "places.schema.json" },
  { "events.json", "events.schema.json" },
  { "life-events.json", "life-events.schema.json" },
  { "faq.json", "faq.schema.json" },
  { "news.json", "news.schema.json" },
  { "notices.json", "notices.schema.json" },
  { "passes.json", "passes.schema.json" },
  { "synonyms.json", "synonyms.schema.json" },
  { "services/", "service.schema.json" },
  { "demarches/", "demarche.schema.json" },
  { "lists/", "list.schema.json" },
};

static const char *const needed[] = { "bundle.json", "themes.json", "places.json", NULL };

char *
parvis_path_id (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  char *dot = strrchr (name, '.');

  return dot != NULL ? g_strndup (name, (gsize) (dot - name)) : g_steal_pointer (&name);
}

static const char *
schema_of (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (described); i++)
    if (g_str_has_prefix (path, described[i].prefix))
      return described[i].schema;
  return NULL;
}

static void
check_needed (ParvisTree *tree, GPtrArray *faults)
{
  for (gsize i = 0; needed[i] != NULL; i++)
    if (!parvis_tree_has (tree, needed[i]))
      parvis_faults_add (faults, needed[i], "", _ ("ce fichier manque"),
                         _ ("Créez-le, ou vérifiez que c’est le bon dossier."));
}

/* @like: what texts are checked against, but for the file. A file with a fault is kept out of the tree: the checks that
 * follow need the right shape. */
static void
read_json (ParvisTree *tree, ParvisSchemas *schemas, const char *path, const ParvisTextCheck *like)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = parvis_tree_read (tree, path, &error);
  g_autoptr (JsonNode) node = bytes != NULL ? parvis_json_read (bytes, PARVIS_JSON_BYTES, &error) : NULL;
  GPtrArray *faults = like->faults;
  ParvisTextCheck text = *like;

  text.file = path;
  if (node == NULL)
    parvis_faults_add (faults, path, "", error->message,
                       bytes != NULL ? _ ("Corrigez à cet endroit : le fichier n’est pas du JSON.")
                                     : _ ("Remettez ce fichier."));
  else if (parvis_schemas_validate (schemas, schema_of (path), node, path, faults, parvis_check_text, &text))
    parvis_tree_keep_json (tree, path, node);
}

static char **
declared_languages (ParvisTree *tree)
{
  JsonArray *languages
      = parvis_json_array (parvis_json_node_object (parvis_tree_json (tree, "bundle.json")), "languages");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (languages == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (languages); i++)
    g_strv_builder_add (builder, json_array_get_string_element (languages, i));
  return g_strv_builder_end (builder);
}

/* bundle.json is read first, for its languages, and then once more for its own texts. @languages: where to leave
 * them, for who counts. */
static void
read_all (ParvisTree *tree, GPtrArray *faults, ParvisTextCount *count, char ***languages)
{
  g_autoptr (ParvisSchemas) schemas = parvis_schemas_new ();
  g_autoptr (GPtrArray) unheard = parvis_faults_new ();
  GPtrArray *paths = parvis_tree_paths (tree);
  ParvisTextCheck check = { .faults = unheard };

  if (parvis_tree_has (tree, "bundle.json"))
    read_json (tree, schemas, "bundle.json", &check);
  *languages = declared_languages (tree);
  check = (ParvisTextCheck){ .languages = *languages, .faults = faults, .count = count };
  for (guint i = 0; i < paths->len; i++)
    if (schema_of (paths->pdata[i]) != NULL)
      read_json (tree, schemas, paths->pdata[i], &check);
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(ParvisBundleFault *const *) a)->file, (*(ParvisBundleFault *const *) b)->file);
}

gboolean
parvis_check_tree (ParvisTree *tree, GPtrArray *faults, GError **error)
{
  g_auto (GStrv) languages = NULL;

  check_needed (tree, faults);
  read_all (tree, faults, NULL, &languages);
  parvis_check_ids (tree, faults);
  parvis_check_references (tree, faults);
  parvis_check_values (tree, faults);
  parvis_check_places (tree, faults);
  parvis_check_services (tree, faults);
  parvis_check_life_events (tree, faults);
  parvis_check_demarches (tree, faults);
  parvis_check_passes (tree, faults);
  if (!parvis_check_media (tree, faults, error) || !parvis_check_map (tree, faults, error))
    return FALSE;
  g_ptr_array_sort (faults, compare_files); /* stable: what was found first in a file stays first */
  return TRUE;
}

GPtrArray *
parvis_bundle_check (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) faults = parvis_faults_new ();
  g_autoptr (ParvisTree) tree = parvis_tree_open (folder, faults, error);

  if (tree == NULL || !parvis_check_tree (tree, faults, error))
    return NULL;
  return g_steal_pointer (&faults);
}

/* ---- translations ---- */

void
parvis_bundle_translation_free (ParvisBundleTranslation *translation)
{
  if (translation == NULL)
    return;
  g_free (translation->language);
  g_free (translation);
}

static ParvisBundleTranslation *
translation_new (const char *language, guint missing, guint total)
{
  ParvisBundleTranslation *translation = g_new0 (ParvisBundleTranslation, 1);

  translation->language = g_strdup (language);
  translation->missing = missing;
  translation->total = total;
  return translation;
}

GPtrArray *
parvis_bundle_translations (const char *folder, GError **error)
{
  g_autoptr (GPtrArray) unheard = parvis_faults_new ();
  g_autoptr (ParvisTree) tree = parvis_tree_open (folder, unheard, error);
  g_auto (GStrv) languages = NULL;
  ParvisTextCount count = { 0 };
  GPtrArray *translations;

  if (tree == NULL)
    return NULL;
  read_all (tree, unheard, &count, &languages);
  translations = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_bundle_translation_free);
  for (guint i = 0; languages != NULL && languages[i] != NULL && i < PARVIS_LANGUAGES_MAX; i++)
    if (strcmp (languages[i], "fr") != 0)
      g_ptr_array_add (translations, translation_new (languages[i], count.missing[i], count.total));
  return translations;
}
