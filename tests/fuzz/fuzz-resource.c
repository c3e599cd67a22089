/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any bytes in the place of a small document with an age of its own. What is taken is the one that was asked for, and
 * has an age.
 */
#include <stdint.h>

#include "sync/content/resource.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisResource) resource = parvis_resource_parse (bytes, "notices", &error);

  g_assert_true ((resource == NULL) == (error != NULL));
  if (resource == NULL)
    return 0;
  g_assert_cmpstr (resource->name, ==, "notices");
  g_assert_nonnull (resource->data);
  g_assert_cmpint (resource->until, >=, resource->made);
  return 0;
}
