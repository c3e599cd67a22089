/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/queue/outbox-repair.h"

#include <signal.h>

#include "sync/base/sqlite-pages.h"
#include "sync/outbox-fixture.h"

#define ROWS 16
#define PAGE PARVIS_SQLITE_PAGE

typedef struct
{
  Scratch *scratch;
  char *path;     /* of the outbox */
  GPtrArray *ids; /* of what was queued in it */
  char *aside;    /* (nullable) where it was put when it was found damaged */
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->scratch = scratch_new ();
  self->path = scratch_path (self->scratch, "outbox.db");
  self->ids = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_ptr_array_unref (self->ids);
  g_free (self->aside);
  g_free (self->path);
  scratch_free (self->scratch);
}

static void
enqueue_rows (Fixture *self, ParvisOutbox *outbox)
{
  for (int i = 0; i < ROWS; i++)
    g_ptr_array_add (self->ids, enqueue_one (outbox));
}

/* An outbox of ROWS rows, closed: its file's bytes. */
static char *
make_file (Fixture *self, gsize *size)
{
  g_autoptr (ParvisOutbox) outbox = open_outbox (self->path);
  char *data;

  enqueue_rows (self, outbox);
  g_clear_pointer (&outbox, parvis_outbox_free);
  g_assert_true (g_file_get_contents (self->path, &data, size, NULL));
  return data;
}

/* Two rows and perhaps more, by a process that is killed: they are in the log. */
static void
leave_log (Fixture *self)
{
  g_autoptr (GSubprocess) child = spawn_child (self->path, "0");
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));

  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (self->ids, g_data_input_stream_read_line (lines, NULL, NULL, NULL));
  g_subprocess_send_signal (child, SIGKILL);
  g_subprocess_wait (child, NULL, NULL);
}

static void
assert_all_whole (Fixture *self, ParvisOutbox *outbox)
{
  for (guint i = 0; i < self->ids->len; i++)
    assert_whole (outbox, self->ids->pdata[i]);
}

static void
spoil (const char *path, long at)
{
  FILE *file = fopen (path, "r+");

  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, at, SEEK_SET), ==, 0);
  g_assert_cmpint (fputc (0xee, file), ==, 0xee);
  g_assert_cmpint (fclose (file), ==, 0);
}

static ParvisOutbox *
open_mended (const char *path, char **aside)
{
  g_autoptr (GError) error = NULL;
  ParvisOutbox *outbox = parvis_outbox_open_mended (path, FALSE, aside, &error);

  g_assert_no_error (error);
  return outbox;
}

static ParvisOutboxSalvage
salvage (ParvisOutbox *outbox, const char *damaged)
{
  ParvisOutboxSalvage found;
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_outbox_salvage (outbox, damaged, &found, &error));
  g_assert_no_error (error);
  return found;
}

/* Put aside, byte for byte; a new one serves; all comes back, as often as one asks. */
static void
test_put_aside (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) listed = NULL, gone = NULL;
  g_autofree char *none = NULL, *kept = NULL, *data = NULL;
  g_autoptr (ParvisOutbox) outbox = NULL;
  g_autoptr (GError) error = NULL;
  gsize size, kept_size;

  data = make_file (self, &size);
  memset (data, 0xee, PAGE); /* the first page: neither header nor schema */
  g_assert_true (g_file_set_contents (self->path, data, (gssize) size, NULL));
  outbox = open_mended (self->path, &self->aside);
  g_assert_true (g_file_get_contents (self->aside, &kept, &kept_size, NULL));
  g_assert_cmpuint (kept_size, ==, size);
  g_assert_cmpint (memcmp (kept, data, size), ==, 0);
  listed = parvis_outbox_list_damaged (self->path);
  g_assert_cmpuint (listed->len, ==, 1);
  g_assert_cmpstr (listed->pdata[0], ==, self->aside);
  g_free (enqueue_one (outbox)); /* the service goes on */
  g_assert_cmpuint (salvage (outbox, self->aside).queued, ==, ROWS);
  assert_all_whole (self, outbox);
  g_assert_cmpuint (salvage (outbox, self->aside).already, ==, ROWS);
  g_assert_true (parvis_outbox_note_recovered (self->aside, &error));
  gone = parvis_outbox_list_damaged (self->path);
  g_assert_cmpuint (gone->len, ==, 0);
  g_clear_pointer (&outbox, parvis_outbox_free);
  outbox = open_mended (self->path, &none); /* a sound one is left alone */
  g_assert_null (none);
}

