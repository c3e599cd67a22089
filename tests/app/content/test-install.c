/* SPDX-License-Identifier: EUPL-1.2
 *
 * Signed bundles: which are taken, and that whatever happens the catalogue that is served is whole.
 */
#include "app/content/catalog.h"
#include "app/content/check.h"
#include "app/content/commune-fixture.h"
#include "app/content/manifest.h"
#include "sync/seal/signature.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOW          G_GINT64_CONSTANT (1795000000) /* November 2026 */
#define AFTER_EXPIRY G_GINT64_CONSTANT (4102500000) /* the bundle is good until the end of 2099 */

static void
set_up (Commune *f, gconstpointer unused)
{
  commune_set_up (f);
  commune_sign (f);
}

static void
tear_down (Commune *f, gconstpointer unused)
{
  commune_tear_down (f);
}

static gint64
served (Commune *f)
{
  g_autoptr (ParvisCatalog) catalog = parvis_catalog_open (f->catalog, NULL);

  return catalog != NULL ? parvis_catalog_version (catalog) : 0;
}

static void
install (Commune *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_bundle_install (f->bundle, f->ca, f->catalog, NOW, &error));
  g_assert_no_error (error);
}

/* Refused with @code; what was served is served, to the byte, and nothing is left beside it. */
static void
refuse_at (Commune *f, gint64 now, const char *ca, ParvisBundleError code)
{
  g_autofree char *left = g_strconcat (f->catalog, ".new", NULL);
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize before_size = 0, after_size = 0;

  g_file_get_contents (f->catalog, &before, &before_size, NULL);
  g_assert_false (parvis_bundle_install (f->bundle, ca, f->catalog, now, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, PARVIS_BUNDLE_ERROR, (int) code);
  g_file_get_contents (f->catalog, &after, &after_size, NULL);
  g_assert_cmpuint (before_size, ==, after_size);
  g_assert_true (before == NULL ? after == NULL : memcmp (before, after, before_size) == 0);
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
}

static void
refuse (Commune *f, ParvisBundleError code)
{
  refuse_at (f, NOW, f->ca, code);
}

static void
set_version (Commune *f, const char *from, const char *to)
{
  g_autofree char *old = g_strdup_printf ("\"version\": %s,", from);
  g_autofree char *fresh = g_strdup_printf ("\"version\": %s,", to);

  fixture_edit (f->bundle, "bundle.json", old, fresh);
}

/* ---- what is taken ---- */

static void
test_grows (Commune *f, gconstpointer unused)
{
  install (f);
  g_assert_cmpint (served (f), ==, 7);
  refuse (f, PARVIS_BUNDLE_ERROR_OLDER); /* the same again */
  set_version (f, "7", "6");
  commune_sign (f);
  refuse (f, PARVIS_BUNDLE_ERROR_OLDER);
  set_version (f, "6", "8");
  commune_sign (f);
  install (f);
  g_assert_cmpint (served (f), ==, 8);
}

static void
test_replaces_damaged (Commune *f, gconstpointer unused)
{
  g_assert_true (g_file_set_contents (f->catalog, "damaged", -1, NULL));
  install (f);
  g_assert_cmpint (served (f), ==, 7);
}

static void
test_signed_twice_alike (Commune *f, gconstpointer unused)
{
  g_autofree char *first = fixture_read (f->bundle, "manifest.json");
  g_autofree char *second = NULL;

  commune_sign (f);
  second = fixture_read (f->bundle, "manifest.json");
  g_assert_cmpstr (first, ==, second);
}

/* ---- what is not ---- */

static void
test_expired (Commune *f, gconstpointer unused)
{
  refuse_at (f, AFTER_EXPIRY, f->ca, PARVIS_BUNDLE_ERROR_EXPIRED);
}

static void
test_altered (Commune *f, gconstpointer unused)
{
  install (f);
  set_version (f, "7", "8");
  commune_sign (f);
  fixture_edit (f->bundle, "services/bac.json", "Gratuit.", "Payant!.");
  refuse (f, PARVIS_BUNDLE_ERROR_UNTRUSTED);
}

static void
test_altered_media (Commune *f, gconstpointer unused)
{
  fixture_edit (f->bundle, "media/armes.svg", "#1d4e89", "#ff0000");
  refuse (f, PARVIS_BUNDLE_ERROR_UNTRUSTED);
}

static void
test_added (Commune *f, gconstpointer unused)
{
  g_autofree char *text = fixture_read (f->bundle, "services/passeport.json");

  fixture_write (f->bundle, "services/visa.json", text, -1);
  fixture_edit (f->bundle, "services/visa.json", "\"passeport\"", "\"visa\"");
  refuse (f, PARVIS_BUNDLE_ERROR_UNTRUSTED);
}

static void
test_added_unknown (Commune *f, gconstpointer unused)
{
  fixture_write (f->bundle, "autorun.inf", "x", -1);
  refuse (f, PARVIS_BUNDLE_ERROR_INVALID);
}

static void
test_removed (Commune *f, gconstpointer unused)
{
  fixture_delete (f->bundle, "services/passeport.json");
  refuse (f, PARVIS_BUNDLE_ERROR_UNTRUSTED);
}

static void
test_altered_manifest (Commune *f, gconstpointer unused)
{
  fixture_edit (f->bundle, "manifest.json", "\"version\" : 7", "\"version\" : 9");
  refuse (f, PARVIS_BUNDLE_ERROR_UNTRUSTED);
}

static void
test_not_signed (Commune *f, gconstpointer unused)
{
  fixture_delete (f->bundle, "manifest.p7s");
  refuse (f, PARVIS_BUNDLE_ERROR_UNTRUSTED);
  fixture_write (f->bundle, "manifest.p7s", "no signature", -1);
  refuse (f, PARVIS_BUNDLE_ERROR_UNTRUSTED);
  fixture_write (f->bundle, "manifest.p7s", "", 0);
  refuse (f, PARVIS_BUNDLE_ERROR_UNTRUSTED);
  fixture_delete (f->bundle, "manifest.json");
  refuse (f, PARVIS_BUNDLE_ERROR_UNTRUSTED);
}

static void
test_wrong_ca (Commune *f, gconstpointer unused)
{
  g_autofree char *other = scratch_path (f->scratch, "other");
  g_autofree char *ca = g_build_filename (other, "ca.pem", NULL);

  g_assert_cmpint (g_mkdir (other, 0700), ==, 0);
  commune_make_pki (other);
  refuse_at (f, NOW, ca, PARVIS_BUNDLE_ERROR_UNTRUSTED);
  refuse_at (f, NOW, "/nowhere/ca.pem", PARVIS_BUNDLE_ERROR_UNTRUSTED);
}

/* The hub's receipts are signed under the same CA: that key must not publish content. */
static void
test_wrong_usage (Commune *f, gconstpointer unused)
{
  g_autofree char *certificate = scratch_path (f->scratch, "receipt.pem");
  g_autofree char *key = scratch_path (f->scratch, "receipt.key");

  g_assert_true (parvis_bundle_sign (f->bundle, certificate, key, NULL));
  refuse (f, PARVIS_BUNDLE_ERROR_UNTRUSTED);
}

/* Signs whatever the manifest's text says, as a careless or other tool might. */
static void
sign_text (Commune *f, const char *manifest)
{
  g_autoptr (GBytes) bytes = g_bytes_new (manifest, strlen (manifest));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) signature = parvis_signature_sign (bytes, f->certificate, f->key, &error);

  g_assert_no_error (error);
  fixture_write (f->bundle, "manifest.json", manifest, -1);
  fixture_write (f->bundle, "manifest.p7s", g_bytes_get_data (signature, NULL), (gssize) g_bytes_get_size (signature));
}

