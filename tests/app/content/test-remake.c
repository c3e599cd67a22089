/* SPDX-License-Identifier: EUPL-1.2
 *
 * A catalogue that another Parvis made, or that is damaged: made again, of the same version, out of the bundle that was
 * kept.
 */
#include "app/content/catalog.h"
#include "app/content/check.h"
#include "app/content/commune-fixture.h"
#include "app/content/manifest.h"
#include "app/content/served.h"
#include "sync/seal/signature.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define NOW G_GINT64_CONSTANT (1795000000) /* November 2026 */

static void
set_up (Commune *f, gconstpointer unused)
{
  commune_set_up (f);
}

static void
tear_down (Commune *f, gconstpointer unused)
{
  commune_tear_down (f);
}

static void
sign (Commune *f, int version)
{
  g_autofree char *fresh = g_strdup_printf ("\"version\": %d,", version);

  if (version > 7)
    {
      g_autofree char *old = g_strdup_printf ("\"version\": %d,", version - 1);

      fixture_edit (f->bundle, "bundle.json", old, fresh);
    }
  commune_sign (f);
}

/* On a key that is taken away again. */
static void
install (Commune *f, int version)
{
  g_autoptr (GError) error = NULL;

  sign (f, version);
  g_assert_true (parvis_bundle_install (f->bundle, f->ca, f->catalog, NOW, &error));
  g_assert_no_error (error);
}

/* As an older Parvis (0), or a newer one (99), would have left it. */
static void
set_format (const char *path, guint format)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA user_version = %u; DROP TABLE service", format);
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static gint64
served (const char *path)
{
  g_autoptr (ParvisCatalog) catalog = parvis_catalog_open (path, NULL);

  return catalog != NULL ? parvis_catalog_version (catalog) : 0;
}

static void
remake (Commune *f, const char *root, gint64 otherwise, gint64 version)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (served (f->catalog), ==, 0);
  g_assert_true (parvis_bundle_remake (f->catalog, root, otherwise, f->ca, &error));
  g_assert_no_error (error);
  g_assert_cmpint (served (f->catalog), ==, version);
}

static void
refuse (Commune *f, const char *root, ParvisBundleError code)
{
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize before_size, after_size;

  g_assert_true (g_file_get_contents (f->catalog, &before, &before_size, NULL));
  g_assert_false (parvis_bundle_remake (f->catalog, root, 0, f->ca, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, PARVIS_BUNDLE_ERROR, (int) code);
  g_assert_true (g_file_get_contents (f->catalog, &after, &after_size, NULL));
  g_assert_cmpuint (before_size, ==, after_size);
  g_assert_true (memcmp (before, after, before_size) == 0);
}

/* ---- the tests ---- */

static void
test_foreign (Commune *f, gconstpointer format)
{
  g_autoptr (GError) error = NULL;
  ParvisServed found;

  install (f, 7);
  set_format (f->catalog, GPOINTER_TO_UINT (format));
  g_assert_null (parvis_catalog_open (f->catalog, &error));
  g_assert_error (error, PARVIS_CATALOG_ERROR, PARVIS_CATALOG_ERROR_FOREIGN);
  found = parvis_served_look (f->catalog);
  g_assert_cmpint (found.state, ==, PARVIS_SERVED_FOREIGN);
  g_assert_cmpint (found.version, ==, 7);
  g_assert_true (parvis_bundle_is_kept (f->catalog, NULL));
  fixture_delete (f->bundle, "manifest.p7s"); /* the key is gone */
  remake (f, NULL, 0, 7);
  g_assert_true (parvis_bundle_remake (f->catalog, NULL, 0, f->ca, &error)); /* nothing to be done */
}

/* What was served before can still be brought back. */
static void
test_previous (Commune *f, gconstpointer unused)
{
  g_autofree char *previous = g_strconcat (f->catalog, ".previous", NULL);
  gint64 aside, restored;
  g_autoptr (GError) error = NULL;

  install (f, 7);
  install (f, 8);
  install (f, 9);
  set_format (f->catalog, 5);
  set_format (previous, 5);
  g_assert_false (parvis_bundle_restore (f->catalog, &aside, &restored, &error));
  g_assert_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED);
  g_clear_error (&error);
  remake (f, NULL, 0, 9);
  g_assert_true (parvis_bundle_restore (f->catalog, &aside, &restored, &error));
  g_assert_cmpint (aside, ==, 9);
  g_assert_cmpint (restored, ==, 8);
  g_assert_cmpint (served (f->catalog), ==, 8);
  set_format (f->catalog, 5); /* and the other update, later: 8 serves, 9 was put aside */
  remake (f, NULL, 0, 8);
}

