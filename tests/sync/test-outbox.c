/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/queue/outbox.h"

#include <sys/stat.h>

#include "sync/outbox-fixture.h"
#include "sync/seal/seal.h"

/* Opening and the schema ----------------------------------------------------------------------------- */

static void
test_create (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autoptr (GPtrArray) list = parvis_outbox_list (outbox, NULL);
  ParvisSqlite *db = parvis_outbox_get_database (outbox);
  g_autoptr (ParvisStatement) mode = parvis_sqlite_prepare (db, "PRAGMA journal_mode", NULL);
  gint64 synchronous;
  gboolean row;
  struct stat st;

  g_assert_cmpuint (list->len, ==, 0);
  g_assert_cmpstr (parvis_outbox_path (outbox), ==, path);
  g_assert_true (parvis_statement_step (mode, &row, NULL));
  g_assert_cmpstr (parvis_statement_get_text (mode, 0), ==, "wal");
  g_assert_true (parvis_sqlite_get_int64 (db, "PRAGMA synchronous", &synchronous, NULL));
  g_assert_cmpint (synchronous, ==, 2); /* FULL */
  g_assert_cmpint (stat (path, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0660);
  g_assert_true (parvis_outbox_check_room (outbox, NULL));
}

static gpointer
open_in_thread (gpointer path)
{
  return open_outbox (path);
}

/* Kiosk and sender start together on a new disk: to neither, what the other has half made is damaged. */
static void
test_create_together (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.db", i), *path = scratch_path (scratch, name);
      GThread *other = g_thread_new ("other", open_in_thread, path);
      g_autoptr (ParvisOutbox) mine = open_outbox (path);
      g_autoptr (ParvisOutbox) theirs = g_thread_join (other);

      g_assert_nonnull (theirs);
      g_free (enqueue_one (mine));
    }
}

/* Opens what must not be opened, and sees that not a byte of it has changed. */
static void
assert_refused (const char *path, ParvisOutboxError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  gsize before_size, after_size;

  g_assert_true (g_file_get_contents (path, &before, &before_size, NULL));
  g_assert_null (parvis_outbox_open (path, &error));
  g_assert_error (error, PARVIS_OUTBOX_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_true (g_file_get_contents (path, &after, &after_size, NULL));
  g_assert_true (before_size == after_size && memcmp (before, after, after_size) == 0);
}

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_not_an_outbox (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *text = scratch_write (scratch, "text.db",
                                         "This is not a database, but long enough to look like one. "
                                         "This is not a database, but long enough to look like one.");
  g_autofree char *other = scratch_path (scratch, "other.db");
  g_autofree char *folder = scratch_path (scratch, "no/such/folder.db");
  g_autoptr (GError) error = NULL;

  assert_refused (text, PARVIS_OUTBOX_ERROR_CORRUPT);
  run_sql (other, "CREATE TABLE a (b)");
  assert_refused (other, PARVIS_OUTBOX_ERROR_CORRUPT);
  run_sql (other, "PRAGMA user_version = 1");
  assert_refused (other, PARVIS_OUTBOX_ERROR_CORRUPT);
  g_assert_null (parvis_outbox_open (folder, &error));
  g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_FAILED);
}

static void
test_newer (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);

  g_clear_pointer (&outbox, parvis_outbox_free);
  run_sql (path, "PRAGMA user_version = 1000");
  assert_refused (path, PARVIS_OUTBOX_ERROR_NEWER);
}

/* A damaged page of rows, a file cut in the middle: refused. A damaged envelope: that one alone. */
static void
test_damaged (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autofree char *cut = scratch_path (scratch, "cut.db");
  g_autofree char *rows = scratch_path (scratch, "rows.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autofree char *data = NULL;
  gsize size;

  for (int i = 0; i < 100; i++)
    g_free (enqueue_one (outbox));
  g_clear_pointer (&outbox, parvis_outbox_free);
  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  g_assert_true (g_file_set_contents (cut, data, (gssize) size / 2, NULL));
  assert_refused (cut, PARVIS_OUTBOX_ERROR_CORRUPT);
  for (gsize i = 2 * 32768; i + 36 < size; i++) /* every copy of a state in the rows */
    if (memcmp (data + i, "queued", 6) == 0)
      memset (data + i - 64, 0xee, 60);
  g_assert_true (g_file_set_contents (rows, data, (gssize) size, NULL));
  assert_refused (rows, PARVIS_OUTBOX_ERROR_CORRUPT);
}

static void
test_damaged_envelope (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autofree char *bad = enqueue_one (outbox);
  g_autofree char *good = enqueue_one (outbox);
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_sqlite_exec (parvis_outbox_get_database (outbox),
                                     "UPDATE envelope SET bytes = zeroblob (18000) WHERE seq = 1", &error));
  g_assert_null (parvis_outbox_envelope (outbox, bad, &error));
  g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_SPOILED);
  assert_whole (outbox, good);
}

