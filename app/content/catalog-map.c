/* SPDX-License-Identifier: EUPL-1.2
 *
 * Read: the map and its tiles.
 */
#include "app/content/catalog-private.h"

#include "app/content/map.h"

static gpointer
read_map (ParvisCatalog *self, sqlite3_stmt *row)
{
  ParvisMapInfo *info = g_new0 (ParvisMapInfo, 1);

  info->zoom_min = (guint) sqlite3_column_int (row, 0);
  info->zoom_max = (guint) sqlite3_column_int (row, 1);
  info->west = sqlite3_column_double (row, 2);
  info->south = sqlite3_column_double (row, 3);
  info->east = sqlite3_column_double (row, 4);
  info->north = sqlite3_column_double (row, 5);
  info->tile_size = (guint) sqlite3_column_int (row, 6);
  info->attribution = parvis_sql_text (row, 7);
  return info;
}

ParvisMapInfo *
parvis_catalog_map (ParvisCatalog *self, GError **error)
{
  sqlite3_stmt *statement = parvis_sql_query (
      &self->sql, error, "SELECT zoom_min, zoom_max, west, south, east, north, tile_size, attribution FROM map", "");
  g_autoptr (GPtrArray) rows
      = parvis_catalog_collect (self, statement, read_map, (GDestroyNotify) parvis_map_info_free, error);

  return rows != NULL && rows->len > 0 ? g_ptr_array_steal_index (rows, 0) : NULL;
}

static gpointer
read_tile (ParvisCatalog *self, sqlite3_stmt *row)
{
  return g_bytes_new (sqlite3_column_blob (row, 0), (gsize) sqlite3_column_bytes (row, 0));
}

GBytes *
parvis_catalog_tile (ParvisCatalog *self, guint zoom, guint x, guint y, GError **error)
{
  sqlite3_stmt *statement
      = parvis_sql_query (&self->sql, error, "SELECT body FROM tile WHERE zoom = ? AND x = ? AND y = ?", "iii",
                          (gint64) zoom, (gint64) x, (gint64) y);

  return parvis_catalog_single (self, statement, read_tile, "tile", error);
}
