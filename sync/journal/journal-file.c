/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/journal/journal-private.h"

#include <glib/gi18n-lib.h>
#include <sys/stat.h>
#include <unistd.h>

#define APPLICATION_ID    0x5052564a /* "PRVJ" */
#define VERSION           1
#define WAIT_MILLISECONDS 2000

/* said: what was said lately, how often it was written since @since (milliseconds since boot), and
 * how often held back. running: the programs that have started and not stopped. */
static const char schema[]
    = "CREATE TABLE entry ("
      "  seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, boot TEXT NOT NULL,"
      "  uptime INTEGER NOT NULL, program TEXT NOT NULL, event TEXT NOT NULL,"
      "  repeats INTEGER NOT NULL, detail TEXT NOT NULL, hash TEXT NOT NULL) STRICT;"
      "CREATE TABLE place (name TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT;"
      "CREATE TABLE said ("
      "  program TEXT NOT NULL, event TEXT NOT NULL, detail TEXT NOT NULL, boot TEXT NOT NULL,"
      "  since INTEGER NOT NULL, written INTEGER NOT NULL, held INTEGER NOT NULL,"
      "  PRIMARY KEY (program, event, detail)) STRICT;"
      "CREATE TABLE running (program TEXT PRIMARY KEY, boot TEXT NOT NULL) STRICT;"
      "PRAGMA application_id = 0x5052564a;"
      "PRAGMA user_version = 1;";

/* clang-format off: it would write minus signs. */
G_DEFINE_QUARK (parvis_journal_error_quark, parvis_journal_error)
/* clang-format on */

static const ParvisSqliteErrors errors = {
  parvis_journal_error_quark,   PARVIS_JOURNAL_ERROR_FULL,   PARVIS_JOURNAL_ERROR_BUSY,
  PARVIS_JOURNAL_ERROR_CORRUPT, PARVIS_JOURNAL_ERROR_FAILED,
};

/* A technician who is root may be the first to write: the kiosk's users must be able to go on. */
static void
hand_over (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  struct stat file, home;

  if (geteuid () != 0 || stat (path, &file) != 0 || stat (folder, &home) != 0)
    return;
  if ((file.st_uid != home.st_uid || file.st_gid != home.st_gid) && chown (path, home.st_uid, home.st_gid) != 0)
    g_message ("%s: owner could not be set", path);
}

/* EXTRA: with a rollback journal, FULL may lose the last commit to a power cut, and the central
 * server may have had it. */
ParvisSqlite *
parvis_journal_file_open (const char *path, GError **error)
{
  g_autoptr (ParvisSqlite) db = parvis_sqlite_open (path, &errors, error);

  if (db == NULL)
    return NULL;
  hand_over (path);
  parvis_sqlite_set_timeout (db, WAIT_MILLISECONDS);
  return parvis_sqlite_exec (db, "PRAGMA synchronous = EXTRA", error) ? g_steal_pointer (&db) : NULL;
}

static gboolean
refuse (ParvisSqlite *db, gint64 application, gint64 version, GError **error)
{
  if (application == APPLICATION_ID && version > VERSION)
    g_set_error (error, PARVIS_JOURNAL_ERROR, PARVIS_JOURNAL_ERROR_NEWER,
                 _ ("« %s » a été fait par un Parvis plus récent ; mettez Parvis à jour, le "
                    "fichier n’a pas été touché"),
                 parvis_sqlite_path (db));
  else
    g_set_error (error, PARVIS_JOURNAL_ERROR, PARVIS_JOURNAL_ERROR_CORRUPT, _ ("« %s » n’est pas un journal de Parvis"),
                 parvis_sqlite_path (db));
  return FALSE;
}

gboolean
parvis_journal_file_check (ParvisSqlite *db, gboolean make, gboolean *empty, GError **error)
{
  gint64 application, version, tables;

  if (!parvis_sqlite_get_int64 (db, "PRAGMA application_id", &application, error)
      || !parvis_sqlite_get_int64 (db, "PRAGMA user_version", &version, error)
      || !parvis_sqlite_get_int64 (db, "SELECT count(*) FROM sqlite_schema", &tables, error))
    return FALSE;
  *empty = application == 0 && version == 0 && tables == 0;
  if (*empty)
    return !make || parvis_sqlite_exec (db, schema, error);
  return (application == APPLICATION_ID && version == VERSION) || refuse (db, application, version, error);
}

/* Places ----------------------------------------------------------------------------------------
 */

static gboolean
take_place (ParvisStatement *statement, ParvisJournalHead *head, GError **error)
{
  const char *hash = parvis_statement_get_text (statement, 1);

  head->seq = parvis_statement_get_int64 (statement, 0);
  if (head->seq >= 0 && parvis_journal_is_hash (hash))
    {
      g_strlcpy (head->hash, hash, sizeof head->hash);
      return TRUE;
    }
  g_set_error_literal (error, PARVIS_JOURNAL_ERROR, PARVIS_JOURNAL_ERROR_CORRUPT,
                       _ ("une place de la chaîne du journal n’est pas lisible"));
  return FALSE;
}

gboolean
parvis_journal_place_read (ParvisSqlite *db, const char *name, ParvisJournalHead *head, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (db, "SELECT seq, hash FROM place WHERE name = ?1", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  *head = (ParvisJournalHead){ 0, PARVIS_JOURNAL_NO_HASH };
  parvis_statement_bind_text (statement, 1, name);
  if (!parvis_statement_step (statement, &row, error))
    return FALSE;
  return !row || take_place (statement, head, error);
}

gboolean
parvis_journal_place_write (ParvisSqlite *db, const char *name, const ParvisJournalHead *head, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (db, "INSERT OR REPLACE INTO place (name, seq, hash) VALUES (?1, ?2, ?3)", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, name);
  parvis_statement_bind_int64 (statement, 2, head->seq);
  parvis_statement_bind_text (statement, 3, head->hash);
  return parvis_statement_run (statement, error);
}
