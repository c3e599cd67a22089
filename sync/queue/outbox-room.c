/* SPDX-License-Identifier: EUPL-1.2
 *
 * Room on the disk for one more submission, taken before the first question.
 *
 * An enqueue is durable once it is in the log, so it is the log that must have its blocks: they are allocated
 * behind its end (FALLOC_FL_KEEP_SIZE), where SQLite will write, and journal_size_limit keeps SQLite from
 * cutting them off. The log's index grows with it, through SQLite's own hand: opening that file ourselves would
 * drop the locks that this process has on it when we closed it (POSIX). The database gets its blocks by
 * SQLITE_FCNTL_SIZE_HINT: without them the log could not be tidied, and the next submission would have no room.
 */
#define _GNU_SOURCE /* fallocate */
#include "sync/queue/outbox-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define FRAME_HEADER  24
#define INDEX_REGION  (32 * 1024)
#define INDEX_ENTRIES 4062 /* frames that the first region of the index tells of; the others hold a few more */
#define LOG_MARGIN    (8 * 1024 * 1024) /* states that change meanwhile, and what is not tidied yet */
G_STATIC_ASSERT (2 * PARVIS_OUTBOX_TIDY <= LOG_MARGIN);

static gboolean
say_full (ParvisSqlite *db, GError **error)
{
  g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_FULL,
               _ ("il n’y a plus assez de place pour une demande de plus dans « %s » ; libérez de l’espace disque"),
               parvis_sqlite_path (db));
  return FALSE;
}

gboolean
parvis_outbox_room_open (ParvisSqlite *db, GError **error)
{
  g_autofree char *limit
      = g_strdup_printf ("PRAGMA journal_size_limit = %d", 2 * (PARVIS_OUTBOX_ROOM_BYTES + LOG_MARGIN));

  return parvis_sqlite_exec (db, limit, error);
}

/* For a file system that cannot set blocks aside. */
static gboolean
check_free (ParvisSqlite *db, gint64 bytes, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (parvis_sqlite_path (db));
  struct statvfs fs;

  if (statvfs (folder, &fs) == 0)
    return (guint64) fs.f_bavail * fs.f_frsize >= (guint64) bytes || say_full (db, error);
  g_set_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_FAILED,
               _ ("la place libre de « %s » n’est pas connue : %s"), folder, g_strerror (errno));
  return FALSE;
}

static gboolean
note_refusal (ParvisSqlite *db, const char *what, gint64 bytes, int met, GError **error)
{
  if (met == ENOSPC || met == EDQUOT || met == EFBIG)
    return say_full (db, error);
  if (met == EOPNOTSUPP || met == ENOSYS)
    return check_free (db, bytes, error);
  g_set_error (error, PARVIS_OUTBOX_ERROR, met == EROFS ? PARVIS_OUTBOX_ERROR_READ_ONLY : PARVIS_OUTBOX_ERROR_IO,
               _ ("de la place ne peut pas être réservée dans « %s » : %s"), what, g_strerror (met));
  return FALSE;
}

/* What could not be had whole is given back: the logs of this machine need what is left. Only under the write
 * lock, when nobody lengthens the log. */
static int
allocate (int fd, gint64 bytes)
{
  struct stat status;
  int met;

  if (fallocate (fd, FALLOC_FL_KEEP_SIZE, 0, bytes) == 0)
    return 0;
  met = errno;
  if (met != EOPNOTSUPP && fstat (fd, &status) == 0 && ftruncate (fd, status.st_size) < 0)
    g_debug ("blocks of the log are not given back: %s", g_strerror (errno));
  return met;
}

/* SQLite has no lock on the log itself, so that opening and closing it does no harm. */
static gboolean
reserve_log (ParvisSqlite *db, gint64 bytes, GError **error)
{
  g_autofree char *log = g_strconcat (parvis_sqlite_path (db), "-wal", NULL);
  int fd = open (log, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  int met = fd >= 0 ? allocate (fd, bytes) : errno;

  if (fd >= 0)
    close (fd);
  return met == 0 || note_refusal (db, log, bytes, met, error);
}

static gboolean
reserve_index (ParvisSqlite *db, gint64 frames, GError **error)
{
  sqlite3_file *file = NULL;
  int status = sqlite3_file_control (parvis_sqlite_handle (db), "main", SQLITE_FCNTL_FILE_POINTER, &file);

  for (gint64 i = 0; status == SQLITE_OK && i <= frames / INDEX_ENTRIES; i++)
    {
      void volatile *region = NULL;

      status = file->pMethods->xShmMap (file, (int) i, INDEX_REGION, TRUE, &region);
    }
  if (status == SQLITE_OK)
    return TRUE;
  return (status & 0xff) == SQLITE_IOERR ? say_full (db, error) : parvis_sqlite_fail (db, status, error);
}

/* From its end on: SQLite allocates what lies behind it and rounds up to whole chunks. A checkpoint cuts it off
 * again; in time, the pages that purged rows leave (outbox-send.c) are the reserve. */
static gboolean
reserve_database (ParvisSqlite *db, gint64 bytes, GError **error)
{
  sqlite3 *handle = parvis_sqlite_handle (db);
  sqlite3_int64 size = bytes;
  int chunk = 64 * 1024;

  sqlite3_file_control (handle, "main", SQLITE_FCNTL_CHUNK_SIZE, &chunk);
  return sqlite3_file_control (handle, "main", SQLITE_FCNTL_SIZE_HINT, &size) == SQLITE_OK || say_full (db, error);
}

typedef struct
{
  gint64 page_size, unused, used, max;
} Pages;

static gboolean
count_pages (ParvisSqlite *db, Pages *pages, GError **error)
{
  return parvis_sqlite_get_int64 (db, "PRAGMA page_size", &pages->page_size, error)
         && parvis_sqlite_get_int64 (db, "PRAGMA freelist_count", &pages->unused, error)
         && parvis_sqlite_get_int64 (db, "PRAGMA max_page_count", &pages->max, error)
         && parvis_sqlite_get_int64 (db, "PRAGMA page_count", &pages->used, error);
}

/* Taking the write lock tells a read-only file or folder before somebody has typed for ten minutes. */
static gboolean
reserve (ParvisSqlite *db, gint64 in_log, GError **error)
{
  g_autoptr (ParvisTransaction) transaction = parvis_transaction_begin (db, error);
  const gint64 need = PARVIS_OUTBOX_ROOM_BYTES;
  gint64 frame, log;
  Pages pages;

  if (transaction == NULL || !count_pages (db, &pages, error))
    return FALSE;
  frame = pages.page_size + FRAME_HEADER;
  log = in_log * frame + need + LOG_MARGIN;
  if ((pages.max - pages.used + pages.unused) * pages.page_size < need)
    return say_full (db, error);
  return reserve_log (db, log, error) && reserve_index (db, log / frame, error)
         && reserve_database (db, pages.used * pages.page_size + MAX (need - pages.unused * pages.page_size, 0), error);
}

gboolean
parvis_outbox_check_room (ParvisOutbox *self, GError **error)
{
  gint64 in_log;

  return parvis_sqlite_checkpoint (self->db, &in_log, error) && reserve (self->db, in_log, error);
}
