/* SPDX-License-Identifier: EUPL-1.2 */
/* The town's picture, and our own drawing where it cannot be drawn: it is missing, or was damaged since it was checked.
 */
#include <glib/gstdio.h>
#include <gtk/gtk.h>

#include "app/content/catalog-open.h"
#include "app/content/sql.h"
#include "app/desk/counter.h"
#include "ui/picture/picture.h"
#include "ui/screen-fixture.h"

#define TOWN     "bourg.svg"
#define SKYLINE  "/fr/parvis/kiosk/drawings/skyline.svg"
#define DRAWN_AT 1600 /* pixels wide */

typedef struct
{
  char *path;
  ParvisCatalog *catalog;
  GtkWidget *window, *picture;
} Fixture;

static Counter counter; /* its catalogue is copied for each test */

static void
copy_catalog (const char *path)
{
  g_autofree char *installed = counter_path (&counter, "catalog.db");
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (installed, &bytes, &length, NULL));
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
}

/* @damage: what becomes of the town's picture in the catalogue that is served; %NULL: nothing. */
static void
set_up (Fixture *fixture, gconstpointer damage)
{
  g_autoptr (GError) error = NULL;
  ParvisSql sql = { NULL, g_quark_from_static_string ("test-picture"), 0 };

  fixture->path = counter_path (&counter, "copy.db");
  copy_catalog (fixture->path);
  g_assert_cmpint (sqlite3_open (fixture->path, &sql.handle), ==, SQLITE_OK);
  g_assert_true (damage == NULL || parvis_sql_exec (&sql, damage, &error));
  g_assert_cmpint (sqlite3_close (sql.handle), ==, SQLITE_OK);
  fixture->catalog = parvis_catalog_open (fixture->path, &error);
  g_assert_no_error (error);
  fixture->picture = gtk_picture_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer damage)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  screen_fixture_settle ();
  parvis_catalog_free (fixture->catalog);
  g_remove (fixture->path);
  g_free (fixture->path);
}

static void
fill (Fixture *fixture, const char *name)
{
  parvis_picture_fill (GTK_PICTURE (fixture->picture), fixture->catalog, name, SKYLINE);
}

static void
show (Fixture *fixture)
{
  fixture->window = screen_fixture_open (fixture->picture, 1080, 1920);
  while (parvis_picture_count_coming () > 0)
    g_main_context_iteration (NULL, TRUE);
}

static int
height_of (GBytes *drawing)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (drawing);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_stream_at_scale (stream, DRAWN_AT, -1, TRUE, NULL, NULL);

  g_assert_nonnull (pixbuf);
  return gdk_pixbuf_get_height (pixbuf);
}

/* The two are told apart by their shape. */
static void
assert_shows (Fixture *fixture, GBytes *drawing)
{
  GdkPaintable *shown = gtk_picture_get_paintable (GTK_PICTURE (fixture->picture));

  g_assert_nonnull (shown);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (shown), ==, DRAWN_AT);
  g_assert_cmpint (gdk_paintable_get_intrinsic_height (shown), ==, height_of (drawing));
}

static void
assert_shows_skyline (Fixture *fixture)
{
  g_autoptr (GBytes) skyline = g_resources_lookup_data (SKYLINE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  assert_shows (fixture, skyline);
}

static void
assert_shows_town (Fixture *fixture)
{
  g_autoptr (GBytes) town = parvis_catalog_media (fixture->catalog, TOWN, NULL);
  g_autoptr (GBytes) skyline = g_resources_lookup_data (SKYLINE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_assert_cmpint (height_of (town), !=, height_of (skyline));
  assert_shows (fixture, town);
}

static void
test_town (Fixture *fixture, gconstpointer damage)
{
  fill (fixture, TOWN);
  g_assert_cmpuint (parvis_picture_count_coming (), ==, 0); /* nobody sees it yet */
  show (fixture);
  assert_shows_town (fixture);
}

static void
test_own (Fixture *fixture, gconstpointer damage)
{
  fill (fixture, TOWN);
  show (fixture);
  assert_shows_skyline (fixture);
}

static void
test_no_picture (Fixture *fixture, gconstpointer damage)
{
  fill (fixture, NULL);
  show (fixture);
  assert_shows_skyline (fixture);
}

/* New content came while the old picture was drawn. */
static void
test_last_counts (Fixture *fixture, gconstpointer damage)
{
  fill (fixture, NULL);
  fixture->window = screen_fixture_open (fixture->picture, 1080, 1920);
  fill (fixture, TOWN);
  while (parvis_picture_count_coming () > 0)
    g_main_context_iteration (NULL, TRUE);
  assert_shows_town (fixture);
}

#define ADD(name, damage, function) g_test_add ("/picture/" name, Fixture, damage, set_up, function, tear_down)
#define TURN_INTO(body)             "UPDATE media SET body = " body " WHERE name = '" TOWN "'"

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  ADD ("town", NULL, test_town);
  ADD ("damaged", TURN_INTO ("x'00ff00ff'"), test_own);
  ADD ("cut", TURN_INTO ("substr(body, 1, length(body) / 2)"), test_own);
  ADD ("empty", TURN_INTO ("x''"), test_own);
  ADD ("missing", "DELETE FROM media WHERE name = '" TOWN "'", test_own);
  ADD ("no-picture", NULL, test_no_picture);
  ADD ("last-counts", NULL, test_last_counts);
  counter_set_up (&counter, "");
  status = g_test_run ();
  counter_tear_down (&counter, "");
  return status;
}
