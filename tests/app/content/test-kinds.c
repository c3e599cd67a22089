/* SPDX-License-Identifier: EUPL-1.2
 *
 * Life events, FAQ, news, notices, and what fiches, places and events say besides: what the small bundle holds
 * comes out of the catalogue, in the language asked for.
 */
#include "app/content/catalog.h"
#include "app/content/check.h"
#include "app/content/content-fixture.h"
#include "app/content/import.h"

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
  g_autoptr (GPtrArray) faults = parvis_faults_new ();
  g_autoptr (ParvisTree) tree = parvis_tree_open (bundle, faults, &error);

  g_assert_no_error (error);
  g_assert_true (parvis_check_tree (tree, faults, &error));
  g_assert_cmpuint (faults->len, ==, 0);
  g_assert_true (parvis_import (tree, path, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *bundle = fixture_path (NULL);

  f->folder = g_dir_make_tmp ("parvis-kinds-XXXXXX", &error);
  g_assert_no_error (error);
  f->path = g_build_filename (f->folder, "catalog.db", NULL);
  import_folder (bundle, f->path);
  f->catalog = parvis_catalog_open (f->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  parvis_catalog_free (f->catalog);
  fixture_remove (f->folder);
  g_free (f->folder);
  g_free (f->path);
}

static gint64
at (const char *instant)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (instant, NULL);

  return g_date_time_to_unix (time);
}

static void
test_commune (Fixture *f, gconstpointer unused)
{
  g_autoptr (ParvisCommune) commune = parvis_catalog_commune (f->catalog, "en", NULL);

  g_assert_cmpstr (commune->picture, ==, "marche.jpg");
  g_assert_cmpstr (commune->website, ==, "https://www.saint-aubin.example/");
  g_assert_true (g_str_has_suffix (commune->payment_url, "numcli=000000"));
  g_assert_cmpstr (commune->payment_label, ==, "Pay a bill of the town");
}

static void
test_service (Fixture *f, gconstpointer unused)
{
  g_autoptr (ParvisService) bin = parvis_catalog_service (f->catalog, "bac", "fr", NULL);
  g_autoptr (ParvisService) plain = parvis_catalog_service (f->catalog, "passeport", "fr", NULL);
  ParvisChapter *sizes, *cleaning;

  g_assert_cmpuint (g_strv_length (bin->publics), ==, 2);
  g_assert_cmpstr (bin->publics[1], ==, "newcomers");
  g_assert_cmpstr (bin->link, ==, "https://www.saint-aubin.example/bac");
  g_assert_false (bin->online);
  g_assert_cmpstr (bin->easy_summary, ==, "Vous pouvez avoir une poubelle. C’est gratuit.");
  g_assert_nonnull (strchr (bin->easy_details, '\n'));
  g_assert_cmpuint (bin->chapters->len, ==, 2);
  sizes = bin->chapters->pdata[0];
  cleaning = bin->chapters->pdata[1];
  g_assert_cmpstr (sizes->title, ==, "Les tailles");
  g_assert_cmpuint (g_strv_length (sizes->head), ==, 2);
  g_assert_cmpuint (sizes->rows->len, ==, 2);
  g_assert_cmpstr (((char **) sizes->rows->pdata[1])[0], ==, "4 et plus");
  g_assert_cmpstr (((char **) sizes->rows->pdata[1])[1], ==, "240");
  g_assert_null (cleaning->head);
  g_assert_cmpuint (cleaning->rows->len, ==, 0);
  g_assert_cmpuint (g_strv_length (plain->publics), ==, 0);
  g_assert_cmpuint (plain->chapters->len, ==, 0);
  g_assert_null (plain->link);
  g_assert_null (plain->easy_summary);
}

static void
test_service_in_english (Fixture *f, gconstpointer unused)
{
  g_autoptr (ParvisService) bin = parvis_catalog_service (f->catalog, "bac", "en", NULL);
  ParvisChapter *sizes = bin->chapters->pdata[0];

  g_assert_cmpstr (sizes->head[0], ==, "People");
  g_assert_cmpstr (sizes->head[1], ==, "Litres");
  g_assert_cmpstr (bin->easy_summary, ==, "Vous pouvez avoir une poubelle. C’est gratuit."); /* not translated */
}

static void
test_services_for (Fixture *f, gconstpointer unused)
{
  g_autoptr (GPtrArray) residents = parvis_catalog_services_for (f->catalog, "residents", "fr", NULL);
  g_autoptr (GPtrArray) newcomers = parvis_catalog_services_for (f->catalog, "newcomers", "fr", NULL);
  g_autoptr (GPtrArray) nobody = parvis_catalog_services_for (f->catalog, "' OR 1 --", "fr", NULL);

  g_assert_cmpuint (residents->len, ==, 2);
  g_assert_cmpstr (((ParvisService *) residents->pdata[0])->id, ==, "carte-identite"); /* its theme is the first */
  g_assert_cmpuint (newcomers->len, ==, 1);
  g_assert_cmpstr (((ParvisService *) newcomers->pdata[0])->id, ==, "bac");
  g_assert_cmpuint (nobody->len, ==, 0);
}

static void
test_places (Fixture *f, gconstpointer unused)
{
  g_autoptr (GPtrArray) places = parvis_catalog_places (f->catalog, "fr", NULL);
  ParvisPlace *hall = places->pdata[0], *waste = places->pdata[1];

  g_assert_cmpuint (places->len, ==, 2);
  g_assert_cmpstr (hall->id, ==, "mairie");
  g_assert_cmpstr (hall->kind, ==, "town-hall");
  g_assert_cmpstr (hall->access, ==, "Accessible en fauteuil roulant.");
  g_assert_cmpstr (hall->summary, ==, "L’accueil et l’état civil.");
  g_assert_cmpstr (hall->picture, ==, "salle.png");
  g_assert_true (hall->has_position);
  g_assert_cmpfloat_with_epsilon (hall->latitude, 47.9012, 1e-9);
  g_assert_cmpfloat_with_epsilon (hall->longitude, -1.9, 1e-9);
  g_assert_cmpuint (hall->openings->len, ==, 4);
  g_assert_false (waste->has_position);
  g_assert_cmpstr (waste->kind, ==, "other");
  g_assert_null (waste->access);
}

static guint
count_between (ParvisCatalog *catalog, const char *from, const char *to)
{
  g_autoptr (GPtrArray) events = parvis_catalog_events_between (catalog, at (from), at (to), "fr", NULL);

  return events->len;
}

static void
test_events (Fixture *f, gconstpointer unused)
{
  g_autoptr (ParvisEvent) wishes = parvis_catalog_event (f->catalog, "voeux", "fr", NULL);
  g_autoptr (ParvisEvent) market = parvis_catalog_event (f->catalog, "marche", "fr", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (wishes->category, ==, "council");
  g_assert_cmpstr (wishes->place, ==, "mairie");
  g_assert_cmpstr (wishes->place_name, ==, "Mairie");
  g_assert_cmpstr (wishes->summary, ==, "La maire présente ses vœux.");
  g_assert_cmpstr (market->category, ==, "other");
  g_assert_null (market->place);
  g_assert_null (parvis_catalog_event (f->catalog, "none", "fr", &error));
  g_assert_error (error, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_UNKNOWN);
  /* the market is from the 5th at 10 to the 6th at 18 */
  g_assert_cmpuint (count_between (f->catalog, "2026-12-06T00:00:00+01:00", "2026-12-07T00:00:00+01:00"), ==, 1);
  g_assert_cmpuint (count_between (f->catalog, "2026-12-04T00:00:00+01:00", "2026-12-05T10:00:00+01:00"), ==, 0);
  g_assert_cmpuint (count_between (f->catalog, "2026-12-06T18:00:00+01:00", "2026-12-08T00:00:00+01:00"), ==, 0);
  g_assert_cmpuint (count_between (f->catalog, "2026-12-01T00:00:00+01:00", "2027-02-01T00:00:00+01:00"), ==, 2);
}

static void
test_life_events (Fixture *f, gconstpointer unused)
{
  g_autoptr (GPtrArray) all = parvis_catalog_life_events (f->catalog, "en", NULL);
  g_autoptr (GError) error = NULL;
  ParvisLifeEvent *first = all->pdata[0], *second = all->pdata[1];

  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (first->id, ==, "jarrive");
  g_assert_cmpstr (first->title, ==, "I am moving in");
  g_assert_cmpstr (first->icon, ==, "house");
  g_assert_cmpuint (first->steps->len, ==, 0);
  g_assert_cmpstr (second->title, ==, "Je perds mes papiers"); /* not translated */
  g_assert_null (second->intro);
  g_assert_null (parvis_catalog_life_event (f->catalog, "none", "fr", &error));
  g_assert_error (error, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_UNKNOWN);
}

static void
test_life_event (Fixture *f, gconstpointer unused)
{
  g_autoptr (ParvisLifeEvent) event = parvis_catalog_life_event (f->catalog, "jarrive", "en", NULL);
  g_autoptr (GHashTable) answers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) without = NULL, with = NULL;
  ParvisGuideQuestion *age = event->questions->pdata[1];
  ParvisGuideStep *step;

  g_assert_cmpuint (event->questions->len, ==, 2);
  g_assert_cmpstr (age->label, ==, "How old is the youngest?");
  g_assert_cmpuint (age->choices->len, ==, 3);
  g_assert_cmpstr (((ParvisGuideChoice *) age->choices->pdata[2])->label, ==, "Over 11");
  g_assert_cmpuint (event->steps->len, ==, 4);
  step = event->steps->pdata[0];
  g_assert_cmpstr (step->service, ==, "bac");
  g_assert_cmpstr (step->title, ==, "Ask for a bin"); /* the fiche's */
  g_assert_cmpstr (step->why, ==, "From the first day.");
  step = event->steps->pdata[2];
  g_assert_cmpstr (step->demarche, ==, "bac");
  g_assert_null (step->service);
  g_assert_cmpstr (step->title, !=, NULL);
  g_hash_table_insert (answers, (gpointer) "enfants", (gpointer) "non");
  without = parvis_life_event_path (event, answers);
  g_hash_table_insert (answers, (gpointer) "enfants", (gpointer) "oui");
  g_hash_table_insert (answers, (gpointer) "age", (gpointer) "moyen");
  with = parvis_life_event_path (event, answers);
  g_assert_cmpuint (without->len, ==, 3);
  g_assert_cmpuint (with->len, ==, 4);
  g_assert_cmpstr (((ParvisGuideStep *) with->pdata[1])->title, ==, "Enrol your child");
}

static void
test_faq (Fixture *f, gconstpointer unused)
{
  g_autoptr (GPtrArray) all = parvis_catalog_faq (f->catalog, NULL, "fr", NULL);
  g_autoptr (GPtrArray) papers = parvis_catalog_faq (f->catalog, "papiers", "fr", NULL);
  g_autoptr (ParvisFaq) one = parvis_catalog_faq_item (f->catalog, "bac-plein", "en", NULL);

  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpuint (papers->len, ==, 1);
  g_assert_null (((ParvisFaq *) papers->pdata[0])->service);
  g_assert_cmpstr (one->service, ==, "bac");
  g_assert_cmpstr (one->answer, ==, "Ask for a larger one.");
}

static void
test_news (Fixture *f, gconstpointer unused)
{
  g_autoptr (GPtrArray) before = parvis_catalog_news (f->catalog, at ("2026-10-31T00:00:00+01:00"), "fr", NULL);
  g_autoptr (GPtrArray) first = parvis_catalog_news (f->catalog, at ("2026-11-01T08:00:00+01:00"), "fr", NULL);
  g_autoptr (GPtrArray) both = parvis_catalog_news (f->catalog, at ("2026-12-01T00:00:00+01:00"), "fr", NULL);
  g_autoptr (GPtrArray) later = parvis_catalog_news (f->catalog, at ("2027-03-20T00:00:00+01:00"), "fr", NULL);
  g_autoptr (ParvisNews) item = parvis_catalog_news_item (f->catalog, "travaux", "fr", NULL);

  g_assert_cmpuint (before->len, ==, 0);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpuint (both->len, ==, 2);
  g_assert_cmpstr (((ParvisNews *) both->pdata[0])->id, ==, "fibre"); /* the latest */
  g_assert_cmpint (((ParvisNews *) both->pdata[0])->expires_at, ==, G_MAXINT64);
  g_assert_cmpuint (later->len, ==, 1);
  g_assert_cmpstr (item->picture, ==, "marche.jpg");
}

static void
test_notices (Fixture *f, gconstpointer unused)
{
  gint64 noon = at ("2026-11-21T12:00:00+01:00");
  g_autoptr (GPtrArray) all = parvis_catalog_notices (f->catalog, noon, "fr", NULL);
  g_autoptr (GPtrArray) none = parvis_catalog_notices (f->catalog, at ("2026-11-25T00:00:00+01:00"), "fr", NULL);
  static const char *const order[] = { "crue", "coupure", "fermeture" };

  g_assert_cmpuint (all->len, ==, 3);
  for (guint i = 0; i < all->len; i++)
    g_assert_cmpstr (((ParvisNotice *) all->pdata[i])->id, ==, order[i]);
  g_assert_cmpint (((ParvisNotice *) all->pdata[0])->level, ==, PARVIS_NOTICE_URGENT);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpint (parvis_catalog_notices_change (f->catalog, noon), ==, at ("2026-11-22T00:00:00+01:00"));
  g_assert_cmpint (parvis_catalog_notices_change (f->catalog, 0), ==, at ("2026-11-19T00:00:00+01:00"));
  g_assert_cmpint (parvis_catalog_notices_change (f->catalog, at ("2026-11-25T00:00:00+01:00")), ==, G_MAXINT64);
}

static void
test_passes (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) passes = parvis_catalog_passes (f->catalog, "en", &error);
  g_autofree char *name = parvis_catalog_pass_name (f->catalog, "mediatheque", "en", NULL);
  g_autofree char *nobody = parvis_catalog_pass_name (f->catalog, "piscine", "fr", &error);
  ParvisPass *youth = passes->pdata[0], *library = passes->pdata[1], *town = passes->pdata[2];

  g_assert_error (error, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_UNKNOWN);
  g_assert_null (nobody);
  g_assert_cmpuint (passes->len, ==, 3);
  g_assert_cmpstr (youth->name, ==, "Youth Pass");
  g_assert_cmpstr (youth->uri, ==, "https://pass.saint-aubin.example/c/");
  g_assert_cmpuint (youth->number_skip, ==, 2);
  g_assert_cmpuint (youth->number_length, ==, 8);
  g_assert_cmpuint (g_strv_length (youth->uid_digests), ==, 0);
  g_assert_cmpstr (name, ==, "Carte de médiathèque"); /* not translated */
  g_assert_cmpstr (library->mime, ==, "application/vnd.saint-aubin.mediatheque");
  g_assert_null (library->uri);
  g_assert_cmpuint (library->number_length, ==, 0);
  g_assert_cmpstr (town->uid_key, ==, "une clé pour les essais");
  g_assert_cmpuint (g_strv_length (town->uid_digests), ==, 2);
  g_assert_true (g_str_has_suffix (town->uid_digests[1], "02"));
  g_assert_cmpstr (town->uid_numbers[1], ==, "V-0022");
}

