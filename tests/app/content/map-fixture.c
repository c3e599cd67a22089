/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/map-fixture.h"

const char map_schema[]
    = "CREATE TABLE metadata (name TEXT, value TEXT);"
      "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);"
      "INSERT INTO metadata VALUES ('name', 'Essai'), ('format', 'png'),"
      " ('attribution', '<a href=\"https://example.org\">&copy; La commune</a>');";
const char map_tile[] = "INSERT INTO tiles VALUES (1, 0, 0, PNG);";

char *
map_png (guint width, guint height)
{
  return g_strdup_printf ("X'89504E470D0A1A0A0000000D49484452%08X%08X'", width, height);
}

char *
map_jpeg (guint side)
{
  return g_strdup_printf ("X'FFD8FFE00004ABCDFFC0001108%04X%04X03'", side, side);
}

GBytes *
map_make (const char *sql)
{
  g_autofree char *png = map_png (256, 256), *jpeg = map_jpeg (256);
  g_autoptr (GString) text = g_string_new (sql);
  sqlite3 *handle = NULL;
  sqlite3_int64 size = 0;
  unsigned char *bytes;
  char *problem = NULL;

  g_string_replace (text, "JPEG", jpeg, 0);
  g_string_replace (text, "PNG", png, 0);
  g_assert_cmpint (sqlite3_open (":memory:", &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, text->str, NULL, NULL, &problem);
  g_assert_cmpstr (problem, ==, NULL);
  bytes = sqlite3_serialize (handle, "main", &size, 0);
  g_assert_nonnull (bytes);
  sqlite3_close (handle);
  return g_bytes_new_with_free_func (bytes, (gsize) size, sqlite3_free, bytes);
}
