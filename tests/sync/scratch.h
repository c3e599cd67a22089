/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>
#include <glib/gstdio.h>

/* A folder of a test's own, gone with all that is in it when the test ends. */
typedef struct
{
  char *folder;
} Scratch;

static inline Scratch *
scratch_new (void)
{
  g_autoptr (GError) error = NULL;
  Scratch *self = g_new0 (Scratch, 1);

  self->folder = g_dir_make_tmp ("parvis-test-XXXXXX", &error);
  g_assert_no_error (error);
  return self;
}

static inline void
scratch_remove (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      scratch_remove (child);
    }
  g_remove (path);
}

static inline void
scratch_free (Scratch *self)
{
  scratch_remove (self->folder);
  g_free (self->folder);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Scratch, scratch_free)

/* (transfer full) */
static inline char *
scratch_path (const Scratch *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

/* (transfer full): where @text now is. */
static inline char *
scratch_write (const Scratch *self, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  char *path = scratch_path (self, name);

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}
