/* SPDX-License-Identifier: EUPL-1.2
 *
 * `parvisctl queue export` to a key that is full: it says so, and leaves nothing that the central server would take for
 * an export. The real programs and a real file system that fills up: this test runs in a namespace where it may mount.
 */
#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "sync/town.h"

#define INSIDE "PARVIS_TEST_INSIDE"
#define ROOMY  "size=16m"

typedef struct
{
  Town *town;
  ParvisConfig *config;
  ParvisOutbox *outbox;
  char *key;
  char *folder; /* of the kiosk on it */
} Desk;

/* FALSE: skipped. */
static gboolean
desk_init (Desk *desk)
{
  *desk = (Desk){ NULL };
  if (g_getenv (INSIDE) == NULL)
    {
      g_test_skip ("no tmpfs of our own can be mounted here (unshare -rm)");
      return FALSE;
    }
  desk->town = town_new ();
  desk->config = town_kiosk (desk->town, 9);
  desk->outbox = town_outbox (desk->town);
  desk->key = town_path (desk->town, "key");
  desk->folder = g_build_filename (desk->key, "parvis-borne-1", NULL);
  g_assert_cmpint (g_mkdir (desk->key, 0700), ==, 0);
  g_assert_cmpint (mount ("tmpfs", desk->key, "tmpfs", 0, ROOMY), ==, 0);
  return TRUE;
}