/* Damage that opening does not meet: found when it is suspected. */
static void
test_suspect (Fixture *self, gconstpointer unused)
{
  g_autofree char *none = NULL;
  g_autoptr (ParvisOutbox) outbox = open_outbox (self->path);
  g_autoptr (GError) error = NULL;
  gint64 root;

  g_free (enqueue_one (outbox));
  g_assert_true (parvis_sqlite_get_int64 (parvis_outbox_get_database (outbox),
                                          "SELECT rootpage FROM sqlite_schema WHERE name = 'envelope'", &root, &error));
  g_clear_pointer (&outbox, parvis_outbox_free);
  spoil (self->path, (long) (root - 1) * PAGE);
  outbox = open_mended (self->path, &none);
  g_assert_null (none);
  g_clear_pointer (&outbox, parvis_outbox_free);
  outbox = parvis_outbox_open_mended (self->path, TRUE, &self->aside, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->aside);
  g_free (enqueue_one (outbox));
}

/* An envelope whose row was lost with a page that came back as it once was: no page shows it. */
static void
test_rowless (Fixture *self, gconstpointer unused)
{
  g_autoptr (ParvisOutbox) outbox = open_outbox (self->path);
  g_autofree char *id = enqueue_one (outbox);
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_sqlite_exec (parvis_outbox_get_database (outbox),
                                     "PRAGMA foreign_keys = OFF; DELETE FROM submission", &error));
  g_clear_pointer (&outbox, parvis_outbox_free);
  outbox = parvis_outbox_open_mended (self->path, TRUE, &self->aside, &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->aside);
  g_assert_cmpuint (salvage (outbox, self->aside).queued, ==, 1);
  assert_whole (outbox, id);
}

/* Never from under somebody who has it open. */
static void
test_in_use (Fixture *self, gconstpointer unused)
{
  g_autoptr (ParvisOutbox) holder = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;
  FILE *file;
  gsize size;

  data = make_file (self, &size);
  holder = open_outbox (self->path);
  file = fopen (self->path, "r+");
  g_assert_cmpuint (fwrite ("nothing of a database", 1, 21, file), ==, 21);
  fclose (file);
  g_assert_null (parvis_outbox_open_mended (self->path, FALSE, &self->aside, &error));
  g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT);
  g_assert_null (self->aside);
  g_assert_true (g_file_test (self->path, G_FILE_TEST_EXISTS));
  g_clear_pointer (&holder, parvis_outbox_free);
  holder = open_mended (self->path, &self->aside);
  g_assert_nonnull (self->aside);
}

static int
child_mend (const char *path)
{
  g_autofree char *aside = NULL;
  g_autoptr (ParvisOutbox) outbox = NULL;

  while (outbox == NULL) /* the other one may just be at it */
    outbox = parvis_outbox_open_mended (path, FALSE, &aside, NULL);
  g_free (enqueue_one (outbox));
  return EXIT_SUCCESS;
}

