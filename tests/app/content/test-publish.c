/* SPDX-License-Identifier: EUPL-1.2
 *
 * What publishing writes, what it refuses, and that kiosks find what was published before until all of the next is
 * there.
 */
#include "app/content/publish.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "app/content/commune-fixture.h"
#include "app/content/manifest.h"
#include "child/child.h"
#include "sync/content/release.h"
#include "sync/content/resource.h"
#include "sync/seal/signature.h"

#define NOW G_GINT64_CONSTANT (1795000000) /* November 2026 */
#define DAY G_GINT64_CONSTANT (86400)

static const ParvisAudience everyone = { .percent = 100 };

/* A commune, and where it publishes. */
typedef struct
{
  Commune commune;
  char *tree;
  ParvisPublisher publisher;
} Fixture;

static void
set_up (Fixture *f, gconstpointer unused)
{
  commune_set_up (&f->commune);
  commune_sign (&f->commune);
  f->tree = scratch_path (f->commune.scratch, "tree");
  f->publisher = (ParvisPublisher){ f->commune.ca, f->commune.certificate, f->commune.key, PARVIS_PUBLISH_DAYS };
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  commune_tear_down (&f->commune);
  g_free (f->tree);
}

/* The next edition: one text is another, and so is the version. */
static void
edit (Fixture *f)
{
  fixture_edit (f->commune.bundle, "bundle.json", "\"version\": 7,", "\"version\": 8,");
  fixture_edit (f->commune.bundle, "services/bac.json", "Gratuit.", "Payant!.");
  commune_sign (&f->commune);
}

/* ---- what is published ---- */

static GBytes *
read_bytes (const char *tree, const char *name)
{
  g_autofree char *path = g_build_filename (tree, name, NULL);
  char *data;
  gsize size;

  return g_file_get_contents (path, &data, &size, NULL) ? g_bytes_new_take (data, size) : NULL;
}

/* (transfer full) */
static ParvisReleases *
read_list (Fixture *f)
{
  g_autoptr (GBytes) wrapped = read_bytes (f->tree, "releases.p7m");
  g_autoptr (GError) error = NULL;
  ParvisReleases *list;

  g_assert_nonnull (wrapped);
  list = parvis_releases_open (wrapped, f->commune.ca, &error);
  g_assert_no_error (error);
  return list;
}

static void
assert_sum (const char *tree, const char *name, const char *sum)
{
  g_autoptr (GBytes) bytes = read_bytes (tree, name);
  g_autofree char *found = NULL;

  g_assert_nonnull (bytes);
  found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_assert_cmpstr (found, ==, sum);
}

/* All that a kiosk fetches of it is there. Returns how many files. */
static guint
assert_whole (Fixture *f, const ParvisRelease *release)
{
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT "/manifest.json", release->version);
  g_autofree char *signature_name = g_strdup_printf ("%" G_GINT64_FORMAT "/manifest.p7s", release->version);
  g_autoptr (GBytes) bytes = read_bytes (f->tree, name), signature = read_bytes (f->tree, signature_name);
  g_autoptr (ParvisManifest) manifest = NULL;
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer sum;

  assert_sum (f->tree, name, release->manifest);
  g_assert_cmpint ((gint64) g_bytes_get_size (bytes), ==, release->size);
  g_assert_nonnull (signature);
  g_assert_true (parvis_signature_verify (bytes, signature, f->commune.ca, PARVIS_OID_CONTENT, &error));
  g_assert_no_error (error);
  manifest = parvis_manifest_parse (bytes, &error);
  g_assert_no_error (error);
  g_hash_table_iter_init (&iter, manifest->sums);
  while (g_hash_table_iter_next (&iter, NULL, &sum))
    {
      g_autofree char *file = g_strconcat ("files/", sum, NULL);

      assert_sum (f->tree, file, sum);
    }
  return g_hash_table_size (manifest->sums);
}

