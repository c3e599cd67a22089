/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/base/sqlite-database.h"

#define COLUMNS "id, submission, sha256, kiosk, length, state, created_at, settled_at"

struct _ParvisHubStore
{
  char *envelopes; /* folder */
  ParvisSqlite *database;
};

/* One step a version; the index of a step is the version it starts from. Steps are never edited, only added. */
static const char *const schema[] = {
  "CREATE TABLE uploads ("
  " id TEXT PRIMARY KEY, submission TEXT NOT NULL, sha256 TEXT NOT NULL, kiosk TEXT NOT NULL, length "
  "INTEGER NOT NULL,"
  " state INTEGER NOT NULL, created_at INTEGER NOT NULL, settled_at INTEGER NOT NULL DEFAULT 0, receipt "
  "BLOB) STRICT;"
  "CREATE INDEX uploads_by_submission ON uploads (submission, sha256);"
  /* state 1: a submission is stored once; state 2: the same stray bytes are kept apart once. */
  "CREATE UNIQUE INDEX stored_once ON uploads (submission) WHERE state = 1;"
  "CREATE UNIQUE INDEX apart_once ON uploads (submission, sha256) WHERE state = 2;"
  "PRAGMA user_version = 1;",

  "CREATE TABLE tracking_salt (one INTEGER PRIMARY KEY CHECK (one = 1), salt BLOB NOT NULL) STRICT;"
  "CREATE TABLE tracking ("
  " seq INTEGER PRIMARY KEY, code BLOB NOT NULL, at INTEGER NOT NULL, state INTEGER NOT NULL, message TEXT) STRICT;"
  "CREATE INDEX tracking_by_code ON tracking (code, seq);"
  "PRAGMA user_version = 2;",

  /* register.c, codes.c */
  "CREATE TABLE certificates ("
  " serial TEXT PRIMARY KEY, kiosk TEXT NOT NULL, not_before INTEGER NOT NULL, not_after INTEGER NOT NULL,"
  " noted_at INTEGER NOT NULL, origin INTEGER NOT NULL, certificate BLOB, revoked_at INTEGER NOT NULL DEFAULT 0,"
  " why INTEGER NOT NULL DEFAULT 0) STRICT;"
  "CREATE INDEX certificates_by_kiosk ON certificates (kiosk);"
  "CREATE TABLE revocations (kiosk TEXT PRIMARY KEY, at INTEGER NOT NULL, why INTEGER NOT NULL) STRICT;"
  "CREATE TABLE enrolment_codes ("
  " kiosk TEXT PRIMARY KEY, salt BLOB NOT NULL, digest BLOB NOT NULL, expires_at INTEGER NOT NULL, serial TEXT) STRICT;"
  "CREATE TABLE trust_events ("
  " seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, event TEXT NOT NULL, kiosk TEXT NOT NULL, detail TEXT NOT NULL) "
  "STRICT;"
  "PRAGMA user_version = 3;",

  /* How each kiosk is, and its journal (status.c). A chain is a journal that went on from what was here before; the
   * last of a kiosk's is the one that goes on now. */
  "CREATE TABLE kiosk_status ("
  " kiosk TEXT PRIMARY KEY, received_at INTEGER NOT NULL, report TEXT NOT NULL, chain INTEGER NOT NULL,"
  " head_seq INTEGER NOT NULL, head_hash TEXT NOT NULL, broken_at INTEGER NOT NULL DEFAULT 0,"
  " broken_seq INTEGER NOT NULL DEFAULT 0, broken INTEGER NOT NULL DEFAULT 0) STRICT;"
  "CREATE TABLE kiosk_journal ("
  " kiosk TEXT NOT NULL, chain INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, boot TEXT NOT NULL,"
  " uptime INTEGER NOT NULL, program TEXT NOT NULL, event TEXT NOT NULL, repeats INTEGER NOT NULL,"
  " detail TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (kiosk, chain, seq)) STRICT, WITHOUT ROWID;"
  "PRAGMA user_version = 4;",

  "CREATE TABLE closing (one INTEGER PRIMARY KEY CHECK (one = 1), at INTEGER NOT NULL, until INTEGER NOT NULL) STRICT;"
  "PRAGMA user_version = 5;",
};