static char *
sum_of (Commune *f, const char *name)
{
  g_autofree char *text = fixture_read (f->bundle, name);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static void
test_signed_with_faults (Commune *f, gconstpointer unused)
{
  g_autofree char *old_sum = sum_of (f, "services/bac.json");
  g_autofree char *new_sum = NULL;
  g_autofree char *manifest = NULL;
  g_autoptr (GString) text = NULL;

  fixture_edit (f->bundle, "services/bac.json", "\"theme\": \"dechets\"", "\"theme\": \"ordures\"");
  new_sum = sum_of (f, "services/bac.json");
  manifest = fixture_read (f->bundle, "manifest.json");
  text = g_string_new (manifest);
  g_assert_cmpuint (g_string_replace (text, old_sum, new_sum, 0), ==, 1);
  sign_text (f, text->str);
  refuse (f, PARVIS_BUNDLE_ERROR_INVALID);
}

static void
test_signed_nonsense (Commune *f, gconstpointer unused)
{
  g_autofree char *manifest = fixture_read (f->bundle, "manifest.json");
  g_autoptr (GString) text = g_string_new (manifest);

  sign_text (f, "{");
  refuse (f, PARVIS_BUNDLE_ERROR_UNTRUSTED);
  sign_text (f, "{\"format\":1,\"version\":9,\"expires\":\"2030-01-01T00:00:00Z\",\"files\":{\"../../etc/"
                "passwd\":\"00\"}}");
  refuse (f, PARVIS_BUNDLE_ERROR_UNTRUSTED);
  g_string_replace (text, "\"version\" : 7", "\"version\" : 9", 0); /* not what bundle.json says */
  sign_text (f, text->str);
  refuse (f, PARVIS_BUNDLE_ERROR_UNTRUSTED);
}

static void
test_changed_meanwhile (Commune *f, gconstpointer unused)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_bundle_fault_free);
  g_autoptr (ParvisTree) tree = parvis_tree_open (f->bundle, faults, NULL);
  g_autoptr (GBytes) bytes = parvis_tree_read (tree, "manifest.json", NULL);
  g_autoptr (ParvisManifest) manifest = parvis_manifest_parse (bytes, NULL);
  g_autoptr (GBytes) sound = NULL;
  g_autoptr (GError) error = NULL;

  parvis_tree_set_sums (tree, manifest->sums);
  sound = parvis_tree_read (tree, "media/armes.svg", &error);
  g_assert_no_error (error);
  fixture_edit (f->bundle, "media/armes.svg", "#1d4e89", "#ff0000");
  g_assert_null (parvis_tree_read (tree, "media/armes.svg", &error));
  g_assert_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_UNTRUSTED);
}

