/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/map.h"

G_BEGIN_DECLS

/* ParvisMbtiles: a map file that somebody gave us (MBTiles 1.3, raster), read in memory and not trusted: an SQLite
 * database is a program's data structure, with views and expressions of its author's. Ours runs read-only and
 * defensive, runs no function, no trigger and no recursion of the file's, and gives up after a bounded number of steps.
 */
#define PARVIS_MAP_FILE "map.mbtiles"

#define PARVIS_MBTILES_MAX       (64 * 1024 * 1024) /* bytes of the file */
#define PARVIS_MBTILES_MAX_TILES 50000
#define PARVIS_MBTILES_MAX_TILE  (256 * 1024)
#define PARVIS_MBTILES_MAX_ZOOM  19

typedef struct _ParvisMbtiles ParvisMbtiles;

/* PARVIS_BUNDLE_ERROR_INVALID: no such database. */
ParvisMbtiles *parvis_mbtiles_open (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_mbtiles_free (ParvisMbtiles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisMbtiles, parvis_mbtiles_free)

/* Calls @tile for each tile, @y from the north; FALSE of it ends the reading with its error. Everything is checked on
 * the way: the place of each tile, that there is one of a place, its size, that it begins as a PNG or JPEG of the same
 * 256 or 512 points a side as the others. PARVIS_BUNDLE_ERROR_INVALID says the first that is wrong. What the map is as
 * a whole is known afterwards. (transfer full) */
typedef gboolean (*ParvisTileFunc) (guint zoom, guint x, guint y, GBytes *picture, gpointer user_data, GError **error);
ParvisMapInfo *parvis_mbtiles_read (ParvisMbtiles *self, ParvisTileFunc tile, gpointer user_data,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Points a side of a square PNG or JPEG, from its first bytes; 0 for anything else. */
guint parvis_picture_side (GBytes *picture);

G_END_DECLS
