/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "child/child.h"

/* Bytes of a database that the disk has lost, while programs have it open. Written by another process: SQLite's locks
 * of this one would go with the file it closes. */

/* For main(): what the other process does. */
static inline int
spoil_child (const char *path, const char *at, const char *bytes)
{
  FILE *file = fopen (path, "r+");
  gboolean done = file != NULL && fseek (file, atol (at), SEEK_SET) == 0 && fputs (bytes, file) >= 0;

  return file != NULL && fclose (file) == 0 && done ? EXIT_SUCCESS : EXIT_FAILURE;
}

static inline gboolean
spoil_is_child (int argc, char **argv)
{
  return argc == 5 && strcmp (argv[1], "--spoil") == 0;
}

static inline void
spoil_at (const char *path, gsize at, const char *bytes)
{
  g_autofree char *text = g_strdup_printf ("%" G_GSIZE_FORMAT, at);
  g_autoptr (GSubprocess) child
      = child_start (G_SUBPROCESS_FLAGS_NONE, "/proc/self/exe", "--spoil", path, text, bytes, NULL);

  g_assert_true (g_subprocess_wait_check (child, NULL, NULL));
}

/* Of a database: what its header says. */
static inline gsize
spoil_page_size (const char *path)
{
  g_autofree guint8 *file = NULL;
  gsize size, page;

  g_assert_true (g_file_get_contents (path, (char **) &file, &size, NULL));
  g_assert_cmpuint (size, >=, 100);
  page = (gsize) file[16] << 8 | file[17];
  return page == 1 ? 65536 : page;
}

/* Where page @number begins, counted from 1. */
static inline gsize
spoil_page (const char *path, gint64 number)
{
  return (gsize) (number - 1) * spoil_page_size (path);
}
