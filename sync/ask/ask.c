/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/ask/ask.h"

#include <glib/gi18n-lib.h>

#include "sync/queue/contact.h"
#include "sync/queue/outbox-private.h"

#define MAX_SEALED_BODY (PARVIS_ASK_MAX_BODY + 16 * 1024) /* an archive has blocks, a seal has headers */

G_DEFINE_QUARK (parvis_ask_error_quark, parvis_ask_error)

static const char *const kind_names[PARVIS_ASK_KINDS] = { "hello", "track", "slot-open", "slot-next", "slot-close" };

const char *
parvis_ask_kind_to_string (ParvisAskKind kind)
{
  g_return_val_if_fail (kind < PARVIS_ASK_KINDS, NULL);
  return kind_names[kind];
}

void
parvis_ask_row_free (ParvisAskRow *row)
{
  g_free (row->id);
  g_clear_pointer (&row->body, g_bytes_unref);
  g_clear_pointer (&row->certificate, g_bytes_unref);
  g_free (row);
}

/* For the journal; the person reads a sentence of the desk's. */
static const char *
failure_words (ParvisAskError failure)
{
  switch (failure)
    {
    case PARVIS_ASK_ERROR_OFFLINE:
      return "the central server cannot be reached";
    case PARVIS_ASK_ERROR_UNSUPPORTED:
      return "the central server does not know this question";
    case PARVIS_ASK_ERROR_TOO_MANY:
      return "asked too often";
    case PARVIS_ASK_ERROR_GONE:
      return "it has ended";
    case PARVIS_ASK_ERROR_REFUSED:
      return "the central server does not answer this";
    default:
      return "the central server is in trouble";
    }
}

static gboolean
set_failure (GError **error, ParvisAskError failure)
{
  g_set_error_literal (error, PARVIS_ASK_ERROR, (int) failure, failure_words (failure));
  return FALSE;
}

static ParvisStatement *
prepare (ParvisOutbox *outbox, const char *sql, GError **error)
{
  return parvis_sqlite_prepare (parvis_outbox_get_database (outbox), sql, error);
}

static gboolean
run_with_id (ParvisOutbox *outbox, const char *sql, const char *id, GError **error)
{
  g_autoptr (ParvisStatement) statement = prepare (outbox, sql, error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, id);
  return parvis_statement_run (statement, error);
}

/* What was deleted may have been megabytes. */
static gboolean
give_room_back (ParvisOutbox *outbox, GError **error)
{
  return parvis_sqlite_exec (parvis_outbox_get_database (outbox), "PRAGMA incremental_vacuum", error);
}

/* Putting --------------------------------------------------------------------------------------- */

static GBytes *
seal_body (ParvisOutbox *outbox, GBytes *json, GError **error)
{
  g_auto (ParvisContact) contact = { 0 };
  g_autoptr (ParvisSealer) sealer = NULL;
  g_autoptr (ParvisParcel) parcel = parvis_parcel_new ();

  if (!parvis_contact_read (outbox, &contact, error))
    return NULL;
  if (contact.certificate == NULL)
    {
      set_failure (error, PARVIS_ASK_ERROR_OFFLINE);
      return NULL;
    }
  sealer = parvis_sealer_new_for_key (contact.certificate, error);
  if (sealer == NULL || !parvis_parcel_add (parcel, "ask.json", json, error))
    return NULL;
  return parvis_sealer_seal (sealer, parcel, error);
}

static gboolean
insert (ParvisOutbox *outbox, const char *id, ParvisAskKind kind, GBytes *body, ParvisSealKey *key, guint seconds,
        GError **error)
{
  g_autoptr (ParvisStatement) statement
      = prepare (outbox,
                 "INSERT INTO ask (id, kind, body, certificate, created_at, expires_at)"
                 " SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE (SELECT count (*) FROM ask) < ?7",
                 error);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, id);
  parvis_statement_bind_text (statement, 2, kind_names[kind]);
  parvis_statement_bind_bytes (statement, 3, body);
  parvis_statement_bind_bytes (statement, 4, key != NULL ? parvis_seal_key_certificate (key) : NULL);
  parvis_statement_bind_int64 (statement, 5, now);
  parvis_statement_bind_int64 (statement, 6, now + MIN (seconds, PARVIS_ASK_MAX_SECONDS));
  parvis_statement_bind_int64 (statement, 7, PARVIS_ASK_MAX_ROWS);
  if (!parvis_statement_run (statement, error))
    return FALSE;
  return parvis_sqlite_changes (parvis_outbox_get_database (outbox)) == 1
         || set_failure (error, PARVIS_ASK_ERROR_TOO_MANY);
}