G_DEFINE_QUARK (parvis_hub_store_error_quark, parvis_hub_store_error)

static const ParvisSqliteErrors database_errors
    = { parvis_hub_store_error_quark, PARVIS_HUB_STORE_ERROR_FULL, PARVIS_HUB_STORE_ERROR_BUSY,
        PARVIS_HUB_STORE_ERROR_CORRUPT, PARVIS_HUB_STORE_ERROR_FAILED };

const char *
parvis_hub_upload_state_to_string (ParvisHubUploadState state)
{
  static const char *const names[] = { "open", "stored", "apart" };

  return names[state];
}

void
parvis_hub_upload_free (ParvisHubUpload *upload)
{
  g_free (upload->id);
  g_free (upload->submission);
  g_free (upload->sha256);
  g_free (upload->kiosk);
  g_free (upload);
}

static gboolean
fail_errno (const char *path, GError **error)
{
  int saved = errno;

  g_set_error (error, PARVIS_HUB_STORE_ERROR,
               saved == ENOSPC || saved == EDQUOT ? PARVIS_HUB_STORE_ERROR_FULL : PARVIS_HUB_STORE_ERROR_FAILED,
               "« %s » : %s", path, g_strerror (saved));
  return FALSE;
}

/* Opening --------------------------------------------------------------------------------------- */

/* Under the write lock the version is read again: another command may have been faster. */
static gboolean
migrate (ParvisSqlite *database, GError **error)
{
  g_autoptr (ParvisTransaction) transaction = parvis_transaction_begin (database, error);
  gint64 version;

  if (transaction == NULL || !parvis_sqlite_get_int64 (database, "PRAGMA user_version", &version, error))
    return FALSE;
  for (gsize i = (gsize) version; i < G_N_ELEMENTS (schema); i++)
    if (!parvis_sqlite_exec (database, schema[i], error))
      return FALSE;
  return parvis_transaction_commit (transaction, error);
}

