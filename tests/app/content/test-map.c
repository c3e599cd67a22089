/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/bundle.h"
#include "app/content/catalog.h"
#include "app/content/check.h"
#include "app/content/content-fixture.h"
#include "app/content/import.h"
#include "app/content/manifest.h"
#include "app/content/map-fixture.h"
#include "app/content/mbtiles.h"
#include "app/content/near.h"

#include <string.h>

static ParvisMapInfo *
read_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (ParvisMbtiles) file = parvis_mbtiles_open (bytes, error);

  return file != NULL ? parvis_mbtiles_read (file, NULL, NULL, error) : NULL;
}

static void
assert_refused (GBytes *bytes, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisMapInfo) info = read_bytes (bytes, &error);

  g_assert_null (info);
  g_assert_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_INVALID);
  if (strstr (error->message, words) == NULL)
    g_error ("« %s » was expected of: %s", words, error->message);
}

static void
test_info (void)
{
  g_autofree char *sql
      = g_strconcat (map_schema, "INSERT INTO tiles VALUES (0, 0, 0, PNG), (2, 1, 3, PNG), (2, 2, 3, JPEG);", NULL);
  g_autoptr (GBytes) bytes = map_make (sql);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisMapInfo) info = read_bytes (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (info->zoom_min, ==, 0);
  g_assert_cmpuint (info->zoom_max, ==, 2);
  g_assert_cmpuint (info->tile_size, ==, 256);
  g_assert_cmpstr (info->attribution, ==, "© La commune");
  g_assert_cmpfloat_with_epsilon (info->west, -90, 1e-9);
  g_assert_cmpfloat_with_epsilon (info->east, 90, 1e-9);
  g_assert_cmpfloat_with_epsilon (info->north, 85.0511287798, 1e-9); /* Web Mercator's own edge */
  g_assert_cmpfloat_with_epsilon (info->south, 66.5132604431, 1e-9);
}

/* As many tools make it: pictures once, and a view. */
static void
test_view (void)
{
  g_autoptr (GBytes) bytes = map_make (
      "CREATE TABLE metadata (name TEXT, value TEXT); INSERT INTO metadata VALUES ('format', 'png');"
      "CREATE TABLE map (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_id TEXT);"
      "CREATE TABLE images (tile_data BLOB, tile_id TEXT PRIMARY KEY); INSERT INTO images VALUES (PNG, 'a');"
      "INSERT INTO map VALUES (3, 1, 1, 'a'), (3, 2, 1, 'a');"
      "CREATE VIEW tiles AS SELECT map.zoom_level AS zoom_level, map.tile_column AS tile_column, map.tile_row AS "
      "tile_row,"
      " images.tile_data AS tile_data FROM map JOIN images ON images.tile_id = map.tile_id;");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisMapInfo) info = read_bytes (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (info->zoom_max, ==, 3);
  g_assert_null (info->attribution);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *sql, *words;
  } cases[] = {
    { "INSERT INTO tiles VALUES (20, 0, 0, PNG);", "hors du monde" },
    { "INSERT INTO tiles VALUES (-1, 0, 0, PNG);", "hors du monde" },
    { "INSERT INTO tiles VALUES (2, 4, 0, PNG);", "hors du monde" },
    { "INSERT INTO tiles VALUES (2, 0, -1, PNG);", "hors du monde" },
    { "INSERT INTO tiles VALUES (9223372036854775807, 0, 0, PNG);", "hors du monde" },
    { "INSERT INTO tiles VALUES (2, 1, 1, PNG), (2, 1, 1, PNG);", "deux fois" },
    { "INSERT INTO tiles VALUES ('un', 1, 1, PNG);", "pas un nombre" },
    { "INSERT INTO tiles VALUES (2, NULL, 1, PNG);", "pas un nombre" },
    { "INSERT INTO tiles VALUES (2, 1, 1, NULL);", "pas une image" },
    { "INSERT INTO tiles VALUES (2, 1, 1, '<svg/>');", "pas une image" },
    { "INSERT INTO tiles VALUES (2, 1, 1, X'FFD8FFE00000FFC0');", "pas une image" },
    { "INSERT INTO tiles VALUES (2, 1, 1, X'89504E470D0A1A0A0000000D494844520001000000010000');", "pas une image" },
    { "INSERT INTO tiles VALUES (2, 1, 1, X'89504E470D0A1A0A0000000D494844520000010000000200');", "pas une image" },
    { "INSERT INTO tiles VALUES (2, 1, 1, PNG), (2, 1, 2, X'89504E470D0A1A0A0000000D494844520000020000000200');",
      "pas la taille" },
    { "INSERT INTO tiles VALUES (2, 1, 1, zeroblob (262145));", "dépasse 256 Ko" },
    { "UPDATE metadata SET value = 'pbf' WHERE name = 'format'; INSERT INTO tiles VALUES (1, 0, 0, PNG);", "« pbf »" },
    { "DELETE FROM metadata; INSERT INTO tiles VALUES (1, 0, 0, PNG);", "son format" },
    { "", "aucune tuile" },
    { "DROP TABLE tiles;", "tiles" },
    { "DROP TABLE metadata;", "metadata" },
    { "CREATE VIRTUAL TABLE mots USING fts5 (mot); INSERT INTO tiles VALUES (1, 0, 0, PNG);", "table virtuelle" },
    { "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n LIMIT 50001)"
      " INSERT INTO tiles SELECT 19, i, 0, PNG FROM n;",
      "plus de 50000" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sql = g_strconcat (map_schema, cases[i].sql, NULL);
      g_autoptr (GBytes) bytes = map_make (sql);

      assert_refused (bytes, cases[i].words);
    }
}

