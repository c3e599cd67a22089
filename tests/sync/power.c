/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/power.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define SECTOR 512

typedef enum
{
  STEP_WRITE,
  STEP_TRUNCATE,
  STEP_DELETE,
  STEP_SYNC,
  STEP_PROMISE,
} Kind;

enum
{
  DATABASE,
  LOG,
  FILES,
  OTHER = FILES, /* not looked at */
};

typedef struct
{
  Kind kind;
  int file;
  gsize at;      /* TRUNCATE: the new size; DELETE: 1 when the folder was synced */
  GBytes *bytes; /* WRITE */
  char *promise;
} Step;

struct _Power
{
  sqlite3_vfs vfs; /* first: SQLite hands it back to us */
  sqlite3_vfs *real;
  GByteArray *before[FILES];
  GPtrArray *steps;
  gboolean recording, broken;
};

typedef struct
{
  sqlite3_file base; /* first */
  Power *power;
  int which;
  sqlite3_file *real; /* behind this */
} File;

static void
step_free (Step *step)
{
  g_clear_pointer (&step->bytes, g_bytes_unref);
  g_free (step->promise);
  g_free (step);
}

static Step *
add_step (Power *self, Kind kind, int file, gsize at)
{
  Step *step;

  if (!self->recording || file == OTHER)
    return NULL;
  step = g_new0 (Step, 1);
  step->kind = kind;
  step->file = file;
  step->at = at;
  g_ptr_array_add (self->steps, step);
  return step;
}

/* The file's methods -------------------------------------------------------------------------------- */

#define REAL(file) (((File *) (file))->real)

static int
file_close (sqlite3_file *file)
{
  return REAL (file)->pMethods->xClose (REAL (file));
}

static int
file_read (sqlite3_file *file, void *data, int size, sqlite3_int64 at)
{
  return REAL (file)->pMethods->xRead (REAL (file), data, size, at);
}

static int
file_write (sqlite3_file *file, const void *data, int size, sqlite3_int64 at)
{
  Step *step;

  if (((File *) file)->power->broken)
    return SQLITE_IOERR_WRITE;
  step = add_step (((File *) file)->power, STEP_WRITE, ((File *) file)->which, (gsize) at);
  if (step != NULL)
    step->bytes = g_bytes_new (data, (gsize) size);
  return REAL (file)->pMethods->xWrite (REAL (file), data, size, at);
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  add_step (((File *) file)->power, STEP_TRUNCATE, ((File *) file)->which, (gsize) size);
  return REAL (file)->pMethods->xTruncate (REAL (file), size);
}

static int
file_sync (sqlite3_file *file, int flags)
{
  add_step (((File *) file)->power, STEP_SYNC, ((File *) file)->which, 0);
  return SQLITE_OK; /* noted, and the real disk spared: this process is not cut */
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return REAL (file)->pMethods->xFileSize (REAL (file), size);
}

static int
file_lock (sqlite3_file *file, int lock)
{
  return REAL (file)->pMethods->xLock (REAL (file), lock);
}

static int
file_unlock (sqlite3_file *file, int lock)
{
  return REAL (file)->pMethods->xUnlock (REAL (file), lock);
}

static int
file_check_lock (sqlite3_file *file, int *held)
{
  return REAL (file)->pMethods->xCheckReservedLock (REAL (file), held);
}

static int
file_control (sqlite3_file *file, int op, void *argument)
{
  return REAL (file)->pMethods->xFileControl (REAL (file), op, argument);
}

static int
file_sector_size (sqlite3_file *file)
{
  return SECTOR;
}

/* A disk that promises nothing. */
static int
file_characteristics (sqlite3_file *file)
{
  return 0;
}

static int
file_map (sqlite3_file *file, int region, int size, int extend, void volatile **mapped)
{
  return REAL (file)->pMethods->xShmMap (REAL (file), region, size, extend, mapped);
}

static int
file_map_lock (sqlite3_file *file, int offset, int count, int flags)
{
  return REAL (file)->pMethods->xShmLock (REAL (file), offset, count, flags);
}

static void
file_map_barrier (sqlite3_file *file)
{
  REAL (file)->pMethods->xShmBarrier (REAL (file));
}

static int
file_unmap (sqlite3_file *file, int delete)
{
  return REAL (file)->pMethods->xShmUnmap (REAL (file), delete);
}

static const sqlite3_io_methods methods = {
  2, /* no memory mapping of the database */
  file_close, file_read,     file_write,       file_truncate, file_sync,        file_size,
  file_lock,  file_unlock,   file_check_lock,  file_control,  file_sector_size, file_characteristics,
  file_map,   file_map_lock, file_map_barrier, file_unmap,
};

