/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/queue/outbox.h"

#include <signal.h>
#include <sys/resource.h>

#include <glib/gstdio.h>

#include "sync/outbox-fixture.h"

#define KILLS 40
#define STEPS 900 /* of a page each, they are more than what is set aside for them */

/* Power, processes, room ------------------------------------------------------------------------------- */

/* Reads a random number of acknowledged ids, kills, and returns all that were acknowledged. */
static void
kill_after_some (GSubprocess *child, guint some, GPtrArray *acknowledged)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  char *line;

  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      if (strlen (line) == 36) /* the last one may have been cut by the kill */
        g_ptr_array_add (acknowledged, g_steal_pointer (&line));
      g_free (line);
      if (some-- == 0)
        g_subprocess_send_signal (child, SIGKILL);
    }
  g_subprocess_wait (child, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (child));
}

static void
test_killed (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (GPtrArray) acknowledged = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (ParvisOutbox) outbox = NULL;

  for (int i = 0; i < KILLS; i++)
    {
      g_autoptr (GSubprocess) child = spawn_child (path, "0");

      kill_after_some (child, (guint) g_test_rand_int_range (0, 4), acknowledged);
    }
  outbox = open_outbox (path);
  for (guint i = 0; i < acknowledged->len; i++)
    assert_whole (outbox, g_ptr_array_index (acknowledged, i));
  list = parvis_outbox_list (outbox, NULL);
  g_test_message ("%d kills, %u acknowledged, %u kept, 0 lost", KILLS, acknowledged->len, list->len);
  g_assert_cmpuint (acknowledged->len, >=, KILLS);
  g_assert_cmpuint (list->len, >=, acknowledged->len);
  g_assert_cmpuint (list->len, <=, acknowledged->len + KILLS); /* at most the one in hand at each kill */
  for (guint i = 0; i < list->len; i++)
    assert_whole (outbox, ((ParvisOutboxEntry *) g_ptr_array_index (list, i))->id);
}

/* Two processes make the database together, then write at the same time. */
static void
test_two_processes (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (GSubprocess) one = spawn_child (path, "60");
  g_autoptr (GSubprocess) two = spawn_child (path, "60");
  g_autoptr (ParvisOutbox) outbox = NULL;
  g_autoptr (GPtrArray) list = NULL;

  g_assert_true (g_subprocess_communicate (one, NULL, NULL, NULL, NULL, NULL));
  g_assert_true (g_subprocess_communicate (two, NULL, NULL, NULL, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (one));
  g_assert_true (g_subprocess_get_successful (two));
  outbox = open_outbox (path);
  list = parvis_outbox_list (outbox, NULL);
  g_assert_cmpuint (list->len, ==, 120);
}

static void
test_busy (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) holder = open_outbox (path);
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autoptr (ParvisTransaction) held = parvis_transaction_begin (parvis_outbox_get_database (holder), NULL);
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GBytes) envelope = envelope_of (id);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (held);
  parvis_sqlite_set_timeout (parvis_outbox_get_database (outbox), 10);
  g_assert_false (parvis_outbox_enqueue (outbox, id, envelope, &error));
  g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_BUSY);
  g_clear_error (&error);
  parvis_transaction_end (g_steal_pointer (&held));
  g_assert_true (parvis_outbox_enqueue (outbox, id, envelope, &error));
}

/* Fills until it is full; what was taken before is whole, and once there is room again it goes on. */
static void
fill (ParvisOutbox *outbox, GPtrArray *taken)
{
  g_autoptr (GError) error = NULL;

  while (error == NULL)
    {
      g_autofree char *id = g_uuid_string_random ();
      g_autoptr (GBytes) envelope = envelope_of (id);

      if (parvis_outbox_enqueue (outbox, id, envelope, &error))
        g_ptr_array_add (taken, g_steal_pointer (&id));
      g_assert_cmpuint (taken->len, <, 10000);
    }
  g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_FULL);
}

static void
assert_kept (ParvisOutbox *outbox, GPtrArray *taken)
{
  g_autoptr (GPtrArray) list = parvis_outbox_list (outbox, NULL);

  g_assert_cmpuint (taken->len, >, 0);
  g_assert_cmpuint (list->len, ==, taken->len);
  for (guint i = 0; i < taken->len; i++)
    assert_whole (outbox, g_ptr_array_index (taken, i));
}