/* Views that would run for ever, write or call something. */
static void
test_hostile_views (void)
{
  static const char head[]
      = "CREATE TABLE metadata (name TEXT, value TEXT); INSERT INTO metadata VALUES ('format', 'png');";
  static const char *const views[] = {
    "CREATE VIEW tiles AS WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i FROM n)"
    " SELECT 1 AS zoom_level, i AS tile_column, 0 AS tile_row, PNG AS tile_data FROM n WHERE i = 1;",
    "CREATE TABLE n (i INTEGER); WITH RECURSIVE m (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM m LIMIT 2000) INSERT "
    "INTO n SELECT i"
    " FROM m; CREATE VIEW tiles AS SELECT 1 AS zoom_level, 0 AS tile_column, 0 AS tile_row, PNG AS tile_data"
    " FROM n AS a, n AS b, n AS c, n AS d WHERE a.i + b.i + c.i + d.i < 0;",
    "CREATE VIEW tiles AS SELECT 1 AS zoom_level, 0 AS tile_column, 0 AS tile_row, randomblob (3000000) AS tile_data;",
    "CREATE VIEW tiles AS SELECT 1 AS zoom_level, 0 AS tile_column, 0 AS tile_row, name AS tile_data FROM "
    "pragma_table_info('metadata');",
  };
  gint64 start = g_get_monotonic_time ();

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autofree char *sql = g_strconcat (head, views[i], NULL);
      g_autoptr (GBytes) bytes = map_make (sql);

      assert_refused (bytes, "");
    }
  g_assert_cmpint (g_get_monotonic_time () - start, <, 60 * G_USEC_PER_SEC);
}

/* One byte of a sound file is spoilt, or its end is missing: it is read or it is refused. */
static void
test_spoilt (void)
{
  g_autofree char *sql = g_strconcat (map_schema, map_tile, NULL);
  g_autoptr (GBytes) bytes = map_make (sql), empty = g_bytes_new_static ("", 0);
  gsize size = g_bytes_get_size (bytes);

  assert_refused (empty, "SQLite");
  for (gsize i = 0; i < size; i += i < 200 ? 1 : 61)
    {
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
      g_autoptr (GBytes) spoilt = NULL, cut = g_bytes_new_from_bytes (bytes, 0, i);
      g_autoptr (ParvisMapInfo) info = NULL, half = read_bytes (cut, NULL);

      copy[i] ^= 0xff;
      spoilt = g_bytes_new (copy, size);
      info = read_bytes (spoilt, NULL);
      g_assert_null (half);
    }
}

static void
test_write_ahead (void)
{
  g_autofree char *sql = g_strconcat (map_schema, map_tile, NULL);
  g_autoptr (GBytes) bytes = map_make (sql), marked = NULL;
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisMapInfo) info = NULL;

  copy[18] = copy[19] = 2;
  marked = g_bytes_new (copy, g_bytes_get_size (bytes));
  info = read_bytes (marked, &error);
  g_assert_no_error (error);
  g_assert_nonnull (info);
}

/* ---- in a bundle ---- */

