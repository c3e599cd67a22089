/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/catalog.h"
#include "app/content/check.h"
#include "app/content/content-fixture.h"
#include "app/content/import.h"
#include "app/content/search.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder, *path;
  ParvisCatalog *catalog;
} Fixture;

static void
import_folder (const char *bundle, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_bundle_fault_free);
  g_autoptr (ParvisTree) tree = parvis_tree_open (bundle, faults, &error);

  g_assert_no_error (error);
  g_assert_true (parvis_check_tree (tree, faults, &error));
  g_assert_cmpuint (faults->len, ==, 0);
  g_assert_true (parvis_import (tree, path, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer bundle)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *demo = g_test_build_filename (G_TEST_DIST, "packaging", "demo-content", NULL);
  g_autofree char *small = fixture_path (NULL);

  f->folder = g_dir_make_tmp ("parvis-catalog-#?% é-XXXXXX", &error); /* a path that a URI must escape */
  g_assert_no_error (error);
  f->path = g_build_filename (f->folder, "catalog.db", NULL);
  import_folder (bundle != NULL ? demo : small, f->path);
  f->catalog = parvis_catalog_open (f->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer bundle)
{
  parvis_catalog_free (f->catalog);
  fixture_remove (f->folder);
  g_free (f->folder);
  g_free (f->path);
}

static void
test_commune (Fixture *f, gconstpointer unused)
{
  g_autoptr (ParvisCommune) french = parvis_catalog_commune (f->catalog, "fr", NULL);
  g_autoptr (ParvisCommune) english = parvis_catalog_commune (f->catalog, "en-GB", NULL);
  g_autoptr (ParvisCommune) other = parvis_catalog_commune (f->catalog, "zz", NULL);

  g_assert_cmpint (parvis_catalog_version (f->catalog), ==, 7);
  g_assert_cmpint (parvis_catalog_expires (f->catalog), ==, G_GINT64_CONSTANT (4102441199));
  g_assert_cmpstr (french->name, ==, "Mairie de Saint-Aubin");
  g_assert_cmpstr (english->name, ==, "Saint-Aubin town hall");
  g_assert_cmpstr (other->name, ==, "Mairie de Saint-Aubin");
  g_assert_cmpstr (french->insee, ==, "71389");
  g_assert_cmpstr (french->logo, ==, "armes.svg");
  g_assert_cmpuint (g_strv_length (french->languages), ==, 2);
  g_assert_cmpstr (french->languages[0], ==, "fr");
}

static void
test_themes (Fixture *f, gconstpointer unused)
{
  g_autoptr (GPtrArray) themes = parvis_catalog_themes (f->catalog, "en", NULL);
  ParvisTheme *second;

  g_assert_cmpuint (themes->len, ==, 2);
  second = themes->pdata[1];
  g_assert_cmpstr (second->id, ==, "dechets");
  g_assert_cmpstr (second->title, ==, "Waste, water");
  g_assert_cmpstr (second->icon, ==, "bin");
}

static void
test_services (Fixture *f, gconstpointer unused)
{
  g_autoptr (GPtrArray) services = parvis_catalog_services (f->catalog, "papiers", "fr", NULL);
  g_autoptr (GPtrArray) none = parvis_catalog_services (f->catalog, "' OR 1 --", "fr", NULL);
  g_autoptr (ParvisService) bin = parvis_catalog_service (f->catalog, "bac", "fr", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (services->len, ==, 2);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (g_strv_length (bin->papers), ==, 2);
  g_assert_cmpstr (bin->papers[1], ==, "La taxe foncière, si vous êtes propriétaire");
  g_assert_cmpstr (bin->details, ==, "Le bac est livré chez vous.\nIl reste à la commune.");
  g_assert_cmpstr (bin->demarche, ==, "bac");
  g_assert_null (((ParvisService *) services->pdata[0])->cost);
  g_assert_null (parvis_catalog_service (f->catalog, "none", "fr", &error));
  g_assert_error (error, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_UNKNOWN);
}

static void
test_place (Fixture *f, gconstpointer unused)
{
  g_autoptr (ParvisPlace) hall = parvis_catalog_place (f->catalog, "mairie", "fr", NULL);
  g_autoptr (ParvisPlace) waste = parvis_catalog_place (f->catalog, "dechets", "en", NULL);

  g_assert_cmpuint (hall->openings->len, ==, 4);
  g_assert_cmpuint (g_array_index (hall->openings, ParvisOpening, 1).opens, ==, 13 * 60 + 30);
  g_assert_cmpuint (g_strv_length (hall->closed_days), ==, 2);
  g_assert_false (hall->masculine);
  g_assert_true (waste->masculine);
  g_assert_cmpstr (waste->name, ==, "Waste office");
  g_assert_null (waste->phone);
  g_assert_cmpuint (g_strv_length (waste->closed_days), ==, 0);
}

static void
test_events (Fixture *f, gconstpointer unused)
{
  g_autoptr (GPtrArray) all = parvis_catalog_events (f->catalog, 0, 10, "fr", NULL);
  g_autoptr (GPtrArray) first = parvis_catalog_events (f->catalog, 0, 1, "fr", NULL);
  g_autoptr (GPtrArray) after
      = parvis_catalog_events (f->catalog, ((ParvisEvent *) all->pdata[0])->ends_at, 10, "fr", NULL);

  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpstr (((ParvisEvent *) all->pdata[0])->place_name, ==, "Place du Parvis");
  g_assert_cmpstr (((ParvisEvent *) all->pdata[1])->place_name, ==, "Mairie");
}

static void
test_demarche (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDemarche) demarche = parvis_catalog_demarche (f->catalog, "bac", "en", &error);
  ParvisStep *step;
  ParvisField *field;

  g_assert_no_error (error);
  g_assert_cmpstr (demarche->title, ==, "Ask for a bin");
  step = demarche->steps->pdata[0];
  field = step->fields->pdata[0];
  g_assert_cmpuint (field->options->len, ==, 2); /* from lists/ */
  g_assert_null (parvis_catalog_demarche (f->catalog, "none", "fr", &error));
  g_assert_error (error, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_UNKNOWN);
}

static void
test_media (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) logo = parvis_catalog_media (f->catalog, "armes.svg", &error);
  g_autofree char *path = fixture_path ("media/armes.svg");
  g_autofree char *original = NULL;
  gsize size;

  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &original, &size, NULL));
  g_assert_cmpuint (g_bytes_get_size (logo), ==, size);
  g_assert_true (memcmp (g_bytes_get_data (logo, NULL), original, size) == 0);
  g_assert_null (parvis_catalog_media (f->catalog, "../catalog.db", &error));
  g_assert_error (error, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_UNKNOWN);
}

