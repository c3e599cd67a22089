/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/base/sqlite-database.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "sync/base/durable.h"

#define WAIT_MILLISECONDS 5000

struct _ParvisSqlite
{
  sqlite3 *db;
  char *path;
  const ParvisSqliteErrors *errors;
  ParvisSqliteMetDamage met_damage; /* (nullable) */
  gpointer met_damage_data;
};

struct _ParvisStatement
{
  ParvisSqlite *database;
  sqlite3_stmt *stmt;
  int bind_status; /* the first binding that failed */
};

/* Errors ---------------------------------------------------------------------------------------- */

/* errno of the last write that failed, of the database (SQLITE_FCNTL_FILE_POINTER) or its log
 * (SQLITE_FCNTL_JOURNAL_POINTER). sqlite3_system_errno() does not know of those that a COMMIT meets. */
static gboolean
met_no_room (sqlite3 *db, int which)
{
  sqlite3_file *file = NULL;
  int met = 0;

  if (sqlite3_file_control (db, "main", which, &file) != SQLITE_OK || file == NULL || file->pMethods == NULL
      || file->pMethods->xFileControl (file, SQLITE_FCNTL_LAST_ERRNO, &met) != SQLITE_OK)
    return FALSE;
  return met == ENOSPC || met == EDQUOT || met == EFBIG;
}

/* SQLite says FULL for ENOSPC alone; a quota or a file-size limit is no room either. */
static gboolean
is_no_room (sqlite3 *db, int status)
{
  return (status & 0xff) == SQLITE_FULL
         || ((status & 0xff) == SQLITE_IOERR
             && (met_no_room (db, SQLITE_FCNTL_JOURNAL_POINTER) || met_no_room (db, SQLITE_FCNTL_FILE_POINTER)));
}

/* SQLite only says that it cannot open its log when it may not make it. */
static gboolean
is_read_only (const char *path, int status)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if ((status & 0xff) == SQLITE_CANTOPEN)
    return access (folder, X_OK) == 0 && access (folder, W_OK) != 0;
  return (status & 0xff) == SQLITE_READONLY;
}

static void
fail_otherwise (ParvisSqlite *self, int status, const char *why, GError **error)
{
  const ParvisSqliteErrors *errors = self->errors;

  if (is_read_only (self->path, status))
    g_set_error (error, errors->domain (), errors->read_only != 0 ? errors->read_only : errors->failed,
                 _ ("« %s » ne peut pas être écrit (%s) ; vérifiez ses droits et ceux de son dossier, et que le "
                    "disque n’est pas passé en lecture seule"),
                 self->path, why);
  else if ((status & 0xff) == SQLITE_IOERR)
    g_set_error (error, errors->domain (), errors->io != 0 ? errors->io : errors->failed,
                 _ ("le disque de « %s » ne répond pas comme il faut (%s) ; vérifiez-le (journalctl -k), "
                    "remplacez-le s’il le faut"),
                 self->path, why);
  else if ((status & 0xff) == SQLITE_CANTOPEN)
    g_set_error (error, errors->domain (), errors->failed,
                 _ ("« %s » ne peut pas être ouvert ; vérifiez que c’est un fichier, et non un dossier ou un lien, que "
                    "son dossier est là, et leurs droits"),
                 self->path);
  else
    g_set_error (error, errors->domain (), errors->failed, _ ("« %s » : %s"), self->path, why);
}

static void
fail_damaged (ParvisSqlite *self, const char *why, GError **error)
{
  g_set_error (error, self->errors->domain (), self->errors->corrupt,
               _ ("« %s » est abîmé ou n’est pas une base de données (%s) ; mettez-le de côté sans l’effacer"),
               self->path, why);
  if (self->met_damage != NULL)
    self->met_damage (self->met_damage_data);
}

static gboolean
fail (ParvisSqlite *self, int status, GError **error)
{
  const ParvisSqliteErrors *errors = self->errors;
  const char *why = self->db != NULL ? sqlite3_errmsg (self->db) : sqlite3_errstr (status);

  if (self->db != NULL && is_no_room (self->db, status))
    g_set_error (error, errors->domain (), errors->full,
                 _ ("il n’y a plus de place pour « %s » ; libérez de l’espace disque"), self->path);
  else if ((status & 0xff) == SQLITE_BUSY || (status & 0xff) == SQLITE_LOCKED)
    g_set_error (error, errors->domain (), errors->busy, _ ("« %s » est occupé par un autre programme ; réessayez"),
                 self->path);
  else if ((status & 0xff) == SQLITE_CORRUPT || (status & 0xff) == SQLITE_NOTADB)
    fail_damaged (self, why, error);
  else
    fail_otherwise (self, status, why, error);
  return FALSE;
}