static void
test_sign_refuses (Commune *f, gconstpointer unused)
{
  g_autoptr (GError) faulty = NULL, expired = NULL, no_key = NULL;

  fixture_delete (f->bundle, "manifest.json");
  g_assert_false (parvis_bundle_sign (f->bundle, f->certificate, "/nowhere/key", &no_key));
  g_assert_nonnull (no_key);
  fixture_edit (f->bundle, "bundle.json", "2099-", "2019-");
  g_assert_false (parvis_bundle_sign (f->bundle, f->certificate, f->key, &expired));
  g_assert_error (expired, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_EXPIRED);
  fixture_delete (f->bundle, "media/armes.svg");
  g_assert_false (parvis_bundle_sign (f->bundle, f->certificate, f->key, &faulty));
  g_assert_error (faulty, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_INVALID);
  g_assert_nonnull (strstr (faulty->message, "/commune/logo"));
}

/* ---- the machine's own troubles ---- */

static void
test_no_folder (Commune *f, gconstpointer unused)
{
  g_free (f->catalog);
  f->catalog = scratch_path (f->scratch, "missing/catalog.db");
  refuse (f, PARVIS_BUNDLE_ERROR_FAILED);
}

static void
test_locked (Commune *f, gconstpointer unused)
{
  g_autofree char *path = g_strconcat (f->catalog, ".lock", NULL);
  int fd = g_open (path, O_RDWR | O_CREAT, 0600);

  g_assert_cmpint (flock (fd, LOCK_EX), ==, 0);
  refuse (f, PARVIS_BUNDLE_ERROR_FAILED);
  close (fd);
  install (f);
}

static void
test_disk_full (Commune *f, gconstpointer unused)
{
  struct rlimit usual, small;

  install (f);
  set_version (f, "7", "8");
  commune_sign (f);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  small = usual;
  small.rlim_cur = 16384; /* no file may grow beyond: what a full disk answers, for each file */
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  refuse (f, PARVIS_BUNDLE_ERROR_FAILED);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  install (f);
  g_assert_cmpint (served (f), ==, 8);
}

/* ---- power cuts ---- */