/* The VFS ------------------------------------------------------------------------------------------- */

#define SELF(vfs) ((Power *) (vfs))

static int
vfs_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  File *self = (File *) file;
  sqlite3_vfs *real = SELF (vfs)->real;
  int status;

  self->power = SELF (vfs);
  self->which = (flags & SQLITE_OPEN_MAIN_DB) != 0 ? DATABASE : (flags & SQLITE_OPEN_WAL) != 0 ? LOG : OTHER;
  self->real = (sqlite3_file *) (self + 1);
  status = real->xOpen (real, name, self->real, flags, out_flags);
  self->base.pMethods = self->real->pMethods != NULL ? &methods : NULL;
  return status;
}

static int
vfs_delete (sqlite3_vfs *vfs, const char *name, int sync)
{
  sqlite3_vfs *real = SELF (vfs)->real;

  add_step (SELF (vfs), STEP_DELETE, g_str_has_suffix (name, "-wal") ? LOG : OTHER, sync != 0);
  return real->xDelete (real, name, 0);
}

static int
vfs_access (sqlite3_vfs *vfs, const char *name, int flags, int *result)
{
  return SELF (vfs)->real->xAccess (SELF (vfs)->real, name, flags, result);
}

static int
vfs_full_path (sqlite3_vfs *vfs, const char *name, int size, char *path)
{
  return SELF (vfs)->real->xFullPathname (SELF (vfs)->real, name, size, path);
}

static int
vfs_randomness (sqlite3_vfs *vfs, int size, char *data)
{
  return SELF (vfs)->real->xRandomness (SELF (vfs)->real, size, data);
}

static int
vfs_sleep (sqlite3_vfs *vfs, int microseconds)
{
  return SELF (vfs)->real->xSleep (SELF (vfs)->real, microseconds);
}

static int
vfs_time (sqlite3_vfs *vfs, double *now)
{
  return SELF (vfs)->real->xCurrentTime (SELF (vfs)->real, now);
}

static int
vfs_last_error (sqlite3_vfs *vfs, int size, char *text)
{
  return SELF (vfs)->real->xGetLastError (SELF (vfs)->real, size, text);
}

static int
vfs_time64 (sqlite3_vfs *vfs, sqlite3_int64 *now)
{
  return SELF (vfs)->real->xCurrentTimeInt64 (SELF (vfs)->real, now);
}

Power *
power_new (void)
{
  Power *self = g_new0 (Power, 1);

  self->real = sqlite3_vfs_find (NULL);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  self->vfs = (sqlite3_vfs){
    .iVersion = 2,
    .szOsFile = (int) sizeof (File) + self->real->szOsFile,
    .mxPathname = self->real->mxPathname,
    .zName = "power",
    .xOpen = vfs_open,
    .xDelete = vfs_delete,
    .xAccess = vfs_access,
    .xFullPathname = vfs_full_path,
    .xRandomness = vfs_randomness,
    .xSleep = vfs_sleep,
    .xCurrentTime = vfs_time,
    .xGetLastError = vfs_last_error,
    .xCurrentTimeInt64 = vfs_time64,
  };
  g_assert_cmpint (sqlite3_vfs_register (&self->vfs, TRUE), ==, SQLITE_OK);
  return self;
}

void
power_free (Power *self)
{
  sqlite3_vfs_unregister (&self->vfs);
  sqlite3_vfs_register (self->real, TRUE);
  for (guint i = 0; i < FILES; i++)
    g_clear_pointer (&self->before[i], g_byte_array_unref);
  g_ptr_array_unref (self->steps);
  g_free (self);
}

/* Recording ----------------------------------------------------------------------------------------- */

static char *
path_of (const char *path, int file)
{
  return g_strconcat (path, file == LOG ? "-wal" : "", NULL);
}

void
power_record (Power *self, const char *path)
{
  for (int i = 0; i < FILES; i++)
    {
      g_autofree char *name = path_of (path, i);
      char *data;
      gsize size;

      if (g_file_get_contents (name, &data, &size, NULL))
        self->before[i] = g_byte_array_new_take ((guint8 *) data, size);
    }
  self->recording = TRUE;
}

void
power_stop (Power *self)
{
  self->recording = FALSE;
}

void
power_break (Power *self, gboolean broken)
{
  self->broken = broken;
}

void
power_note (Power *self, const char *promise)
{
  Step *step = add_step (self, STEP_PROMISE, DATABASE, 0);

  step->promise = g_strdup (promise);
}

/* Cutting ------------------------------------------------------------------------------------------- */

/* A file as it is on the disk: its bytes, and what has been done to it since it was synced. */
typedef struct
{
  GByteArray *bytes;  /* %NULL: it is not there */
  GPtrArray *pending; /* of Step */
} Disk;

