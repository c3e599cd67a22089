/* SPDX-License-Identifier: EUPL-1.2
 *
 * Opening an outbox: look first, touch only what is ours and sound.
 */
#include "sync/queue/outbox-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sync/base/sqlite-pages.h"

#define APPLICATION_ID 0x50525642 /* "PRVB": PRAGMA application_id, tells our file from any other database */

/* One step a version; the index of a step is the version it starts from. Steps are never edited, only added.
 * Envelopes lie apart, so that a change of state never rewrites megabytes. */
static const char *const migrations[] = {
  "CREATE TABLE submission ("
  "  seq INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  id TEXT NOT NULL UNIQUE,"
  "  sha256 TEXT NOT NULL,"
  "  size INTEGER NOT NULL,"
  "  created_at INTEGER NOT NULL,"
  "  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'delivered', 'refused')),"
  "  attempts INTEGER NOT NULL DEFAULT 0,"
  "  next_try_at INTEGER NOT NULL DEFAULT 0,"
  "  last_error TEXT,"
  "  upload_url TEXT,"
  "  delivered_at INTEGER NOT NULL DEFAULT 0,"
  "  receipt BLOB"
  ") STRICT;"
  "CREATE INDEX submission_by_state ON submission (state, next_try_at);"
  "CREATE TABLE envelope ("
  "  seq INTEGER PRIMARY KEY REFERENCES submission (seq) ON DELETE CASCADE,"
  "  bytes BLOB NOT NULL"
  ") STRICT;"
  "PRAGMA application_id = 0x50525642;"
  "PRAGMA user_version = 1;",

  /* Questions to the central server and their sealed answers (sync/ask/ask.h), and how the way there is
   * (sync/queue/contact.h). */
  "CREATE TABLE ask ("
  "  seq INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  kind TEXT NOT NULL,"
  "  body BLOB NOT NULL,"
  "  certificate BLOB,"
  "  created_at INTEGER NOT NULL,"
  "  expires_at INTEGER NOT NULL,"
  "  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'answered', 'failed')),"
  "  failure INTEGER NOT NULL DEFAULT 0,"
  "  answer BLOB"
  ") STRICT;"
  "CREATE TABLE contact ("
  "  one INTEGER PRIMARY KEY CHECK (one = 1),"
  "  online INTEGER NOT NULL,"
  "  since INTEGER NOT NULL,"
  "  last_contact INTEGER NOT NULL,"
  "  certificate BLOB"
  ") STRICT;"
  "INSERT INTO contact (one, online, since, last_contact) VALUES (1, 0, 0, 0);"
  "PRAGMA user_version = 2;",

  /* How the kiosk's parts are (sync/queue/kiosk-state.h). */
  "CREATE TABLE kiosk_state ("
  "  name TEXT PRIMARY KEY,"
  "  word TEXT NOT NULL,"
  "  since INTEGER NOT NULL"
  ") STRICT;"
  "PRAGMA user_version = 3;",

  /* What keeps submissions from being delivered (sync/queue/trouble.h): one row for each of who can tell. */
  "CREATE TABLE trouble ("
  "  teller INTEGER PRIMARY KEY,"
  "  kind TEXT NOT NULL,"
  "  since INTEGER NOT NULL,"
  "  detail TEXT NOT NULL,"
  "  clock_offset INTEGER NOT NULL"
  ") STRICT;"
  "PRAGMA user_version = 4;",

  /* Whose turn it is (sync/queue/outbox.h); what lies on a USB key; and whose an envelope is, written beside it, so
   * that it can be told even of a file whose rows are damaged. */
  "ALTER TABLE submission ADD COLUMN exported_at INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE envelope ADD COLUMN whose TEXT;"
  "ALTER TABLE envelope ADD COLUMN sum TEXT;"
  "CREATE INDEX submission_by_turn ON submission (state, seq + size / 262144, seq);"
  "PRAGMA user_version = 5;",

  /* The content that was fetched (sync/content/distribution.h) and what changes faster (sync/content/resource.h). */
  "CREATE TABLE bundle ("
  "  version INTEGER PRIMARY KEY,"
  "  state TEXT NOT NULL DEFAULT 'ready' CHECK (state IN ('ready', 'applied', 'refused', 'aside')),"
  "  source TEXT NOT NULL,"
  "  expires_at INTEGER NOT NULL,"
  "  fetched_at INTEGER NOT NULL,"
  "  decided_at INTEGER NOT NULL DEFAULT 0,"
  "  why TEXT"
  ") STRICT;"
  "CREATE TABLE distribution ("
  "  one INTEGER PRIMARY KEY CHECK (one = 1),"
  "  highest INTEGER NOT NULL DEFAULT 0,"
  "  serial INTEGER NOT NULL DEFAULT 0,"
  "  releases BLOB,"
  "  etag TEXT,"
  "  source TEXT,"
  "  expires_at INTEGER NOT NULL DEFAULT 0,"
  "  checked_at INTEGER NOT NULL DEFAULT 0,"
  "  wanted INTEGER NOT NULL DEFAULT 0,"
  "  trouble TEXT,"
  "  trouble_since INTEGER NOT NULL DEFAULT 0"
  ") STRICT;"
  "INSERT INTO distribution (one) VALUES (1);"
  "CREATE TABLE resource ("
  "  seq INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  name TEXT NOT NULL UNIQUE,"
  "  body BLOB NOT NULL,"
  "  etag TEXT,"
  "  fetched_at INTEGER NOT NULL"
  ") STRICT;"
  "PRAGMA user_version = 6;",
};
G_STATIC_ASSERT (PARVIS_OUTBOX_TURN_BYTES == 262144);
G_STATIC_ASSERT (APPLICATION_ID == 0x50525642);

