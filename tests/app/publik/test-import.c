/* SPDX-License-Identifier: EUPL-1.2
 *
 * A fictional form with a field of each kind, imported for good: what each becomes, what the report says, and
 * that the folder is a sound bundle whose démarche the engine loads. /
 */
#include "app/content/bundle.h"
#include "app/demarche/demarche.h"
#include "app/publik/import.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder, *out;
  JsonParser *demarche, *report;
} Fixture;

static char *
fixture_path (const char *subfolder, const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "tests", "app", "publik", "fixtures", subfolder, name, NULL);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  for (const char *name = dir == NULL ? NULL : g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      remove_tree (child);
    }
  g_remove (path);
}

static gboolean
import_one (const char *file, const char *out, GError **error)
{
  const char *const files[] = { file, NULL };
  g_autoptr (GHashTable) settings = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (settings, (gpointer) "commune_slug", (gpointer) "saint-aubin");
  ParvisPublikOptions options
      = { .files = files, .out = out, .commune = "Saint-Aubin-du-Parvis", .settings = settings };
  ParvisPublikSummary summary;
  gboolean done = parvis_publik_import (&options, &summary, error);
  parvis_publik_summary_clear (&summary);
  return done;
}

static JsonParser *
load_json (const char *folder, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (folder, name, NULL);
  JsonParser *parser = json_parser_new ();
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return parser;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *form = fixture_path ("forms", "form-types.wcs");
  fixture->folder = g_dir_make_tmp ("parvis-publik-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->out = g_build_filename (fixture->folder, "contenu", NULL);
  import_one (form, fixture->out, &error);
  g_assert_no_error (error);
  fixture->demarche = load_json (fixture->out, "demarches/adherer-jardin.json");
  fixture->report = load_json (fixture->folder, "contenu-rapport.json");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_tree (fixture->folder);
  g_object_unref (fixture->demarche);
  g_object_unref (fixture->report);
  g_free (fixture->folder);
  g_free (fixture->out);
}

static JsonObject *
step_at (Fixture *fixture, guint index)
{
  JsonObject *root = json_node_get_object (json_parser_get_root (fixture->demarche));
  return json_array_get_object_element (json_object_get_array_member (root, "steps"), index);
}

static JsonObject *
find_in (JsonArray *fields, const char *id)
{
  for (guint i = 0; i < json_array_get_length (fields); i++)
    if (strcmp (json_object_get_string_member (json_array_get_object_element (fields, i), "id"), id) == 0)
      return json_array_get_object_element (fields, i);
  return NULL;
}

static JsonObject *
find_field (Fixture *fixture, const char *id)
{
  JsonObject *root = json_node_get_object (json_parser_get_root (fixture->demarche));
  JsonArray *steps = json_object_get_array_member (root, "steps");
  for (guint i = 0; i < json_array_get_length (steps); i++)
    {
      JsonObject *field = find_in (json_object_get_array_member (step_at (fixture, i), "fields"), id);
      if (field != NULL)
        return field;
    }
  return NULL;
}

static char *
member (JsonObject *object, const char *name)
{
  JsonNode *node = object == NULL ? NULL : json_object_get_member (object, name);
  return node == NULL ? g_strdup ("-") : json_to_string (node, FALSE);
}

/* What each field of the form becomes; - for a member it must not have. */
static const struct
{
  const char *id, *name, *json;
} wanted_members[] = {
  { "nom", "type", "\"text\"" },
  { "nom", "required", "true" },
  { "nom", "hint", "\"Votre nom d’usage\"" },
  { "prenom_usuel", "max_length", "40" },
  { "prenom_usuel", "required", "false" },
  { "champ_a1b2c3d4", "label", "\"Sans nom de variable\"" },
  { "cp", "pattern", "\"[0-9]{5}\"" },
  { "nombre", "pattern", "\"[1-9][0-9]*\"" },
  { "nombre", "pattern_message", "\"Au moins un.\"" },
  { "nombre", "initial", "\"1\"" },
  { "tel", "type", "\"phone\"" },
  { "iban", "type", "\"iban\"" },
  { "courriel2", "type", "\"email\"" },
  { "heure", "type", "\"time\"" },
  { "chiffres", "pattern", "\"[0-9]+\"" },
  { "mauvaise", "pattern", "-" },
  { "message", "type", "\"textarea\"" },
  { "courriel", "type", "\"email\"" },
  { "naissance", "date_limit", "\"past\"" },
  { "naissance", "initial", "-" },
  { "debut", "date_limit", "\"future-or-today\"" },
  { "couleur", "list", "\"couleurs\"" },
  { "taille", "options", "[{\"value\":\"Petite\",\"label\":\"Petite\"},{\"value\":\"Grande\",\"label\":\"Grande\"}]" },
  { "taille", "initial", "\"Grande\"" },
  { "taille", "hint", "-" },
  { "quartier", "options",
    "[{\"value\":\"saint-aubin\",\"label\":\"À "
    "Saint-Aubin-du-Parvis\"},{\"value\":\"hors\",\"label\":\"Ailleurs\"}]" },
  { "rdv", "type", "\"text\"" },
  { "fiche", "type", "\"text\"" },
  { "python", "type", "\"text\"" },
  { "legumes", "type", "\"choices\"" },
  { "legumes", "min_items", "1" },
  { "legumes", "max_items", "2" },
  { "adherent", "type", "\"yesno\"" },
  { "adherent", "initial", "false" },
  { "accord", "options", "[{\"value\":\"True\",\"label\":\"Oui\"}]" },
  { "piece", "type", "\"file\"" },
  { "lieu", "type", "\"point\"" },
  { "plantations", "type", "\"repeat\"" },
  { "plantations", "max_items", "5" },
  { "plantations", "min_items", "1" },
  { "plantations", "row_label", "\"Plantation\"" },
  { "photos", "type", "\"repeat\"" },
  { "horaires", "type", "\"repeat\"" },
  { "membres", "type", "\"repeat\"" },
  { "prefs", "type", "\"textarea\"" },
  { "passage", "type", "\"time\"" },
  { "surface", "type", "\"decimal\"" },
  { "surface", "minimum", "1.0" },
  { "inconnu", "type", "\"text\"" },
  { "toujours", "condition", "-" },
  { "suite", "condition", "{\"field\":\"nom\",\"op\":\"answered\"}" },
};

static void
test_fields (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wanted_members); i++)
    {
      g_autofree char *got = member (find_field (fixture, wanted_members[i].id), wanted_members[i].name);
      g_test_message ("%s.%s", wanted_members[i].id, wanted_members[i].name);
      g_assert_nonnull (find_field (fixture, wanted_members[i].id));
      g_assert_cmpstr (got, ==, wanted_members[i].json);
    }
}

