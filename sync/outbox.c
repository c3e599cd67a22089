/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/outbox.h"

#include <errno.h>
#include <string.h>
#include <sys/statvfs.h>

#include <glib/gi18n-lib.h>

#include "sync/outbox-private.h"
#include "sync/seal.h"

#define MAX_ERROR_BYTES 500

struct _ParvisOutbox
{
  grefcount refs; /* the owner's, and one for each watch */
  ParvisSqlite *db;
};

G_DEFINE_QUARK (parvis-outbox-error-quark, parvis_outbox_error)

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

ParvisOutbox *
parvis_outbox_open (const char *path, GError **error)
{
  ParvisSqlite *db = parvis_outbox_schema_open (path, error);
  ParvisOutbox *self;

  if (db == NULL)
    return NULL;
  self = g_new0 (ParvisOutbox, 1);
  g_ref_count_init (&self->refs);
  self->db = db;
  return self;
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

/* Room ------------------------------------------------------------------------------------------ */

static gboolean
say_full (ParvisOutbox *self, GError **error)
{
  g_set_error (
      error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_FULL,
      _ ("il n’y a plus assez de place pour une demande de plus dans « %s » ; libérez de l’espace disque"),
      parvis_outbox_path (self));
  return FALSE;
}

/* Pages that the database may still take, of which @free_pages are in it already. */
static gboolean
count_pages (ParvisOutbox *self, gint64 *page_size, gint64 *free_pages, gint64 *allowed, GError **error)
{
  gint64 max, used;

  if (!parvis_sqlite_get_int64 (self->db, "PRAGMA page_size", page_size, error)
      || !parvis_sqlite_get_int64 (self->db, "PRAGMA freelist_count", free_pages, error)
      || !parvis_sqlite_get_int64 (self->db, "PRAGMA max_page_count", &max, error)
      || !parvis_sqlite_get_int64 (self->db, "PRAGMA page_count", &used, error))
    return FALSE;
  *allowed = max - used + *free_pages;
  return TRUE;
}

static gboolean
get_disk_room (ParvisOutbox *self, guint64 *bytes, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (parvis_outbox_path (self));
  struct statvfs fs;

  if (statvfs (folder, &fs) == 0)
    {
      *bytes = (guint64) fs.f_bavail * fs.f_frsize;
      return TRUE;
    }
  g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_FAILED,
               _ ("la place libre de « %s » n’est pas connue : %s"), folder, g_strerror (errno));
  return FALSE;
}

/* Taking the write lock tells a read-only file or folder before somebody has typed for ten minutes. */
static gboolean
check_writable (ParvisOutbox *self, GError **error)
{
  g_autoptr (ParvisTransaction) transaction = parvis_transaction_begin (self->db, error);

  return transaction != NULL;
}

gboolean
parvis_outbox_check_room (ParvisOutbox *self, GError **error)
{
  const gint64 need = PARVIS_SEAL_MAX_BYTES + PARVIS_SEAL_MAX_BYTES / 64; /* with SQLite's own bookkeeping */
  gint64 page_size, free_pages, allowed, grow;
  guint64 room;

  if (!check_writable (self, error) || !count_pages (self, &page_size, &free_pages, &allowed, error)
      || !get_disk_room (self, &room, error))
    return FALSE;
  grow = MAX (need - free_pages * page_size, 0);
  if (allowed * page_size < need
      || room < (guint64) (need + grow)) /* once in the log, then in the database */
    return say_full (self, error);
  return TRUE;
}

/* Reading --------------------------------------------------------------------------------------- */

#define COLUMNS                                                                                              \
  "id, sha256, size, created_at, state, attempts, next_try_at, last_error, upload_url, delivered_at"

static ParvisSubmissionState
state_from_string (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_names); i++)
    if (g_strcmp0 (name, state_names[i]) == 0)
      return (ParvisSubmissionState) i;
  g_return_val_if_reached (PARVIS_SUBMISSION_REFUSED); /* the table's CHECK allows no other */
}

static ParvisOutboxEntry *
read_entry (ParvisStatement *statement)
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
  return entry;
}

static void
say_missing (const char *id, const char *why, GError **error)
{
  g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_MISSING, _ ("la demande « %s » %s"), id, why);
}

