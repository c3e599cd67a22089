/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any bytes in the place of a bundle's manifest, whose signature is checked by others. What is taken leads nowhere out
 * of its folder and is no larger than it may be.
 */
#include <stdint.h>
#include <string.h>

#include "sync/content/manifest.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_file (gpointer path, gpointer sum, gpointer user_data)
{
  const ParvisManifest *manifest = user_data;

  g_assert_true (parvis_manifest_is_path (path));
  g_assert_null (strstr (path, ".."));
  g_assert_false (g_path_is_absolute (path));
  g_assert_true (parvis_manifest_is_sum (sum));
  if (manifest->sizes != NULL)
    g_assert_cmpint (parvis_manifest_size (manifest, path), >=, 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisManifest) manifest = parvis_manifest_read (bytes, &error);

  g_assert_true ((manifest == NULL) == (error != NULL));
  if (manifest == NULL)
    return 0;
  g_assert_cmpint (manifest->version, >=, 1);
  g_assert_cmpuint (g_hash_table_size (manifest->sums), <=, PARVIS_MANIFEST_MAX_FILES);
  g_assert_cmpint (manifest->total, <=, PARVIS_MANIFEST_MAX_TOTAL);
  g_hash_table_foreach (manifest->sums, check_file, manifest);
  return 0;
}
