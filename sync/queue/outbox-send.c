/* SPDX-License-Identifier: EUPL-1.2
 *
 * The outbox as parvis-syncd steps through it.
 */
#include "sync/queue/outbox-private.h"

#include <glib/gi18n-lib.h>

#define MAX_ERROR_BYTES 500

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
  g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_MISSING,
               _ ("la demande « %s » n’est pas dans la file d’envoi, ou pas à cette étape"), id);
  return FALSE;
}

/* A step that a power cut may take back, though nothing else can: it is in the log, in its place before what follows,
 * and the next step that must last syncs it. Not waiting for the disk is worth a third of the time of a delivery. */
static gboolean
run_passing_step (ParvisOutbox *self, ParvisStatement *statement, const char *id, GError **error)
{
  gboolean done;

  if (!parvis_sqlite_exec (self->db, "PRAGMA synchronous = NORMAL", error))
    return FALSE;
  done = run_step (self, statement, id, error);
  return parvis_sqlite_exec (self->db, "PRAGMA synchronous = FULL", done ? error : NULL) && done;
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
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (self->db,
                               "SELECT " PARVIS_OUTBOX_COLUMNS " FROM submission INDEXED BY submission_by_turn"
                               " WHERE state = 'queued' AND (next_try_at <= ?1 OR next_try_at > ?2)"
                               " ORDER BY seq + size / 262144, seq LIMIT 1",
                               error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  parvis_statement_bind_int64 (statement, 1, now);
  parvis_statement_bind_int64 (statement, 2, now + PARVIS_OUTBOX_MAX_WAIT);
  return parvis_statement_step (statement, &row, error) && row ? parvis_outbox_read_entry (statement) : NULL;
}

gboolean
parvis_outbox_next_time (ParvisOutbox *self, gint64 *at, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      self->db, "SELECT min (iif (next_try_at > ?1, 0, next_try_at)), count (*) FROM submission WHERE state = 'queued'",
      error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 1, g_get_real_time () / G_USEC_PER_SEC + PARVIS_OUTBOX_MAX_WAIT);
  if (!parvis_statement_step (statement, &row, error))
    return FALSE;
  *at = parvis_statement_get_int64 (statement, 1) > 0 ? parvis_statement_get_int64 (statement, 0) : G_MAXINT64;
  return TRUE;
}

gboolean
parvis_outbox_mark_sending (ParvisOutbox *self, const char *id, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      self->db, "UPDATE submission SET state = 'sending', attempts = attempts + 1 WHERE id = ?1 AND state = 'queued'",
      error);

  return statement != NULL && run_passing_step (self, statement, id, error);
}

gboolean
parvis_outbox_set_upload_url (ParvisOutbox *self, const char *id, const char *upload_url, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      self->db, "UPDATE submission SET upload_url = ?2 WHERE id = ?1 AND state IN ('queued', 'sending')", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 2, upload_url);
  return run_passing_step (self, statement, id, error);
}

/* What a server says may be of any length and no text at all. */
static char *
tidy_error (const char *why)
{
  g_autofree char *cut = g_strndup (why != NULL ? why : "", MAX_ERROR_BYTES);

  return g_utf8_make_valid (cut, -1);
}

gboolean
parvis_outbox_mark_failed (ParvisOutbox *self, const char *id, gint64 next_try_at, const char *why, GError **error)
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

#define DELIVER                                                                                                        \
  "UPDATE submission SET state = 'delivered', receipt = ?2, delivered_at = ?3, last_error = NULL, upload_url = NULL"

/* (transfer full) */
static ParvisStatement *
prepare_delivery (ParvisOutbox *self, const char *sql, GBytes *receipt, gint64 now, GError **error)
{
  ParvisStatement *statement = parvis_sqlite_prepare (self->db, sql, error);

  if (statement == NULL)
    return NULL;
  parvis_statement_bind_bytes (statement, 2, receipt);
  parvis_statement_bind_int64 (statement, 3, now);
  return statement;
}

gboolean
parvis_outbox_mark_delivered (ParvisOutbox *self, const char *id, GBytes *receipt, gint64 now, gboolean lasting,
                              GError **error)
{
  g_autoptr (ParvisStatement) statement
      = prepare_delivery (self, DELIVER " WHERE id = ?1 AND state = 'sending'", receipt, now, error);

  if (statement == NULL)
    return FALSE;
  return lasting ? run_step (self, statement, id, error) : run_passing_step (self, statement, id, error);
}

gboolean
parvis_outbox_mark_brought (ParvisOutbox *self, const char *id, GBytes *receipt, gint64 now, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = prepare_delivery (self, DELIVER " WHERE id = ?1 AND state IN ('queued', 'refused')", receipt, now, error);

  return statement != NULL && run_step (self, statement, id, error);
}

gboolean
parvis_outbox_mark_exported (ParvisOutbox *self, const char *id, gint64 now, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (self->db, "UPDATE submission SET exported_at = ?2 WHERE id = ?1", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 2, now);
  return run_step (self, statement, id, error);
}

/* Pages that have become free stay, as many as one more submission needs: room that nobody else can take. */
static gboolean
give_back (ParvisOutbox *self, GError **error)
{
  g_autofree char *sql = NULL;
  gint64 page, unused;

  if (!parvis_sqlite_get_int64 (self->db, "PRAGMA page_size", &page, error)
      || !parvis_sqlite_get_int64 (self->db, "PRAGMA freelist_count", &unused, error))
    return FALSE;
  unused -= PARVIS_OUTBOX_ROOM_BYTES / page;
  if (unused <= 0)
    return TRUE;
  sql = g_strdup_printf ("PRAGMA incremental_vacuum (%" G_GINT64_FORMAT ")", unused);
  return parvis_sqlite_exec (self->db, sql, error);
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
  return *purged == 0 || give_back (self, error);
}