/* parvis-kiosk and parvis-syncd find it damaged at the same time: it is put aside once, and both go on with one. */
static void
test_two_find_it (Fixture *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) damaged = NULL, rows = NULL;
  GSubprocess *children[2];
  g_autoptr (ParvisOutbox) outbox = NULL;
  g_autofree char *junk = g_strnfill (9000, 'x');

  g_assert_true (g_file_set_contents (self->path, junk, -1, NULL));
  for (guint i = 0; i < 2; i++)
    children[i] = child_start (G_SUBPROCESS_FLAGS_NONE, "/proc/self/exe", "--mend", self->path, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (g_subprocess_wait_check (children[i], NULL, NULL));
      g_object_unref (children[i]);
    }
  damaged = parvis_outbox_list_damaged (self->path);
  g_assert_cmpuint (damaged->len, ==, 1);
  outbox = open_outbox (self->path);
  rows = parvis_outbox_list (outbox, NULL);
  g_assert_cmpuint (rows->len, ==, 2);
}

/* The log of a kiosk whose power was cut is part of what is put aside, and read with it. */
static void
test_log (Fixture *self, gconstpointer unused)
{
  g_autofree char *log = scratch_path (self->scratch, "outbox.db-wal");
  g_autofree char *junk = g_strnfill (PAGE, 'x');
  g_autoptr (ParvisOutbox) outbox = NULL;

  leave_log (self);
  g_assert_true (g_file_set_contents (self->path, junk, PAGE, NULL));
  spoil (log, 32 + 24 + 200); /* the first page of the log: SQLite believes nothing of it then */
  outbox = open_mended (self->path, &self->aside);
  g_assert_cmpuint (salvage (outbox, self->aside).queued, >=, 2);
  assert_all_whole (self, outbox);
}

/* Cut to nothing while the log still has it all: SQLite would take the file for a new one and delete the log. */
static void
test_emptied (Fixture *self, gconstpointer unused)
{
  g_autoptr (ParvisOutbox) outbox = NULL;
  g_autoptr (GError) error = NULL;

  leave_log (self);
  g_assert_true (g_file_set_contents (self->path, "", 0, NULL));
  g_assert_null (parvis_outbox_open (self->path, &error));
  g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT);
  outbox = open_mended (self->path, &self->aside);
  g_assert_nonnull (self->aside);
  g_assert_cmpuint (salvage (outbox, self->aside).queued, >=, 2);
  assert_all_whole (self, outbox);
}

/* Each page in turn overwritten: what did not lie on it comes back, and no more than its own is lost. */
static void
test_each_page (Fixture *self, gconstpointer unused)
{
  g_autofree char *damaged = scratch_path (self->scratch, "damaged.db");
  g_autofree char *data = NULL;
  guint back = 0, of = 0;
  gsize size;

  data = make_file (self, &size);
  for (gsize at = 0; at + PAGE <= size; at += PAGE)
    {
      g_autofree char *name = g_strdup_printf ("new-%zu.db", at);
      g_autofree char *new = scratch_path (self->scratch, name);
      g_autofree char *copy = g_memdup2 (data, size);
      g_autoptr (ParvisOutbox) outbox = open_outbox (new);
      ParvisOutboxSalvage found;

      g_assert_true (parvis_sqlite_exec (parvis_outbox_get_database (outbox), "PRAGMA synchronous = OFF", NULL));
      memset (copy + at, (int) (at / PAGE), PAGE);
      g_assert_true (g_file_set_contents (damaged, copy, (gssize) size, NULL));
      found = salvage (outbox, damaged);
      g_assert_cmpuint (found.queued, >=, ROWS - 8); /* a leaf holds the beginning of at most that many */
      g_assert_cmpuint (found.queued + found.lost, <=, ROWS);
      back += found.queued;
      of += ROWS;
    }
  g_test_message ("%zu pages damaged in turn: %u of %u envelopes back", size / PAGE, back, of);
  g_assert_cmpuint (back, >=, of - size / PAGE - ROWS); /* about one for each page that bears an envelope */
}