gboolean
parvis_ask_put (ParvisOutbox *outbox, ParvisAskKind kind, GBytes *json, ParvisSealKey *key, guint seconds, char **id,
                GError **error)
{
  g_autofree char *name = g_uuid_string_random ();
  g_autoptr (GBytes) body = NULL;

  if (g_bytes_get_size (json) > PARVIS_ASK_MAX_BODY)
    return set_failure (error, PARVIS_ASK_ERROR_REFUSED);
  body = seal_body (outbox, json, error);
  if (body == NULL || !insert (outbox, name, kind, body, key, seconds, error))
    return FALSE;
  *id = g_steal_pointer (&name);
  return TRUE;
}

/* Taking ---------------------------------------------------------------------------------------- */

gboolean
parvis_ask_is_settled (ParvisOutbox *outbox, const char *id)
{
  g_autoptr (ParvisStatement) statement
      = prepare (outbox, "SELECT 1 FROM ask WHERE id = ?1 AND state = 'waiting'", NULL);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, id);
  return parvis_statement_step (statement, &row, NULL) && !row;
}

/* The sealed answer of a row that is settled. (transfer full) */
static GBytes *
read_answer (ParvisOutbox *outbox, const char *id, GError **error)
{
  g_autoptr (ParvisStatement) statement = prepare (outbox, "SELECT answer, failure FROM ask WHERE id = ?1", error);
  GBytes *answer;
  gint64 failure;
  gboolean row;

  if (statement == NULL)
    return NULL;
  parvis_statement_bind_text (statement, 1, id);
  if (!parvis_statement_step (statement, &row, error))
    return NULL;
  answer = row ? parvis_statement_get_bytes (statement, 0) : NULL;
  failure = row ? parvis_statement_get_int64 (statement, 1) : PARVIS_ASK_ERROR_GONE;
  if (answer == NULL)
    set_failure (error, (ParvisAskError) CLAMP (failure, PARVIS_ASK_ERROR_OFFLINE, PARVIS_ASK_ERROR_UNAVAILABLE));
  return answer;
}

ParvisParcel *
parvis_ask_take (ParvisOutbox *outbox, const char *id, ParvisSealKey *key, GError **error)
{
  g_autoptr (GBytes) answer = read_answer (outbox, id, error);
  g_autoptr (GError) own = NULL;

  if (!parvis_ask_drop (outbox, id, &own))
    g_message ("ask: %s", own->message); /* it will expire */
  return answer != NULL ? parvis_seal_key_open (key, answer, error) : NULL;
}

gboolean
parvis_ask_drop (ParvisOutbox *outbox, const char *id, GError **error)
{
  return run_with_id (outbox, "DELETE FROM ask WHERE id = ?1", id, error) && give_room_back (outbox, error);
}

gboolean
parvis_ask_clear (ParvisOutbox *outbox, GError **error)
{
  return run_with_id (outbox, "DELETE FROM ask WHERE kind <> ?1", kind_names[PARVIS_ASK_SLOT_CLOSE], error)
         && give_room_back (outbox, error);
}

/* parvis-syncd's side --------------------------------------------------------------------------- */

