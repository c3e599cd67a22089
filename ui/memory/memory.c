/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/memory/memory.h"

#include <malloc.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#ifndef __SANITIZE_ADDRESS__

/* The GNU C library's own, behind the names that we take over ("Replacing malloc" in its manual). */
extern void __libc_free (void *block);

void
free (void *block)
{
  if (block != NULL)
    explicit_bzero (block, malloc_usable_size (block));
  __libc_free (block);
}

/* A block that moves leaves nothing where it was. */
void *
realloc (void *block, size_t size)
{
  size_t room = block != NULL ? malloc_usable_size (block) : 0;
  void *moved;

  if (block != NULL && size != 0 && size <= room && size > room / 2)
    return block;
  moved = size != 0 || block == NULL ? malloc (size) : NULL;
  if (size != 0 && moved == NULL)
    return NULL;
  if (moved != NULL && block != NULL)
    memcpy (moved, block, MIN (room, size));
  free (block);
  return moved;
}

#endif

static gboolean
slices_are_blocks (void)
{
  return g_strcmp0 (g_getenv ("G_SLICE"), "always-malloc") == 0;
}

/* By its real path: by the link, the system would call the process "exe". */
static void
begin_again (char **argv)
{
  g_autofree char *path = g_file_read_link ("/proc/self/exe", NULL);

  g_setenv ("G_SLICE", "always-malloc", TRUE);
  if (path != NULL)
    execv (path, argv);
  g_warning ("what GLib frees is not wiped: this program cannot begin again");
}

void
parvis_memory_keep_private (char **argv)
{
  const struct rlimit none = { 0, 0 };

  setrlimit (RLIMIT_CORE, &none);
  if (!slices_are_blocks ())
    begin_again (argv);
  prctl (PR_SET_DUMPABLE, 0);
}