static void
test_stale (Fixture *f, gconstpointer unused)
{
  g_autofree char *fresh = g_strconcat (f->path, ".new", NULL);
  g_autofree char *bundle = fixture_path (NULL);
  g_autoptr (GPtrArray) themes = NULL;

  g_assert_false (parvis_catalog_is_stale (f->catalog));
  import_folder (bundle, fresh);
  g_assert_false (parvis_catalog_is_stale (f->catalog));
  g_assert_cmpint (g_rename (fresh, f->path), ==, 0);
  g_assert_true (parvis_catalog_is_stale (f->catalog));
  themes = parvis_catalog_themes (f->catalog, "fr", NULL); /* what was open still serves */
  g_assert_cmpuint (themes->len, ==, 2);
}

static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parvis_catalog_open ("/nowhere/catalog.db", &error));
  g_assert_error (error, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_MISSING);
}

static void
test_damaged (Fixture *f, gconstpointer unused)
{
  static const char *const contents[]
      = { "", "not a database at all, but long enough to have a header of a hundred bytes or so, "
              "which SQLite reads first of all" };

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (f->path, contents[i], -1, NULL));
      g_assert_null (parvis_catalog_open (f->path, &error));
      g_assert_error (error, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_INVALID);
    }
}

/* ---- search ---- */

static char *
first_hit (ParvisCatalog *catalog, const char *words, const char *language)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = parvis_catalog_search (catalog, words, 10, language, &error);
  ParvisHit *hit;

  g_assert_no_error (error);
  if (hits->len == 0)
    return g_strdup ("");
  hit = hits->pdata[0];
  return g_strconcat (hit->kind, "/", hit->id, NULL);
}

static const struct
{
  const char *words, *language, *found;
} searches[] = {
  { "carte", "fr", "service/carte-identite" },
  { "CARTE D'IDENTITE", "fr", "service/carte-identite" },
  { "carte d’identité", "fr", "service/carte-identite" },
  { "identi", "fr", "service/carte-identite" },     /* as one types */
  { "ident cart", "fr", "service/carte-identite" }, /* in any order */
  { "l'identité", "fr", "service/carte-identite" },
  { "je voudrais une carte d’identité", "fr", "service/carte-identite" },
  { "poubelles", "fr", "service/bac" }, /* a synonym, in the plural */
  { "ordures menageres", "fr", "service/bac" },
  { "cni", "fr", "service/carte-identite" },
  { "soeur", "fr", "service/carte-identite" }, /* œ */
  { "SŒUR", "fr", "service/carte-identite" },
  { "identite\u0301", "fr", "service/carte-identite" }, /* decomposed */
  { "passeport", "fr", "service/passeport" },
  { "taxe fonciere", "fr", "service/bac" },             /* in the papers */
  { "déchets ménagers", "fr", "service/bac" },          /* only the démarche's summary says it */
  { "carte soucoupe", "fr", "service/carte-identite" }, /* not all the words: some */
  { "bin", "en", "service/bac" },
  { "carte", "en", "service/carte-identite" }, /* the synonyms are those of every language */
  { "soucoupe", "fr", "" },
  { "", "fr", "" },
  { "  ’ - ! ", "fr", "" },
  { "une", "fr", "service/carte-identite" }, /* a small word, alone, is what is looked for */
};