static gboolean
is_whole (const char *path)
{
  sqlite3 *handle = NULL;
  sqlite3_stmt *statement = NULL;
  gboolean ok = sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK
                && sqlite3_prepare_v2 (handle, "PRAGMA integrity_check", -1, &statement, NULL) == SQLITE_OK
                && sqlite3_step (statement) == SQLITE_ROW
                && strcmp ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;

  sqlite3_finalize (statement);
  sqlite3_close (handle);
  return ok;
}

/* Runs the real parvisctl, whose power is cut at its @at-th change of the disk. TRUE: it ended before that.
 */
static gboolean
install_until (Commune *f, guint at, const char *log)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "bin", "parvisctl", NULL);
  g_autofree char *preload = g_test_build_filename (G_TEST_BUILT, "tests", "app", "content", "libcrash.so", NULL);
  g_autofree char *number = g_strdup_printf ("%u", at);
  g_auto (GStrv) environment = g_get_environ ();
  const char *argv[] = { program, "content", "install", f->bundle, "--ca", f->ca, "--catalog", f->catalog, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  environment = g_environ_setenv (environment, "LD_PRELOAD", preload, TRUE);
  environment = g_environ_setenv (environment, "ASAN_OPTIONS", "verify_asan_link_order=0", TRUE);
  environment = g_environ_setenv (environment, "PARVIS_CRASH_AT", number, TRUE);
  if (log != NULL)
    environment = g_environ_setenv (environment, "PARVIS_CRASH_LOG", log, TRUE);
  g_spawn_sync (NULL, (char **) argv, environment, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  if (WIFSIGNALED (status))
    {
      g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
      return FALSE;
    }
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  return TRUE;
}

static void
test_power_cut (Commune *f, gconstpointer unused)
{
  guint cuts = 0, old = 0;

  install (f);
  set_version (f, "7", "8");
  commune_sign (f);
  while (!install_until (f, cuts + 1, NULL))
    {
      gint64 version = served (f);

      cuts++;
      g_assert_true (is_whole (f->catalog));
      g_assert_true (version == 7 || version == 8);
      old += version == 7;
      if (version == 8) /* the rename was reached: what is left to cut comes after it */
        break;
    }
  g_test_message ("%u cuts: the old one %u times, the new one %u times", cuts, old, cuts - old);
  g_assert_cmpuint (old, >, 20);
  g_assert_cmpuint (cuts - old, ==, 1);
  g_assert_cmpint (served (f), ==, 8);
}

/* Data before the name, the name before we say that it is done. */
static void
test_order (Commune *f, gconstpointer unused)
{
  g_autofree char *log = scratch_path (f->scratch, "log");
  g_autofree char *text = NULL;

  g_assert_true (install_until (f, 0, log));
  g_assert_true (g_file_get_contents (log, &text, NULL, NULL));
  g_assert_true (g_str_has_suffix (text, "write\nfsync file\nrename\nfsync folder\n"));
}

int
main (int argc, char **argv)
{
#define ADD(path, func) g_test_add ("/install/" path, Commune, NULL, set_up, func, tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD ("grows", test_grows);
  ADD ("replaces-damaged", test_replaces_damaged);
  ADD ("signed-twice-alike", test_signed_twice_alike);
  ADD ("expired", test_expired);
  ADD ("altered", test_altered);
  ADD ("altered-media", test_altered_media);
  ADD ("added", test_added);
  ADD ("added-unknown", test_added_unknown);
  ADD ("removed", test_removed);
  ADD ("altered-manifest", test_altered_manifest);
  ADD ("not-signed", test_not_signed);
  ADD ("wrong-ca", test_wrong_ca);
  ADD ("wrong-usage", test_wrong_usage);
  ADD ("signed-with-faults", test_signed_with_faults);
  ADD ("signed-nonsense", test_signed_nonsense);
  ADD ("changed-meanwhile", test_changed_meanwhile);
  ADD ("sign-refuses", test_sign_refuses);
  ADD ("no-folder", test_no_folder);
  ADD ("locked", test_locked);
  ADD ("disk-full", test_disk_full);
  ADD ("order", test_order);
  ADD ("power-cut", test_power_cut);
  return g_test_run ();
}