/* Which version a kiosk takes; all of it is there. */
static gint64
served (Fixture *f)
{
  g_autoptr (ParvisReleases) list = read_list (f);
  gint64 change;
  const ParvisRelease *release = parvis_releases_choose (list, "borne-1", NULL, NOW, &change);

  g_assert_nonnull (release);
  assert_whole (f, release);
  return release->version;
}

static void
publish (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  gint64 version = 0;

  g_assert_true (parvis_publish_bundle (&f->publisher, f->commune.bundle, f->tree, &everyone, NOW, &version, &error));
  g_assert_no_error (error);
  g_assert_cmpint (version, ==, served (f));
}

/* The list, and so what kiosks take, is the same afterwards, or is not there. (transfer full): what was said */
static GError *
refuse (Fixture *f)
{
  g_autoptr (GBytes) before = read_bytes (f->tree, "releases.p7m"), after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (parvis_publish_bundle (&f->publisher, f->commune.bundle, f->tree, &everyone, NOW, NULL, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  after = read_bytes (f->tree, "releases.p7m");
  g_assert_true (before == NULL ? after == NULL : after != NULL && g_bytes_equal (before, after));
  return g_steal_pointer (&error);
}

static void
test_first (Fixture *f, gconstpointer unused)
{
  g_autofree char *folder = g_build_filename (f->tree, "files", NULL);
  g_autoptr (ParvisReleases) list = NULL;
  g_autoptr (GDir) dir = NULL;
  const ParvisRelease *release;
  guint count = 0;

  publish (f); /* into a folder that is made for it */
  list = read_list (f);
  g_assert_cmpint (list->serial, ==, 1);
  g_assert_cmpint (list->made, ==, NOW);
  g_assert_cmpint (list->expires, ==, NOW + PARVIS_PUBLISH_DAYS * DAY);
  g_assert_cmpuint (list->releases->len, ==, 1);
  release = list->releases->pdata[0];
  g_assert_cmpint (release->version, ==, 7);
  g_assert_cmpuint (release->percent, ==, 100);
  g_assert_null (release->groups);
  dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    count++;
  g_assert_cmpuint (count, ==, assert_whole (f, release)); /* and nothing else */
}

static void
test_next (Fixture *f, gconstpointer unused)
{
  g_autoptr (ParvisReleases) first = NULL, second = NULL;

  publish (f);
  first = read_list (f);
  edit (f);
  publish (f);
  second = read_list (f);
  g_assert_cmpint (second->serial, ==, first->serial + 1);
  g_assert_cmpuint (second->releases->len, ==, 1); /* nobody can take the former any more */
  g_assert_cmpint (served (f), ==, 8);
  assert_whole (f, first->releases->pdata[0]); /* but who is in the midst of fetching it can go on */
}

static void
test_audience (Fixture *f, gconstpointer unused)
{
  static const char *const groups[] = { "pilote", NULL };
  const ParvisAudience pilots = { groups, 20, NOW + DAY };
  g_autoptr (ParvisReleases) list = NULL;
  g_autoptr (GError) error = NULL;
  const ParvisRelease *release;

  publish (f);
  edit (f);
  g_assert_true (parvis_publish_bundle (&f->publisher, f->commune.bundle, f->tree, &pilots, NOW, NULL, &error));
  g_assert_no_error (error);
  list = read_list (f);
  g_assert_cmpuint (list->releases->len, ==, 2); /* the others still take the former */
  release = list->releases->pdata[1];
  g_assert_cmpint (release->version, ==, 8);
  g_assert_cmpstrv (release->groups, groups);
  g_assert_cmpuint (release->percent, ==, 20);
  g_assert_cmpint (release->from, ==, NOW + DAY);
  g_assert_cmpint (served (f), ==, 7);
  publish (f); /* the same, for all, after all */
  g_assert_cmpint (served (f), ==, 8);
}

/* Files are as good as their sums: what was cut off or altered is written again. What is not ours is left alone. */
static void
test_tree_of_others (Fixture *f, gconstpointer unused)
{
  g_autofree char *text = fixture_read (f->commune.bundle, "services/bac.json"), *page = NULL;
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *name = g_strconcat ("files/", sum, NULL), *altered = g_ascii_strup (text, -1);

  fixture_write (f->tree, name, "{", -1);
  fixture_write (f->tree, "index.html", "Bienvenue", -1);
  publish (f);
  assert_sum (f->tree, name, sum);
  fixture_write (f->tree, name, altered, -1);
  publish (f);
  assert_sum (f->tree, name, sum);
  page = fixture_read (f->tree, "index.html");
  g_assert_cmpstr (page, ==, "Bienvenue");
}

/* ---- what is refused ---- */

static void
test_no_key (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) first = NULL, next = NULL;

  f->publisher.key = "/nowhere/content.key";
  first = refuse (f);
  g_assert_error (first, PARVIS_SIGNATURE_ERROR, PARVIS_SIGNATURE_ERROR_CERTIFICATE);
  g_assert_nonnull (strstr (first->message, "/nowhere/content.key"));
  f->publisher.key = f->commune.key;
  publish (f);
  edit (f);
  f->publisher.key = "/nowhere/content.key";
  next = refuse (f);
  g_assert_cmpint (served (f), ==, 7);
}

/* A key that may sign receipts, and no content: kiosks would refuse the list. */
static void
test_wrong_key (Fixture *f, gconstpointer unused)
{
  g_autofree char *certificate = scratch_path (f->commune.scratch, "receipt.pem"),
                  *key = scratch_path (f->commune.scratch, "receipt.key");
  g_autoptr (GError) error = NULL;

  publish (f);
  edit (f);
  f->publisher.certificate = certificate;
  f->publisher.key = key;
  error = refuse (f);
  g_assert_error (error, PARVIS_SIGNATURE_ERROR, PARVIS_SIGNATURE_ERROR_CERTIFICATE);
  g_assert_cmpint (served (f), ==, 7);
}

/* A number stands for one content: the same again is no other, something else is. */
static void
test_same_version (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  publish (f);
  publish (f);
  fixture_edit (f->commune.bundle, "services/bac.json", "Gratuit.", "Payant!.");
  commune_sign (&f->commune);
  error = refuse (f);
  g_assert_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_OLDER);
  g_assert_nonnull (strstr (error->message, "7"));
  g_assert_cmpint (served (f), ==, 7);
}

