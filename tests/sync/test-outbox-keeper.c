/* SPDX-License-Identifier: EUPL-1.2
 *
 * The outbox in programs that run for long: damaged while they serve, mended while they serve.
 */
#include "sync/queue/outbox-keeper.h"

#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include "sync/outbox-fixture.h"
#include "sync/queue/kiosk-state.h"
#include "sync/queue/outbox-repair.h"
#include "sync/spoil.h"

/* A program, as far as it is concerned with its outbox. */
typedef struct
{
  ParvisOutboxKeeper *keeper;
  ParvisOutbox *outbox; /* while it serves */
  guint opened, closed, changed, failed;
  GError *why;
  char *aside;
} Program;

static void
on_opened (ParvisOutbox *outbox, gpointer user_data)
{
  Program *self = user_data;

  g_assert_null (self->outbox);
  self->outbox = outbox;
  self->opened++;
}

static void
on_closing (gpointer user_data)
{
  Program *self = user_data;

  g_assert_nonnull (self->outbox);
  self->outbox = NULL;
  self->closed++;
}

static void
on_changed (gpointer user_data)
{
  ((Program *) user_data)->changed++;
}

static void
on_put_aside (const char *aside, gpointer user_data)
{
  Program *self = user_data;

  g_assert_null (self->aside);
  self->aside = g_strdup (aside);
}

static void
on_failed (const GError *error, gpointer user_data)
{
  Program *self = user_data;

  self->failed++;
  g_clear_error (&self->why);
  self->why = g_error_copy (error);
}

static const ParvisOutboxKeeperEvents events = { on_opened, on_closing, on_changed, on_put_aside, on_failed };

static Program *
program_new (const char *path)
{
  Program *self = g_new0 (Program, 1);

  self->keeper = parvis_outbox_keeper_new (path, &events, self);
  parvis_outbox_keeper_look (self->keeper);
  return self;
}

static void
program_free (Program *self)
{
  parvis_outbox_keeper_free (self->keeper);
  g_clear_error (&self->why);
  g_free (self->aside);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Program, program_free)

#define WAIT_FOR(condition)                                                                                            \
  while (!(condition))                                                                                                 \
  g_main_context_iteration (NULL, TRUE)

/* An outbox of two rows, all of it in the file itself. */
typedef struct
{
  Scratch *scratch;
  char *path;
  char *id;   /* of the first row */
  gsize root; /* where the root of its envelopes is */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (ParvisOutbox) outbox = NULL;
  gint64 page;

  self->scratch = scratch_new ();
  self->path = scratch_path (self->scratch, "outbox.db");
  outbox = open_outbox (self->path);
  self->id = enqueue_one (outbox);
  g_free (enqueue_one (outbox));
  g_assert_true (parvis_sqlite_get_int64 (parvis_outbox_get_database (outbox),
                                          "SELECT rootpage FROM sqlite_schema WHERE name = 'envelope'", &page, NULL));
  g_assert_true (parvis_outbox_tidy (outbox, NULL));
  self->root = spoil_page (self->path, page);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->id);
  g_free (self->path);
  scratch_free (self->scratch);
}

/* No envelope is found any more. */
static void
spoil (Fixture *self)
{
  spoil_at (self->path, self->root, "nothing of a page");
}

static guint
count_damaged (const char *path)
{
  g_autoptr (GPtrArray) damaged = parvis_outbox_list_damaged (path);

  return damaged->len;
}

/* Somebody else commits: what the others have read of the file before is not believed any more. */
static void
commit_elsewhere (const char *path)
{
  g_autoptr (ParvisOutbox) other = open_outbox (path);

  g_assert_true (parvis_kiosk_state_note (other, "service", "open", NULL, NULL));
}

static void
test_serves (Fixture *self, gconstpointer data)
{
  g_autofree char *path = scratch_path (self->scratch, "new.db");
  g_autoptr (Program) program = program_new (path);

  g_assert_nonnull (program->outbox);
  commit_elsewhere (path);
  WAIT_FOR (program->changed > 0);
  parvis_outbox_keeper_look (program->keeper);
  g_assert_cmpuint (program->opened, ==, 1);
  g_assert_cmpuint (program->failed + program->closed, ==, 0);
}

static void
test_damaged_at_start (Fixture *self, gconstpointer data)
{
  g_autofree char *path = scratch_write (self->scratch, "other.db", "nothing of a database, and long enough to be one");
  g_autoptr (Program) program = program_new (path);

  g_assert_nonnull (program->aside);
  g_assert_nonnull (program->outbox);
  g_assert_cmpuint (count_damaged (path), ==, 1);
}

/* Two programs have it open; one meets the damage in a step of its own. It is put aside once, both go on with the new
 * one, and what it held comes back. */
static void
test_damaged_in_use (Fixture *self, gconstpointer data)
{
  g_autofree char *id = g_uuid_string_random (), *there = NULL;
  g_autoptr (Program) kiosk = program_new (self->path), daemon = program_new (self->path);
  g_autoptr (GBytes) envelope = envelope_of (id);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisOutboxEntry) entry = NULL;
  ParvisOutboxSalvage found;

  spoil (self);
  commit_elsewhere (self->path);
  g_assert_false (parvis_outbox_enqueue (kiosk->outbox, id, envelope, &error));
  g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT);
  WAIT_FOR (kiosk->opened == 2 && daemon->opened == 2);
  g_assert_cmpuint (kiosk->closed, ==, 1);
  g_assert_cmpuint (daemon->closed, ==, 1);
  g_assert_true ((kiosk->aside != NULL) != (daemon->aside != NULL));
  g_assert_cmpuint (count_damaged (self->path), ==, 1);
  there = enqueue_one (kiosk->outbox);
  entry = look_up (daemon->outbox, there);
  g_assert_nonnull (entry);
  g_assert_true (
      parvis_outbox_salvage (kiosk->outbox, kiosk->aside != NULL ? kiosk->aside : daemon->aside, &found, NULL));
  g_assert_cmpuint (found.queued + found.lost + found.nameless, >=, 2);
}