static void
test_full_database (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func (g_free);
  ParvisSqlite *db = parvis_outbox_get_database (outbox);
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_sqlite_exec (db, "PRAGMA max_page_count = 100", &error));
  fill (outbox, taken);
  g_assert_false (parvis_outbox_check_room (outbox, &error));
  g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_FULL);
  assert_kept (outbox, taken);
  g_clear_error (&error);
  g_assert_true (parvis_sqlite_exec (db, "PRAGMA max_page_count = 100000", &error));
  g_ptr_array_add (taken, enqueue_one (outbox));
  assert_kept (outbox, taken);
}

static void
test_full_file (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func (g_free);
  struct rlimit old, small;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  small = old;
  small.rlim_cur = 1200 * 1024;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  fill (outbox, taken);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
  assert_kept (outbox, taken);
  g_ptr_array_add (taken, enqueue_one (outbox));
  g_clear_pointer (&outbox, parvis_outbox_free);
  outbox = open_outbox (path);
  assert_kept (outbox, taken);
}

/* To the last byte of the disk. */
static void
fill_file (const char *path)
{
  g_autofree char *weight = g_strnfill (4096, 'b');
  FILE *file = fopen (path, "w");

  g_assert_nonnull (file);
  setvbuf (file, NULL, _IONBF, 0);
  while (fwrite (weight, 1, 4096, file) == 4096)
    continue;
  fclose (file);
}

/* On a disk of 4 MiB of its own: fill it, see that all taken is whole, make room, go on. */
static int
child_fill_disk (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "outbox.db", NULL);
  g_autofree char *ballast = g_build_filename (folder, "ballast", NULL);
  g_autofree char *weight = g_strnfill (1024 * 1024, 'b');
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ParvisOutbox) outbox = NULL;

  g_assert_true (g_file_set_contents (ballast, weight, -1, NULL));
  outbox = open_outbox (path);
  fill (outbox, taken);
  assert_kept (outbox, taken);
  g_assert_false (parvis_outbox_check_room (outbox, NULL));
  g_assert_cmpint (g_remove (ballast), ==, 0);
  g_ptr_array_add (taken, enqueue_one (outbox));
  g_clear_pointer (&outbox, parvis_outbox_free);
  outbox = open_outbox (path);
  assert_kept (outbox, taken);
  return EXIT_SUCCESS;
}

/* As parvis-syncd does while somebody types: the row waits, is sent, waits. */
static void
go_through_steps (const char *path, const char *id)
{
  g_autoptr (ParvisOutbox) daemon = open_outbox (path);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < STEPS; i++)
    {
      g_autofree char *url = g_strdup_printf ("https://mairie.example/v1/uploads/%d", i);

      g_assert_true (parvis_outbox_set_upload_url (daemon, id, url, &error));
      g_assert_no_error (error);
    }
}

/* A disk of 200 MiB of its own: once there is said to be room, somebody else fills the disk to the last byte, and
 * parvis-syncd goes on. The largest submission is queued all the same, tidied away, and its state goes on; the next one
 * is not begun. */
static int
child_keep_room (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "outbox.db", NULL);
  g_autofree char *ballast = g_build_filename (folder, "ballast", NULL);
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autoptr (GBytes) large = g_bytes_new_take (g_malloc0 (PARVIS_SEAL_MAX_BYTES), PARVIS_SEAL_MAX_BYTES);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *other = enqueue_one (outbox);
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_outbox_check_room (outbox, &error));
  g_assert_no_error (error);
  fill_file (ballast);
  g_assert_true (parvis_outbox_check_room (outbox, &error)); /* it is ours already */
  g_assert_no_error (error);
  go_through_steps (path, other);
  g_assert_true (parvis_outbox_enqueue (outbox, id, large, &error));
  g_assert_no_error (error);
  g_assert_true (parvis_outbox_tidy (outbox, &error));
  g_assert_no_error (error);
  g_assert_true (parvis_outbox_mark_sending (outbox, id, &error));
  g_assert_no_error (error);
  kept = parvis_outbox_envelope (outbox, id, &error);
  g_assert_true (g_bytes_equal (kept, large));
  g_assert_false (parvis_outbox_check_room (outbox, &error));
  g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_FULL);
  return EXIT_SUCCESS;
}

/* A disk that the kernel has made read-only, as it does when it fails: said before the first question. */
static int
child_see_read_only (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "outbox.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (path, &error);

  if (outbox != NULL)
    g_assert_false (parvis_outbox_check_room (outbox, &error));
  g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_READ_ONLY);
  return EXIT_SUCCESS;
}

