/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/queue/outbox.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sync/base/digest.h"
#include "sync/base/sum-ahead.h"
#include "sync/queue/outbox-private.h"
#include "sync/seal/seal.h"

/* An enqueue leaves the log to parvis_outbox_tidy() and to the steps of delivery, unless nobody has tidied for so long
 * (bytes of new pages). */
#define UNTIDY (16 * 1024 * 1024)

G_DEFINE_QUARK (parvis_outbox_error_quark, parvis_outbox_error)

static const char *const state_names[] = { "queued", "sending", "delivered", "refused" };

const char *
parvis_submission_state_to_string (ParvisSubmissionState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (state_names), NULL);
  return state_names[state];
}

void
parvis_outbox_entry_free (ParvisOutboxEntry *entry)
{
  g_free (entry->id);
  g_free (entry->sha256);
  g_free (entry->last_error);
  g_free (entry->upload_url);
  g_free (entry);
}

/* Opening --------------------------------------------------------------------------------------- */

int
parvis_outbox_use_lock (const char *path, int operation)
{
  g_autofree char *name = g_strconcat (path, "-use", NULL);
  int fd = open (name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660);

  if (fd < 0)
    return -1;
  fchmod (fd, 0660); /* the kiosk's two users share a group; the umask knows nothing of it */
  if (flock (fd, operation) == 0)
    return fd;
  close (fd);
  return -1;
}

ParvisOutbox *
parvis_outbox_new (ParvisSqlite *db, int use)
{
  ParvisOutbox *self = g_new0 (ParvisOutbox, 1);

  g_ref_count_init (&self->refs);
  self->db = db;
  self->use = use;
  return self;
}

/* The size of the lock file is the word: a length takes no room on a full disk. */
gboolean
parvis_outbox_word_read (int use)
{
  struct stat file;

  return use >= 0 && fstat (use, &file) == 0 && file.st_size > 0;
}

gboolean
parvis_outbox_word_write (int use, gboolean damaged)
{
  return use >= 0 && ftruncate (use, damaged ? 1 : 0) == 0;
}

static ParvisSqlite *
open_unless_damaged (const char *path, int use, GError **error)
{
  if (!parvis_outbox_word_read (use))
    return parvis_outbox_schema_open (path, error);
  g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT,
               _ ("« %s » est abîmée ; la borne en marche la met de côté, sinon : parvisctl queue recover"), path);
  return NULL;
}

ParvisOutbox *
parvis_outbox_open (const char *path, GError **error)
{
  int use = parvis_outbox_use_lock (path, LOCK_SH);
  ParvisSqlite *db = open_unless_damaged (path, use, error);

  if (db != NULL)
    return parvis_outbox_new (db, use);
  if (use >= 0)
    close (use);
  return NULL;
}

ParvisOutbox *
parvis_outbox_ref (ParvisOutbox *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

void
parvis_outbox_free (ParvisOutbox *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;
  parvis_sqlite_free (self->db);
  if (self->use >= 0)
    close (self->use);
  g_free (self);
}

ParvisSqlite *
parvis_outbox_get_database (ParvisOutbox *self)
{
  return self->db;
}

const char *
parvis_outbox_path (const ParvisOutbox *self)
{
  return parvis_sqlite_path (self->db);
}

/* Reading --------------------------------------------------------------------------------------- */

static ParvisSubmissionState
state_from_string (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_names); i++)
    if (g_strcmp0 (name, state_names[i]) == 0)
      return (ParvisSubmissionState) i;
  g_return_val_if_reached (PARVIS_SUBMISSION_REFUSED); /* the table's CHECK allows no other */
}