static gboolean
check_schema (ParvisSqlite *database, GError **error)
{
  gint64 version;

  if (!parvis_sqlite_get_int64 (database, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version > (gint64) G_N_ELEMENTS (schema))
    {
      g_set_error (error, PARVIS_HUB_STORE_ERROR, PARVIS_HUB_STORE_ERROR_CORRUPT,
                   _ ("« %s » vient d’une version plus récente de parvis-hub ; mettez le programme à jour"),
                   parvis_sqlite_path (database));
      return FALSE;
    }
  if (!parvis_sqlite_trust (database, error))
    return FALSE;
  return version == (gint64) G_N_ELEMENTS (schema) || migrate (database, error);
}

ParvisHubStore *
parvis_hub_store_open (const char *folder, GError **error)
{
  g_autoptr (ParvisHubStore) self = g_new0 (ParvisHubStore, 1);
  g_autofree char *path = g_build_filename (folder, "hub.db", NULL);

  self->envelopes = g_build_filename (folder, "envelopes", NULL);
  if (g_mkdir_with_parents (self->envelopes, 0700) < 0)
    {
      fail_errno (self->envelopes, error);
      return NULL;
    }
  self->database = parvis_sqlite_open (path, &database_errors, error);
  if (self->database == NULL || !check_schema (self->database, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
parvis_hub_store_free (ParvisHubStore *self)
{
  g_clear_pointer (&self->database, parvis_sqlite_free);
  g_free (self->envelopes);
  g_free (self);
}

ParvisSqlite *
parvis_hub_store_get_database (ParvisHubStore *self)
{
  return self->database;
}

/* Files ----------------------------------------------------------------------------------------- */

const char *
parvis_hub_store_envelopes (const ParvisHubStore *self)
{
  return self->envelopes;
}

char *
parvis_hub_store_path (ParvisHubStore *self, const ParvisHubUpload *upload)
{
  g_autofree char *name = g_strconcat (upload->id, ".cms", NULL);

  return g_build_filename (self->envelopes, name, NULL);
}

goffset
parvis_hub_store_offset (ParvisHubStore *self, const ParvisHubUpload *upload, GError **error)
{
  g_autofree char *path = parvis_hub_store_path (self, upload);
  GStatBuf status;

  if (g_stat (path, &status) == 0)
    return status.st_size;
  fail_errno (path, error);
  return -1;
}

static gboolean
sync_folder (ParvisHubStore *self, GError **error)
{
  int fd = open (self->envelopes, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (!ok)
    fail_errno (self->envelopes, error);
  if (fd >= 0)
    close (fd);
  return ok;
}

static gboolean
create_file (ParvisHubStore *self, const ParvisHubUpload *upload, GError **error)
{
  g_autofree char *path = parvis_hub_store_path (self, upload);
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd < 0)
    return fail_errno (path, error);
  close (fd);
  return TRUE;
}

gboolean
parvis_hub_store_sync (ParvisHubStore *self, const ParvisHubUpload *upload, int fd, GError **error)
{
  g_autofree char *path = parvis_hub_store_path (self, upload);
  int own = fd < 0 ? open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
  gboolean done = (fd >= 0 || own >= 0) && fsync (fd >= 0 ? fd : own) == 0;

  if (!done)
    fail_errno (path, error);
  if (own >= 0)
    close (own);
  return done && sync_folder (self, error);
}

/* Reading --------------------------------------------------------------------------------------- */

static ParvisHubUpload *
read_row (ParvisStatement *statement)
{
  ParvisHubUpload *upload = g_new0 (ParvisHubUpload, 1);

  upload->id = parvis_statement_dup_text (statement, 0);
  upload->submission = parvis_statement_dup_text (statement, 1);
  upload->sha256 = parvis_statement_dup_text (statement, 2);
  upload->kiosk = parvis_statement_dup_text (statement, 3);
  upload->length = parvis_statement_get_int64 (statement, 4);
  upload->state = (ParvisHubUploadState) CLAMP (parvis_statement_get_int64 (statement, 5), 0, PARVIS_HUB_UPLOAD_APART);
  upload->created_at = parvis_statement_get_int64 (statement, 6);
  upload->settled_at = parvis_statement_get_int64 (statement, 7);
  return upload;
}

static ParvisHubUpload *
read_one (ParvisStatement *statement, GError **error)
{
  gboolean row;

  return parvis_statement_step (statement, &row, error) && row ? read_row (statement) : NULL;
}

static ParvisHubUpload *
find_by_text (ParvisHubStore *self, const char *sql, const char *text, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (self->database, sql, error);

  if (statement == NULL)
    return NULL;
  parvis_statement_bind_text (statement, 1, text);
  return read_one (statement, error);
}

/* An open upload whose file is gone (a drop that was cut short) is gone itself; %NULL then. Takes @upload. */
static ParvisHubUpload *
unless_lost (ParvisHubStore *self, ParvisHubUpload *upload, GError **error)
{
  g_autoptr (ParvisHubUpload) taken = upload;
  g_autofree char *path = taken != NULL ? parvis_hub_store_path (self, taken) : NULL;

  if (taken == NULL || taken->state != PARVIS_HUB_UPLOAD_OPEN || g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&taken);
  if (!parvis_hub_store_drop (self, taken, error))
    g_prefix_error (error, "%s: ", taken->id);
  return NULL;
}

ParvisHubUpload *
parvis_hub_store_lookup (ParvisHubStore *self, const char *upload, GError **error)
{
  const char *sql = "SELECT " COLUMNS " FROM uploads WHERE id = ?";

  return unless_lost (self, find_by_text (self, sql, upload, error), error);
}

ParvisHubUpload *
parvis_hub_store_find (ParvisHubStore *self, const char *submission, GError **error)
{
  return find_by_text (self, "SELECT " COLUMNS " FROM uploads WHERE submission = ? AND state = 1", submission, error);
}

ParvisHubUpload *
parvis_hub_store_find_apart (ParvisHubStore *self, const char *submission, const char *sha256, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      self->database, "SELECT " COLUMNS " FROM uploads WHERE submission = ? AND sha256 = ? AND state = 2", error);

  if (statement == NULL)
    return NULL;
  parvis_statement_bind_text (statement, 1, submission);
  parvis_statement_bind_text (statement, 2, sha256);
  return read_one (statement, error);
}

GBytes *
parvis_hub_store_receipt (ParvisHubStore *self, const char *submission, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (self->database, "SELECT receipt FROM uploads WHERE submission = ? AND state = 1", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  parvis_statement_bind_text (statement, 1, submission);
  return parvis_statement_step (statement, &row, error) && row ? parvis_statement_get_bytes (statement, 0) : NULL;
}

GPtrArray *
parvis_hub_store_list (ParvisHubStore *self, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (self->database, "SELECT " COLUMNS " FROM uploads ORDER BY created_at, id", error);

  if (statement == NULL)
    return NULL;
  return parvis_statement_collect (statement, (ParvisReadRow) read_row, (GDestroyNotify) parvis_hub_upload_free, error);
}

/* Writing --------------------------------------------------------------------------------------- */

static ParvisHubUpload *
find_same (ParvisHubStore *self, const char *submission, const char *sha256, const char *kiosk, goffset length,
           GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      self->database,
      "SELECT " COLUMNS " FROM uploads WHERE submission = ? AND sha256 = ? AND length = ? AND (state > 0 OR kiosk = ?)"
      " ORDER BY state = 0, created_at LIMIT 1",
      error);

  if (statement == NULL)
    return NULL;
  parvis_statement_bind_text (statement, 1, submission);
  parvis_statement_bind_text (statement, 2, sha256);
  parvis_statement_bind_int64 (statement, 3, length);
  parvis_statement_bind_text (statement, 4, kiosk);
  return unless_lost (self, read_one (statement, error), error);
}

static gboolean
insert (ParvisHubStore *self, const ParvisHubUpload *upload, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (self->database,
                               "INSERT INTO uploads (id, submission, sha256, kiosk, length, state, "
                               "created_at) VALUES (?, ?, ?, ?, ?, 0, ?)",
                               error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_text (statement, 1, upload->id);
  parvis_statement_bind_text (statement, 2, upload->submission);
  parvis_statement_bind_text (statement, 3, upload->sha256);
  parvis_statement_bind_text (statement, 4, upload->kiosk);
  parvis_statement_bind_int64 (statement, 5, upload->length);
  parvis_statement_bind_int64 (statement, 6, upload->created_at);
  return parvis_statement_run (statement, error);
}

/* 122 random bits: an upload's URL cannot be guessed, and its kiosk is checked besides. */
static char *
new_id (void)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_auto (GStrv) pieces = g_strsplit (uuid, "-", -1);

  return g_strjoinv ("", pieces);
}

/* A commit syncs what the log holds before it, too. It must write something: an UPDATE that leaves a row as it is does
 * not even touch the log, so the row moves to another place in the table. */
gboolean
parvis_hub_store_keep (ParvisHubStore *self, const ParvisHubUpload *upload, GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      self->database, "UPDATE uploads SET rowid = (SELECT max (rowid) + 1 FROM uploads) WHERE id = ? AND state = 0",
      error);

  if (statement == NULL || !sync_folder (self, error))
    return FALSE;
  parvis_statement_bind_text (statement, 1, upload->id);
  return parvis_statement_run (statement, error);
}

static ParvisHubUpload *
new_upload (const char *submission, const char *sha256, const char *kiosk, goffset length, gint64 now)
{
  ParvisHubUpload *upload = g_new0 (ParvisHubUpload, 1);

  upload->id = new_id ();
  upload->submission = g_strdup (submission);
  upload->sha256 = g_strdup (sha256);
  upload->kiosk = g_strdup (kiosk);
  upload->length = length;
  upload->created_at = now;
  return upload;
}

/* In the log, and not yet synced. */
static gboolean
insert_passing (ParvisHubStore *self, const ParvisHubUpload *upload, GError **error)
{
  gboolean done;

  if (!parvis_sqlite_exec (self->database, "PRAGMA synchronous = NORMAL", error))
    return FALSE;
  done = insert (self, upload, error);
  return parvis_sqlite_exec (self->database, "PRAGMA synchronous = FULL", done ? error : NULL) && done;
}

/* The file first: a row without a file would be an upload nobody can continue; a file without a row is an empty stray.
 */
static ParvisHubUpload *
create (ParvisHubStore *self, ParvisHubUpload *fresh, gboolean lasting, GError **error)
{
  g_autoptr (ParvisHubUpload) upload = fresh;
  GError *own = NULL;
  g_autoptr (ParvisHubUpload) same
      = find_same (self, upload->submission, upload->sha256, upload->kiosk, upload->length, &own);

  if (own != NULL)
    {
      g_propagate_error (error, own);
      return NULL;
    }
  if (same != NULL)
    return !lasting || same->state != PARVIS_HUB_UPLOAD_OPEN || parvis_hub_store_keep (self, same, error)
               ? g_steal_pointer (&same)
               : NULL;
  if (!create_file (self, upload, error)
      || !(lasting ? sync_folder (self, error) && insert (self, upload, error) : insert_passing (self, upload, error)))
    return NULL;
  return g_steal_pointer (&upload);
}

ParvisHubUpload *
parvis_hub_store_create (ParvisHubStore *self, const char *submission, const char *sha256, const char *kiosk,
                         goffset length, gint64 now, GError **error)
{
  return create (self, new_upload (submission, sha256, kiosk, length, now), TRUE, error);
}

ParvisHubUpload *
parvis_hub_store_begin (ParvisHubStore *self, const char *submission, const char *sha256, const char *kiosk,
                        goffset length, gint64 now, GError **error)
{
  return create (self, new_upload (submission, sha256, kiosk, length, now), FALSE, error);
}

gboolean
parvis_hub_store_settle (ParvisHubStore *self, const ParvisHubUpload *upload, GBytes *receipt, gint64 now,
                         GError **error)
{
  g_autoptr (ParvisStatement) statement = parvis_sqlite_prepare (
      self->database, "UPDATE uploads SET state = ?, receipt = ?, settled_at = ? WHERE id = ? AND state = 0", error);

  if (statement == NULL)
    return FALSE;
  parvis_statement_bind_int64 (statement, 1, receipt != NULL ? PARVIS_HUB_UPLOAD_STORED : PARVIS_HUB_UPLOAD_APART);
  parvis_statement_bind_bytes (statement, 2, receipt);
  parvis_statement_bind_int64 (statement, 3, now);
  parvis_statement_bind_text (statement, 4, upload->id);
  return parvis_statement_run (statement, error);
}

/* The bytes first: should it be cut short in between, the row is found without its file and goes too. */
gboolean
parvis_hub_store_drop (ParvisHubStore *self, const ParvisHubUpload *upload, GError **error)
{
  g_autoptr (ParvisStatement) statement
      = parvis_sqlite_prepare (self->database, "DELETE FROM uploads WHERE id = ? AND state = 0", error);
  g_autofree char *path = parvis_hub_store_path (self, upload);

  if (statement == NULL)
    return FALSE;
  if (upload->state == PARVIS_HUB_UPLOAD_OPEN)
    g_unlink (path);
  parvis_statement_bind_text (statement, 1, upload->id);
  return parvis_statement_run (statement, error);
}