/* A page that came back as it once was: a row without its envelope is that one's fault alone, and an envelope without
 * its row keeps nobody from being queued. */
static void
test_halves (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autofree char *bare = enqueue_one (outbox);
  g_autofree char *lost = enqueue_one (outbox);
  g_autofree char *next = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_sqlite_exec (parvis_outbox_get_database (outbox),
                                     "PRAGMA foreign_keys = OFF; DELETE FROM envelope WHERE seq = 1;"
                                     "DELETE FROM submission WHERE seq = 2; UPDATE sqlite_sequence SET seq = 1;"
                                     "PRAGMA foreign_keys = ON",
                                     &error));
  g_assert_no_error (error);
  g_assert_null (parvis_outbox_envelope (outbox, bare, &error));
  g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_SPOILED);
  g_clear_error (&error);
  g_assert_null (parvis_outbox_envelope (outbox, lost, &error));
  g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_MISSING);
  next = enqueue_one (outbox);
  assert_whole (outbox, next);
}

/* Rows and their states -------------------------------------------------------------------------------- */

static void
test_enqueue (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autofree char *id = enqueue_one (outbox);
  g_autoptr (GBytes) same = envelope_of (id);
  g_autoptr (GBytes) other = g_bytes_new_static ("other", 5);
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, same);
  g_autoptr (ParvisOutboxEntry) entry = look_up (outbox, id);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (entry->sha256, ==, sum);
  g_assert_cmpint (entry->size, ==, g_bytes_get_size (same));
  g_assert_cmpint (entry->state, ==, PARVIS_SUBMISSION_QUEUED);
  g_assert_cmpint (entry->created_at, >, 1700000000);
  g_assert_cmpuint (entry->attempts, ==, 0);
  g_assert_null (entry->last_error);
  assert_whole (outbox, id);
  g_assert_true (parvis_outbox_enqueue (outbox, id, same, &error));
  g_assert_no_error (error);
  g_assert_false (parvis_outbox_enqueue (outbox, id, other, &error));
  g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_EXISTS);
  assert_whole (outbox, id);
}

static void
test_enqueue_bad (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autoptr (GBytes) one = g_bytes_new_static ("x", 1);
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) large = g_bytes_new_take (g_malloc0 (PARVIS_SEAL_MAX_BYTES + 1), PARVIS_SEAL_MAX_BYTES + 1);
  const struct
  {
    const char *id;
    GBytes *envelope;
  } bad[] = {
    { "x", one },
    { "6BA7B810-9DAD-41D1-80B4-00C04FD430C8", one },
    { "6ba7b810-9dad-41d1-80b4-00c04fd430c8", none },
    { "6ba7b810-9dad-41d1-80b4-00c04fd430c8", large },
  };
  g_autoptr (GPtrArray) list = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (parvis_outbox_enqueue (outbox, bad[i].id, bad[i].envelope, &error));
      g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_FAILED);
    }
  list = parvis_outbox_list (outbox, NULL);
  g_assert_cmpuint (list->len, ==, 0);
}

