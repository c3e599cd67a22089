/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/fleet/status.h"

#include <string.h>

#include "sync/base/sqlite-database.h"
#include "sync/hub/kiosks/register.h"
#include "sync/journal/journal-row.h"

#define TELL_SECONDS 3600

const char *
parvis_hub_chain_to_string (ParvisHubChain chain)
{
  static const char *const names[] = { "whole", "changed", "cut", "missing" };

  return names[chain];
}

void
parvis_hub_kiosk_free (ParvisHubKiosk *self)
{
  g_free (self->kiosk);
  g_clear_pointer (&self->report, parvis_status_report_free);
  g_free (self);
}

/* The chain -------------------------------------------------------------------------------------
 */

/* What is known of a kiosk, and what a report makes of it. */
typedef struct
{
  ParvisSqlite *db;
  const char *kiosk;
  const ParvisStatusReport *report;
  gint64 chain;           /* 0: this kiosk never sent a journal */
  ParvisJournalHead head; /* the last entry here */
  ParvisHubChain found;
  gint64 broken_seq;
  gint64 broken_at; /* the time before; 0: never */
} Taking;

static void
set_head (ParvisJournalHead *head, gint64 seq, const char *hash)
{
  head->seq = seq;
  g_strlcpy (head->hash, hash, sizeof head->hash);
}

static ParvisStatement *
prepare_for (Taking *taking, const char *sql, GError **error)
{
  ParvisStatement *statement = parvis_sqlite_prepare (taking->db, sql, error);

  if (statement != NULL)
    parvis_statement_bind_text (statement, 1, taking->kiosk);
  return statement;
}