/* Whatever a kiosk would refuse. */
static void
test_bad_bundle (Fixture *f, gconstpointer unused)
{
  static const struct
  {
    const char *file, *old, *replacement;
  } spoilt[]
      = { { "services/bac.json", "Gratuit.", "Payant!." }, { "manifest.json", "\"version\" : 7", "\"version\" : 9" } };
  g_autoptr (GError) missing = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (spoilt); i++)
    {
      g_autoptr (GError) error = NULL;

      fixture_edit (f->commune.bundle, spoilt[i].file, spoilt[i].old, spoilt[i].replacement);
      error = refuse (f);
      g_assert_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_UNTRUSTED);
      fixture_edit (f->commune.bundle, spoilt[i].file, spoilt[i].replacement, spoilt[i].old);
    }
  fixture_delete (f->commune.bundle, "manifest.p7s");
  missing = refuse (f);
  g_assert_false (g_file_test (f->tree, G_FILE_TEST_EXISTS)); /* nothing was begun */
}

/* What somebody else put there is not signed by us. */
static void
test_list_of_others (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) garbage = NULL, foreign = NULL;
  g_autoptr (Scratch) elsewhere = scratch_new ();
  g_autofree char *certificate = scratch_path (elsewhere, "content.pem"),
                  *key = scratch_path (elsewhere, "content.key");
  g_autoptr (ParvisReleases) list = NULL;
  g_autoptr (GBytes) json = NULL, wrapped = NULL;

  publish (f);
  list = read_list (f);
  edit (f);
  fixture_write (f->tree, "releases.p7m", "nothing of a list", -1);
  garbage = refuse (f);
  g_assert_nonnull (strstr (garbage->message, "releases.p7m"));
  commune_make_pki (elsewhere->folder);
  json = parvis_releases_to_json (list);
  wrapped = parvis_signature_wrap (json, certificate, key, NULL);
  fixture_write (f->tree, "releases.p7m", g_bytes_get_data (wrapped, NULL), (gssize) g_bytes_get_size (wrapped));
  foreign = refuse (f);
  g_assert_error (foreign, PARVIS_SIGNATURE_ERROR, PARVIS_SIGNATURE_ERROR_CERTIFICATE);
}

