/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Small maps, made by SQL, sound or not. */

/* The schema of MBTiles 1.3 and its metadata; and one tile 1/0/0 (the south-west quarter of the world). */
extern const char map_schema[], map_tile[];
/* "X'8950…'": a picture that says that it is so wide and high, and holds nothing. (transfer full) */
char *map_png (guint width, guint height);
char *map_jpeg (guint side);
/* The file that @sql makes; each "PNG" and "JPEG" in it becomes one of 256 points. (transfer full) */
GBytes *map_make (const char *sql);

G_END_DECLS