gboolean
parvis_sqlite_fail (ParvisSqlite *self, int status, GError **error)
{
  return fail (self, status, error);
}

void
parvis_sqlite_on_damage (ParvisSqlite *self, ParvisSqliteMetDamage met, gpointer user_data)
{
  self->met_damage = met;
  self->met_damage_data = user_data;
}

sqlite3 *
parvis_sqlite_handle (ParvisSqlite *self)
{
  return self->db;
}

/* Connection ------------------------------------------------------------------------------------ */

/* SQLite makes its log files with the mode of the database, and leaves its name in the folder to chance. */
static void
create_file (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0660);

  if (fd < 0)
    return; /* there already, or SQLite will say why not */
  if (fchmod (fd, 0660) == 0)
    fsync (fd);
  close (fd);
  parvis_durable_sync_folder (folder);
}

ParvisSqlite *
parvis_sqlite_open (const char *path, const ParvisSqliteErrors *errors, GError **error)
{
  g_autoptr (ParvisSqlite) self = g_new0 (ParvisSqlite, 1);
  int status;

  self->path = g_strdup (path);
  self->errors = errors;
  create_file (path);
  status = sqlite3_open_v2 (path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);
  if (status == SQLITE_OK)
    status = sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  if (status != SQLITE_OK)
    {
      fail (self, status, error);
      return NULL;
    }
  parvis_sqlite_set_timeout (self, WAIT_MILLISECONDS);
  return g_steal_pointer (&self);
}

void
parvis_sqlite_free (ParvisSqlite *self)
{
  sqlite3_close (self->db);
  g_free (self->path);
  g_free (self);
}

gboolean
parvis_sqlite_trust (ParvisSqlite *self, GError **error)
{
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
  return parvis_sqlite_exec (self,
                             "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
                             "PRAGMA journal_size_limit = 4194304;",
                             error);
}

const char *
parvis_sqlite_path (const ParvisSqlite *self)
{
  return self->path;
}

void
parvis_sqlite_set_timeout (ParvisSqlite *self, int milliseconds)
{
  sqlite3_busy_timeout (self->db, milliseconds);
}

void
parvis_sqlite_set_autocheckpoint (ParvisSqlite *self, gint64 bytes)
{
  gint64 page;

  if (parvis_sqlite_get_int64 (self, "PRAGMA page_size", &page, NULL) && page > 0)
    sqlite3_wal_autocheckpoint (self->db, (int) MAX (bytes / page, 1));
}

gboolean
parvis_sqlite_checkpoint (ParvisSqlite *self, gint64 *left, GError **error)
{
  int in_log = 0, done = 0;
  int status = sqlite3_wal_checkpoint_v2 (self->db, "main", SQLITE_CHECKPOINT_PASSIVE, &in_log, &done);

  if (left != NULL)
    *left = in_log > done ? in_log : 0; /* all done: the next writer begins at the start of the log */
  return status == SQLITE_OK || status == SQLITE_BUSY || fail (self, status, error);
}

int
parvis_sqlite_changes (const ParvisSqlite *self)
{
  return sqlite3_changes (self->db);
}

gboolean
parvis_sqlite_flush (ParvisSqlite *self, GError **error)
{
  int status = sqlite3_db_cacheflush (self->db);

  return status == SQLITE_OK || status == SQLITE_BUSY || fail (self, status, error);
}

char *
parvis_sqlite_log_path (const ParvisSqlite *self)
{
  return g_strconcat (self->path, "-wal", NULL);
}

gboolean
parvis_sqlite_overwrite (ParvisSqlite *self, const char *table, const char *column, gint64 row, const char *text,
                         GError **error)
{
  sqlite3_blob *blob = NULL;
  int status = sqlite3_blob_open (self->db, "main", table, column, row, TRUE, &blob);

  if (status == SQLITE_OK)
    status = sqlite3_blob_bytes (blob) == (int) strlen (text) ? sqlite3_blob_write (blob, text, (int) strlen (text), 0)
                                                              : SQLITE_MISMATCH;
  sqlite3_blob_close (blob);
  return status == SQLITE_OK || fail (self, status, error);
}