/* A row that would live longer than any row may was put by a clock that was set back since. */
static gboolean
expire (ParvisOutbox *outbox, gint64 now, GError **error)
{
  g_autoptr (ParvisStatement) look
      = prepare (outbox, "SELECT 1 FROM ask WHERE expires_at <= ?1 OR expires_at > ?2", error);
  g_autoptr (ParvisStatement) statement = NULL;
  gboolean row;

  if (look == NULL)
    return FALSE;
  parvis_statement_bind_int64 (look, 1, now);
  parvis_statement_bind_int64 (look, 2, now + PARVIS_ASK_MAX_SECONDS);
  if (!parvis_statement_step (look, &row, error))
    return FALSE;
  if (!row)
    return TRUE; /* nothing is written when nothing expires: a write wakes the kiosk */
  g_clear_pointer (&look, parvis_statement_free);
  statement = prepare (outbox, "DELETE FROM ask WHERE expires_at <= ?1 OR expires_at > ?2", error);
  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 1, now);
  parvis_statement_bind_int64 (statement, 2, now + PARVIS_ASK_MAX_SECONDS);
  return parvis_statement_run (statement, error) && give_room_back (outbox, error);
}

static gboolean
kind_from_string (const char *name, ParvisAskKind *kind)
{
  for (guint i = 0; i < PARVIS_ASK_KINDS; i++)
    if (g_strcmp0 (name, kind_names[i]) == 0)
      {
        *kind = (ParvisAskKind) i;
        return TRUE;
      }
  return FALSE;
}

/* %NULL for a kind that a newer kiosk knows and we do not: it expires. */
static ParvisAskRow *
read_row (ParvisStatement *statement)
{
  ParvisAskKind kind;
  ParvisAskRow *row;

  if (!kind_from_string (parvis_statement_get_text (statement, 1), &kind))
    return NULL;
  row = g_new0 (ParvisAskRow, 1);
  row->id = parvis_statement_dup_text (statement, 0);
  row->kind = kind;
  row->body = parvis_statement_get_bytes (statement, 2);
  row->certificate = parvis_statement_get_bytes (statement, 3);
  return row;
}

static GPtrArray *
read_rows (ParvisOutbox *outbox, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_ask_row_free);
  g_autoptr (ParvisStatement) statement = prepare (
      outbox,
      "SELECT id, kind, body, certificate FROM ask WHERE state = 'waiting' AND length (body) <= " G_STRINGIFY (
          MAX_SEALED_BODY) " ORDER BY seq",
      error);
  gboolean row;

  while (statement != NULL && rows->len < PARVIS_ASK_MAX_ROWS)
    {
      ParvisAskRow *read;

      if (!parvis_statement_step (statement, &row, error))
        return NULL;
      if (!row)
        break;
      read = read_row (statement);
      if (read != NULL)
        g_ptr_array_add (rows, read);
    }
  return statement != NULL ? g_steal_pointer (&rows) : NULL;
}

GPtrArray *
parvis_ask_list (ParvisOutbox *outbox, gint64 now, gint64 *next_expiry, GError **error)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT ifnull (min (expires_at), %" G_GINT64_FORMAT ") FROM ask", G_MAXINT64);

  if (!expire (outbox, now, error)
      || !parvis_sqlite_get_int64 (parvis_outbox_get_database (outbox), sql, next_expiry, error))
    return NULL;
  return read_rows (outbox, error);
}

gboolean
parvis_ask_count_slots (ParvisOutbox *outbox, gint64 *count, GError **error)
{
  return parvis_sqlite_get_int64 (parvis_outbox_get_database (outbox),
                                  "SELECT count (*) FROM ask WHERE kind IN ('slot-open', 'slot-next')", count, error);
}

gboolean
parvis_ask_answer (ParvisOutbox *outbox, const char *id, GBytes *sealed, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = prepare (outbox, "UPDATE ask SET state = 'answered', answer = ?2 WHERE id = ?1 AND state = 'waiting'", error);

  if (statement == NULL)
    return FALSE;
  if (g_bytes_get_size (sealed) > PARVIS_ASK_MAX_ANSWER)
    return parvis_ask_fail (outbox, id, PARVIS_ASK_ERROR_REFUSED, error);
  parvis_statement_bind_text (statement, 1, id);
  parvis_statement_bind_bytes (statement, 2, sealed);
  return parvis_statement_run (statement, error);
}

gboolean
parvis_ask_fail (ParvisOutbox *outbox, const char *id, ParvisAskError failure, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = prepare (outbox, "UPDATE ask SET state = 'failed', failure = ?2 WHERE id = ?1 AND state = 'waiting'", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, id);
  parvis_statement_bind_int64 (statement, 2, (gint64) failure);
  return parvis_statement_run (statement, error);
}