/* Each kind is found by its own words. */
static void
test_found (Fixture *f, gconstpointer unused)
{
  static const struct
  {
    const char *words, *kind, *id;
  } found[] = {
    { "fibre", "news", "fibre" },
    { "photographe", "faq", "photo" },
    { "perds mes papiers", "life-event", "je-perds" },
    { "vœux de la maire", "event", "voeux" },
    { "service déchets", "place", "dechets" },
    { "240", "service", "bac" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (found); i++)
    {
      g_autoptr (GPtrArray) hits = parvis_catalog_search (f->catalog, found[i].words, 10, "fr", NULL);

      g_test_message ("%s", found[i].words);
      g_assert_cmpuint (hits->len, >, 0);
      g_assert_cmpstr (((ParvisHit *) hits->pdata[0])->kind, ==, found[i].kind);
      g_assert_cmpstr (((ParvisHit *) hits->pdata[0])->id, ==, found[i].id);
    }
}

/* A bundle of an earlier Parvis has none of the new files: lists are empty, nothing fails. */
static void
test_without (void)
{
  static const char *const files[]
      = { "events.json", "life-events.json", "faq.json", "news.json", "notices.json", "passes.json", "synonyms.json" };
  g_autofree char *folder = fixture_copy ();
  g_autofree char *path = g_strconcat (folder, ".db", NULL);
  g_autoptr (ParvisCatalog) catalog = NULL;
  g_autoptr (GPtrArray) events = NULL, faq = NULL, news = NULL, notices = NULL, passes = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    fixture_delete (folder, files[i]);
  fixture_edit (folder, "demarches/bac.json", "\"card\": \"pass-jeune\", ", "");
  import_folder (folder, path);
  catalog = parvis_catalog_open (path, NULL);
  events = parvis_catalog_life_events (catalog, "fr", NULL);
  faq = parvis_catalog_faq (catalog, NULL, "fr", NULL);
  news = parvis_catalog_news (catalog, 0, "fr", NULL);
  notices = parvis_catalog_notices (catalog, 0, "fr", NULL);
  passes = parvis_catalog_passes (catalog, "fr", NULL);
  g_assert_cmpuint (events->len + faq->len + news->len + notices->len + passes->len, ==, 0);
  g_assert_cmpint (parvis_catalog_notices_change (catalog, 0), ==, G_MAXINT64);
  fixture_remove (folder);
  fixture_remove (path);
}

int
main (int argc, char **argv)
{
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD ("/kinds/commune", test_commune);
  ADD ("/kinds/service", test_service);
  ADD ("/kinds/service-in-english", test_service_in_english);
  ADD ("/kinds/services-for", test_services_for);
  ADD ("/kinds/places", test_places);
  ADD ("/kinds/events", test_events);
  ADD ("/kinds/life-events", test_life_events);
  ADD ("/kinds/life-event", test_life_event);
  ADD ("/kinds/faq", test_faq);
  ADD ("/kinds/news", test_news);
  ADD ("/kinds/notices", test_notices);
  ADD ("/kinds/passes", test_passes);
  ADD ("/kinds/found", test_found);
  g_test_add_func ("/kinds/without", test_without);
  return g_test_run ();
}
