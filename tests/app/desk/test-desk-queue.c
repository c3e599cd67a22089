/* SPDX-License-Identifier: EUPL-1.2
 *
 * A queue that stops serving while the kiosk does, and serves again: what people can do meanwhile, and what the staff
 * reads of it.
 */
#include <signal.h>
#include <sys/resource.h>

#include "app/desk/counter.h"
#include "sync/base/version.h"
#include "sync/journal-fixture.h"
#include "sync/queue/kiosk-state.h"
#include "sync/queue/outbox-repair.h"
#include "sync/spoil.h"

/* The kiosk ends: all it had to say is in the journal then. (transfer full) */
static char *
end_and_read (Counter *counter, const char *also /* (nullable) */)
{
  g_autofree char *journal = counter_path (counter, "journal.db");

  counter_close (counter);
  return journal_story (journal, (const char *const[]){ "service_", also, NULL });
}

/* (transfer full) (nullable) what the status will say of this part of the kiosk. */
static char *
read_state (Counter *counter, const char *name)
{
  g_autofree char *path = counter_path (counter, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (path, NULL);
  char *word;

  g_assert_nonnull (outbox);
  g_assert_true (parvis_kiosk_state_read (outbox, name, &word, NULL));
  return word;
}

static void
wait_for_state (Counter *counter, const char *name, const char *expected)
{
  g_autofree char *word = read_state (counter, name);

  while (g_strcmp0 (word, expected) != 0)
    {
      g_main_context_iteration (NULL, TRUE);
      g_free (word);
      word = read_state (counter, name);
    }
}

/* The page that new envelopes begin with. */
static void
spoil_envelopes (Counter *counter)
{
  g_autofree char *path = counter_path (counter, "outbox.db");
  sqlite3 *db = NULL;
  sqlite3_stmt *stmt = NULL;
  gint64 root;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_wal_checkpoint_v2 (db, NULL, SQLITE_CHECKPOINT_FULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_prepare_v2 (db, "SELECT rootpage FROM sqlite_schema WHERE name = 'envelope'", -1, &stmt, NULL);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  root = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  spoil_at (path, spoil_page (path, root), "nothing of a page");
}

/* Who has just answered everything is refused once; the same answers are taken a moment later, by the same kiosk. */
static void
test_damaged_in_use (Counter *counter, gconstpointer devices)
{
  g_autofree char *path = counter_path (counter, "outbox.db"), *story = NULL, *expected = NULL, *name = NULL;
  g_autoptr (ParvisDraft) draft = counter_new_report (counter);
  g_autoptr (ParvisSlip) slip = NULL;
  g_autoptr (GPtrArray) damaged = NULL;
  g_autoptr (GError) error = NULL;

  parvis_desk_start_service (counter->desk);
  g_assert_true (counter_can_submit (counter, &error));
  spoil_envelopes (counter);
  g_assert_null (counter_submit (counter, draft, &error));
  g_assert_error (error, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_NOT_NOW);
  while (!counter_can_submit (counter, NULL))
    g_main_context_iteration (NULL, TRUE);
  g_clear_error (&error);
  slip = counter_submit (counter, draft, &error);
  g_assert_no_error (error);
  g_assert_cmpint (parvis_desk_delivery (counter->desk, slip->code), ==, PARVIS_DELIVERY_WAITING);
  wait_for_state (counter, "service", "open"); /* the new queue knows of the kiosk what the old one knew */
  wait_for_state (counter, "version", parvis_version ());
  damaged = parvis_outbox_list_damaged (path);
  g_assert_cmpuint (damaged->len, ==, 1);
  name = g_path_get_basename (damaged->pdata[0]);
  expected = g_strdup_printf ("service_restricted[queue-damaged] queue_damaged[%s] service_resumed[]", name);
  story = end_and_read (counter, "queue_");
  g_assert_cmpstr (story, ==, expected);
}

#define SMALL (1 << 20) /* bytes: too few for what is kept free for one more submission */

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Room that was taken stays taken until the log is tidied, which nothing does while nothing is in it: whether there is
 * depends on when the kiosk's own notes were written. */
static void
write_something (Counter *counter, guint number)
{
  g_autofree char *path = counter_path (counter, "outbox.db"), *word = g_strdup_printf ("%u", number);
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (path, NULL);

  g_assert_nonnull (outbox);
  g_assert_true (parvis_kiosk_state_note (outbox, "test", word, NULL, NULL));
}

static void
wait_until_full (Counter *counter, GError **error)
{
  guint number = 0;

  do
    write_something (counter, number++);
  while (counter_can_submit (counter, error));
}

/* No room for one more submission: said once, and that there is again, too. */
static void
test_full (Counter *counter, gconstpointer devices)
{
  g_autofree char *story = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;

  parvis_desk_start_service (counter->desk);
  g_assert_true (counter_can_submit (counter, &error));
  limit_files (SMALL);
  wait_until_full (counter, &error);
  g_assert_error (error, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_NOT_NOW);
  g_assert_false (counter_can_submit (counter, NULL));
  limit_files (RLIM_INFINITY);
  g_assert_true (counter_can_submit (counter, NULL));
  g_assert_true (counter_can_submit (counter, NULL));
  story = end_and_read (counter, "queue_");
  words = g_strsplit (story, " ", -1);
  g_assert_true (g_regex_match_simple ("^queue_full\\[[0-9]+\\]$", words[0], 0, 0)); /* bytes that are free */
  g_assert_nonnull (strstr (story, " service_restricted[disk-full]"));
  g_assert_true (g_str_has_suffix (story, " service_resumed[]"));
  g_assert_cmpuint (g_strv_length (words), <=, 4); /* "full" twice when the number differs */
}

/* A restart does not forget that the service was restricted, and the first "open" of a kiosk's life is no news. */
static void
test_restarted (Counter *counter, gconstpointer devices)
{
  g_autofree char *story = NULL, *after = NULL;
  g_autoptr (GError) error = NULL;

  parvis_desk_start_service (counter->desk);
  g_assert_true (counter_can_submit (counter, &error));
  limit_files (SMALL);
  wait_until_full (counter, NULL);
  wait_for_state (counter, "service", "disk-full");
  story = end_and_read (counter, NULL);
  g_assert_cmpstr (story, ==, "service_restricted[disk-full]");
  counter->desk = parvis_desk_new (counter->config, &error);
  g_assert_no_error (error);
  parvis_desk_start_service (counter->desk);
  limit_files (RLIM_INFINITY);
  g_assert_true (counter_can_submit (counter, NULL));
  after = end_and_read (counter, NULL);
  g_assert_cmpstr (after, ==, "service_restricted[disk-full] service_resumed[]");
}

#define ADD(name, function) g_test_add ("/desk-queue/" name, Counter, "", counter_set_up, function, counter_tear_down)

int
main (int argc, char **argv)
{
  if (spoil_is_child (argc, argv))
    return spoil_child (argv[2], argv[3], argv[4]);
  g_test_init (&argc, &argv, NULL);
  signal (SIGXFSZ, SIG_IGN); /* a file that may not grow is an error of that write */
  ADD ("damaged-in-use", test_damaged_in_use);
  ADD ("full", test_full);
  ADD ("restarted", test_restarted);
  return g_test_run ();
}