static void
test_delivery (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autofree char *id = enqueue_one (outbox);
  g_autoptr (GBytes) receipt = g_bytes_new_static ("receipt", 7);
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (ParvisOutboxEntry) sending = NULL, delivered = NULL;
  g_autoptr (GError) error = NULL;
  guint purged;

  g_assert_null (parvis_outbox_receipt (outbox, id, NULL));
  g_assert_true (parvis_outbox_mark_sending (outbox, id, &error));
  g_assert_true (parvis_outbox_set_upload_url (outbox, id, "https://hub/files/1", &error));
  sending = look_up (outbox, id);
  g_assert_cmpint (sending->state, ==, PARVIS_SUBMISSION_SENDING);
  g_assert_cmpstr (sending->upload_url, ==, "https://hub/files/1");
  g_assert_cmpuint (sending->attempts, ==, 1);
  g_assert_true (parvis_outbox_mark_delivered (outbox, id, receipt, 5000, TRUE, &error));
  delivered = look_up (outbox, id);
  g_assert_cmpint (delivered->state, ==, PARVIS_SUBMISSION_DELIVERED);
  g_assert_cmpint (delivered->delivered_at, ==, 5000);
  g_assert_null (delivered->upload_url);
  kept = parvis_outbox_receipt (outbox, id, &error);
  g_assert_true (g_bytes_equal (kept, receipt));
  g_assert_true (parvis_outbox_purge (outbox, 5000, &purged, &error));
  g_assert_cmpuint (purged, ==, 0);
  g_assert_true (parvis_outbox_purge (outbox, 5001, &purged, &error));
  g_assert_cmpuint (purged, ==, 1);
  g_assert_null (parvis_outbox_envelope (outbox, id, &error));
  g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_MISSING);
}

/* Refused rows stay for good; a row that fails lets the next one pass. */
static void
test_refused_and_failed (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autofree char *refused = enqueue_one (outbox);
  g_autofree char *failing = enqueue_one (outbox);
  g_autofree char *behind = enqueue_one (outbox);
  g_autoptr (ParvisOutboxEntry) first = NULL, next = NULL, again = NULL, kept = NULL;
  g_autofree char *chatter = g_strnfill (2000, 'z');
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 at;
  guint purged;

  g_assert_true (parvis_outbox_mark_sending (outbox, refused, &error));
  g_assert_true (parvis_outbox_mark_refused (outbox, refused, chatter, &error));
  first = parvis_outbox_next (outbox, now, &error);
  g_assert_cmpstr (first->id, ==, failing);
  g_assert_true (parvis_outbox_mark_sending (outbox, failing, &error));
  g_assert_true (parvis_outbox_mark_failed (outbox, failing, now + 60, "503 \xff", &error));
  next = parvis_outbox_next (outbox, now, &error);
  g_assert_cmpstr (next->id, ==, behind);
  g_assert_true (parvis_outbox_mark_sending (outbox, behind, &error));
  g_assert_null (parvis_outbox_next (outbox, now, &error));
  g_assert_no_error (error);
  g_assert_true (parvis_outbox_next_time (outbox, &at, &error));
  g_assert_cmpint (at, ==, now + 60);
  again = parvis_outbox_next (outbox, now + 60, &error);
  g_assert_cmpstr (again->id, ==, failing);
  g_assert_true (g_utf8_validate (again->last_error, -1, NULL));
  g_assert_true (parvis_outbox_purge (outbox, G_MAXINT64, &purged, &error));
  g_assert_cmpuint (purged, ==, 0);
  kept = look_up (outbox, refused);
  g_assert_cmpint (kept->state, ==, PARVIS_SUBMISSION_REFUSED);
  g_assert_cmpuint (strlen (kept->last_error), ==, 500);
  assert_whole (outbox, refused);
}

static void
test_clock_put_back (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autofree char *id = enqueue_one (outbox);
  g_autoptr (ParvisOutboxEntry) due = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 at;

  g_assert_true (parvis_outbox_mark_sending (outbox, id, &error));
  g_assert_true (parvis_outbox_mark_failed (outbox, id, now + 10 * 365 * 24 * 3600, "no network", &error));
  due = parvis_outbox_next (outbox, now, &error);
  g_assert_no_error (error);
  g_assert_nonnull (due);
  g_assert_true (parvis_outbox_next_time (outbox, &at, &error));
  g_assert_cmpint (at, ==, 0);
}