static void
desk_clear (Desk *desk)
{
  if (desk->town == NULL)
    return;
  g_assert_cmpint (umount (desk->key), ==, 0);
  parvis_outbox_free (desk->outbox);
  parvis_config_unref (desk->config);
  town_free (desk->town);
  g_free (desk->key);
  g_free (desk->folder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static void
queue (Desk *desk, gsize size, guint count)
{
  g_autoptr (GBytes) envelope = town_envelope (desk->town, size);

  for (guint i = 0; i < count; i++)
    {
      g_autofree char *id = town_queue (desk->outbox, envelope);
    }
}

static void
limit (const Desk *desk, const char *options)
{
  g_assert_cmpint (mount ("tmpfs", desk->key, "tmpfs", MS_REMOUNT, options), ==, 0);
}

/* Leaves @room bytes free. */
static void
leave_room (const Desk *desk, guint64 room)
{
  struct statvfs fs;
  g_autofree char *options = NULL;

  g_assert_cmpint (statvfs (desk->key, &fs), ==, 0);
  options = g_strdup_printf ("size=%" G_GUINT64_FORMAT, (guint64) (fs.f_blocks - fs.f_bfree) * fs.f_frsize + room);
  limit (desk, options);
}

/* Leaves room for @files more files, however small. */
static void
leave_files (const Desk *desk, guint64 files)
{
  struct statvfs fs;
  g_autofree char *options = NULL;

  g_assert_cmpint (statvfs (desk->key, &fs), ==, 0);
  options = g_strdup_printf (ROOMY ",nr_inodes=%" G_GUINT64_FORMAT, (guint64) (fs.f_files - fs.f_ffree) + files);
  limit (desk, options);
}

/* `parvisctl queue export`: both its streams. (transfer full) */
static char *
export_to_key (const Desk *desk, gboolean succeeds)
{
  const char *const arguments[] = { "queue", "export", desk->key, NULL };

  return town_run (desk->town, "parvisctl", NULL, succeeds ? EXIT_SUCCESS : EXIT_FAILURE, arguments);
}

static char *
import_from_key (const Desk *desk, int expected)
{
  return town_run_hub (desk->town, expected, "import", desk->key, NULL);
}

static void
assert_says (const char *said, const char *words)
{
  if (strstr (said, words) == NULL)
    g_error ("« %s » is not in: %s", words, said);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static guint
count_exported (const Desk *desk)
{
  g_autoptr (GPtrArray) list = parvis_outbox_list (desk->outbox, NULL);
  guint count = 0;

  for (guint i = 0; i < list->len; i++)
    count += ((const ParvisOutboxEntry *) g_ptr_array_index (list, i))->exported_at > 0;
  return count;
}

static void
test_too_small (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *said = NULL;

  if (!desk_init (&desk))
    return;
  queue (&desk, 300 * 1000, 3);
  leave_room (&desk, 700 * 1024); /* of 900 kB */
  said = export_to_key (&desk, FALSE);
  assert_says (said, "il n’y en a que");
  g_assert_cmpuint (count_files (desk.key), ==, 0);
  g_assert_cmpuint (count_exported (&desk), ==, 0);
}

/* There is room by what the file system says, and then there is none. */
static void
test_full_on_the_way (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *said = NULL, *imported = NULL, *again = NULL;

  if (!desk_init (&desk))
    return;
  queue (&desk, 1000, 5);
  leave_files (&desk, 4); /* the folder and three envelopes */
  said = export_to_key (&desk, FALSE);
  assert_says (said, "il n’y a plus de place");
  g_assert_cmpuint (count_files (desk.key), ==, 0);
  g_assert_cmpuint (count_exported (&desk), ==, 0);
  imported = import_from_key (&desk, 1);
  assert_says (imported, "n’a pas de demandes d’une borne");
  limit (&desk, ROOMY ",nr_inodes=100");
  again = export_to_key (&desk, TRUE);
  g_assert_cmpuint (count_exported (&desk), ==, 5);
}

/* An export that lies there whole stays so when the next one does not fit beside it. */
static void
test_older_export_stays (gconstpointer room)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *first = NULL, *second = NULL, *imported = NULL;
  guint files;

  if (!desk_init (&desk))
    return;
  queue (&desk, 1000, 2);
  first = export_to_key (&desk, TRUE);
  files = count_files (desk.folder);
  queue (&desk, 1000, 4);
  leave_files (&desk, GPOINTER_TO_UINT (room));
  second = export_to_key (&desk, FALSE);
  assert_says (second, "il n’y a plus de place");
  g_assert_cmpuint (count_files (desk.folder), ==, files);
  g_assert_cmpuint (count_exported (&desk), ==, 2);
  limit (&desk, ROOMY ",nr_inodes=100"); /* for the receipts */
  imported = import_from_key (&desk, 0);
  assert_says (imported, "reçues\u00a0: 2");
}

/* What lies there needs no room a second time. */
static void
test_again_on_a_nearly_full_key (void)
{
  g_auto (Desk) desk = { 0 };
  g_autofree char *first = NULL, *second = NULL, *third = NULL;

  if (!desk_init (&desk))
    return;
  queue (&desk, 1000 * 1000, 3);
  first = export_to_key (&desk, TRUE);
  leave_room (&desk, 256 * 1024);
  second = export_to_key (&desk, TRUE);
  g_assert_cmpstr (second, ==, first);
  queue (&desk, 1000, 1);
  third = export_to_key (&desk, TRUE);
  g_assert_cmpuint (count_exported (&desk), ==, 4);
}

/* Returns where it could not begin again in a namespace of its own. */
static void
begin_inside (int argc, char **argv)
{
  const char *probe[] = { "unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt", NULL };
  g_autoptr (GPtrArray) again = g_ptr_array_new ();
  int status;

  if (g_getenv (INSIDE) != NULL
      || !g_spawn_sync (NULL, (char **) probe, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                        NULL, &status, NULL)
      || status != 0)
    return;
  g_setenv (INSIDE, "1", TRUE);
  g_ptr_array_add (again, "unshare");
  g_ptr_array_add (again, "-rm");
  for (int i = 0; i < argc; i++)
    g_ptr_array_add (again, argv[i]);
  g_ptr_array_add (again, NULL);
  execvp ("unshare", (char **) again->pdata);
  g_error ("unshare: %s", g_strerror (errno));
}

int
main (int argc, char **argv)
{
  begin_inside (argc, argv);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/carry-full/too-small", test_too_small);
  g_test_add_func ("/carry-full/on-the-way", test_full_on_the_way);
  /* In the midst of its envelopes; when but the list is lacking, and its signature is there. */
  g_test_add_data_func ("/carry-full/older-export/envelopes", GUINT_TO_POINTER (2), test_older_export_stays);
  g_test_add_data_func ("/carry-full/older-export/list", GUINT_TO_POINTER (5), test_older_export_stays);
  g_test_add_func ("/carry-full/nearly-full", test_again_on_a_nearly_full_key);
  return g_test_run ();
}