/* ---- the machine's own troubles ---- */

static void
test_disk_full (Fixture *f, gconstpointer unused)
{
  struct rlimit usual, small;
  g_autoptr (GError) error = NULL;

  publish (f);
  edit (f);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  small = usual;
  small.rlim_cur = 100; /* no file may grow beyond: what a full disk answers, for each file */
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  error = refuse (f);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  g_assert_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "place libre"));
  g_assert_cmpint (served (f), ==, 7);
  publish (f);
  g_assert_cmpint (served (f), ==, 8);
}

/* Where there is to be a folder, there is a file. */
static void
test_no_folder (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_free (scratch_write (f->commune.scratch, "tree", "a file"));
  error = refuse (f);
  g_assert_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, f->tree));
}

/* Runs the real parvisctl, whose power is cut at its @at-th change of the disk. TRUE: it ended before that. */
static gboolean
publish_until (Fixture *f, guint at)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "bin", "parvisctl", NULL);
  g_autofree char *preload = g_test_build_filename (G_TEST_BUILT, "tests", "app", "content", "libcrash.so", NULL);
  g_autofree char *number = g_strdup_printf ("%u", at);
  const char *const argv[]
      = { program, "content",      "publish",       f->commune.bundle,      f->tree, "--ca", f->commune.ca,
          "--key", f->commune.key, "--certificate", f->commune.certificate, NULL };
  g_autoptr (GSubprocessLauncher) launcher = child_launcher (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GSubprocess) process = NULL;

  g_subprocess_launcher_setenv (launcher, "LD_PRELOAD", preload, TRUE);
  g_subprocess_launcher_setenv (launcher, "ASAN_OPTIONS", "verify_asan_link_order=0", TRUE);
  g_subprocess_launcher_setenv (launcher, "PARVIS_CRASH_AT", number, TRUE);
  process = child_launch (launcher, argv);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  if (!g_subprocess_get_if_signaled (process))
    {
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
      return TRUE;
    }
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);
  return FALSE;
}

/* The tree as it was when nothing of the next version had been written. */
static void
go_back (Fixture *f, const char *former)
{
  g_autoptr (GSubprocess) copy = NULL;

  scratch_remove (f->tree);
  copy = child_start (G_SUBPROCESS_FLAGS_NONE, "cp", "-r", "--", former, f->tree, NULL);
  g_assert_true (g_subprocess_wait_check (copy, NULL, NULL));
}

static void
test_power_cut (Fixture *f, gconstpointer unused)
{
  g_autofree char *former = scratch_path (f->commune.scratch, "former");
  guint cuts = 0, old = 0;

  publish (f);
  g_assert_cmpint (g_rename (f->tree, former), ==, 0);
  edit (f);
  for (go_back (f, former); !publish_until (f, cuts + 1); go_back (f, former))
    {
      const gint64 version = served (f);

      cuts++;
      g_assert_true (version == 7 || version == 8);
      old += version == 7;
    }
  g_test_message ("%u cuts: the old one %u times, the new one %u times", cuts, old, cuts - old);
  g_assert_cmpuint (old, >, 0);
  g_assert_cmpint (served (f), ==, 8);
}