static void
test_recover (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autofree char *id = enqueue_one (outbox);
  g_autoptr (ParvisOutboxEntry) entry = NULL;
  g_autoptr (GError) error = NULL;
  gint64 at;

  g_assert_true (parvis_outbox_mark_sending (outbox, id, &error));
  g_assert_true (parvis_outbox_set_upload_url (outbox, id, "https://hub/files/1", &error));
  g_assert_true (parvis_outbox_next_time (outbox, &at, &error));
  g_assert_cmpint (at, ==, G_MAXINT64);
  g_assert_true (parvis_outbox_recover (outbox, &error));
  entry = parvis_outbox_next (outbox, 0, &error);
  g_assert_cmpstr (entry->id, ==, id);
  g_assert_cmpstr (entry->upload_url, ==, "https://hub/files/1"); /* resumed, not restarted */
}

/* Each step, tried from each state that it does not start from, and on no row at all. */
static void
test_wrong_steps (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autofree char *queued = enqueue_one (outbox);
  g_autofree char *refused = enqueue_one (outbox);
  g_autofree char *missing = g_uuid_string_random ();
  const char *const ids[] = { queued, refused, missing };
  g_autoptr (GBytes) receipt = g_bytes_new_static ("r", 1);

  g_assert_true (parvis_outbox_mark_sending (outbox, refused, NULL));
  g_assert_true (parvis_outbox_mark_refused (outbox, refused, NULL, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) failed = NULL, not_refused = NULL, delivered = NULL;

      g_assert_false (parvis_outbox_mark_failed (outbox, ids[i], 0, "x", &failed));
      g_assert_error (failed, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_MISSING);
      g_assert_false (parvis_outbox_mark_refused (outbox, ids[i], "x", &not_refused));
      g_assert_error (not_refused, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_MISSING);
      g_assert_false (parvis_outbox_mark_delivered (outbox, ids[i], receipt, 1, TRUE, &delivered));
      g_assert_error (delivered, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_MISSING);
      g_assert_true (ids[i] == queued || !parvis_outbox_mark_sending (outbox, ids[i], NULL));
      g_assert_true (ids[i] == queued || !parvis_outbox_set_upload_url (outbox, ids[i], "u", NULL));
    }
  g_assert_null (parvis_outbox_lookup (outbox, missing, NULL));
}

static char *
enqueue_sized (ParvisOutbox *outbox, gsize size)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GBytes) envelope = g_bytes_new_take (g_malloc0 (size), size);
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_outbox_enqueue (outbox, id, envelope, &error));
  g_assert_no_error (error);
  return g_steal_pointer (&id);
}

/* A row of n turns lets the n small ones queued next go ahead of it, and not one more. */
static void
test_turns (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autofree char *large = enqueue_sized (outbox, 3 * PARVIS_OUTBOX_TURN_BYTES);
  g_autoptr (GPtrArray) small = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) turns = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 6; i++)
    g_ptr_array_add (small, enqueue_sized (outbox, 100));
  turns = parvis_outbox_list_turns (outbox, &error);
  g_assert_cmpuint (turns->len, ==, 7);
  g_assert_cmpstr (((ParvisOutboxEntry *) turns->pdata[2])->id, ==, large);
  for (guint i = 0; i < 7; i++)
    {
      g_autoptr (ParvisOutboxEntry) next = parvis_outbox_next (outbox, 0, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (next->id, ==, i == 2 ? large : small->pdata[i < 2 ? i : i - 1]);
      g_assert_true (parvis_outbox_mark_sending (outbox, next->id, &error));
    }
}

static void
test_brought (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autofree char *id = enqueue_one (outbox);
  g_autoptr (GBytes) receipt = g_bytes_new_static ("r", 1);
  g_autoptr (ParvisOutboxEntry) exported = NULL, brought = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_outbox_mark_exported (outbox, id, 7000, &error));
  exported = look_up (outbox, id);
  g_assert_cmpint (exported->exported_at, ==, 7000);
  g_assert_cmpint (exported->state, ==, PARVIS_SUBMISSION_QUEUED);
  g_assert_true (parvis_outbox_mark_brought (outbox, id, receipt, 8000, &error));
  brought = look_up (outbox, id);
  g_assert_cmpint (brought->state, ==, PARVIS_SUBMISSION_DELIVERED);
  g_assert_cmpint (brought->delivered_at, ==, 8000);
  g_assert_false (parvis_outbox_mark_brought (outbox, id, receipt, 9000, &error));
  g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_MISSING);
}

