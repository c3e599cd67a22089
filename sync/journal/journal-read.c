/* SPDX-License-Identifier: EUPL-1.2
 *
 * Reading the journal and looking whether it is the one that was written.
 */
#include "sync/journal/journal-private.h"
#include "sync/journal/journal-row.h"

/* (nullable): without error when there is no journal yet, or an empty one. One transaction, so that
 * the whole is of one instant; a reader's lock is enough, and lets writers wait for it. */
static ParvisSqlite *
open_existing (const char *path, GError **error)
{
  g_autoptr (ParvisSqlite) db = NULL;
  gboolean empty;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  db = parvis_journal_file_open (path, error);
  if (db == NULL || !parvis_sqlite_exec (db, "BEGIN", error) || !parvis_journal_file_check (db, FALSE, &empty, error))
    return NULL;
  return empty ? NULL : g_steal_pointer (&db);
}

static ParvisStatement *
select_entries (ParvisSqlite *db, gint64 after, guint max, GError **error)
{
  ParvisStatement *statement = parvis_sqlite_prepare (
      db, "SELECT " PARVIS_JOURNAL_COLUMNS " FROM entry WHERE seq > ?1 ORDER BY seq LIMIT ?2", error);

  if (statement == NULL)
    return NULL;
  parvis_statement_bind_int64 (statement, 1, after);
  parvis_statement_bind_int64 (statement, 2, max > 0 ? (gint64) max : -1);
  return statement;
}

static GPtrArray *
collect (ParvisSqlite *db, gint64 after, guint max, GError **error)
{
  g_autoptr (ParvisStatement) statement = select_entries (db, after, max, error);

  if (statement == NULL)
    return NULL;
  return parvis_statement_collect (statement, (ParvisReadRow) parvis_journal_row_read,
                                   (GDestroyNotify) parvis_journal_entry_free, error);
}

static GPtrArray *
none_or_error (GError *own, GError **error)
{
  if (own == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_journal_entry_free);
  g_propagate_error (error, own);
  return NULL;
}

GPtrArray *
parvis_journal_read (const char *path, gint64 after, guint max, GError **error)
{
  GError *own = NULL;
  g_autoptr (ParvisSqlite) db = open_existing (path, &own);

  return db != NULL ? collect (db, after, max, error) : none_or_error (own, error);
}

/* What was sent, unless it was dropped since, or was sent of another chain: then all there is. */
static gboolean
find_after (ParvisSqlite *db, ParvisJournalHead *after, const ParvisJournalHead *head, GError **error)
{
  ParvisJournalHead anchor;

  if (!parvis_journal_place_read (db, "anchor", &anchor, error)
      || !parvis_journal_place_read (db, "sent", after, error))
    return FALSE;
  if (after->seq < anchor.seq || after->seq > head->seq)
    *after = anchor;
  return TRUE;
}

GPtrArray *
parvis_journal_read_unsent (const char *path, guint max, ParvisJournalHead *after, ParvisJournalHead *head,
                            GError **error)
{
  GError *own = NULL;
  g_autoptr (ParvisSqlite) db = open_existing (path, &own);

  *after = *head = (ParvisJournalHead){ 0, PARVIS_JOURNAL_NO_HASH };
  if (db == NULL)
    return none_or_error (own, error);
  if (!parvis_journal_place_read (db, "head", head, error) || !find_after (db, after, head, error))
    return NULL;
  return collect (db, after->seq, max, error);
}

gboolean
parvis_journal_read_head (const char *path, ParvisJournalHead *head, GError **error)
{
  g_autoptr (GError) own = NULL;
  g_autoptr (ParvisSqlite) db = open_existing (path, &own);

  *head = (ParvisJournalHead){ 0, PARVIS_JOURNAL_NO_HASH };
  if (db != NULL)
    return parvis_journal_place_read (db, "head", head, error);
  if (own == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&own));
  return FALSE;
}

/* Verifying -------------------------------------------------------------------------------------
 */

typedef struct
{
  ParvisJournalHead anchor, head, sent;
  const ParvisJournalHead *known; /* (nullable) */
  ParvisJournalVerdict *verdict;
} Walk;

static gboolean
find (Walk *walk, ParvisJournalFinding finding, gint64 seq)
{
  walk->verdict->finding = finding;
  walk->verdict->seq = seq;
  return FALSE;
}

static gboolean
is_the_one (const ParvisJournalHead *place, const ParvisJournalHead *head)
{
  return place->seq != head->seq || g_str_equal (place->hash, head->hash);
}

/* TRUE to go on. */
static gboolean
look_at (Walk *walk, const ParvisJournalEntry *entry)
{
  ParvisJournalHead *last = &walk->verdict->head;

  walk->verdict->entries++;
  if (entry->seq > last->seq + 1)
    return find (walk, PARVIS_JOURNAL_MISSING, last->seq + 1);
  if (!parvis_journal_entry_follows (entry, last))
    return find (walk, PARVIS_JOURNAL_CHANGED, entry->seq);
  last->seq = entry->seq;
  g_strlcpy (last->hash, entry->hash, sizeof last->hash);
  if (!is_the_one (&walk->sent, last) || (walk->known != NULL && !is_the_one (walk->known, last)))
    return find (walk, PARVIS_JOURNAL_OTHER, entry->seq);
  return TRUE;
}

/* The chain holds; does it go as far as somebody has seen it go? */
static void
look_at_end (Walk *walk)
{
  const ParvisJournalHead *last = &walk->verdict->head;
  gint64 seen = MAX (walk->head.seq, walk->sent.seq);

  if (walk->known != NULL)
    seen = MAX (seen, walk->known->seq);
  if (last->seq < seen)
    find (walk, PARVIS_JOURNAL_CUT, last->seq + 1);
  else if (!is_the_one (&walk->head, last) || walk->head.seq < last->seq)
    find (walk, PARVIS_JOURNAL_OTHER, last->seq);
}

static gboolean
walk_on (Walk *walk, ParvisSqlite *db, GError **error)
{
  g_autoptr (ParvisStatement) statement = select_entries (db, 0, 0, error);
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;
  walk->verdict->head = walk->anchor;
  while (TRUE)
    {
      g_autoptr (ParvisJournalEntry) entry = NULL;

      if (!parvis_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      entry = parvis_journal_row_read (statement);
      if (!look_at (walk, entry))
        return TRUE;
    }
  look_at_end (walk);
  return TRUE;
}

gboolean
parvis_journal_verify (const char *path, const ParvisJournalHead *known, ParvisJournalVerdict *verdict, GError **error)
{
  g_autoptr (GError) own = NULL;
  g_autoptr (ParvisSqlite) db = open_existing (path, &own);
  Walk walk = { .known = known, .verdict = verdict };

  *verdict = (ParvisJournalVerdict){ .head = { 0, PARVIS_JOURNAL_NO_HASH } };
  if (db != NULL)
    return parvis_journal_place_read (db, "anchor", &walk.anchor, error)
           && parvis_journal_place_read (db, "head", &walk.head, error)
           && parvis_journal_place_read (db, "sent", &walk.sent, error) && walk_on (&walk, db, error);
  if (own != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&own));
      return FALSE;
    }
  if (known != NULL && known->seq > 0)
    find (&walk, PARVIS_JOURNAL_CUT, 1);
  return TRUE;
}