static void
test_not_asked (Fixture *fixture, gconstpointer data)
{
  static const char *const absent[] = { "prix", "secret", "perdu", "fantome", "age_ok" };
  for (gsize i = 0; i < G_N_ELEMENTS (absent); i++)
    g_assert_null (find_field (fixture, absent[i]));
}

static void
test_block (Fixture *fixture, gconstpointer data)
{
  JsonArray *rows = json_object_get_array_member (find_field (fixture, "plantations"), "fields");
  g_assert_cmpuint (json_array_get_length (rows), ==, 4);
  g_autofree char *condition = member (find_in (rows, "hauteur"), "condition");
  g_assert_cmpstr (condition, ==, "{\"field\":\"taille\",\"op\":\"=\",\"value\":\"Grande\"}");
  g_autofree char *words = member (find_in (rows, "texte"), "label");
  g_assert_cmpstr (words, ==, "\"Pour 12 €\"");
  g_autofree char *outside = member (find_in (rows, "texte"), "condition");
  g_assert_cmpstr (outside, ==, "{\"field\":\"adherent\",\"op\":\"answered\"}");
  g_assert_null (find_in (rows, "jamais"));
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  JsonArray *first = json_object_get_array_member (step_at (fixture, 0), "fields");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (first, 0), "label"), ==, "Bienvenue");
  g_autofree char *all = json_to_string (json_parser_get_root (fixture->demarche), FALSE);
  g_assert_nonnull (strstr (all, "\"label\":\"Grande : 12 "
                                 "€\",\"style\":\"text\",\"condition\":{\"field\":\"taille\",\"op\":\"=\","
                                 "\"value\":\"Grande\"}"));
  g_assert_nonnull (strstr (all, "\"label\":\"Petite : "
                                 "gratuit\",\"style\":\"text\",\"condition\":{\"field\":\"taille\",\"op\":\"!"
                                 "=\",\"value\":\"Grande\"}"));
  g_assert_null (strstr (all, "{{"));
  g_assert_null (strstr (all, "{%"));
  g_assert_null (strstr (all, "<p>"));
}

static void
test_steps (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (json_object_get_string_member (step_at (fixture, 1), "title"), ==, "Vous");
  JsonArray *checks = json_object_get_array_member (step_at (fixture, 1), "checks");
  g_assert_cmpuint (json_array_get_length (checks), ==, 3);
  g_autofree char *age = member (json_array_get_object_element (checks, 0), "condition");
  g_assert_cmpstr (age, ==, "{\"field\":\"naissance\",\"part\":\"age\",\"op\":\">=\",\"value\":18}");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (checks, 0), "message"), ==,
                   "Il faut 18 ans.");
  /* a setting nobody has filled in stops nobody */
  g_autofree char *place = member (json_array_get_object_element (checks, 1), "condition");
  g_assert_nonnull (strstr (place, "{\"not\":{\"setting\":\"commune_cp_list\",\"op\":\"answered\"}}"));
  g_autofree char *last = member (json_array_get_object_element (checks, 2), "condition");
  g_assert_nonnull (strstr (last, "2099-12-31"));
  g_autofree char *condition = member (step_at (fixture, 2), "condition");
  g_assert_cmpstr (condition, ==, "{\"field\":\"nom\",\"op\":\"answered\"}");
}

