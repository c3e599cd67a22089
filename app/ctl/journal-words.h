/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

/* What an event of the journal (sync/journal/journal-event.h) is in plain words, for the staff: one whole sentence. One
 * that a newer Parvis wrote is said to be unknown. Static. */
const char *parvis_ctl_journal_sentence (const char *event);
