/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/journal/journal.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <time.h>

#include "sync/base/durable.h"
#include "sync/journal/journal-private.h"

#define BURST    3   /* of one thing said, written as they come; what follows is counted */
#define MAX_SAID 256 /* rows */

/* What is written -------------------------------------------------------------------------------
 */

static gint64
get_uptime (void)
{
  struct timespec ts = { 0 };

  clock_gettime (CLOCK_BOOTTIME, &ts);
  return (gint64) ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

char *
parvis_journal_boot (void)
{
  g_autofree char *boot = NULL;

  if (g_file_get_contents ("/proc/sys/kernel/random/boot_id", &boot, NULL, NULL) && strlen (g_strstrip (boot)) == 36)
    return g_steal_pointer (&boot);
  return g_strdup ("0");
}

static ParvisJournalEntry *
make_entry (ParvisJournal *self, ParvisJournalEvent event, const char *detail)
{
  ParvisJournalEntry *entry = g_new0 (ParvisJournalEntry, 1);

  entry->at = MAX (g_get_real_time () / G_USEC_PER_SEC, 0);
  entry->boot = g_strdup (self->boot);
  entry->uptime = get_uptime ();
  entry->program = g_strdup (self->program);
  entry->event = g_strdup (parvis_journal_event_to_string (event));
  entry->detail = g_strdup (detail != NULL ? detail : "");
  return entry;
}

static gboolean
insert_entry (ParvisSqlite *db, const ParvisJournalEntry *entry, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (db, "INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 1, entry->seq);
  parvis_statement_bind_int64 (statement, 2, entry->at);
  parvis_statement_bind_text (statement, 3, entry->boot);
  parvis_statement_bind_int64 (statement, 4, entry->uptime);
  parvis_statement_bind_text (statement, 5, entry->program);
  parvis_statement_bind_text (statement, 6, entry->event);
  parvis_statement_bind_int64 (statement, 7, entry->repeats);
  parvis_statement_bind_text (statement, 8, entry->detail);
  parvis_statement_bind_text (statement, 9, entry->hash);
  return parvis_statement_run (statement, error);
}

/* Drops what is older than the last PARVIS_JOURNAL_MAX_ENTRIES; the hash of the youngest dropped is
 * what the rest hangs on. */
static gboolean
drop_oldest (ParvisSqlite *db, gint64 last, GError **error)
{
  g_autoptr (ParvisStatement) anchor
      = parvis_sqlite_prepare (db,
                               "INSERT OR REPLACE INTO place SELECT 'anchor', seq, hash FROM entry "
                               "WHERE seq <= ?1 ORDER BY seq DESC LIMIT 1",
                               error);
  g_autoptr (ParvisStatement) drop = parvis_sqlite_prepare (db, "DELETE FROM entry WHERE seq <= ?1", error);

  if (anchor == NULL || drop == NULL)
    return FALSE;
  parvis_statement_bind_int64 (anchor, 1, last - PARVIS_JOURNAL_MAX_ENTRIES);
  parvis_statement_bind_int64 (drop, 1, last - PARVIS_JOURNAL_MAX_ENTRIES);
  return parvis_statement_run (anchor, error) && parvis_statement_run (drop, error);
}

static gboolean
append (ParvisSqlite *db, ParvisJournalEntry *entry, GError **error)
{
  ParvisJournalHead head;

  if (!parvis_journal_place_read (db, "head", &head, error))
    return FALSE;
  entry->seq = head.seq + 1;
  parvis_journal_entry_hash (entry, head.hash, entry->hash);
  head.seq = entry->seq;
  g_strlcpy (head.hash, entry->hash, sizeof head.hash);
  return insert_entry (db, entry, error) && drop_oldest (db, entry->seq, error)
         && parvis_journal_place_write (db, "head", &head, error);
}

/* What was said already -------------------------------------------------------------------------
 */

typedef struct
{
  gint64 since, written, held;
} Said;

static gboolean
bind_key (ParvisStatement *statement, const ParvisJournalEntry *entry)
{
  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, entry->program);
  parvis_statement_bind_text (statement, 2, entry->event);
  parvis_statement_bind_text (statement, 3, entry->detail);
  return TRUE;
}

static gboolean
recall (ParvisSqlite *db, const ParvisJournalEntry *entry, Said *said, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (db,
                               "SELECT boot, since, written, held FROM said WHERE program = ?1 AND "
                               "event = ?2 AND detail = ?3",
                               error);
  gboolean row;

  *said = (Said){ entry->uptime, 0, 0 };
  if (!bind_key (statement, entry) || !parvis_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  said->held = MAX (parvis_statement_get_int64 (statement, 3), 0);
  if (g_strcmp0 (parvis_statement_get_text (statement, 0), entry->boot) == 0
      && parvis_statement_get_int64 (statement, 1) > entry->uptime - PARVIS_JOURNAL_REPEAT_SECONDS * 1000)
    {
      said->since = parvis_statement_get_int64 (statement, 1);
      said->written = parvis_statement_get_int64 (statement, 2);
    }
  return TRUE;
}

static gboolean
remember (ParvisSqlite *db, const ParvisJournalEntry *entry, const Said *said, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (db, "INSERT OR REPLACE INTO said VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", error);

  if (!bind_key (statement, entry))
    return FALSE;
  parvis_statement_bind_text (statement, 4, entry->boot);
  parvis_statement_bind_int64 (statement, 5, said->since);
  parvis_statement_bind_int64 (statement, 6, said->written);
  parvis_statement_bind_int64 (statement, 7, said->held);
  return parvis_statement_run (statement, error)
         && parvis_sqlite_exec (db,
                                "DELETE FROM said WHERE rowid NOT IN (SELECT rowid FROM said ORDER "
                                "BY rowid DESC LIMIT " G_STRINGIFY (MAX_SAID) ")",
                                error);
}

static gboolean
append_or_count (ParvisSqlite *db, ParvisJournalEntry *entry, GError **error)
{
  Said said;

  if (!recall (db, entry, &said, error))
    return FALSE;
  if (said.written >= BURST)
    {
      said.held++;
      return remember (db, entry, &said, error);
    }
  entry->repeats = said.held;
  said.held = 0;
  said.written++;
  return append (db, entry, error) && remember (db, entry, &said, error);
}

/* Runs ------------------------------------------------------------------------------------------
 */

static gboolean
note_crash (ParvisJournal *self, ParvisSqlite *db, const char *boot, GError **error)
{
  gboolean same = g_strcmp0 (boot, self->boot) == 0;
  g_autoptr (ParvisJournalEntry) crash = make_entry (
      self, PARVIS_JOURNAL_SYS_CRASH, same ? PARVIS_JOURNAL_CRASH_ALONE : PARVIS_JOURNAL_CRASH_WITH_MACHINE);

  return append_or_count (db, crash, error);
}

/* A mark still there when this program starts: it did not stop, it fell. */
static gboolean
look_for_crash (ParvisJournal *self, ParvisSqlite *db, GError **error)
{
  g_autoptr (ParvisStatement) mark = parvis_sqlite_prepare (db, "SELECT boot FROM running WHERE program = ?1", error);
  gboolean row;

  if (mark == NULL)
    return FALSE;
  parvis_statement_bind_text (mark, 1, self->program);
  if (!parvis_statement_step (mark, &row, error))
    return FALSE;
  return !row || note_crash (self, db, parvis_statement_get_text (mark, 0), error);
}

static gboolean
set_mark (ParvisJournal *self, ParvisSqlite *db, const char *sql, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, self->program);
  parvis_statement_bind_text (statement, 2, self->boot);
  return parvis_statement_run (statement, error);
}

static gboolean
mark_run (ParvisJournal *self, ParvisSqlite *db, const ParvisJournalEntry *entry, GError **error)
{
  if (g_str_equal (entry->event, parvis_journal_event_to_string (PARVIS_JOURNAL_SYS_STARTUP)))
    return look_for_crash (self, db, error)
           && set_mark (self, db, "INSERT OR REPLACE INTO running (program, boot) VALUES (?1, ?2)", error);
  if (g_str_equal (entry->event, parvis_journal_event_to_string (PARVIS_JOURNAL_SYS_SHUTDOWN)))
    return set_mark (self, db, "DELETE FROM running WHERE program = ?1 AND ?2 IS NOT NULL", error);
  return TRUE;
}

/* The file --------------------------------------------------------------------------------------
 */

/* One transaction: the entry, and what it means for the mark of this program's run. */
static gboolean
write_entry (ParvisJournal *self, ParvisJournalEntry *entry, GError **error)
{
  g_autoptr (ParvisSqlite) db = parvis_journal_file_open (self->path, error);
  g_autoptr (ParvisTransaction) transaction = db != NULL ? parvis_transaction_begin (db, error) : NULL;
  gboolean empty;

  return transaction != NULL && parvis_journal_file_check (db, TRUE, &empty, error) && mark_run (self, db, entry, error)
         && append_or_count (db, entry, error) && parvis_transaction_commit (transaction, error);
}

static void
move_aside (const char *path, const char *suffix)
{
  g_autofree char *from = g_strconcat (path, suffix, NULL);
  g_autofree char *to = g_strconcat (path, ".damaged", suffix, NULL);

  g_remove (to);
  g_rename (from, to);
}

/* @inode: of the file that was found damaged; another program may have put it aside meanwhile, and
 * begun a new one. Its rollback journal goes first: it must never be taken for that of the new one.
 */
static gboolean
put_aside (ParvisJournal *self, ino_t inode)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  struct stat st;

  if (stat (self->path, &st) != 0 || !S_ISREG (st.st_mode) || st.st_ino != inode)
    return FALSE;
  move_aside (self->path, "-journal");
  move_aside (self->path, "");
  parvis_durable_sync_folder (folder);
  return TRUE;
}