static void
test_search (Fixture *f, gconstpointer unused)
{
  for (gsize i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autofree char *found = first_hit (f->catalog, searches[i].words, searches[i].language);

      g_test_message ("%s", searches[i].words);
      if (strcmp (searches[i].words, "une") != 0)
        g_assert_cmpstr (found, ==, searches[i].found);
      else
        g_assert_cmpstr (found, !=, "");
    }
}

/* What would be FTS5's or SQL's syntax is words or nothing. */
static void
test_injection (Fixture *f, gconstpointer unused)
{
  static const char *const hostile[] = {
    "\"",
    "\"\"",
    "'",
    "*",
    "carte*",
    "title:carte",
    "title : carte",
    "-carte",
    "NOT",
    "AND",
    "OR",
    "carte AND",
    "carte NOT identité",
    "NEAR(carte identité)",
    "NEAR",
    "(",
    ")",
    "((((",
    "^carte",
    "carte + identité",
    "{title summary} : carte",
    "a\" OR \"b",
    "\"; DROP TABLE service; --",
    "\xff\xfe",
    "carte\xc3",
    "\x01\x1f",
    "%",
    "_",
    "\\",
    "carte \u202e",
    "🗑",
    "é\u0301\u0302\u0303",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) hits = parvis_catalog_search (f->catalog, hostile[i], 10, "fr", &error);

      g_assert_no_error (error);
      g_assert_nonnull (hits);
    }
}

static void
test_bounds (Fixture *f, gconstpointer unused)
{
  g_autofree char *long_word = g_strnfill (100000, 'a');
  g_autoptr (GString) many = g_string_new (NULL);
  g_auto (GStrv) typed = NULL;
  g_autoptr (GPtrArray) hits = NULL;

  for (int i = 0; i < 5000; i++)
    g_string_append (many, "zz ");
  typed = parvis_search_typed (many->str);
  g_assert_cmpuint (g_strv_length (typed), ==, PARVIS_SEARCH_WORDS);
  hits = parvis_catalog_search (f->catalog, long_word, G_MAXUINT, "fr", NULL);
  g_assert_cmpuint (hits->len, ==, 0);
}

/* On the demonstration content, what people say finds what they mean, comes first. */
static const struct
{
  const char *words, *found;
} said[] = {
  { "poubelle", "bac-ordures" },
  { "carte d'identité", "carte-identite" },
  { "cantine", "inscription-periscolaire" },
  { "je veux me marier", "mariage" },
  { "trou dans la route", "signaler-voirie" },
  { "nid de frelons", "frelons" },
  { "acte naissance", "acte-de-naissance" },
  { "airbnb", "meuble-tourisme" },
  { "louer une salle", "reserver-salle" },
  { "bibliotheque", "mediatheque" },
};

static void
test_demo (Fixture *f, gconstpointer unused)
{
  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autoptr (GPtrArray) hits = parvis_catalog_search (f->catalog, said[i].words, 5, "fr", NULL);

      for (guint h = 0; h < hits->len; h++)
        {
          ParvisHit *hit = hits->pdata[h];

          g_test_message ("%s: %s %s", said[i].words, hit->id, hit->title);
        }
      g_assert_cmpuint (hits->len, >, 0);
      g_assert_cmpstr (((ParvisHit *) hits->pdata[0])->id, ==, said[i].found);
    }
}

int
main (int argc, char **argv)
{
#define ADD(path, bundle, func) g_test_add (path, Fixture, bundle, set_up, func, tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD ("/catalog/commune", NULL, test_commune);
  ADD ("/catalog/themes", NULL, test_themes);
  ADD ("/catalog/services", NULL, test_services);
  ADD ("/catalog/place", NULL, test_place);
  ADD ("/catalog/events", NULL, test_events);
  ADD ("/catalog/demarche", NULL, test_demarche);
  ADD ("/catalog/media", NULL, test_media);
  ADD ("/catalog/stale", NULL, test_stale);
  ADD ("/catalog/damaged", NULL, test_damaged);
  g_test_add_func ("/catalog/missing", test_missing);
  ADD ("/search/found", NULL, test_search);
  ADD ("/search/injection", NULL, test_injection);
  ADD ("/search/bounds", NULL, test_bounds);
  ADD ("/search/demo", "demo", test_demo);
  return g_test_run ();
}