static gboolean
read_known (Taking *taking, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = prepare_for (taking, "SELECT chain, head_seq, head_hash, broken_at FROM kiosk_status WHERE kiosk = ?1", error);
  const char *hash;
  gboolean row;

  set_head (&taking->head, 0, PARVIS_JOURNAL_NO_HASH);
  if (statement == NULL || !parvis_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  taking->chain = parvis_statement_get_int64 (statement, 0);
  taking->broken_at = parvis_statement_get_int64 (statement, 3);
  hash = parvis_statement_get_text (statement, 2);
  if (parvis_journal_is_hash (hash))
    set_head (&taking->head, parvis_statement_get_int64 (statement, 1), hash);
  return TRUE;
}

static void
break_at (Taking *taking, ParvisHubChain found, gint64 seq)
{
  if (taking->found != PARVIS_HUB_CHAIN_WHOLE)
    return;
  taking->found = found;
  taking->broken_seq = seq;
}

/* Within the report: each entry on the one before, the first on what it says, and all of it up to
 * the head. */
static void
check_within (Taking *taking)
{
  const ParvisStatusReport *report = taking->report;
  ParvisJournalHead last = report->after;

  for (guint i = 0; i < report->entries->len; i++)
    {
      const ParvisJournalEntry *entry = g_ptr_array_index (report->entries, i);

      if (!parvis_journal_entry_follows (entry, &last))
        break_at (taking, PARVIS_HUB_CHAIN_CHANGED, entry->seq);
      set_head (&last, entry->seq, entry->hash);
    }
  if (report->head.seq < last.seq || (report->head.seq == last.seq && !g_str_equal (report->head.hash, last.hash)))
    break_at (taking, PARVIS_HUB_CHAIN_CHANGED, report->head.seq);
}

/* Is the entry of @seq here this one? One that is not here (any more) cannot be told. */
static gboolean
check_same (Taking *taking, gint64 seq, const char *hash, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = prepare_for (taking, "SELECT hash FROM kiosk_journal WHERE kiosk = ?1 AND chain = ?2 AND seq = ?3", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 2, taking->chain);
  parvis_statement_bind_int64 (statement, 3, seq);
  if (!parvis_statement_step (statement, &row, error))
    return FALSE;
  if ((row && g_strcmp0 (parvis_statement_get_text (statement, 0), hash) != 0)
      || (seq == taking->head.seq && !g_str_equal (taking->head.hash, hash)))
    break_at (taking, PARVIS_HUB_CHAIN_CHANGED, seq);
  return TRUE;
}

/* Against what is here. */
static gboolean
check_against (Taking *taking, GError **error)
{
  const ParvisStatusReport *report = taking->report;

  if (report->head.seq < taking->head.seq)
    break_at (taking, PARVIS_HUB_CHAIN_CUT, report->head.seq + 1);
  if (report->after.seq > taking->head.seq)
    break_at (taking, PARVIS_HUB_CHAIN_MISSING, taking->head.seq + 1);
  if (!check_same (taking, report->after.seq, report->after.hash, error))
    return FALSE;
  for (guint i = 0; i < report->entries->len; i++)
    {
      const ParvisJournalEntry *entry = g_ptr_array_index (report->entries, i);

      if (entry->seq <= taking->head.seq && !check_same (taking, entry->seq, entry->hash, error))
        return FALSE;
    }
  return check_same (taking, report->head.seq, report->head.hash, error);
}

static gboolean
insert_entry (Taking *taking, const ParvisJournalEntry *entry, GError **error)
{
  g_autoptr (ParvisStatement) statement = prepare_for (
      taking, "INSERT OR IGNORE INTO kiosk_journal VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 2, taking->chain);
  parvis_statement_bind_int64 (statement, 3, entry->seq);
  parvis_statement_bind_int64 (statement, 4, entry->at);
  parvis_statement_bind_text (statement, 5, entry->boot);
  parvis_statement_bind_int64 (statement, 6, entry->uptime);
  parvis_statement_bind_text (statement, 7, entry->program);
  parvis_statement_bind_text (statement, 8, entry->event);
  parvis_statement_bind_int64 (statement, 9, entry->repeats);
  parvis_statement_bind_text (statement, 10, entry->detail);
  parvis_statement_bind_text (statement, 11, entry->hash);
  return parvis_statement_run (statement, error);
}

static gboolean
drop_oldest (Taking *taking, GError **error)
{
  g_autoptr (ParvisStatement) statement = prepare_for (
      taking,
      "DELETE FROM kiosk_journal WHERE kiosk = ?1 AND (chain, seq) <= (SELECT "
      "chain, seq FROM kiosk_journal"
      " WHERE kiosk = ?1 ORDER BY chain DESC, seq DESC LIMIT 1 OFFSET " G_STRINGIFY (PARVIS_HUB_JOURNAL_MAX) ")",
      error);

  return statement != NULL && parvis_statement_run (statement, error);
}

/* What is here now ends where the report does; entries that are no chain are kept as they came. */
static gboolean
keep_entries (Taking *taking, GError **error)
{
  const ParvisStatusReport *report = taking->report;
  gboolean anew = taking->chain == 0 || taking->found != PARVIS_HUB_CHAIN_WHOLE;

  if (anew)
    {
      taking->chain++;
      taking->head = report->after;
    }
  for (guint i = 0; i < report->entries->len; i++)
    {
      const ParvisJournalEntry *entry = g_ptr_array_index (report->entries, i);

      if (!insert_entry (taking, entry, error))
        return FALSE;
      if (anew || entry->seq > taking->head.seq)
        set_head (&taking->head, entry->seq, entry->hash);
    }
  return drop_oldest (taking, error);
}

/* The report ------------------------------------------------------------------------------------
 */

/* Without the journal's entries, which are kept apart. (transfer full): text */
static char *
report_to_text (const ParvisStatusReport *report)
{
  ParvisStatusReport bare = *report;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GBytes) bytes = NULL;

  bare.entries = none;
  bytes = parvis_status_report_to_bytes (&bare);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static gboolean
keep_report (Taking *taking, gint64 now, GError **error)
{
  g_autofree char *text = report_to_text (taking->report);
  g_autoptr (ParvisStatement) statement
      = prepare_for (taking,
                     "INSERT INTO kiosk_status (kiosk, received_at, report, chain, head_seq, "
                     "head_hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                     " ON CONFLICT (kiosk) DO UPDATE SET received_at = ?2, report = ?3, chain = "
                     "?4, head_seq = ?5, head_hash = ?6",
                     error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 2, now);
  parvis_statement_bind_text (statement, 3, text);
  parvis_statement_bind_int64 (statement, 4, taking->chain);
  parvis_statement_bind_int64 (statement, 5, taking->head.seq);
  parvis_statement_bind_text (statement, 6, taking->head.hash);
  return parvis_statement_run (statement, error);
}

static gboolean
keep_break (Taking *taking, gint64 now, GError **error)
{
  g_autoptr (ParvisStatement) statement = NULL;

  if (taking->found == PARVIS_HUB_CHAIN_WHOLE)
    return TRUE;
  statement = prepare_for (
      taking, "UPDATE kiosk_status SET broken_at = ?2, broken_seq = ?3, broken = ?4 WHERE kiosk = ?1", error);
  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 2, now);
  parvis_statement_bind_int64 (statement, 3, taking->broken_seq);
  parvis_statement_bind_int64 (statement, 4, taking->found);
  return parvis_statement_run (statement, error);
}

/* Once in a while: a kiosk that sends one broken journal after the other must not push everything else out of the
 * register. */
static gboolean
tell_break (ParvisHubStore *store, const Taking *taking, gint64 now, GError **error)
{
  g_autofree char *detail = g_strdup_printf ("%s at entry %" G_GINT64_FORMAT,
                                             parvis_hub_chain_to_string (taking->found), taking->broken_seq);

  if (taking->broken_at > now - TELL_SECONDS && taking->broken_at <= now)
    return TRUE;
  g_message ("journal_broken:%s,%s", taking->kiosk, detail);
  return parvis_hub_register_event (store, "journal_broken", taking->kiosk, detail, now, error);
}

gboolean
parvis_hub_status_take (ParvisHubStore *store, const char *kiosk, const ParvisStatusReport *report, gint64 now,
                        ParvisJournalHead *head, ParvisHubChain *found, GError **error)
{
  Taking taking = { parvis_hub_store_get_database (store), kiosk, report };
  g_autoptr (ParvisTransaction) transaction = parvis_transaction_begin (taking.db, error);

  if (transaction == NULL || !read_known (&taking, error))
    return FALSE;
  check_within (&taking);
  if (taking.chain > 0 && !check_against (&taking, error))
    return FALSE;
  if (!keep_entries (&taking, error) || !keep_report (&taking, now, error) || !keep_break (&taking, now, error)
      || !parvis_transaction_commit (transaction, error))
    return FALSE;
  *head = taking.head;
  if (found != NULL)
    *found = taking.found;
  return taking.found == PARVIS_HUB_CHAIN_WHOLE || tell_break (store, &taking, now, error);
}

/* Reading ---------------------------------------------------------------------------------------
 */

static ParvisStatusReport *
text_to_report (const char *text)
{
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;

  return bytes != NULL ? parvis_status_report_parse (bytes, NULL) : NULL;
}

static ParvisHubKiosk *
read_kiosk (ParvisStatement *row)
{
  ParvisHubKiosk *self = g_new0 (ParvisHubKiosk, 1);
  const char *hash = parvis_statement_get_text (row, 5);

  self->kiosk = parvis_statement_dup_text (row, 0);
  self->upload_at = parvis_statement_get_int64 (row, 1);
  self->seen_at = parvis_statement_get_int64 (row, 2);
  self->report = text_to_report (parvis_statement_get_text (row, 3));
  set_head (&self->head, parvis_statement_get_int64 (row, 4),
            parvis_journal_is_hash (hash) ? hash : PARVIS_JOURNAL_NO_HASH);
  self->broken_at = parvis_statement_get_int64 (row, 6);
  self->broken_seq = parvis_statement_get_int64 (row, 7);
  self->broken = (ParvisHubChain) CLAMP (parvis_statement_get_int64 (row, 8), 0, PARVIS_HUB_CHAIN_MISSING);
  self->revoked = parvis_statement_get_int64 (row, 9) != 0;
  return self;
}

GPtrArray *
parvis_hub_status_list (ParvisHubStore *store, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (parvis_hub_store_get_database (store),
                               "SELECT name, max (uploaded), received_at, report, head_seq, head_hash, broken_at, "
                               "broken_seq, broken,"
                               " EXISTS (SELECT 1 FROM revocations AS r WHERE r.kiosk = name) AND NOT EXISTS"
                               " (SELECT 1 FROM certificates AS c WHERE c.kiosk = name AND c.revoked_at = 0)"
                               " FROM (SELECT kiosk AS name, max (created_at, settled_at) AS uploaded FROM uploads"
                               "       UNION ALL SELECT kiosk, 0 FROM kiosk_status UNION ALL SELECT kiosk, 0 FROM "
                               "certificates)"
                               " LEFT JOIN kiosk_status ON kiosk = name GROUP BY name ORDER BY name",
                               error);

  if (statement == NULL)
    return NULL;
  return parvis_statement_collect (statement, (ParvisReadRow) read_kiosk, (GDestroyNotify) parvis_hub_kiosk_free,
                                   error);
}

GPtrArray *
parvis_hub_status_journal (ParvisHubStore *store, const char *kiosk, guint max, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (parvis_hub_store_get_database (store),
                               "SELECT " PARVIS_JOURNAL_COLUMNS " FROM (SELECT chain, " PARVIS_JOURNAL_COLUMNS
                               " FROM kiosk_journal WHERE kiosk = ?1"
                               " ORDER BY chain DESC, seq DESC LIMIT ?2) ORDER BY chain, seq",
                               error);

  if (statement == NULL)
    return NULL;
  parvis_statement_bind_text (statement, 1, kiosk);
  parvis_statement_bind_int64 (statement, 2, max > 0 ? (gint64) max : -1);
  return parvis_statement_collect (statement, (ParvisReadRow) parvis_journal_row_read,
                                   (GDestroyNotify) parvis_journal_entry_free, error);
}