/* Before there is anything in it. Envelopes are megabytes: with pages of 4 KiB their writing takes two and a half times
 * as long. */
static const char fresh[] = "PRAGMA page_size = 32768; PRAGMA auto_vacuum = INCREMENTAL";
G_STATIC_ASSERT (PARVIS_SQLITE_PAGE == 32768);
/* An envelope of 2 MB is not written to the log piece by piece before its row is whole. */
static const char cache[] = "PRAGMA cache_size = -4096";

static const ParvisSqliteErrors errors = {
  parvis_outbox_error_quark,  PARVIS_OUTBOX_ERROR_FULL,      PARVIS_OUTBOX_ERROR_BUSY, PARVIS_OUTBOX_ERROR_CORRUPT,
  PARVIS_OUTBOX_ERROR_FAILED, PARVIS_OUTBOX_ERROR_READ_ONLY, PARVIS_OUTBOX_ERROR_IO,
};

/* What the file says it is, in one read. A fresh file says 0, 0 and holds no table. */
typedef struct
{
  gint64 application, version, tables;
} Identity;

/* One statement: another program may just be making it, and half of its answer would be a foreign database. */
static gboolean
read_identity (ParvisSqlite *db, Identity *it, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (db,
                               "SELECT (SELECT application_id FROM pragma_application_id),"
                               " (SELECT user_version FROM pragma_user_version), count (*) FROM sqlite_schema",
                               error);
  gboolean row;

  if (statement == NULL || !parvis_statement_step (statement, &row, error))
    return FALSE;
  it->application = parvis_statement_get_int64 (statement, 0);
  it->version = parvis_statement_get_int64 (statement, 1);
  it->tables = parvis_statement_get_int64 (statement, 2);
  return TRUE;
}

static gboolean
is_fresh (const Identity *it)
{
  return it->application == 0 && it->version == 0 && it->tables == 0;
}