/* Nothing is dropped in silence. */
static void
test_report (Fixture *fixture, gconstpointer data)
{
  static const char *const named[] = {
    "\"champ\":\"prix\"",
    "\"champ\":\"secret\"",
    "\"champ\":\"perdu\"",
    "\"champ\":\"fantome\"",
    "\"champ\":\"age_ok\"",
    "\"champ\":\"rdv\"",
    "\"champ\":\"fiche\"",
    "\"champ\":\"python\"",
    "\"champ\":\"prefs\"",
    "\"champ\":\"inconnu\"",
    "\"champ\":\"calcul\"",
    "\"champ\":\"jamais\"",
    "\"champ\":\"toujours\"",
    "\"champ\":\"mauvaise\"",
    "\"champ\":\"horaires\"",
    "commune_cp",
    "agenda",
    "« False »",
    "« {{ today }} »",
  };
  g_autofree char *report = json_to_string (json_parser_get_root (fixture->report), FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (named); i++)
    {
      g_test_message ("%s", named[i]);
      g_assert_nonnull (strstr (report, named[i]));
    }
  JsonObject *root = json_node_get_object (json_parser_get_root (fixture->report));
  JsonObject *count = json_object_get_object_member (json_object_get_object_member (root, "resume"), "conditi"
                                                                                                     "ons");
  g_assert_cmpint (json_object_get_int_member (count, "total"), ==, 10);
  g_assert_cmpint (json_object_get_int_member (count, "non_traduites"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (count, "dependant_du_serveur"), ==, 1);
}

static void
test_bundle (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = parvis_bundle_check (fixture->out, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < faults->len; i++)
    {
      ParvisBundleFault *fault = g_ptr_array_index (faults, i);
      g_test_message ("%s:%s: %s", fault->file, fault->pointer, fault->message);
    }
  g_assert_cmpuint (faults->len, ==, 0);
  g_autofree char *path = g_build_filename (fixture->out, "demarches", "adherer-jardin.json", NULL);
  g_autoptr (ParvisDemarche) demarche = parvis_demarche_load_file (path, "fr", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (demarche->title, ==, "Adhérer au jardin partagé");
  g_autoptr (JsonParser) service = load_json (fixture->out, "services/adherer-jardin.json");
  g_autofree char *papers = member (json_node_get_object (json_parser_get_root (service)), "papers");
  g_autofree char *keywords = member (json_node_get_object (json_parser_get_root (service)), "keywords");
  g_autofree char *summary = member (json_node_get_object (json_parser_get_root (service)), "summary");
  g_assert_cmpstr (keywords, ==, "[\"potager\",\"légumes\"]");
  g_assert_cmpstr (summary, ==, "\"Une parcelle, des voisins.\"");
  g_assert_cmpstr (papers, ==, "-");
}

/* What fails leaves nothing behind: no folder, no half of one, no report. */
static void
test_failures (Fixture *fixture, gconstpointer data)
{
  static const char *const hostile[][2]
      = { { "hostile", "bombe.wcs" }, { "blocks", "block-trace.wcs" }, { "forms", "absent.wcs" }, { "", "forms" } };
  g_autofree char *place = g_build_filename (fixture->folder, "essais", NULL);
  g_autofree char *out = g_build_filename (place, "b", NULL);
  g_autofree char *form = fixture_path ("forms", "form-types.wcs");
  g_assert_cmpint (g_mkdir (place, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *file = fixture_path (hostile[i][0], hostile[i][1]);
      g_assert_false (import_one (file, out, &error));
      g_assert_nonnull (strstr (error->message, hostile[i][1]));
    }
  g_autoptr (GDir) dir = g_dir_open (place, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
  g_autoptr (GError) exists = NULL;
  g_assert_false (import_one (form, fixture->out, &exists));
  g_assert_error (exists, PARVIS_PUBLIK_ERROR, PARVIS_PUBLIK_ERROR_FAILED);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/publik/import/fields", test_fields }, { "/publik/import/not-asked", test_not_asked },
    { "/publik/import/block", test_block },   { "/publik/import/words", test_words },
    { "/publik/import/steps", test_steps },   { "/publik/import/report", test_report },
    { "/publik/import/bundle", test_bundle }, { "/publik/import/failures", test_failures },
  };
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