/* One that was made with smaller pages, by a Parvis of before, and whose header is gone. */
static void
test_former_pages (Fixture *self, gconstpointer unused)
{
  g_autoptr (ParvisOutbox) outbox = open_outbox (self->path);
  g_autoptr (GError) error = NULL;
  gint64 page;

  enqueue_rows (self, outbox);
  g_assert_true (parvis_sqlite_exec (parvis_outbox_get_database (outbox),
                                     "PRAGMA journal_mode = DELETE; PRAGMA page_size = 4096; VACUUM;", &error));
  g_clear_pointer (&outbox, parvis_outbox_free);
  outbox = open_outbox (self->path);
  g_assert_true (parvis_sqlite_get_int64 (parvis_outbox_get_database (outbox), "PRAGMA page_size", &page, &error));
  g_assert_cmpint (page, ==, 4096);
  assert_all_whole (self, outbox);
  g_free (enqueue_one (outbox));
  g_clear_pointer (&outbox, parvis_outbox_free);
  spoil (self->path, 0);
  outbox = open_mended (self->path, &self->aside);
  g_assert_nonnull (self->aside);
  g_assert_cmpuint (salvage (outbox, self->aside).queued, ==, ROWS + 1);
  assert_all_whole (self, outbox);
}

static void
copy (const char *from, const char *to)
{
  g_autofree char *data = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &data, &size, NULL));
  g_assert_true (g_file_set_contents (to, data, (gssize) size, NULL));
}

static void
begin_another (ParvisSqlite *db, int size)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA defer_foreign_keys = ON;"
                                          "INSERT INTO envelope (seq, bytes, whose, sum) VALUES (2, zeroblob (%d),"
                                          " '11111111-2222-4333-8444-555555555555', '" PARVIS_OUTBOX_UNSUMMED "')",
                                          size);
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_sqlite_exec (db, sql, &error));
  g_assert_true (parvis_sqlite_flush (db, &error));
  g_assert_no_error (error);
}