/* As a Parvis of @version made it, with a row in each state; the columns of then. */
static void
make_old (const char *path, gint64 version)
{
  static const char *const states[] = { "queued", "sending", "delivered", "refused" };
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisSqlite) db = parvis_outbox_schema_open_at (path, version, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-00000000000%u", i);
      g_autoptr (GBytes) envelope = envelope_of (id);
      g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, envelope);
      g_autofree char *sql = g_strdup_printf (
          "INSERT INTO submission (id, sha256, size, created_at, state) VALUES ('%s', '%s', 18000, 5, '%s')", id, sum,
          states[i]);
      g_autoptr (ParvisStatement) insert = NULL;

      g_assert_true (parvis_sqlite_exec (db, sql, &error));
      insert
          = parvis_sqlite_prepare (db, "INSERT INTO envelope (seq, bytes) VALUES (last_insert_rowid (), ?1)", &error);
      parvis_statement_bind_bytes (insert, 1, envelope);
      g_assert_true (parvis_statement_run (insert, &error));
    }
}

static void
test_migration (void)
{
  for (gint64 version = 1; version < parvis_outbox_schema_version (); version++)
    {
      g_autoptr (Scratch) scratch = scratch_new ();
      g_autofree char *path = scratch_path (scratch, "outbox.db");
      g_autoptr (ParvisOutbox) outbox = NULL;
      g_autoptr (GPtrArray) list = NULL;
      g_autoptr (ParvisOutboxEntry) next = NULL;
      g_autoptr (GError) error = NULL;

      make_old (path, version);
      outbox = open_outbox (path);
      list = parvis_outbox_list (outbox, &error);
      g_assert_cmpuint (list->len, ==, 4);
      for (guint i = 0; i < list->len; i++)
        {
          const ParvisOutboxEntry *entry = g_ptr_array_index (list, i);

          g_assert_cmpint (entry->state, ==, i);
          g_assert_cmpint (entry->created_at, ==, 5);
          assert_whole (outbox, entry->id);
        }
      next = parvis_outbox_next (outbox, 0, &error);
      g_assert_cmpstr (next->id, ==, "00000000-0000-4000-8000-000000000000");
      g_free (enqueue_one (outbox));
    }
}

static void
test_state_names (void)
{
  g_assert_cmpstr (parvis_submission_state_to_string (PARVIS_SUBMISSION_QUEUED), ==, "queued");
  g_assert_cmpstr (parvis_submission_state_to_string (PARVIS_SUBMISSION_SENDING), ==, "sending");
  g_assert_cmpstr (parvis_submission_state_to_string (PARVIS_SUBMISSION_DELIVERED), ==, "delivered");
  g_assert_cmpstr (parvis_submission_state_to_string (PARVIS_SUBMISSION_REFUSED), ==, "refused");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outbox/create", test_create);
  g_test_add_func ("/outbox/not-an-outbox", test_not_an_outbox);
  g_test_add_func ("/outbox/create-together", test_create_together);
  g_test_add_func ("/outbox/newer", test_newer);
  g_test_add_func ("/outbox/damaged", test_damaged);
  g_test_add_func ("/outbox/damaged-envelope", test_damaged_envelope);
  g_test_add_func ("/outbox/halves", test_halves);
  g_test_add_func ("/outbox/enqueue", test_enqueue);
  g_test_add_func ("/outbox/enqueue-bad", test_enqueue_bad);
  g_test_add_func ("/outbox/delivery", test_delivery);
  g_test_add_func ("/outbox/refused-and-failed", test_refused_and_failed);
  g_test_add_func ("/outbox/clock-put-back", test_clock_put_back);
  g_test_add_func ("/outbox/recover", test_recover);
  g_test_add_func ("/outbox/wrong-steps", test_wrong_steps);
  g_test_add_func ("/outbox/turns", test_turns);
  g_test_add_func ("/outbox/brought", test_brought);
  g_test_add_func ("/outbox/migration", test_migration);
  g_test_add_func ("/outbox/state-names", test_state_names);
  return g_test_run ();
}
