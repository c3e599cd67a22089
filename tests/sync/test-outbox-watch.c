/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/queue/outbox.h"

#include "sync/outbox-fixture.h"

/* Watching --------------------------------------------------------------------------------------------- */

static void
count_change (gpointer user_data)
{
  *(guint *) user_data += 1;
}

static gboolean
set_flag (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Runs the loop until @count has reached @least, or @milliseconds have passed. */
static void
run_until (guint *count, guint least, guint milliseconds)
{
  gboolean late = FALSE;
  guint timer = g_timeout_add (milliseconds, set_flag, &late);

  while (*count < least && !late)
    g_main_context_iteration (NULL, TRUE);
  if (!late)
    g_source_remove (timer);
}

static void
test_watch (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  guint changes = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) watch = parvis_outbox_watch (outbox, count_change, &changes, &error);
  g_autoptr (GSubprocess) child = NULL, later = NULL;

  g_assert_no_error (error);
  g_free (enqueue_one (outbox));
  run_until (&changes, 1, 300); /* our own commit: nobody tells */
  g_assert_cmpuint (changes, ==, 0);
  child = spawn_child (path, "1");
  run_until (&changes, 1, 60000);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  run_until (&changes, 2, 300); /* told once */
  g_clear_object (&watch);
  later = spawn_child (path, "1");
  g_assert_true (g_subprocess_wait (later, NULL, NULL));
  run_until (&changes, 2, 300); /* the watch has ended */
  g_assert_cmpuint (changes, ==, 1);
}

/* A long transaction spills into the log well before its commit: nothing is told before, and it is told
 * after. */
static void
test_watch_long_commit (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autoptr (ParvisOutbox) writer = open_outbox (path);
  ParvisSqlite *db = parvis_outbox_get_database (writer);
  guint changes = 0;
  g_autoptr (GObject) watch = parvis_outbox_watch (outbox, count_change, &changes, NULL);
  g_autofree char *id = enqueue_one (writer);
  g_autoptr (ParvisTransaction) transaction = NULL;

  run_until (&changes, 1, 60000);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_true (parvis_sqlite_exec (db, "PRAGMA cache_size = 5", NULL));
  transaction = parvis_transaction_begin (db, NULL);
  g_assert_true (parvis_sqlite_exec (db, "UPDATE envelope SET bytes = randomblob (1000000)", NULL));
  run_until (&changes, 2, 300);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_true (parvis_transaction_commit (transaction, NULL));
  run_until (&changes, 2, 60000);
  g_assert_cmpuint (changes, ==, 2);
}

/* The watch keeps the outbox: freeing in the other order is no crash. */
static void
test_watch_outlives (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  ParvisOutbox *outbox = open_outbox (path);
  guint changes = 0;
  g_autoptr (GObject) watch = parvis_outbox_watch (outbox, count_change, &changes, NULL);
  g_autoptr (GSubprocess) child = NULL;

  parvis_outbox_free (outbox);
  child = spawn_child (path, "1");
  run_until (&changes, 1, 60000);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], "--child") == 0)
    return child_enqueue (argv[2], atoi (argv[3]));
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outbox-watch/watch", test_watch);
  g_test_add_func ("/outbox-watch/watch-long-commit", test_watch_long_commit);
  g_test_add_func ("/outbox-watch/watch-outlives", test_watch_outlives);
  return g_test_run ();
}
