/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/journal/journal-entry.h"

G_BEGIN_DECLS

/* ParvisJournal: what happened to a kiosk, for the staff: starts, stops, deliveries, refusals,
 * security events, devices. Nothing of or about a person: events are those of sync/journal/journal-event.h,
 * details are technical and short. In an SQLite file of its own, state/journal.db, that
 * parvis-kiosk, parvis-syncd and parvisctl write side by side (one group). A written entry survives
 * a power cut. A journal that cannot be written is said once on standard error and stops nothing.
 *
 * Append-only: each entry bears the hash of the one before it (sync/journal/journal-entry.h). At most
 * PARVIS_JOURNAL_MAX_ENTRIES; when the oldest goes, its place and hash are kept as the anchor that
 * the rest hangs on. The same event with the same detail from the same program within
 * PARVIS_JOURNAL_REPEAT_SECONDS of the last written one is counted, not written; the count goes
 * into the next one.
 *
 * What parvis_journal_verify() finds: an entry that was changed, taken out, put in, or put
 * elsewhere (it says which); the last ones cut off, as long as the head kept beside them was left
 * alone or parvis-syncd had sent a head past the cut. What it cannot find alone: whoever may write
 * the file and knows this format can cut the last entries off, or drop the oldest, or write the
 * whole anew, heads and all. That shows only against a head kept elsewhere: the central server has
 * every entry and every head that a status brought it and says so when the chain does not go on
 * from there (sync/hub/fleet/status.h); give such a head to parvis_journal_verify(). Whatever was written
 * and changed between two statuses is not found by anybody; a kiosk that says nothing is what the
 * central server then sees. The file is not secret: no key that a stolen kiosk would not also have
 * could change that.
 *
 * A file that is not a journal, or is damaged, is put aside as journal.db.damaged (in place of an
 * older one of that name) by the next entry, which begins a new chain with "journal_damaged". One
 * that a newer Parvis made is left as it is, and nothing is written.
 */
#define PARVIS_JOURNAL_MAX_ENTRIES    10000
#define PARVIS_JOURNAL_REPEAT_SECONDS 600

#define PARVIS_JOURNAL_ERROR (parvis_journal_error_quark ())
typedef enum
{
  PARVIS_JOURNAL_ERROR_FULL,    /* no room on the disk */
  PARVIS_JOURNAL_ERROR_BUSY,    /* another program holds it: again later */
  PARVIS_JOURNAL_ERROR_CORRUPT, /* not a journal, or damaged */
  PARVIS_JOURNAL_ERROR_NEWER,   /* made by a newer Parvis: left untouched */
  PARVIS_JOURNAL_ERROR_INVALID, /* a detail that may not be written */
  PARVIS_JOURNAL_ERROR_FAILED,
} ParvisJournalError;
GQuark parvis_journal_error_quark (void);

typedef struct _ParvisJournal ParvisJournal;

/* Starts and stops: a program writes PARVIS_JOURNAL_SYS_STARTUP (its version) when it begins and
 * PARVIS_JOURNAL_SYS_SHUTDOWN when it ends as it should. A start that finds no stop after the one
 * before writes PARVIS_JOURNAL_SYS_CRASH first, by itself. */

/* Opens nothing yet and cannot fail. @program: [a-z-], as "parvis-kiosk". Any thread may use it. */
ParvisJournal *parvis_journal_new (const char *path, const char *program);
/* Whatever was posted is written first; that takes at most some seconds. %NULL is nothing. */
void parvis_journal_free (ParvisJournal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisJournal, parvis_journal_free)

/* What a "sys_crash" says: the program fell, or the whole machine with it (a power cut). */
#define PARVIS_JOURNAL_CRASH_ALONE        "the program ended without stopping"
#define PARVIS_JOURNAL_CRASH_WITH_MACHINE "the machine ended without stopping"

/* Writes one entry, durable on return; waits up to two seconds for other programs, and for the
 * disk: not for the thread of a screen. @detail: (nullable) technical, never personal, at most
 * PARVIS_JOURNAL_DETAIL_MAX bytes of printable UTF-8, else PARVIS_JOURNAL_ERROR_INVALID and nothing
 * is written. */
gboolean parvis_journal_add (ParvisJournal *self, ParvisJournalEvent event, const char *detail, GError **error);
/* The same for those who would not know what to do when it fails: that is said once on standard
 * error. A detail that is too long is cut, and what may not be in it becomes "?". */
void parvis_journal_note (ParvisJournal *self, ParvisJournalEvent event, const char *detail);
/* The same by a thread of the journal's own: returns at once. Past 256 that wait, newer ones are
 * dropped. @self may be %NULL: nothing. */
void parvis_journal_post (ParvisJournal *self, ParvisJournalEvent event, const char *detail);

/* Only for reading: any process. A file that is not there is an empty journal.
 * ------------------------------------------ */

/* The entries after @after (0: all), oldest first, at most @max (0: all). (transfer container): of
 * ParvisJournalEntry */
GPtrArray *parvis_journal_read (const char *path, gint64 after, guint max, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The last entry's place. */
gboolean parvis_journal_read_head (const char *path, ParvisJournalHead *head, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  PARVIS_JOURNAL_SOUND,
  PARVIS_JOURNAL_CHANGED, /* entry @seq, or its link to the one before, is not what was written */
  PARVIS_JOURNAL_MISSING, /* entry @seq is not there although later ones are */
  PARVIS_JOURNAL_CUT,     /* the chain ends before @seq, which had been written */
  PARVIS_JOURNAL_OTHER,   /* entry @seq is not the one that the given head, or the last head sent,
                             speaks of: another chain */
} ParvisJournalFinding;

typedef struct
{
  ParvisJournalFinding finding;
  gint64 seq;     /* see the finding; 0 when sound */
  gint64 entries; /* looked at */
  ParvisJournalHead head;
} ParvisJournalVerdict;

/* Looks at every entry. @known: (nullable) a head kept elsewhere; one whose entry has been dropped
 * since is passed over. FALSE only when the file cannot be read. */
gboolean parvis_journal_verify (const char *path, const ParvisJournalHead *known, ParvisJournalVerdict *verdict,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* For parvis-syncd: the central server has everything up to @head.
 * ------------------------------------------------------- */
/* What it does not have yet, of one instant: the entries, at most @max, what the first of them
 * hangs on, and the last there is. (transfer container) */
GPtrArray *parvis_journal_read_unsent (const char *path, guint max, ParvisJournalHead *after, ParvisJournalHead *head,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Does nothing when @head is none of this journal's places. */
gboolean parvis_journal_mark_sent (ParvisJournal *self, const ParvisJournalHead *head,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