/* ---- the list again, and resources ---- */

static void
test_renew (Fixture *f, gconstpointer unused)
{
  g_autoptr (ParvisReleases) list = NULL;
  g_autoptr (GError) none = NULL, error = NULL;

  g_assert_false (parvis_publish_renew (&f->publisher, f->tree, NOW, &none));
  g_assert_error (none, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED);
  g_assert_false (g_file_test (f->tree, G_FILE_TEST_EXISTS));
  publish (f);
  g_assert_true (parvis_publish_renew (&f->publisher, f->tree, NOW + DAY, &error));
  g_assert_no_error (error);
  list = read_list (f);
  g_assert_cmpint (list->serial, ==, 2);
  g_assert_cmpint (list->expires, ==, NOW + (PARVIS_PUBLISH_DAYS + 1) * DAY);
  g_assert_cmpint (served (f), ==, 7);
}

static gboolean
publish_notices (Fixture *f, const char *name, const char *json, GError **error)
{
  g_autofree char *file = scratch_write (f->commune.scratch, "notices.json", json);

  return parvis_publish_resource (&f->publisher, name, file, f->tree, NOW + DAY, NOW, error);
}

static void
test_resource (Fixture *f, gconstpointer unused)
{
  g_autoptr (ParvisReleases) list = NULL;
  g_autoptr (GBytes) wrapped = NULL;
  g_autoptr (ParvisResource) resource = NULL;
  g_autoptr (GError) error = NULL;

  publish (f);
  for (guint times = 0; times < 2; times++)
    g_assert_true (publish_notices (f, "slots", "{\"free\":3}", &error));
  g_assert_no_error (error);
  list = read_list (f);
  g_assert_cmpstrv (list->resources, ((const char *const[]){ "slots", NULL })); /* once */
  wrapped = read_bytes (f->tree, "resources/slots.p7m");
  resource = parvis_resource_open (wrapped, "slots", f->commune.ca, &error);
  g_assert_no_error (error);
  g_assert_cmpint (resource->made, ==, NOW);
  g_assert_cmpint (resource->until, ==, NOW + DAY);
  g_assert_cmpint (json_object_get_int_member (resource->data, "free"), ==, 3);
  g_assert_cmpint (served (f), ==, 7);
}

static void
test_resource_refused (Fixture *f, gconstpointer unused)
{
  static const char *const bad[][2] = { { "../slots", "{}" }, { "slots", "[" }, { "notices", "{\"notices\":3}" } };
  g_autofree char *folder = g_build_filename (f->tree, "resources", NULL);

  publish (f);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) before = read_bytes (f->tree, "releases.p7m"), after = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_false (publish_notices (f, bad[i][0], bad[i][1], &error));
      g_test_message ("%s", error->message);
      after = read_bytes (f->tree, "releases.p7m");
      g_assert_true (g_bytes_equal (before, after));
      g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
    }
}

int
main (int argc, char **argv)
{
#define ADD(path, test) g_test_add ("/publish/" path, Fixture, NULL, set_up, test, tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD ("first", test_first);
  ADD ("next", test_next);
  ADD ("audience", test_audience);
  ADD ("tree-of-others", test_tree_of_others);
  ADD ("no-key", test_no_key);
  ADD ("wrong-key", test_wrong_key);
  ADD ("same-version", test_same_version);
  ADD ("bad-bundle", test_bad_bundle);
  ADD ("list-of-others", test_list_of_others);
  ADD ("disk-full", test_disk_full);
  ADD ("no-folder", test_no_folder);
  ADD ("power-cut", test_power_cut);
  ADD ("renew", test_renew);
  ADD ("resource", test_resource);
  ADD ("resource-refused", test_resource_refused);
  return g_test_run ();
}