/* @sql, about the one row of @id; %NULL with an error when there is none. */
static ParvisStatement *
find_row (ParvisOutbox *self, const char *sql, const char *id, GError **error)
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
  say_missing (id, _ ("n’est pas dans la file d’envoi"), error);
  return NULL;
}

ParvisOutboxEntry *
parvis_outbox_lookup (ParvisOutbox *self, const char *id, GError **error)
{
  g_autoptr (ParvisStatement) row
      = find_row (self, "SELECT " COLUMNS " FROM submission WHERE id = ?1", id, error);

  return row != NULL ? read_entry (row) : NULL;
}

GPtrArray *
parvis_outbox_list (ParvisOutbox *self, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_outbox_entry_free);
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (self->db, "SELECT " COLUMNS " FROM submission ORDER BY seq", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  while (TRUE)
    {
      if (!parvis_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&list);
      g_ptr_array_add (list, read_entry (statement));
    }
}

GBytes *
parvis_outbox_envelope (ParvisOutbox *self, const char *id, GError **error)
{
  g_autoptr (ParvisStatement) row = find_row (
      self, "SELECT bytes, sha256 FROM submission JOIN envelope USING (seq) WHERE id = ?1", id, error);
  g_autoptr (GBytes) bytes = row != NULL ? parvis_statement_get_bytes (row, 0) : NULL;
  g_autofree char *sum = bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;

  if (row == NULL)
    return NULL;
  if (sum != NULL && g_strcmp0 (sum, parvis_statement_get_text (row, 1)) == 0)
    return g_steal_pointer (&bytes);
  g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT,
               _ ("la demande « %s » est abîmée dans la file d’envoi ; mettez « %s » de côté sans l’effacer"),
               id, parvis_outbox_path (self));
  return NULL;
}

GBytes *
parvis_outbox_receipt (ParvisOutbox *self, const char *id, GError **error)
{
  g_autoptr (ParvisStatement) row = find_row (
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

static gboolean
insert_submission (ParvisOutbox *self, const char *id, const char *sum, GBytes *envelope, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      self->db, "INSERT INTO submission (id, sha256, size, created_at) VALUES (?1, ?2, ?3, ?4)", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, id);
  parvis_statement_bind_text (statement, 2, sum);
  parvis_statement_bind_int64 (statement, 3, (gint64) g_bytes_get_size (envelope));
  parvis_statement_bind_int64 (statement, 4, g_get_real_time () / G_USEC_PER_SEC);
  return parvis_statement_run (statement, error);
}

static gboolean
insert_envelope (ParvisOutbox *self, GBytes *envelope, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      self->db, "INSERT INTO envelope (seq, bytes) VALUES (last_insert_rowid (), ?1)", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_bytes (statement, 1, envelope);
  return parvis_statement_run (statement, error);
}

static gboolean
check_same (ParvisStatement *known, const char *id, const char *sum, GError **error)
{
  if (g_strcmp0 (parvis_statement_get_text (known, 0), sum) == 0)
    return TRUE;
  g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_EXISTS,
               _ ("la demande « %s » est déjà dans la file d’envoi, avec un autre contenu"), id);
  return FALSE;
}

static gboolean
enqueue_new (ParvisOutbox *self, const char *id, const char *sum, GBytes *envelope, GError **error)
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
    return check_same (known, id, sum, error);
  return insert_submission (self, id, sum, envelope, error) && insert_envelope (self, envelope, error)
         && parvis_transaction_commit (transaction, error);
}

gboolean
parvis_outbox_enqueue (ParvisOutbox *self, const char *id, GBytes *envelope, GError **error)
{
  g_autofree char *sum = NULL;

  if (!check_enqueue (id, envelope, error))
    return FALSE;
  sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, envelope);
  return enqueue_new (self, id, sum, envelope, error);
}

/* Sending --------------------------------------------------------------------------------------- */

/* A statement that is its own transaction. */
static gboolean
run_alone (ParvisStatement *statement, GError **error)
{
  return statement != NULL && parvis_statement_run (statement, error);
}

/* Runs an UPDATE of the one row of @id (parameter 1), which also names the state that the row must be in. */
static gboolean
run_step (ParvisOutbox *self, ParvisStatement *statement, const char *id, GError **error)
{
  parvis_statement_bind_text (statement, 1, id);
  if (!parvis_statement_run (statement, error))
    return FALSE;
  if (parvis_sqlite_changes (self->db) == 1)
    return TRUE;
  say_missing (id, _ ("n’est pas dans la file d’envoi, ou pas à cette étape"), error);
  return FALSE;
}