/* The power goes while one is being queued: nobody was told that it is kept, so nobody is told that it is lost. */
static void
test_unfinished (Fixture *self, gconstpointer unused)
{
  g_autofree char *log = scratch_path (self->scratch, "outbox.db-wal");
  g_autofree char *cut = scratch_path (self->scratch, "cut.db"), *cut_log = scratch_path (self->scratch, "cut.db-wal");
  g_autofree char *new = scratch_path (self->scratch, "new.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (self->path), salvaged = open_outbox (new);
  ParvisSqlite *db = parvis_outbox_get_database (outbox);
  g_autoptr (ParvisTransaction) transaction = NULL;
  g_autofree char *kept = enqueue_one (outbox);
  g_autoptr (GError) error = NULL;
  ParvisOutboxSalvage found;

  transaction = parvis_transaction_begin (db, &error);
  begin_another (db, 100000);
  copy (self->path, cut);
  copy (log, cut_log);
  found = salvage (salvaged, cut);
  g_assert_cmpuint (found.queued, ==, 1);
  g_assert_cmpuint (found.lost, ==, 0);
  g_assert_cmpuint (found.nameless, ==, 0);
  assert_whole (salvaged, kept);
}

/* What of the log is cut, there is a new outbox for. */
static void
assert_kept_when_cut (const char *path, GBytes *log, gsize size, const char *kept)
{
  g_autofree char *cut = g_strdup_printf ("%s-%" G_GSIZE_FORMAT, path, size);
  g_autofree char *cut_log = g_strconcat (cut, "-wal", NULL), *new = g_strconcat (cut, ".new", NULL);
  g_autoptr (ParvisOutbox) salvaged = open_outbox (new);
  ParvisOutboxSalvage found;

  copy (path, cut);
  g_assert_true (g_file_set_contents (cut_log, g_bytes_get_data (log, NULL), (gssize) size, NULL));
  found = salvage (salvaged, cut);
  g_test_message ("cut at %" G_GSIZE_FORMAT ": %u queued, %u lost, %u nameless", size, found.queued, found.lost,
                  found.nameless);
  g_assert_cmpuint (found.queued, ==, 1);
  g_assert_cmpuint (found.lost + found.nameless, ==, 0);
  assert_whole (salvaged, kept);
}

/* The same, between any two pages of what was being queued: those that were acknowledged lie in the log, too, in pages
 * of which the cut one has begun to write others. */
static void
test_cut_anywhere (Fixture *self, gconstpointer unused)
{
  const gsize frame = PAGE + 24;
  g_autofree char *log_path = scratch_path (self->scratch, "outbox.db-wal");
  g_autoptr (ParvisOutbox) outbox = open_outbox (self->path);
  g_autoptr (ParvisTransaction) transaction = NULL;
  g_autofree char *kept = enqueue_one (outbox), *data = NULL;
  g_autoptr (GBytes) log = NULL;
  gsize before, size;

  g_assert_true (g_file_get_contents (log_path, &data, &before, NULL));
  g_clear_pointer (&data, g_free);
  transaction = parvis_transaction_begin (parvis_outbox_get_database (outbox), NULL);
  begin_another (parvis_outbox_get_database (outbox), 30000); /* does not fit beside the other in one page */
  g_assert_true (g_file_get_contents (log_path, &data, &size, NULL));
  log = g_bytes_new_take (g_steal_pointer (&data), size);
  g_assert_cmpuint (size, >=, before + 2 * frame);
  for (gsize at = before; at <= size; at += frame)
    assert_kept_when_cut (self->path, log, at, kept);
}

/* Delivered ones are not sent again; refused ones stay refused. */
static void
test_states (Fixture *self, gconstpointer unused)
{
  g_autofree char *new = scratch_path (self->scratch, "new.db");
  g_autoptr (ParvisOutbox) old = open_outbox (self->path);
  g_autoptr (ParvisOutbox) outbox = open_outbox (new);
  g_autofree char *delivered = enqueue_one (old), *refused = enqueue_one (old);
  g_autoptr (GBytes) receipt = g_bytes_new_static ("r", 1);
  g_autoptr (ParvisOutboxEntry) entry = NULL;
  ParvisOutboxSalvage found;

  g_assert_true (parvis_outbox_mark_sending (old, delivered, NULL));
  g_assert_true (parvis_outbox_mark_delivered (old, delivered, receipt, 1, TRUE, NULL));
  g_assert_true (parvis_outbox_mark_sending (old, refused, NULL));
  g_assert_true (parvis_outbox_mark_refused (old, refused, "413", NULL));
  g_clear_pointer (&old, parvis_outbox_free);
  found = salvage (outbox, self->path);
  g_assert_cmpuint (found.delivered, ==, 1);
  g_assert_cmpuint (found.queued, ==, 1);
  g_assert_cmpuint (found.lost + found.nameless, ==, 0);
  entry = look_up (outbox, refused);
  g_assert_cmpint (entry->state, ==, PARVIS_SUBMISSION_REFUSED);
  g_assert_null (parvis_outbox_lookup (outbox, delivered, NULL));
}

int
main (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[1], "--child") == 0)
    return child_enqueue (argv[2], atoi (argv[3]));
  if (argc == 3 && strcmp (argv[1], "--mend") == 0)
    return child_mend (argv[2]);
#define ADD(name, test) g_test_add ("/outbox-repair/" name, Fixture, NULL, set_up, test, tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD ("put-aside", test_put_aside);
  ADD ("suspect", test_suspect);
  ADD ("rowless", test_rowless);
  ADD ("in-use", test_in_use);
  ADD ("two-find-it", test_two_find_it);
  ADD ("log", test_log);
  ADD ("emptied", test_emptied);
  ADD ("each-page", test_each_page);
  ADD ("former-pages", test_former_pages);
  ADD ("unfinished", test_unfinished);
  ADD ("cut-anywhere", test_cut_anywhere);
  ADD ("states", test_states);
  return g_test_run ();
}
