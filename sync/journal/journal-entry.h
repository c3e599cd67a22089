/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "sync/journal/journal-event.h"

G_BEGIN_DECLS

/* One entry of a kiosk's journal (sync/journal/journal.h), and what chains it to the one before. Pure: no
 * file, any thread.
 *
 * The hash of an entry is the SHA-256 of these lines (UTF-8, each ended by "\n"), so that anybody
 * can check it with sha256sum:
 *
 *   parvis-journal 1
 *   <hash of the entry before, 64 lower-case hexadecimal digits; 64 zeros for the first>
 *   <seq> <at> <boot> <uptime> <program> <event> <repeats>        each on a line of its own,
 * numbers in decimal <detail>
 *
 * None of them can hold a line's end, so there is one reading only.
 */
#define PARVIS_JOURNAL_DETAIL_MAX 200 /* bytes */
#define PARVIS_JOURNAL_HASH_CHARS 64
#define PARVIS_JOURNAL_MAX_NUMBER (G_GINT64_CONSTANT (1000000000000000)) /* of all of the below */
#define PARVIS_JOURNAL_NO_HASH    "0000000000000000000000000000000000000000000000000000000000000000"

typedef struct
{
  gint64 seq;     /* 1, 2, 3 ... without a gap */
  gint64 at;      /* Unix seconds, as the kiosk's clock said; never trusted for order */
  char *boot;     /* the kernel's boot id: with @uptime, order and distance that no clock can change */
  gint64 uptime;  /* milliseconds since that boot, suspended ones counted */
  char *program;  /* "parvis-kiosk", "parvis-syncd", "parvisctl" ...: [a-z-], 1 to 32 */
  char *event;    /* parvis_journal_event_to_string(); of a newer Parvis, perhaps: [a-z_], 1 to 40 */
  gint64 repeats; /* how often the same was said and not written since the last time it was written */
  char *detail;   /* technical, at most PARVIS_JOURNAL_DETAIL_MAX bytes of printable UTF-8; "" */
  char hash[PARVIS_JOURNAL_HASH_CHARS + 1];
} ParvisJournalEntry;
void parvis_journal_entry_free (ParvisJournalEntry *entry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisJournalEntry, parvis_journal_entry_free)

/* A place in the chain. */
typedef struct
{
  gint64 seq; /* 0: before the first entry */
  char hash[PARVIS_JOURNAL_HASH_CHARS + 1];
} ParvisJournalHead;
/* "12:9f86d0..."; FALSE when @text is not one. */
gboolean parvis_journal_head_parse (const char *text, ParvisJournalHead *head) G_GNUC_WARN_UNUSED_RESULT;
char *parvis_journal_head_to_string (const ParvisJournalHead *head);

gboolean parvis_journal_is_hash (const char *text);
gboolean parvis_journal_is_detail (const char *text);

/* What @entry's hash must be when the one before it has @previous. */
void parvis_journal_entry_hash (const ParvisJournalEntry *entry, const char *previous, char *hash);
/* Does @entry come right after @before? */
gboolean parvis_journal_entry_follows (const ParvisJournalEntry *entry, const ParvisJournalHead *before);

/* {"seq", "at", "boot", "uptime", "program", "event", "repeats", "detail", "hash"}; for json-glib's
 * JsonObject, here without its header. Reading: %NULL when a member is missing, of another kind or
 * out of its bounds; others are passed over. (transfer full) */
typedef struct _JsonObject JsonObject;
JsonObject *parvis_journal_entry_to_json (const ParvisJournalEntry *entry);
ParvisJournalEntry *parvis_journal_entry_from_json (JsonObject *object);

G_END_DECLS