gboolean
parvis_sqlite_exec (ParvisSqlite *self, const char *sql, GError **error)
{
  int status = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  return status == SQLITE_OK || fail (self, status, error);
}

gboolean
parvis_sqlite_get_int64 (ParvisSqlite *self, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (self, sql, error);
  gboolean row;

  if (statement == NULL || !parvis_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return fail (self, SQLITE_MISMATCH, error);
  *value = parvis_statement_get_int64 (statement, 0);
  return TRUE;
}

/* Statement ------------------------------------------------------------------------------------- */

ParvisStatement *
parvis_sqlite_prepare (ParvisSqlite *self, const char *sql, GError **error)
{
  g_autoptr (ParvisStatement) statement = g_new0 (ParvisStatement, 1);
  int status = sqlite3_prepare_v2 (self->db, sql, -1, &statement->stmt, NULL);

  statement->database = self;
  if (status == SQLITE_OK)
    return g_steal_pointer (&statement);
  fail (self, status, error);
  return NULL;
}

void
parvis_statement_free (ParvisStatement *self)
{
  sqlite3_finalize (self->stmt);
  g_free (self);
}

static void
note_binding (ParvisStatement *self, int status)
{
  if (self->bind_status == SQLITE_OK)
    self->bind_status = status;
}

void
parvis_statement_bind_text (ParvisStatement *self, int index, const char *text)
{
  note_binding (self, sqlite3_bind_text (self->stmt, index, text, -1, SQLITE_STATIC));
}

void
parvis_statement_bind_int64 (ParvisStatement *self, int index, gint64 value)
{
  note_binding (self, sqlite3_bind_int64 (self->stmt, index, value));
}

void
parvis_statement_bind_bytes (ParvisStatement *self, int index, GBytes *bytes)
{
  gsize size = 0;
  const void *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  if (bytes == NULL)
    note_binding (self, sqlite3_bind_null (self->stmt, index));
  else
    note_binding (self, sqlite3_bind_blob64 (self->stmt, index, data != NULL ? data : "", size, SQLITE_STATIC));
}

gboolean
parvis_statement_step (ParvisStatement *self, gboolean *row, GError **error)
{
  int status = self->bind_status != SQLITE_OK ? self->bind_status : sqlite3_step (self->stmt);

  *row = status == SQLITE_ROW;
  return status == SQLITE_ROW || status == SQLITE_DONE || fail (self->database, status, error);
}

gboolean
parvis_statement_run (ParvisStatement *self, GError **error)
{
  gboolean row = TRUE;

  while (row)
    if (!parvis_statement_step (self, &row, error))
      return FALSE;
  return TRUE;
}

GPtrArray *
parvis_statement_collect (ParvisStatement *self, ParvisReadRow read, GDestroyNotify destroy, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (destroy);
  gboolean row = TRUE;

  while (row)
    {
      if (!parvis_statement_step (self, &row, error))
        return NULL;
      if (row)
        g_ptr_array_add (list, read (self));
    }
  return g_steal_pointer (&list);
}

const char *
parvis_statement_get_text (ParvisStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->stmt, column);
}

char *
parvis_statement_dup_text (ParvisStatement *self, int column)
{
  return g_strdup (parvis_statement_get_text (self, column));
}

gint64
parvis_statement_get_int64 (ParvisStatement *self, int column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

GBytes *
parvis_statement_get_bytes (ParvisStatement *self, int column)
{
  const void *data = sqlite3_column_blob (self->stmt, column);

  if (sqlite3_column_type (self->stmt, column) == SQLITE_NULL)
    return NULL;
  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->stmt, column));
}

/* Transaction ----------------------------------------------------------------------------------- */

ParvisTransaction *
parvis_transaction_begin (ParvisSqlite *self, GError **error)
{
  return parvis_sqlite_exec (self, "BEGIN IMMEDIATE", error) ? self : NULL;
}

gboolean
parvis_transaction_commit (ParvisTransaction *self, GError **error)
{
  return parvis_sqlite_exec (self, "COMMIT", error);
}

/* A full disk may have undone it already. */
void
parvis_transaction_end (ParvisTransaction *self)
{
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}