static void
test_only_two_kept (Commune *f, gconstpointer unused)
{
  g_autofree char *bundles = g_strconcat (f->catalog, ".bundles", NULL);
  g_autoptr (GDir) dir = NULL;
  guint count = 0;

  for (int version = 7; version < 10; version++)
    install (f, version);
  dir = g_dir_open (bundles, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    count++;
  g_assert_cmpuint (count, ==, 2);
}

/* What parvis-syncd fetched is where it put it. */
static void
test_fetched (Commune *f, gconstpointer unused)
{
  g_autofree char *root = scratch_path (f->scratch, "content");
  g_autofree char *folder = g_build_filename (root, "7", NULL);
  g_autoptr (GError) error = NULL;

  sign (f, 7);
  g_assert_true (parvis_bundle_prepare (f->bundle, f->ca, f->catalog, NOW, &error));
  g_assert_true (parvis_bundle_commit (f->catalog, 7, &error));
  set_format (f->catalog, 5);
  g_assert_false (parvis_bundle_is_kept (f->catalog, root));
  refuse (f, root, PARVIS_BUNDLE_ERROR_MISSING);
  g_assert_cmpint (g_mkdir (root, 0700), ==, 0);
  g_assert_cmpint (g_rename (f->bundle, folder), ==, 0);
  remake (f, root, 0, 7);
  g_assert_cmpint (g_rename (folder, f->bundle), ==, 0);
}

static void
test_damaged (Commune *f, gconstpointer unused)
{
  install (f, 7);
  g_assert_true (g_file_set_contents (f->catalog, "damaged", -1, NULL));
  remake (f, NULL, 0, 7);
  g_assert_cmpint (g_remove (f->catalog), ==, 0);
  remake (f, NULL, 7, 7);
}

/* As time would have it. */
static void
let_expire (Commune *f, const char *kept)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_bundle_fault_free);
  g_autoptr (ParvisTree) tree = NULL;
  g_autoptr (GBytes) manifest = NULL, signature = NULL;
  g_autoptr (GError) error = NULL;

  fixture_edit (kept, "bundle.json", "2099-", "2019-");
  tree = parvis_tree_open (kept, faults, &error);
  g_assert_true (parvis_check_tree (tree, faults, &error));
  manifest = parvis_manifest_make (tree, &error);
  signature = parvis_signature_sign (manifest, f->certificate, f->key, &error);
  g_assert_no_error (error);
  fixture_write (kept, "manifest.json", g_bytes_get_data (manifest, NULL), (gssize) g_bytes_get_size (manifest));
  fixture_write (kept, "manifest.p7s", g_bytes_get_data (signature, NULL), (gssize) g_bytes_get_size (signature));
}

/* It served until now: that the content is out of date is said elsewhere. */
static void
test_expired (Commune *f, gconstpointer unused)
{
  g_autofree char *kept = g_strconcat (f->catalog, ".bundles/7", NULL);

  install (f, 7);
  set_format (f->catalog, 5);
  let_expire (f, kept);
  remake (f, NULL, 0, 7);
}

static void
test_altered (Commune *f, gconstpointer unused)
{
  g_autofree char *kept = g_strconcat (f->catalog, ".bundles/7", NULL);

  install (f, 7);
  set_format (f->catalog, 5);
  fixture_edit (kept, "services/bac.json", "Gratuit.", "Payant!.");
  refuse (f, NULL, PARVIS_BUNDLE_ERROR_UNTRUSTED);
  fixture_delete (kept, "manifest.p7s");
  refuse (f, NULL, PARVIS_BUNDLE_ERROR_UNTRUSTED);
}

/* Another Parvis' catalogue still stands for its version: no way back, but the same may be installed again. */
static void
test_installed_again (Commune *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  install (f, 7);
  set_format (f->catalog, 5);
  g_assert_true (parvis_bundle_install (f->bundle, f->ca, f->catalog, NOW, &error));
  g_assert_cmpint (served (f->catalog), ==, 7);
  set_format (f->catalog, 5);
  fixture_edit (f->bundle, "bundle.json", "\"version\": 7,", "\"version\": 6,");
  sign (f, 6);
  g_assert_false (parvis_bundle_install (f->bundle, f->ca, f->catalog, NOW, &error));
  g_assert_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_OLDER);
}

int
main (int argc, char **argv)
{
#define ADD(path, func, data) g_test_add ("/remake/" path, Commune, data, set_up, func, tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD ("older", test_foreign, GUINT_TO_POINTER (5));
  ADD ("newer", test_foreign, GUINT_TO_POINTER (99));
  ADD ("previous", test_previous, NULL);
  ADD ("only-two-kept", test_only_two_kept, NULL);
  ADD ("fetched", test_fetched, NULL);
  ADD ("damaged", test_damaged, NULL);
  ADD ("expired", test_expired, NULL);
  ADD ("altered", test_altered, NULL);
  ADD ("installed-again", test_installed_again, NULL);
  return g_test_run ();
}
