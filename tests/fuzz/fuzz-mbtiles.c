/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any bytes in place of a map: what is taken keeps every bound.
 */
#include "app/content/mbtiles.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static gboolean
on_tile (guint zoom, guint x, guint y, GBytes *picture, gpointer count, GError **error)
{
  guint side = parvis_picture_side (picture);

  g_assert_cmpuint (zoom, <=, PARVIS_MBTILES_MAX_ZOOM);
  g_assert_cmpuint (x >> zoom, ==, 0);
  g_assert_cmpuint (y >> zoom, ==, 0);
  g_assert_cmpuint (g_bytes_get_size (picture), <=, PARVIS_MBTILES_MAX_TILE);
  g_assert_true (side == 256 || side == 512);
  ++*(guint *) count;
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (ParvisMbtiles) file = parvis_mbtiles_open (bytes, NULL);
  guint count = 0;
  g_autoptr (ParvisMapInfo) info = file != NULL ? parvis_mbtiles_read (file, on_tile, &count, NULL) : NULL;

  if (info != NULL)
    {
      g_assert_cmpuint (count, >, 0);
      g_assert_true (info->zoom_min <= info->zoom_max && info->west < info->east && info->south < info->north);
    }
  parvis_picture_side (bytes);
  return 0;
}
