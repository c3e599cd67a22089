/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/content/distribution.h"

#include <string.h>

#include "sync/queue/outbox-private.h"

#define MAX_WHY 500 /* bytes */

static const char *const states[] = { "ready", "applied", "refused", "aside" };

const char *
parvis_bundle_state_to_string (ParvisBundleState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), NULL);
  return states[state];
}

void
parvis_bundle_row_free (ParvisBundleRow *row)
{
  g_free (row->source);
  g_free (row->why);
  g_free (row);
}

char *
parvis_bundle_folder (const char *state_dir, gint64 version)
{
  return g_strdup_printf ("%s/content/%" G_GINT64_FORMAT, state_dir, version);
}

static ParvisStatement *
prepare (ParvisOutbox *outbox, const char *sql, GError **error)
{
  return parvis_sqlite_prepare (parvis_outbox_get_database (outbox), sql, error);
}

/* ---- bundles ---- */

static ParvisBundleRow *
read_row (ParvisStatement *statement)
{
  ParvisBundleRow *row = g_new0 (ParvisBundleRow, 1);
  const char *state = parvis_statement_get_text (statement, 1);

  row->version = parvis_statement_get_int64 (statement, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (state, states[i]) == 0)
      row->state = (ParvisBundleState) i;
  row->source = parvis_statement_dup_text (statement, 2);
  row->expires_at = parvis_statement_get_int64 (statement, 3);
  row->fetched_at = parvis_statement_get_int64 (statement, 4);
  row->decided_at = parvis_statement_get_int64 (statement, 5);
  row->why = parvis_statement_dup_text (statement, 6);
  return row;
}

