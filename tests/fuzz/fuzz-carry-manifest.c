/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any file in the place of a USB key's manifest. What is taken is within its bounds, and says the same when written
 * and read again.
 */
#include <stdint.h>
#include <string.h>

#include "sync/queue/carry-manifest.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (ParvisCarryManifest) manifest = parvis_carry_manifest_read (bytes, NULL);
  g_autoptr (GBytes) written = manifest != NULL ? parvis_carry_manifest_write (manifest) : NULL;
  g_autoptr (ParvisCarryManifest) again = written != NULL ? parvis_carry_manifest_read (written, NULL) : NULL;

  if (manifest == NULL)
    return 0;
  g_assert_nonnull (again);
  g_assert_cmpstr (manifest->kiosk, ==, again->kiosk);
  g_assert_null (strpbrk (manifest->kiosk, "/.:"));
  g_assert_cmpuint (manifest->items->len, ==, again->items->len);
  g_assert_cmpuint (manifest->items->len, <=, PARVIS_CARRY_MAX_ITEMS);
  for (guint i = 0; i < manifest->items->len; i++)
    g_assert_cmpuint (strlen (((ParvisCarryItem *) manifest->items->pdata[i])->id), ==, 36);
  return 0;
}