static gboolean
write_anew (ParvisJournal *self, ParvisJournalEntry *entry, ino_t inode, GError **error)
{
  g_autoptr (ParvisJournalEntry) first
      = make_entry (self, PARVIS_JOURNAL_JOURNAL_DAMAGED, "put aside as journal.db.damaged");

  if (put_aside (self, inode) && !write_entry (self, first, error))
    return FALSE;
  return write_entry (self, entry, error);
}

static gboolean
write_or_mend (ParvisJournal *self, ParvisJournalEntry *entry, GError **error)
{
  g_autoptr (GError) own = NULL;
  struct stat st = { 0 };
  gboolean there = stat (self->path, &st) == 0;

  if (write_entry (self, entry, &own))
    return TRUE;
  if (there && g_error_matches (own, PARVIS_JOURNAL_ERROR, PARVIS_JOURNAL_ERROR_CORRUPT))
    return write_anew (self, entry, st.st_ino, error);
  g_propagate_error (error, g_steal_pointer (&own));
  return FALSE;
}

gboolean
parvis_journal_add (ParvisJournal *self, ParvisJournalEvent event, const char *detail, GError **error)
{
  g_autoptr (ParvisJournalEntry) entry = NULL;
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail ((guint) event < PARVIS_JOURNAL_EVENTS, FALSE);
  if (detail != NULL && !parvis_journal_is_detail (detail))
    {
      g_set_error (error, PARVIS_JOURNAL_ERROR, PARVIS_JOURNAL_ERROR_INVALID,
                   _ ("le détail d’une entrée du journal doit être un texte d’une ligne de %d "
                      "octets au plus"),
                   PARVIS_JOURNAL_DETAIL_MAX);
      return FALSE;
    }
  entry = make_entry (self, event, detail);
  locker = g_mutex_locker_new (&self->mutex);
  return write_or_mend (self, entry, error);
}

/* Is @head the anchor or an entry? */
static gboolean
is_place (ParvisSqlite *db, const ParvisJournalHead *head, gboolean *is, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      db,
      "SELECT 1 FROM (SELECT seq, hash FROM entry UNION ALL SELECT seq, hash FROM place WHERE name = 'anchor')"
      " WHERE seq = ?1 AND hash = ?2",
      error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 1, head->seq);
  parvis_statement_bind_text (statement, 2, head->hash);
  return parvis_statement_step (statement, is, error);
}

static gboolean
write_sent (ParvisSqlite *db, const ParvisJournalHead *head, GError **error)
{
  gboolean is;

  if (!is_place (db, head, &is, error))
    return FALSE;
  return !is || parvis_journal_place_write (db, "sent", head, error);
}

gboolean
parvis_journal_mark_sent (ParvisJournal *self, const ParvisJournalHead *head, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr (ParvisSqlite) db = parvis_journal_file_open (self->path, error);
  g_autoptr (ParvisTransaction) transaction = db != NULL ? parvis_transaction_begin (db, error) : NULL;
  gboolean empty;

  return transaction != NULL && parvis_journal_file_check (db, TRUE, &empty, error) && write_sent (db, head, error)
         && parvis_transaction_commit (transaction, error);
}