static void
put_map (const char *folder, const char *sql)
{
  g_autofree char *whole = g_strconcat (map_schema, sql, NULL);
  g_autoptr (GBytes) bytes = map_make (whole);

  fixture_write (folder, PARVIS_MAP_FILE, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
}

static void
test_fault (void)
{
  g_autofree char *folder = fixture_copy ();
  g_autoptr (GPtrArray) faults = NULL;

  put_map (folder, "INSERT INTO tiles VALUES (2, 4, 0, PNG);");
  faults = parvis_bundle_check (folder, NULL);
  g_assert_cmpuint (faults->len, ==, 1);
  g_assert_cmpstr (((ParvisBundleFault *) faults->pdata[0])->file, ==, "map.mbtiles");
  fixture_remove (folder);
}

static ParvisCatalog *
import_copy (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = parvis_faults_new ();
  g_autoptr (ParvisTree) tree = parvis_tree_open (folder, faults, &error);
  g_autofree char *path = g_build_filename (folder, "catalog.db", NULL);
  ParvisCatalog *catalog;

  g_assert_true (parvis_check_tree (tree, faults, &error));
  g_assert_cmpuint (faults->len, ==, 0);
  g_assert_true (parvis_import (tree, path, &error));
  g_assert_no_error (error);
  catalog = parvis_catalog_open (path, &error);
  g_assert_no_error (error);
  return catalog;
}

static void
test_catalog (void)
{
  g_autofree char *folder = fixture_copy ();
  g_autoptr (GError) error = NULL;

  put_map (folder, "INSERT INTO tiles VALUES (2, 1, 3, PNG), (2, 2, 3, JPEG);");
  {
    g_autoptr (ParvisCatalog) catalog = import_copy (folder);
    g_autoptr (ParvisMapInfo) info = parvis_catalog_map (catalog, &error);
    g_autoptr (GBytes) east = parvis_catalog_tile (catalog, 2, 2, 0, &error), south = NULL;

    g_assert_no_error (error);
    g_assert_cmpuint (info->zoom_min, ==, 2);
    g_assert_cmpstr (info->attribution, ==, "© La commune");
    g_assert_cmpuint (((const guint8 *) g_bytes_get_data (east, NULL))[0], ==,
                      0xff); /* the JPEG: rows count from the north */
    south = parvis_catalog_tile (catalog, 2, 2, 3, &error);
    g_assert_null (south);
    g_assert_error (error, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_UNKNOWN);
  }
  fixture_remove (folder);
}

/* What is signed names it. */
static void
test_manifest (void)
{
  g_autofree char *folder = fixture_copy ();
  g_autoptr (GPtrArray) faults = parvis_faults_new ();
  g_autoptr (GError) error = NULL;

  put_map (folder, map_tile);
  {
    g_autoptr (ParvisTree) tree = parvis_tree_open (folder, faults, &error);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (ParvisManifest) manifest = NULL;

    g_assert_true (parvis_check_tree (tree, faults, &error));
    bytes = parvis_manifest_make (tree, &error);
    manifest = parvis_manifest_parse (bytes, &error);
    g_assert_no_error (error);
    g_assert_true (g_hash_table_contains (manifest->sums, PARVIS_MAP_FILE));
  }
  fixture_remove (folder);
}

static void
test_without (void)
{
  g_autofree char *folder = fixture_copy ();
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (ParvisCatalog) catalog = import_copy (folder);

    g_assert_null (parvis_catalog_map (catalog, &error));
    g_assert_no_error (error);
  }
  fixture_remove (folder);
}

/* ---- in words ---- */

static void
test_near (void)
{
  ParvisPlace hall = { .name = (char *) "Mairie", .has_position = TRUE, .latitude = 48, .longitude = -2 };
  ParvisPlace nowhere = { .name = (char *) "Nulle part" };
  g_autoptr (GPtrArray) places = g_ptr_array_new ();
  g_autofree char *none = parvis_near_describe (places, 48, -2), *here = NULL, *north = NULL, *west = NULL, *far = NULL;

  g_assert_null (none);
  g_ptr_array_add (places, &nowhere);
  g_ptr_array_add (places, &hall);
  here = parvis_near_describe (places, 48.0001, -2);
  north = parvis_near_describe (places, 48.0009, -2);
  west = parvis_near_describe (places, 48, -2.004);
  far = parvis_near_describe (places, 47.98, -1.97);
  g_assert_cmpstr (here, ==, "Mairie");
  g_assert_nonnull (strstr (north, "100"));
  g_assert_nonnull (strstr (north, "au nord de"));
  g_assert_nonnull (strstr (west, "l’ouest de"));
  g_assert_nonnull (strstr (west, "300"));
  g_assert_nonnull (strstr (far, "3,2"));
  g_assert_nonnull (strstr (far, "au sud-est de"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/info", test_info);
  g_test_add_func ("/map/view", test_view);
  g_test_add_func ("/map/refused", test_refused);
  g_test_add_func ("/map/hostile-views", test_hostile_views);
  g_test_add_func ("/map/spoilt", test_spoilt);
  g_test_add_func ("/map/write-ahead", test_write_ahead);
  g_test_add_func ("/map/fault", test_fault);
  g_test_add_func ("/map/catalog", test_catalog);
  g_test_add_func ("/map/manifest", test_manifest);
  g_test_add_func ("/map/without", test_without);
  g_test_add_func ("/map/near", test_near);
  return g_test_run ();
}
