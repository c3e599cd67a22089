/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/catalog-open.h"

G_BEGIN_DECLS

/* The map of the commune: square pictures ("tiles") in Web Mercator, as everybody cuts them (EPSG:3857, 2^zoom tiles a
 * side, x from the west, y from the NORTH as in OpenStreetMap's addresses, not from the south as in an MBTiles file).
 */
typedef struct
{
  guint zoom_min, zoom_max;        /* the zooms that have tiles, 0 to 19 */
  double west, south, east, north; /* degrees, WGS 84: the edges of the tiles of zoom_max */
  guint tile_size;                 /* points a side: 256 or 512 */
  char *attribution;               /* (nullable) whose map it is; always shown with it */
} ParvisMapInfo;
void parvis_map_info_free (ParvisMapInfo *info);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisMapInfo, parvis_map_info_free)

/* %NULL without @error: the content has no map. */
ParvisMapInfo *parvis_catalog_map (ParvisCatalog *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* PNG or JPEG. PARVIS_CATALOG_ERROR_UNKNOWN where the map has none: that is so all around it. */
GBytes *parvis_catalog_tile (ParvisCatalog *self, guint zoom, guint x, guint y,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
