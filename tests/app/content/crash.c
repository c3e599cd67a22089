/* SPDX-License-Identifier: EUPL-1.2
 *
 * Preloaded into a program, pulls its plug: at the PARVIS_CRASH_AT-th change that it asks of the disk, it
 * dies by SIGKILL, and every file that was written and not yet synced loses its content, as a power cut may
 * have it. Each change is named in PARVIS_CRASH_LOG.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES_MAX 64

static struct
{
  dev_t device;
  ino_t inode;
  int fd; /* ours, so that a rename or a close does not hide the file */
} unsynced[FILES_MAX];
static int n_unsynced;

ssize_t pwrite64 (int fd, const void *data, size_t size, off_t offset);
int ftruncate64 (int fd, off_t size);

static void
note (const char *what)
{
  const char *path = getenv ("PARVIS_CRASH_LOG");
  FILE *log = path != NULL ? fopen (path, "ae") : NULL;

  if (log == NULL)
    return;
  fprintf (log, "%s\n", what);
  fclose (log); /* through libc's own write, which is not seen here */
}

static void
pull_the_plug (void)
{
  int (*real) (int, off_t) = (int (*) (int, off_t)) dlsym (RTLD_NEXT, "ftruncate");

  for (int i = 0; i < n_unsynced; i++)
    (void) real (unsynced[i].fd, 0);
  kill (getpid (), SIGKILL);
  pause ();
}

static void
tick (const char *what)
{
  static long at = -1;
  static long count;
  const char *text = getenv ("PARVIS_CRASH_AT");

  if (at < 0)
    at = text != NULL ? atol (text) : 0;
  note (what);
  if (++count == at)
    pull_the_plug ();
}

static int
is_regular (int fd, struct stat *info)
{
  return fstat (fd, info) == 0 && S_ISREG (info->st_mode);
}

static void
mark (int fd)
{
  struct stat info;

  if (!is_regular (fd, &info))
    return;
  tick ("write");
  for (int i = 0; i < n_unsynced; i++)
    if (unsynced[i].device == info.st_dev && unsynced[i].inode == info.st_ino)
      return;
  if (n_unsynced == FILES_MAX)
    abort ();
  unsynced[n_unsynced].device = info.st_dev;
  unsynced[n_unsynced].inode = info.st_ino;
  unsynced[n_unsynced++].fd = fcntl (fd, F_DUPFD_CLOEXEC, 200);
}

static void
unmark (int fd)
{
  struct stat info;

  if (fstat (fd, &info) != 0)
    return;
  for (int i = 0; i < n_unsynced; i++)
    if (unsynced[i].device == info.st_dev && unsynced[i].inode == info.st_ino)
      {
        close (unsynced[i].fd);
        unsynced[i] = unsynced[--n_unsynced];
        return;
      }
}

ssize_t
write (int fd, const void *data, size_t size)
{
  ssize_t (*real) (int, const void *, size_t) = (ssize_t (*) (int, const void *, size_t)) dlsym (RTLD_NEXT, "write");

  mark (fd);
  return real (fd, data, size);
}

ssize_t
pwrite64 (int fd, const void *data, size_t size, off_t offset)
{
  ssize_t (*real) (int, const void *, size_t, off_t)
      = (ssize_t (*) (int, const void *, size_t, off_t)) dlsym (RTLD_NEXT, "pwrite64");

  mark (fd);
  return real (fd, data, size, offset);
}

int
ftruncate64 (int fd, off_t size)
{
  int (*real) (int, off_t) = (int (*) (int, off_t)) dlsym (RTLD_NEXT, "ftruncate64");

  mark (fd);
  return real (fd, size);
}

int
fsync (int fd)
{
  int (*real) (int) = (int (*) (int)) dlsym (RTLD_NEXT, "fsync");
  struct stat info;
  int result;

  tick (fstat (fd, &info) == 0 && S_ISDIR (info.st_mode) ? "fsync folder" : "fsync file");
  result = real (fd);
  unmark (fd);
  return result;
}

int
rename (const char *from, const char *to)
{
  int (*real) (const char *, const char *) = (int (*) (const char *, const char *)) dlsym (RTLD_NEXT, "rename");

  tick ("rename");
  return real (from, to);
}

int
unlink (const char *path)
{
  int (*real) (const char *) = (int (*) (const char *)) dlsym (RTLD_NEXT, "unlink");

  tick ("unlink");
  return real (path);
}
