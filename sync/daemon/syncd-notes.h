/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/config/config.h"
#include "sync/journal/journal.h"
#include "sync/delivery/uploader.h"

G_BEGIN_DECLS

/* ParvisSyncdNotes: what parvis-syncd writes into the journal: that it starts and stops, what was
 * delivered and refused, what keeps it from delivering, certificates that end, a clock that was
 * set. Remembers what it said and says it once. Belongs to one thread; waits for the disk, so that
 * a status sent next has it all. */
typedef struct _ParvisSyncdNotes ParvisSyncdNotes;

/* Writes the start. @config must outlive it. */
ParvisSyncdNotes *parvis_syncd_notes_new (const ParvisConfig *config);
/* Writes the stop. */
void parvis_syncd_notes_free (ParvisSyncdNotes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSyncdNotes, parvis_syncd_notes_free)
ParvisJournal *parvis_syncd_notes_journal (ParvisSyncdNotes *self); /* (transfer none) */

/* A pass of @outbox has ended. */
void parvis_syncd_notes_passed (ParvisSyncdNotes *self, ParvisOutbox *outbox, const ParvisUploaderTally *tally);
/* The outbox was damaged and lies at @aside now. */
void parvis_syncd_notes_put_aside (ParvisSyncdNotes *self, const char *aside);

/* New content was looked for. @error: (nullable) what went wrong. */
void parvis_syncd_notes_fetched (ParvisSyncdNotes *self, const GError *error);

G_END_DECLS
