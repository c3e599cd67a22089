/* SPDX-License-Identifier: EUPL-1.2
 *
 * Rows of: the map and its tiles.
 */
#include "app/content/import-private.h"

#include "app/content/mbtiles.h"

static gboolean
write_tile (guint zoom, guint x, guint y, GBytes *picture, gpointer user_data, GError **error)
{
  ParvisImport *self = user_data;

  return parvis_sql_run (&self->sql, error, "INSERT INTO tile VALUES (?, ?, ?, ?)", "iiib", (gint64) zoom, (gint64) x,
                         (gint64) y, picture);
}

gboolean
parvis_import_map (ParvisImport *self, GError **error)
{
  g_autoptr (GBytes) bytes = parvis_tree_read (self->tree, PARVIS_MAP_FILE, error);
  g_autoptr (ParvisMbtiles) file = bytes != NULL ? parvis_mbtiles_open (bytes, error) : NULL;
  g_autoptr (ParvisMapInfo) info = file != NULL ? parvis_mbtiles_read (file, write_tile, self, error) : NULL;

  return info != NULL
         && parvis_sql_run (&self->sql, error, "INSERT INTO map VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "iiddddit",
                            (gint64) info->zoom_min, (gint64) info->zoom_max, info->west, info->south, info->east,
                            info->north, (gint64) info->tile_size, info->attribution);
}
