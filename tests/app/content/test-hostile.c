/* SPDX-License-Identifier: EUPL-1.2
 *
 * A bundle whose files were spoilt in any one place: the check never crashes, and what it lets through can be
 * imported, whole, and read back.
 */
#include "app/content/catalog.h"
#include "app/content/check.h"
#include "app/content/content-fixture.h"
#include "app/content/import.h"
#include "app/content/schema-mutate.h"

#include <string.h>

#define ONE_OF 41 /* of the ways to spoil; a prime, so that each kind of place and each kind of value has its turn */

typedef struct
{
  char *folder, *catalog;
  const char *file;
  guint seen, passed;
} Attack;

static void
read_life_events (ParvisCatalog *catalog)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = parvis_catalog_life_events (catalog, "en", &error);

  g_assert_no_error (error);
  for (guint i = 0; i < events->len; i++)
    {
      g_autoptr (ParvisLifeEvent) event
          = parvis_catalog_life_event (catalog, ((ParvisLifeEvent *) events->pdata[i])->id, "fr", &error);
      g_autoptr (GPtrArray) path = NULL;

      g_assert_no_error (error);
      path = parvis_life_event_path (event, NULL);
      for (guint s = 0; s < event->steps->len; s++)
        g_assert_nonnull (((ParvisGuideStep *) event->steps->pdata[s])->title);
    }
}

static void
read_service (ParvisCatalog *catalog)
{
  g_autoptr (ParvisService) service = parvis_catalog_service (catalog, "bac", "en", NULL);

  for (guint c = 0; service != NULL && c < service->chapters->len; c++)
    {
      const ParvisChapter *chapter = service->chapters->pdata[c];

      g_assert_true (chapter->text != NULL || chapter->head != NULL);
      for (guint r = 0; r < chapter->rows->len; r++)
        g_assert_cmpuint (g_strv_length (chapter->rows->pdata[r]), ==, g_strv_length (chapter->head));
    }
}

static void
read_all (ParvisCatalog *catalog)
{
  g_autoptr (GPtrArray) faq = parvis_catalog_faq (catalog, NULL, "fr", NULL);
  g_autoptr (GPtrArray) news = parvis_catalog_news (catalog, 1800000000, "fr", NULL);
  g_autoptr (GPtrArray) notices = parvis_catalog_notices (catalog, 1795000000, "fr", NULL);
  g_autoptr (GPtrArray) passes = parvis_catalog_passes (catalog, "fr", NULL);
  g_autoptr (GPtrArray) places = parvis_catalog_places (catalog, "fr", NULL);
  g_autoptr (ParvisCommune) commune = parvis_catalog_commune (catalog, "fr", NULL);

  g_assert_true (faq != NULL && news != NULL && notices != NULL && passes != NULL && places != NULL && commune != NULL);
  g_assert_true ((commune->payment_url == NULL) == (commune->payment_label == NULL));
  read_life_events (catalog);
  read_service (catalog);
}

static void
attack (JsonNode *document, gpointer user_data)
{
  Attack *a = user_data;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) faults = parvis_faults_new ();
  g_autoptr (ParvisTree) tree = NULL;
  g_autoptr (ParvisCatalog) catalog = NULL;
  g_autoptr (GError) error = NULL;

  if (a->seen++ % ONE_OF != 0)
    return;
  text = json_to_string (document, FALSE);
  fixture_write (a->folder, a->file, text, -1);
  tree = parvis_tree_open (a->folder, faults, &error);
  g_assert_true (parvis_check_tree (tree, faults, &error));
  if (faults->len > 0)
    return;
  g_assert_true (parvis_import (tree, a->catalog, &error));
  g_assert_no_error (error);
  catalog = parvis_catalog_open (a->catalog, &error);
  g_assert_no_error (error);
  read_all (catalog);
  a->passed++;
}

static void
test_file (gconstpointer file)
{
  Attack a = { .file = file };
  g_autoptr (JsonNode) node = fixture_json (file);

  a.folder = fixture_copy ();
  a.catalog = g_strconcat (a.folder, ".db", NULL);
  (void) mutate (node, attack, &a);
  g_test_message ("%s: %u ways, one of %u tried, %u let through", (const char *) file, a.seen, ONE_OF, a.passed);
  g_assert_cmpuint (a.passed, >, 0);
  g_assert_cmpuint (a.passed, <, a.seen / ONE_OF);
  fixture_remove (a.folder);
  fixture_remove (a.catalog);
  g_free (a.folder);
  g_free (a.catalog);
}

int
main (int argc, char **argv)
{
  static const char *const files[]
      = { "life-events.json",  "faq.json",    "news.json",   "notices.json", "synonyms.json",
          "services/bac.json", "places.json", "bundle.json", "passes.json" };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strconcat ("/hostile/", files[i], NULL);

      g_test_add_data_func (path, files[i], test_file);
    }
  return g_test_run ();
}