static gboolean
check_identity (ParvisSqlite *db, const Identity *it, GError **error)
{
  if (is_fresh (it))
    return TRUE;
  if (it->application != APPLICATION_ID || it->version < 1)
    g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT,
                 _ ("« %s » n’est pas une file d’envoi de Parvis ; mettez ce fichier de côté ou indiquez un "
                    "autre dossier"),
                 parvis_sqlite_path (db));
  else if (it->version > (gint64) G_N_ELEMENTS (migrations))
    g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_NEWER,
                 _ ("« %s » a été faite par un Parvis plus récent (version %" G_GINT64_FORMAT
                    " au lieu de %d) ; mettez Parvis à jour, le fichier n’a pas été touché"),
                 parvis_sqlite_path (db), it->version, (int) G_N_ELEMENTS (migrations));
  else
    return TRUE;
  return FALSE;
}

/* The rows and their indices; envelopes bear a sum that is checked when they are read. */
static gboolean
check_rows (ParvisSqlite *db, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (db, "PRAGMA quick_check('submission')", error);
  gboolean row;

  if (statement == NULL || !parvis_statement_step (statement, &row, error))
    return FALSE;
  if (row && g_strcmp0 (parvis_statement_get_text (statement, 0), "ok") == 0)
    return TRUE;
  g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT,
               _ ("« %s » est abîmée (%s) ; mettez-la de côté sans l’effacer"), parvis_sqlite_path (db),
               row ? parvis_statement_get_text (statement, 0) : "?");
  return FALSE;
}

/* Under the write lock the version is read again: another process may have been faster. */
static gboolean
migrate (ParvisSqlite *db, gint64 wanted, GError **error)
{
  g_autoptr (ParvisTransaction) transaction = parvis_transaction_begin (db, error);
  Identity it;

  if (transaction == NULL || !read_identity (db, &it, error) || !check_identity (db, &it, error))
    return FALSE;
  for (gint64 i = it.version; i < wanted; i++)
    if (!parvis_sqlite_exec (db, migrations[i], error))
      return FALSE;
  return parvis_transaction_commit (transaction, error);
}

gint64
parvis_outbox_schema_version (void)
{
  return (gint64) G_N_ELEMENTS (migrations);
}

/* SQLite takes an empty file for a new database and deletes the log beside it, with every submission that is not tidied
 * yet. Ours is never empty once it has a log: the file was cut. The log is looked at first: another program may just be
 * making both, the file before the log. */
static gboolean
check_not_emptied (const char *path, GError **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf database, status;

  if (g_stat (log, &status) != 0 || status.st_size == 0 || g_stat (path, &database) != 0 || database.st_size > 0)
    return TRUE;
  g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT,
               _ ("« %s » a été vidée, mais son journal « %s » ne l’est pas ; mettez-les de côté sans les effacer"),
               path, log);
  return FALSE;
}

ParvisSqlite *
parvis_outbox_schema_open_at (const char *path, gint64 version, GError **error)
{
  g_autoptr (ParvisSqlite) db = check_not_emptied (path, error) ? parvis_sqlite_open (path, &errors, error) : NULL;
  Identity it;

  if (db == NULL || !read_identity (db, &it, error) || !check_identity (db, &it, error))
    return NULL;
  if (is_fresh (&it) && !parvis_sqlite_exec (db, fresh, error))
    return NULL;
  if (!is_fresh (&it) && !check_rows (db, error))
    return NULL;
  if (!parvis_sqlite_trust (db, error) || !parvis_sqlite_exec (db, cache, error)
      || !parvis_outbox_room_open (db, error))
    return NULL;
  if (it.version < version && !migrate (db, version, error))
    return NULL;
  parvis_sqlite_set_autocheckpoint (db, PARVIS_OUTBOX_TIDY);
  return g_steal_pointer (&db);
}

ParvisSqlite *
parvis_outbox_schema_open (const char *path, GError **error)
{
  return parvis_outbox_schema_open_at (path, parvis_outbox_schema_version (), error);
}
