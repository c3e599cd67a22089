/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/base/sqlite-database.h"
#include "sync/journal/journal-entry.h"

G_BEGIN_DECLS

/* An entry as a row of a table: the kiosk's own journal, and what the central server has of it. */
#define PARVIS_JOURNAL_COLUMNS "seq, at, boot, uptime, program, event, repeats, detail, hash"

/* Of a row whose first columns are these. NULL reads as "". (transfer full) */
ParvisJournalEntry *parvis_journal_row_read (ParvisStatement *row);

G_END_DECLS
