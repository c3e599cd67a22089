/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/journal/journal-row.h"

static char *
dup_text (ParvisStatement *row, int column)
{
  const char *text = parvis_statement_get_text (row, column);

  return g_strdup (text != NULL ? text : "");
}

ParvisJournalEntry *
parvis_journal_row_read (ParvisStatement *row)
{
  ParvisJournalEntry *entry = g_new0 (ParvisJournalEntry, 1);
  const char *hash = parvis_statement_get_text (row, 8);

  entry->seq = parvis_statement_get_int64 (row, 0);
  entry->at = parvis_statement_get_int64 (row, 1);
  entry->boot = dup_text (row, 2);
  entry->uptime = parvis_statement_get_int64 (row, 3);
  entry->program = dup_text (row, 4);
  entry->event = dup_text (row, 5);
  entry->repeats = parvis_statement_get_int64 (row, 6);
  entry->detail = dup_text (row, 7);
  g_strlcpy (entry->hash, hash != NULL ? hash : "", sizeof entry->hash);
  return entry;
}