ParvisOutboxEntry *
parvis_outbox_read_entry (ParvisStatement *statement)
{
  ParvisOutboxEntry *entry = g_new0 (ParvisOutboxEntry, 1);

  entry->id = parvis_statement_dup_text (statement, 0);
  entry->sha256 = parvis_statement_dup_text (statement, 1);
  entry->size = parvis_statement_get_int64 (statement, 2);
  entry->created_at = parvis_statement_get_int64 (statement, 3);
  entry->state = state_from_string (parvis_statement_get_text (statement, 4));
  entry->attempts = (guint) CLAMP (parvis_statement_get_int64 (statement, 5), 0, G_MAXINT);
  entry->next_try_at = parvis_statement_get_int64 (statement, 6);
  entry->last_error = parvis_statement_dup_text (statement, 7);
  entry->upload_url = parvis_statement_dup_text (statement, 8);
  entry->delivered_at = parvis_statement_get_int64 (statement, 9);
  entry->exported_at = parvis_statement_get_int64 (statement, 10);
  return entry;
}

ParvisStatement *
parvis_outbox_find_row (ParvisOutbox *self, const char *sql, const char *id, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (self->db, sql, error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  parvis_statement_bind_text (statement, 1, id);
  if (!parvis_statement_step (statement, &row, error))
    return NULL;
  if (row)
    return g_steal_pointer (&statement);
  g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_MISSING,
               _ ("la demande « %s » n’est pas dans la file d’envoi"), id);
  return NULL;
}

ParvisOutboxEntry *
parvis_outbox_lookup (ParvisOutbox *self, const char *id, GError **error)
{
  g_autoptr (ParvisStatement) row
      = parvis_outbox_find_row (self, "SELECT " PARVIS_OUTBOX_COLUMNS " FROM submission WHERE id = ?1", id, error);

  return row != NULL ? parvis_outbox_read_entry (row) : NULL;
}

static GPtrArray *
list_rows (ParvisOutbox *self, const char *sql, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (self->db, sql, error);

  if (statement == NULL)
    return NULL;
  return parvis_statement_collect (statement, (ParvisReadRow) parvis_outbox_read_entry,
                                   (GDestroyNotify) parvis_outbox_entry_free, error);
}

GPtrArray *
parvis_outbox_list (ParvisOutbox *self, GError **error)
{
  return list_rows (self, "SELECT " PARVIS_OUTBOX_COLUMNS " FROM submission ORDER BY seq", error);
}

GPtrArray *
parvis_outbox_list_turns (ParvisOutbox *self, GError **error)
{
  return list_rows (self,
                    "SELECT " PARVIS_OUTBOX_COLUMNS " FROM submission WHERE state = 'queued'"
                    " ORDER BY seq + size / 262144, seq",
                    error);
}

GBytes *
parvis_outbox_receipt (ParvisOutbox *self, const char *id, GError **error)
{
  g_autoptr (ParvisStatement) row = parvis_outbox_find_row (
      self, "SELECT receipt FROM submission WHERE id = ?1 AND receipt IS NOT NULL", id, error);

  return row != NULL ? parvis_statement_get_bytes (row, 0) : NULL;
}

/* Queueing -------------------------------------------------------------------------------------- */

static gboolean
check_enqueue (const char *id, GBytes *envelope, GError **error)
{
  gsize size = g_bytes_get_size (envelope);
  g_autofree char *lower = g_ascii_strdown (id, -1);
  g_autofree char *shown = g_strescape (id, NULL);

  if (!g_uuid_string_is_valid (id) || strcmp (id, lower) != 0)
    g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_FAILED,
                 _ ("« %.64s » n’est pas un identifiant de demande"), shown);
  else if (size == 0 || size > PARVIS_SEAL_MAX_BYTES)
    g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_FAILED,
                 _ ("la demande « %s » a une taille impossible (%" G_GSIZE_FORMAT " octets)"), id, size);
  else
    return TRUE;
  return FALSE;
}

/* As AUTOINCREMENT chooses it, which never gives a number twice; nor that of an envelope whose row is lost. */
static gboolean
next_seq (ParvisOutbox *self, gint64 *seq, GError **error)
{
  return parvis_sqlite_get_int64 (self->db,
                                  "SELECT 1 + max (coalesce ((SELECT max (seq) FROM submission), 0),"
                                  " coalesce ((SELECT max (seq) FROM envelope), 0),"
                                  " coalesce ((SELECT seq FROM sqlite_sequence WHERE name = 'submission'), 0))",
                                  seq, error);
}

