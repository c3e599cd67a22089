/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/check.h"

#include "app/content/mbtiles.h"

#include <glib/gi18n-lib.h>

gboolean
parvis_check_map (ParvisTree *tree, GPtrArray *faults, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ParvisMbtiles) file = NULL;
  g_autoptr (ParvisMapInfo) info = NULL;

  if (!parvis_tree_has (tree, PARVIS_MAP_FILE))
    return TRUE;
  bytes = parvis_tree_read (tree, PARVIS_MAP_FILE, error);
  if (bytes == NULL)
    return FALSE;
  file = parvis_mbtiles_open (bytes, &problem);
  if (file != NULL)
    info = parvis_mbtiles_read (file, NULL, NULL, &problem);
  if (info == NULL)
    parvis_faults_take (
        faults, PARVIS_MAP_FILE, "", g_strdup_printf (_ ("ce plan ne convient pas : %s"), problem->message),
        g_strdup (_ ("Faites de nouveau le plan : MBTiles 1.3, tuiles PNG ou JPEG de 256 ou 512 points, zooms 0 à 19, "
                     "50 000 tuiles au plus.")));
  return TRUE;
}