static void
apply (Disk *disk, const Step *step, gsize part)
{
  gsize size;
  gconstpointer data = step->bytes != NULL ? g_bytes_get_data (step->bytes, &size) : NULL;

  if (step->kind == STEP_DELETE)
    {
      g_clear_pointer (&disk->bytes, g_byte_array_unref);
      return;
    }
  if (disk->bytes == NULL)
    disk->bytes = g_byte_array_new ();
  size = step->kind == STEP_TRUNCATE ? step->at : step->at + part;
  if (disk->bytes->len < size)
    {
      guint had = disk->bytes->len;

      g_byte_array_set_size (disk->bytes, (guint) size);
      memset (disk->bytes->data + had, 0, size - had);
    }
  if (step->kind == STEP_TRUNCATE)
    g_byte_array_set_size (disk->bytes, (guint) size);
  else
    memcpy (disk->bytes->data + step->at, data, part);
}

static gsize
whole (const Step *step)
{
  return step->bytes != NULL ? g_bytes_get_size (step->bytes) : 0;
}

static void
take_step (Disk *disk, const Step *step)
{
  if (step->kind != STEP_SYNC)
    g_ptr_array_add (disk->pending, (gpointer) step);
  if (step->kind != STEP_SYNC && !(step->kind == STEP_DELETE && step->at == 1))
    return;
  for (guint i = 0; i < disk->pending->len; i++)
    apply (disk, disk->pending->pdata[i], whole (disk->pending->pdata[i]));
  g_ptr_array_set_size (disk->pending, 0);
}

/* In the order in which they were made, since each may or may not have reached the disk. A deletion that did not: the
 * folder still has the old file, and knows nothing of a new one. */
static void
keep_some (Disk *disk, GRand *chance)
{
  for (guint i = 0; i < disk->pending->len; i++)
    {
      const Step *step = disk->pending->pdata[i];
      gsize size = whole (step);
      int fate = g_rand_int_range (chance, 0, 3);

      if (fate == 0 && step->kind == STEP_DELETE)
        return;
      if (fate == 1 && size > SECTOR)
        size = SECTOR * (gsize) g_rand_int_range (chance, 1, (gint32) ((size + SECTOR - 1) / SECTOR));
      if (fate > 0)
        apply (disk, step, size);
    }
}

static void
write_out (const Disk *disk, const char *path, int file)
{
  g_autofree char *name = path_of (path, file);
  FILE *out;

  g_unlink (name);
  if (disk->bytes == NULL)
    return;
  out = fopen (name, "w"); /* g_file_set_contents() would sync */
  g_assert_nonnull (out);
  g_assert_cmpuint (fwrite (disk->bytes->data, 1, disk->bytes->len, out), ==, disk->bytes->len);
  g_assert_cmpint (fclose (out), ==, 0);
}

static void
cut_file (const Power *self, int file, guint cut, PowerKept kept, GRand *chance, const char *path)
{
  Disk disk = { NULL, g_ptr_array_new () };

  if (self->before[file] != NULL)
    {
      disk.bytes = g_byte_array_new ();
      g_byte_array_append (disk.bytes, self->before[file]->data, self->before[file]->len);
    }
  for (guint i = 0; i < cut; i++)
    if (((Step *) self->steps->pdata[i])->kind != STEP_PROMISE && ((Step *) self->steps->pdata[i])->file == file)
      take_step (&disk, self->steps->pdata[i]);
  if (kept == POWER_SOME)
    keep_some (&disk, chance);
  for (guint i = 0; kept == POWER_ALL && i < disk.pending->len; i++)
    apply (&disk, disk.pending->pdata[i], whole (disk.pending->pdata[i]));
  write_out (&disk, path, file);
  g_clear_pointer (&disk.bytes, g_byte_array_unref);
  g_ptr_array_unref (disk.pending);
}

guint
power_cuts (const Power *self)
{
  return self->steps->len + 1;
}

void
power_restore (const Power *self, guint cut, PowerKept kept, guint32 chance, const char *path)
{
  g_autofree char *shared = g_strconcat (path, "-shm", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (chance);

  g_unlink (shared);
  for (int i = 0; i < FILES; i++)
    cut_file (self, i, cut, kept, rand, path);
}

GPtrArray *
power_promises (const Power *self, guint cut)
{
  GPtrArray *promises = g_ptr_array_new ();

  for (guint i = 0; i < cut; i++)
    if (((Step *) self->steps->pdata[i])->kind == STEP_PROMISE)
      g_ptr_array_add (promises, ((Step *) self->steps->pdata[i])->promise);
  return promises;
}
