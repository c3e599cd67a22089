/* SPDX-License-Identifier: EUPL-1.2 */
#define _GNU_SOURCE /* syncfs */
#include "app/content/keep.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "app/content/served.h"

#define PART ".part"

static char *
root_of (const char *catalog_path)
{
  return g_strconcat (catalog_path, ".bundles", NULL);
}

static char *
folder_of (const char *catalog_path, gint64 version)
{
  return g_strdup_printf ("%s.bundles/%" G_GINT64_FORMAT, catalog_path, version);
}

/* ---- removing ---- */

/* One folder of files and folders of files, as a bundle is; no link is followed. */
static void
remove_folder (const char *path, guint depth)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && depth > 0 && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_folder (child, depth - 1);
    }
  g_remove (path);
}

static gint64
version_of (const char *name)
{
  guint64 version;

  return g_ascii_string_to_unsigned (name, 10, 1, G_MAXINT64, &version, NULL) ? (gint64) version : 0;
}

void
parvis_keep_tidy (const char *catalog_path)
{
  g_autofree char *root = root_of (catalog_path), *previous_path = parvis_install_previous (catalog_path);
  const ParvisServed served = parvis_served_look (catalog_path), previous = parvis_served_look (previous_path);
  g_autoptr (GDir) dir = g_dir_open (root, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (root, name, NULL);
      gint64 version = version_of (name);

      if (version == 0 || (version != served.version && version != previous.version))
        remove_folder (path, 2);
    }
}

/* ---- keeping ---- */

static gboolean
set_failed (GError **error, const char *path, const char *why)
{
  g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED,
               _ ("%s ne peut pas être écrit (%s). Vérifiez les droits du dossier et la place libre."), path, why);
  return FALSE;
}

static gboolean
write_file (const char *folder, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GError) why = NULL;

  if (g_mkdir_with_parents (parent, 0755) != 0)
    return set_failed (error, parent, g_strerror (errno));
  return g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                   G_FILE_SET_CONTENTS_NONE, 0644, &why)
         || set_failed (error, path, why->message);
}

static gboolean
copy_file (ParvisTree *tree, const char *name, const char *folder, GError **error)
{
  g_autoptr (GBytes) bytes = parvis_tree_read (tree, name, error);

  return bytes != NULL && write_file (folder, name, bytes, error);
}

static gboolean
copy_files (ParvisTree *tree, const ParvisInstallSigned *sealed, const char *folder, GError **error)
{
  const GPtrArray *paths = parvis_tree_paths (tree);

  for (guint i = 0; i < paths->len; i++)
    if (!copy_file (tree, paths->pdata[i], folder, error))
      return FALSE;
  return write_file (folder, "manifest.json", sealed->manifest, error)
         && write_file (folder, "manifest.p7s", sealed->signature, error);
}

/* All files at once. */
static gboolean
sync_all (const char *folder, GError **error)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean ok = fd >= 0 && syncfs (fd) == 0;

  if (!ok)
    set_failed (error, folder, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return ok;
}

gboolean
parvis_keep_bundle (const char *catalog_path, ParvisTree *tree, const ParvisInstallSigned *sealed, gint64 version,
                    GError **error)
{
  g_autofree char *folder = folder_of (catalog_path, version);
  g_autofree char *part = g_strconcat (folder, PART, NULL);
  gboolean ok;

  remove_folder (part, 2); /* what an interrupted installation left */
  ok = copy_files (tree, sealed, part, error) && sync_all (part, error);
  if (ok)
    {
      remove_folder (folder, 2); /* the same, kept before; one that was altered, perhaps */
      ok = g_rename (part, folder) == 0 || set_failed (error, folder, g_strerror (errno));
    }
  if (!ok)
    remove_folder (part, 2);
  return ok;
}

/* ---- finding ---- */

char *
parvis_keep_find (const char *catalog_path, gint64 version)
{
  g_autofree char *folder = folder_of (catalog_path, version);

  return g_file_test (folder, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&folder) : NULL;
}

gint64
parvis_keep_latest (const char *catalog_path)
{
  g_autofree char *root = root_of (catalog_path);
  g_autoptr (GDir) dir = g_dir_open (root, 0, NULL);
  const char *name;
  gint64 latest = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    latest = MAX (latest, version_of (name));
  return latest;
}