/* Nobody puts anything into a file that has proved damaged. */
static void
test_held (Fixture *self, gconstpointer data)
{
  g_autoptr (ParvisOutbox) holder = open_outbox (self->path);
  g_autoptr (Program) program = program_new (self->path);
  g_autoptr (GError) error = NULL;

  spoil (self);
  parvis_outbox_keeper_suspect (program->keeper);
  WAIT_FOR (program->failed > 0);
  g_assert_error (program->why, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT);
  g_assert_null (program->outbox);
  g_assert_null (parvis_outbox_open (self->path, &error));
  g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT);
  g_assert_cmpuint (count_damaged (self->path), ==, 0);
  g_clear_pointer (&holder, parvis_outbox_free);
  WAIT_FOR (program->outbox != NULL);
  g_assert_nonnull (program->aside);
  g_assert_cmpuint (program->failed, ==, 1);
}

/* The one who holds it does not let go: it dies. */
static void
test_holder_dies (Fixture *self, gconstpointer data)
{
  g_autoptr (GSubprocess) holder
      = child_start (G_SUBPROCESS_FLAGS_STDOUT_PIPE, "/proc/self/exe", "--hold", self->path, NULL);
  char said[1];
  g_autoptr (Program) program = NULL;

  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (holder), said, 1, NULL, NULL), ==, 1);
  program = program_new (self->path);
  spoil (self);
  parvis_outbox_keeper_suspect (program->keeper);
  WAIT_FOR (program->failed > 0);
  g_subprocess_send_signal (holder, SIGKILL);
  WAIT_FOR (program->outbox != NULL);
  g_assert_nonnull (program->aside);
  g_subprocess_wait (holder, NULL, NULL);
}

static int
child_hold (const char *path)
{
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);

  if (write (STDOUT_FILENO, "h", 1) != 1)
    return EXIT_FAILURE;
  pause ();
  return EXIT_SUCCESS;
}

/* A read that failed once is no reason to put anything aside; one that fails again is. */
static void
test_cleared (Fixture *self, gconstpointer data)
{
  g_autoptr (Program) program = program_new (self->path);

  parvis_outbox_keeper_suspect (program->keeper);
  WAIT_FOR (program->opened == 2);
  g_assert_null (program->aside);
  assert_whole (program->outbox, self->id);
  parvis_outbox_keeper_suspect (program->keeper);
  WAIT_FOR (program->opened == 3);
  g_assert_nonnull (program->aside);
}

/* The power was cut after damage had been met: the next start looks at what it would not have looked at. */
static void
test_word_outlives (Fixture *self, gconstpointer data)
{
  int use = parvis_outbox_use_lock (self->path, LOCK_UN);
  g_autoptr (Program) program = NULL;

  spoil (self);
  g_assert_true (parvis_outbox_word_write (use, TRUE));
  program = program_new (self->path);
  WAIT_FOR (program->outbox != NULL);
  g_assert_nonnull (program->aside);
  g_assert_false (parvis_outbox_word_read (use));
  close (use);
}

/* parvisctl finds it, and the programs that have it open put it aside. */
static void
test_told_by_another (Fixture *self, gconstpointer data)
{
  g_autofree char *aside = NULL;
  g_autoptr (Program) program = program_new (self->path);
  g_autoptr (GError) error = NULL;

  spoil (self);
  g_assert_null (parvis_outbox_open_mended (self->path, TRUE, &aside, &error));
  g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT);
  WAIT_FOR (program->opened == 2);
  g_assert_nonnull (program->aside);
}

static void
test_ends_while_mending (Fixture *self, gconstpointer data)
{
  g_autoptr (Program) program = program_new (self->path), other = NULL;

  parvis_outbox_keeper_suspect (program->keeper);
  WAIT_FOR (program->closed == 1);
  g_clear_pointer (&program, program_free);
  other = program_new (self->path);
  WAIT_FOR (other->outbox != NULL);
}

int
main (int argc, char **argv)
{
  if (spoil_is_child (argc, argv))
    return spoil_child (argv[2], argv[3], argv[4]);
  if (argc == 3 && strcmp (argv[1], "--hold") == 0)
    return child_hold (argv[2]);
#define ADD(path, test) g_test_add ("/outbox-keeper/" path, Fixture, NULL, set_up, test, tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD ("serves", test_serves);
  ADD ("damaged-at-start", test_damaged_at_start);
  ADD ("damaged-in-use", test_damaged_in_use);
  ADD ("held", test_held);
  ADD ("holder-dies", test_holder_dies);
  ADD ("cleared", test_cleared);
  ADD ("word-outlives", test_word_outlives);
  ADD ("told-by-another", test_told_by_another);
  ADD ("ends-while-mending", test_ends_while_mending);
  return g_test_run ();
}