static void
test_on_a_disk (const char *size, gboolean read_only, const char *what)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *mount = g_strdup_printf ("mount -t tmpfs -o size=%s tmpfs '%s'", size, scratch->folder);
  g_autofree char *before = read_only ? g_strdup_printf ("'%s' --child '%s/outbox.db' 3 && mount -o remount,ro '%s' &&",
                                                         self, scratch->folder, scratch->folder)
                                      : g_strdup ("");
  g_autofree char *run = g_strdup_printf ("%s && %s exec '%s' %s '%s'", mount, before, self, what, scratch->folder);
  const char *probe[] = { "unshare", "-rm", "sh", "-c", mount, NULL };
  const char *argv[] = { "unshare", "-rm", "sh", "-c", run, NULL };
  g_autofree char *out = NULL, *err = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) probe, NULL, G_SPAWN_SEARCH_PATH, child_end_with, GINT_TO_POINTER (getpid ()),
                     NULL, &err, &status, NULL)
      || status != 0)
    {
      g_test_skip ("no tmpfs of our own can be mounted here (unshare -rm)");
      return;
    }
  g_clear_pointer (&err, g_free);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, child_end_with,
                               GINT_TO_POINTER (getpid ()), &out, &err, &status, NULL));
  if (status != 0)
    g_error ("%s%s", out, err);
}

static void
test_full_disk (void)
{
  test_on_a_disk ("4m", FALSE, "--fill");
}

static void
test_kept_room (void)
{
  test_on_a_disk ("200m", FALSE, "--keep-room");
}

static void
test_read_only_disk (void)
{
  test_on_a_disk ("4m", TRUE, "--see-read-only");
}

static void
test_read_only (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autoptr (GBytes) envelope = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_sqlite_exec (parvis_outbox_get_database (outbox), "PRAGMA query_only = ON", NULL));
  g_assert_false (parvis_outbox_enqueue (outbox, "6ba7b810-9dad-41d1-80b4-00c04fd430c8", envelope, &error));
  g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_READ_ONLY);
}

static goffset
size_of (const char *path)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return status.st_size;
}

/* Who has just sent something does not wait for the log to be tidied: one of 4 MiB lies there, and not in the
 * database; also with the pages that outboxes once had. */
static void
test_not_tidied (gconstpointer page)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autofree char *sql = g_strdup_printf ("PRAGMA journal_mode = DELETE; PRAGMA page_size = %d; VACUUM;"
                                          "PRAGMA journal_mode = WAL",
                                          GPOINTER_TO_INT (page));
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autoptr (GBytes) envelope = g_bytes_new_take (g_malloc0 (4 * 1024 * 1024), 4 * 1024 * 1024);
  g_autoptr (GError) error = NULL;
  gint64 found;

  g_assert_true (parvis_sqlite_exec (parvis_outbox_get_database (outbox), sql, &error));
  g_clear_pointer (&outbox, parvis_outbox_free);
  outbox = open_outbox (path);
  g_assert_true (parvis_sqlite_get_int64 (parvis_outbox_get_database (outbox), "PRAGMA page_size", &found, &error));
  g_assert_cmpint (found, ==, GPOINTER_TO_INT (page));
  g_assert_true (parvis_outbox_enqueue (outbox, "6ba7b810-9dad-41d1-80b4-00c04fd430c8", envelope, &error));
  g_assert_no_error (error);
  g_assert_cmpint (size_of (path), <, 4 * 1024 * 1024);
  g_assert_true (parvis_outbox_tidy (outbox, &error));
  g_assert_cmpint (size_of (path), >, 4 * 1024 * 1024);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], "--child") == 0)
    return child_enqueue (argv[2], atoi (argv[3]));
  if (argc == 3 && strcmp (argv[1], "--fill") == 0)
    return child_fill_disk (argv[2]);
  if (argc == 3 && strcmp (argv[1], "--see-read-only") == 0)
    return child_see_read_only (argv[2]);
  if (argc == 3 && strcmp (argv[1], "--keep-room") == 0)
    return child_keep_room (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outbox-torture/killed", test_killed);
  g_test_add_func ("/outbox-torture/two-processes", test_two_processes);
  g_test_add_func ("/outbox-torture/busy", test_busy);
  g_test_add_func ("/outbox-torture/full-database", test_full_database);
  g_test_add_func ("/outbox-torture/full-file", test_full_file);
  g_test_add_func ("/outbox-torture/full-disk", test_full_disk);
  g_test_add_func ("/outbox-torture/kept-room", test_kept_room);
  g_test_add_func ("/outbox-torture/read-only-disk", test_read_only_disk);
  g_test_add_data_func ("/outbox-torture/not-tidied", GINT_TO_POINTER (32768), test_not_tidied);
  g_test_add_data_func ("/outbox-torture/not-tidied/former-pages", GINT_TO_POINTER (4096), test_not_tidied);
  g_test_add_func ("/outbox-torture/read-only", test_read_only);
  return g_test_run ();
}
