/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any bytes in the place of a list of releases. What is taken is within its bounds, says the same when written and read
 * again, and chooses one of its own.
 */
#include <stdint.h>

#include "sync/base/name.h"
#include "sync/content/manifest.h"
#include "sync/content/release.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_release (const ParvisRelease *release, const ParvisRelease *again)
{
  g_assert_true (parvis_manifest_is_sum (release->manifest));
  g_assert_cmpint (release->size, >, 0);
  g_assert_cmpuint (release->percent, >=, 1);
  g_assert_cmpuint (release->percent, <=, 100);
  g_assert_cmpint (release->version, ==, again->version);
  g_assert_cmpint (release->from, ==, again->from);
  g_assert_cmpuint (release->percent, ==, again->percent);
}

static void
check_choice (const ParvisReleases *releases)
{
  gint64 change = 0;
  const ParvisRelease *chosen = parvis_releases_choose (releases, "borne-1", "pilote", releases->made, &change);

  g_assert_true (chosen == NULL || g_ptr_array_find (releases->releases, chosen, NULL));
  g_assert_cmpint (change, >, releases->made);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisReleases) releases = parvis_releases_read (bytes, &error);
  g_autoptr (GBytes) written = releases != NULL ? parvis_releases_to_json (releases) : NULL;
  g_autoptr (ParvisReleases) again = written != NULL ? parvis_releases_read (written, NULL) : NULL;

  g_assert_true ((releases == NULL) == (error != NULL));
  if (releases == NULL)
    return 0;
  g_assert_nonnull (again);
  g_assert_cmpint (releases->serial, ==, again->serial);
  g_assert_cmpuint (releases->releases->len, <=, PARVIS_RELEASES_MAX);
  g_assert_cmpuint (releases->releases->len, ==, again->releases->len);
  for (guint i = 0; i < releases->releases->len; i++)
    check_release (releases->releases->pdata[i], again->releases->pdata[i]);
  for (char **name = releases->resources; *name != NULL; name++)
    g_assert_true (parvis_name_is_valid (*name));
  check_choice (releases);
  return 0;
}