static gboolean
insert_envelope (ParvisOutbox *self, gint64 seq, const char *id, GBytes *envelope, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      self->db, "INSERT INTO envelope (seq, bytes, whose, sum) VALUES (?1, ?2, ?3, ?4)", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 1, seq);
  parvis_statement_bind_bytes (statement, 2, envelope);
  parvis_statement_bind_text (statement, 3, id);
  parvis_statement_bind_text (statement, 4, PARVIS_OUTBOX_UNSUMMED);
  return parvis_statement_run (statement, error);
}

static gboolean
insert_submission (ParvisOutbox *self, gint64 seq, const char *id, const char *sum, gsize size, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      self->db, "INSERT INTO submission (seq, id, sha256, size, created_at) VALUES (?1, ?2, ?3, ?4, ?5)", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 1, seq);
  parvis_statement_bind_text (statement, 2, id);
  parvis_statement_bind_text (statement, 3, sum);
  parvis_statement_bind_int64 (statement, 4, (gint64) size);
  parvis_statement_bind_int64 (statement, 5, g_get_real_time () / G_USEC_PER_SEC);
  return parvis_statement_run (statement, error);
}

/* Somebody waits for the disk and for the sum: the envelope is flushed first, and summed meanwhile. What is written
 * after it touches none of its pages but the last, where the sum beside it lies. */
static gboolean
write_rows (ParvisOutbox *self, const char *id, GBytes *envelope, GError **error)
{
  g_autofree char *log = parvis_sqlite_log_path (self->db);
  g_autoptr (ParvisSumAhead) ahead = parvis_sum_ahead_begin (envelope, log);
  g_autofree char *sum = NULL;
  gint64 seq;

  if (!parvis_sqlite_exec (self->db, "PRAGMA defer_foreign_keys = ON", error) || !next_seq (self, &seq, error)
      || !insert_envelope (self, seq, id, envelope, error) || !parvis_sqlite_flush (self->db, error))
    return FALSE;
  sum = parvis_sum_ahead_end (ahead);
  return parvis_sqlite_overwrite (self->db, "envelope", "sum", seq, sum, error)
         && insert_submission (self, seq, id, sum, g_bytes_get_size (envelope), error);
}

static gboolean
check_same (ParvisStatement *known, const char *id, GBytes *envelope, GError **error)
{
  g_autofree char *sum = parvis_sha256 (envelope);

  if (g_strcmp0 (parvis_statement_get_text (known, 0), sum) == 0)
    return TRUE;
  g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_EXISTS,
               _ ("la demande « %s » est déjà dans la file d’envoi, avec un autre contenu"), id);
  return FALSE;
}

static gboolean
enqueue_new (ParvisOutbox *self, const char *id, GBytes *envelope, GError **error)
{
  g_autoptr (ParvisTransaction) transaction = parvis_transaction_begin (self->db, error);
  g_autoptr (ParvisStatement) known = NULL;
  gboolean row;

  if (transaction == NULL)
    return FALSE;
  known = parvis_sqlite_prepare (self->db, "SELECT sha256 FROM submission WHERE id = ?1", error);
  if (known == NULL)
    return FALSE;
  parvis_statement_bind_text (known, 1, id);
  if (!parvis_statement_step (known, &row, error))
    return FALSE;
  if (row)
    return check_same (known, id, envelope, error);
  return write_rows (self, id, envelope, error) && parvis_transaction_commit (transaction, error);
}

gboolean
parvis_outbox_enqueue (ParvisOutbox *self, const char *id, GBytes *envelope, GError **error)
{
  gboolean done;

  if (!check_enqueue (id, envelope, error))
    return FALSE;
  parvis_sqlite_set_autocheckpoint (self->db, UNTIDY);
  done = enqueue_new (self, id, envelope, error);
  parvis_sqlite_set_autocheckpoint (self->db, PARVIS_OUTBOX_TIDY);
  return done;
}

gboolean
parvis_outbox_tidy (ParvisOutbox *self, GError **error)
{
  return parvis_sqlite_checkpoint (self->db, NULL, error);
}