gboolean
parvis_outbox_recover (ParvisOutbox *self, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      self->db, "UPDATE submission SET state = 'queued', next_try_at = 0 WHERE state = 'sending'", error);

  return run_alone (statement, error);
}

ParvisOutboxEntry *
parvis_outbox_next (ParvisOutbox *self, gint64 now, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      self->db,
      "SELECT " COLUMNS " FROM submission"
      " WHERE state = 'queued' AND (next_try_at <= ?1 OR next_try_at > ?2) ORDER BY seq LIMIT 1",
      error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  parvis_statement_bind_int64 (statement, 1, now);
  parvis_statement_bind_int64 (statement, 2, now + PARVIS_OUTBOX_MAX_WAIT);
  return parvis_statement_step (statement, &row, error) && row ? read_entry (statement) : NULL;
}

gboolean
parvis_outbox_next_time (ParvisOutbox *self, gint64 *at, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      self->db,
      "SELECT min (iif (next_try_at > ?1, 0, next_try_at)), count (*) FROM submission WHERE state = 'queued'",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 1, g_get_real_time () / G_USEC_PER_SEC + PARVIS_OUTBOX_MAX_WAIT);
  if (!parvis_statement_step (statement, &row, error))
    return FALSE;
  *at = parvis_statement_get_int64 (statement, 1) > 0 ? parvis_statement_get_int64 (statement, 0)
                                                      : G_MAXINT64;
  return TRUE;
}

gboolean
parvis_outbox_mark_sending (ParvisOutbox *self, const char *id, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      self->db,
      "UPDATE submission SET state = 'sending', attempts = attempts + 1 WHERE id = ?1 AND state = 'queued'",
      error);

  return statement != NULL && run_step (self, statement, id, error);
}

gboolean
parvis_outbox_set_upload_url (ParvisOutbox *self, const char *id, const char *upload_url, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      self->db, "UPDATE submission SET upload_url = ?2 WHERE id = ?1 AND state IN ('queued', 'sending')",
      error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 2, upload_url);
  return run_step (self, statement, id, error);
}

/* What a server says may be of any length and no text at all. */
static char *
tidy_error (const char *why)
{
  g_autofree char *cut = g_strndup (why != NULL ? why : "", MAX_ERROR_BYTES);

  return g_utf8_make_valid (cut, -1);
}

gboolean
parvis_outbox_mark_failed (ParvisOutbox *self, const char *id, gint64 next_try_at, const char *why,
                           GError **error)
{
  g_autofree char *said = tidy_error (why);
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (self->db,
                               "UPDATE submission SET state = 'queued', next_try_at = ?2, last_error = ?3 "
                               "WHERE id = ?1 AND state = 'sending'",
                               error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 2, next_try_at);
  parvis_statement_bind_text (statement, 3, said);
  return run_step (self, statement, id, error);
}

gboolean
parvis_outbox_mark_refused (ParvisOutbox *self, const char *id, const char *why, GError **error)
{
  g_autofree char *said = tidy_error (why);
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (self->db,
                               "UPDATE submission SET state = 'refused', last_error = ?2, upload_url = NULL "
                               "WHERE id = ?1 AND state = 'sending'",
                               error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 2, said);
  return run_step (self, statement, id, error);
}

gboolean
parvis_outbox_mark_delivered (ParvisOutbox *self, const char *id, GBytes *receipt, gint64 now, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (self->db,
                               "UPDATE submission SET state = 'delivered', receipt = ?2, delivered_at = ?3, "
                               "last_error = NULL, upload_url = NULL"
                               " WHERE id = ?1 AND state = 'sending'",
                               error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_bytes (statement, 2, receipt);
  parvis_statement_bind_int64 (statement, 3, now);
  return run_step (self, statement, id, error);
}

gboolean
parvis_outbox_purge (ParvisOutbox *self, gint64 before, guint *purged, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      self->db, "DELETE FROM submission WHERE state = 'delivered' AND delivered_at < ?1", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 1, before);
  if (!parvis_statement_run (statement, error))
    return FALSE;
  *purged = (guint) parvis_sqlite_changes (self->db);
  return *purged == 0 || parvis_sqlite_exec (self->db, "PRAGMA incremental_vacuum", error);
}