GPtrArray *
parvis_bundle_list (ParvisOutbox *outbox, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_bundle_row_free);
  g_autoptr (ParvisStatement) statement = prepare (
      outbox,
      "SELECT version, state, source, expires_at, fetched_at, decided_at, why FROM bundle ORDER BY version DESC",
      error);
  gboolean row = statement != NULL;

  while (row)
    {
      if (!parvis_statement_step (statement, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (rows, read_row (statement));
    }
  return statement != NULL ? g_steal_pointer (&rows) : NULL;
}

gboolean
parvis_bundle_waiting (ParvisOutbox *outbox, gint64 *version, GError **error)
{
  return parvis_sqlite_get_int64 (parvis_outbox_get_database (outbox),
                                  "SELECT coalesce (max (version), 0) FROM bundle WHERE state = 'ready'", version,
                                  error);
}

static gboolean
raise_highest (ParvisOutbox *outbox, gint64 version, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = prepare (outbox, "UPDATE distribution SET highest = max (highest, ?1)", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 1, version);
  return parvis_statement_run (statement, error);
}

static gboolean
insert_row (ParvisOutbox *outbox, gint64 version, const char *source, gint64 expires_at, gint64 now, GError **error)
{
  g_autoptr (ParvisStatement) statement = prepare (
      outbox, "INSERT OR IGNORE INTO bundle (version, source, expires_at, fetched_at) VALUES (?1, ?2, ?3, ?4)", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 1, version);
  parvis_statement_bind_text (statement, 2, source);
  parvis_statement_bind_int64 (statement, 3, expires_at);
  parvis_statement_bind_int64 (statement, 4, now);
  return parvis_statement_run (statement, error);
}

gboolean
parvis_bundle_add (ParvisOutbox *outbox, gint64 version, const char *source, gint64 expires_at, gint64 now,
                   GError **error)
{
  g_autoptr (ParvisTransaction) transaction = parvis_transaction_begin (parvis_outbox_get_database (outbox), error);

  return transaction != NULL && insert_row (outbox, version, source, expires_at, now, error)
         && raise_highest (outbox, version, error) && parvis_transaction_commit (transaction, error);
}

gboolean
parvis_bundle_decide (ParvisOutbox *outbox, gint64 version, ParvisBundleState state, const char *why, gint64 now,
                      GError **error)
{
  g_autofree char *valid = why != NULL ? g_utf8_make_valid (why, (gssize) strnlen (why, MAX_WHY)) : NULL;
  g_autoptr (ParvisStatement) statement
      = prepare (outbox,
                 "INSERT INTO bundle (version, state, source, expires_at, fetched_at, decided_at, why) VALUES (?1, ?2, "
                 "'', 0, 0, ?3, ?4)"
                 " ON CONFLICT (version) DO UPDATE SET state = ?2, decided_at = ?3, why = ?4",
                 error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 1, version);
  parvis_statement_bind_text (statement, 2, states[state]);
  parvis_statement_bind_int64 (statement, 3, state == PARVIS_BUNDLE_READY ? 0 : now);
  parvis_statement_bind_text (statement, 4, valid);
  return parvis_statement_run (statement, error);
}

/* ---- how distribution stands ---- */

void
parvis_distribution_clear (ParvisDistribution *self)
{
  g_clear_pointer (&self->releases, g_bytes_unref);
  g_clear_pointer (&self->etag, g_free);
  g_clear_pointer (&self->source, g_free);
  g_clear_pointer (&self->trouble, g_free);
}

gboolean
parvis_distribution_read (ParvisOutbox *outbox, ParvisDistribution *self, GError **error)
{
  g_autoptr (ParvisStatement) statement = prepare (outbox,
                                                   "SELECT highest, serial, releases, etag, source, expires_at, "
                                                   "checked_at, wanted, trouble, trouble_since FROM distribution",
                                                   error);
  gboolean row;

  *self = (ParvisDistribution){ 0 };
  if (statement == NULL || !parvis_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  self->highest = parvis_statement_get_int64 (statement, 0);
  self->serial = parvis_statement_get_int64 (statement, 1);
  self->releases = parvis_statement_get_bytes (statement, 2);
  self->etag = parvis_statement_dup_text (statement, 3);
  self->source = parvis_statement_dup_text (statement, 4);
  self->expires_at = parvis_statement_get_int64 (statement, 5);
  self->checked_at = parvis_statement_get_int64 (statement, 6);
  self->wanted = parvis_statement_get_int64 (statement, 7);
  self->trouble = parvis_statement_dup_text (statement, 8);
  self->trouble_since = parvis_statement_get_int64 (statement, 9);
  return TRUE;
}

gboolean
parvis_distribution_write (ParvisOutbox *outbox, const ParvisDistribution *self, GError **error)
{
  g_autoptr (ParvisStatement) statement = prepare (outbox,
                                                   "UPDATE distribution SET highest = max (highest, ?1), serial = ?2, "
                                                   "releases = ?3, etag = ?4, source = ?5, expires_at = ?6,"
                                                   "  checked_at = ?7, wanted = ?8",
                                                   error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 1, self->highest);
  parvis_statement_bind_int64 (statement, 2, self->serial);
  parvis_statement_bind_bytes (statement, 3, self->releases);
  parvis_statement_bind_text (statement, 4, self->etag);
  parvis_statement_bind_text (statement, 5, self->source);
  parvis_statement_bind_int64 (statement, 6, self->expires_at);
  parvis_statement_bind_int64 (statement, 7, self->checked_at);
  parvis_statement_bind_int64 (statement, 8, self->wanted);
  return parvis_statement_run (statement, error);
}

const char *
parvis_distribution_word (const ParvisDistribution *self, gboolean expected, gint64 now)
{
  if (self->expires_at > 0 && self->expires_at <= now)
    return "stale";
  return self->trouble != NULL && (expected || self->releases != NULL) ? "trouble" : "none";
}

gboolean
parvis_distribution_set_trouble (ParvisOutbox *outbox, const char *trouble, gint64 now, GError **error)
{
  g_autofree char *valid = trouble != NULL ? g_utf8_make_valid (trouble, (gssize) strnlen (trouble, MAX_WHY)) : NULL;
  g_autoptr (ParvisStatement) statement
      = prepare (outbox, "UPDATE distribution SET trouble = ?1, trouble_since = ?2 WHERE trouble IS NOT ?1", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, valid);
  parvis_statement_bind_int64 (statement, 2, trouble != NULL ? now : 0);
  return parvis_statement_run (statement, error);
}
