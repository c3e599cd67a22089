/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/content/fetch-store.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sync/base/durable.h"
#include "sync/content/fetch-error.h"

#define PIECE    (256 * 1024)
#define FREE_MIN (G_GINT64_CONSTANT (64) * 1024 * 1024) /* left for what people submit */

static gboolean
set_failed (GError **error, const char *path)
{
  int reason = errno;

  g_set_error (error, PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_FULL,
               _ ("« %s » ne peut pas être écrit (%s) ; vérifiez la place libre et les droits du dossier"), path,
               g_strerror (reason));
  return FALSE;
}

static char *
stage_of (const char *root, gint64 version)
{
  return g_strdup_printf ("%s/%" G_GINT64_FORMAT ".part", root, version);
}

static gboolean
make_folder (const char *folder, GError **error)
{
  return g_mkdir_with_parents (folder, 0750) == 0 || set_failed (error, folder);
}

/* The folder that @path lies in. */
static gboolean
make_parent (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return make_folder (folder, error);
}

char *
parvis_fetch_store_partial (const char *root, const char *sum, GError **error)
{
  g_autofree char *path = g_build_filename (root, "partial", sum, NULL);

  return make_parent (path, error) ? g_steal_pointer (&path) : NULL;
}

/* ---- is it the file? ---- */

static gboolean
add_pieces (int fd, GChecksum *checksum)
{
  g_autofree guint8 *piece = g_malloc (PIECE);
  gssize got;

  while ((got = read (fd, piece, PIECE)) > 0)
    g_checksum_update (checksum, piece, got);
  return got == 0;
}

/* A regular file of that size and sum. */
static gboolean
is_it (const char *path, const char *sum, gint64 size)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat info;
  gboolean same;

  if (fd < 0)
    return FALSE;
  same = fstat (fd, &info) == 0 && S_ISREG (info.st_mode) && info.st_size == size && add_pieces (fd, checksum)
         && strcmp (g_checksum_get_string (checksum), sum) == 0;
  close (fd);
  return same;
}

static gboolean
sync_file (const char *path, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (!ok)
    set_failed (error, path);
  if (fd >= 0)
    close (fd);
  return ok;
}

/* ---- what is already here ---- */

/* Adds sum -> path of every file of the bundle @folder; what it says of itself is checked when it is used. */
static void
add_sources (GHashTable *sources, const char *folder)
{
  g_autofree char *manifest_file = g_build_filename (folder, "manifest.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ParvisManifest) manifest = NULL;
  GHashTableIter iter;
  gpointer path, sum;
  gsize length;

  if (!g_file_get_contents (manifest_file, &text, &length, NULL))
    return;
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  manifest = parvis_manifest_read (bytes, NULL);
  if (manifest == NULL)
    return;
  g_hash_table_iter_init (&iter, manifest->sums);
  while (g_hash_table_iter_next (&iter, &path, &sum))
    g_hash_table_insert (sources, g_strdup (sum), g_build_filename (folder, path, NULL));
}

static GHashTable *
find_sources (const char *root)
{
  GHashTable *sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GDir) dir = g_dir_open (root, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_ascii_isdigit (*name) && !g_str_has_suffix (name, ".part"))
      {
        g_autofree char *folder = g_build_filename (root, name, NULL);

        add_sources (sources, folder);
      }
  return sources;
}

/* The same file under another name; a copy where the file system has no such thing. */
static gboolean
put_same (const char *source, const char *target)
{
  g_autoptr (GFile) from = g_file_new_for_path (source);
  g_autoptr (GFile) to = g_file_new_for_path (target);

  g_unlink (target);
  if (link (source, target) == 0)
    return TRUE;
  return g_file_copy (from, to, G_FILE_COPY_OVERWRITE | G_FILE_COPY_NOFOLLOW_SYMLINKS, NULL, NULL, NULL, NULL)
         && sync_file (target, NULL);
}

static gboolean
has_or_finds (const char *target, const char *source, const char *sum, gint64 size)
{
  return is_it (target, sum, size) || (source != NULL && is_it (source, sum, size) && put_same (source, target));
}

/* ---- room ---- */

static gint64
have_of (const char *root, const char *sum, gint64 size)
{
  g_autofree char *path = g_build_filename (root, "partial", sum, NULL);
  GStatBuf info;

  return g_stat (path, &info) == 0 && info.st_size <= size ? (gint64) info.st_size : 0;
}

static gboolean
check_room (const char *root, const ParvisManifest *manifest, GPtrArray *missing, GError **error)
{
  gint64 needed = manifest->total + FREE_MIN; /* the catalogue is about as large as what it is made of */
  gint64 room;
  struct statvfs fs;

  for (guint i = 0; i < missing->len; i++)
    {
      gint64 size = parvis_manifest_size (manifest, missing->pdata[i]);

      needed += size - have_of (root, g_hash_table_lookup (manifest->sums, missing->pdata[i]), size);
    }
  if (statvfs (root, &fs) != 0)
    return set_failed (error, root);
  room = (gint64) MIN ((guint64) fs.f_bavail * fs.f_frsize, (guint64) G_MAXINT64);
  if (room >= needed)
    return TRUE;
  g_set_error (error, PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_FULL,
               _ ("il faut %" G_GINT64_FORMAT " Mo libres pour le nouveau contenu, « %s » en a %" G_GINT64_FORMAT
                  " ; libérez de la place"),
               needed / 1024 / 1024, root, room / 1024 / 1024);
  return FALSE;
}

/* ---- the steps ---- */

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
parvis_fetch_store_stage (const char *root, const ParvisManifest *manifest, GError **error)
{
  g_autofree char *stage = stage_of (root, manifest->version);
  g_autoptr (GHashTable) sources = find_sources (root);
  g_autoptr (GHashTable) asked = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) missing = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer path, sum;

  if (!make_folder (stage, error))
    return NULL;
  g_hash_table_iter_init (&iter, manifest->sums);
  while (g_hash_table_iter_next (&iter, &path, &sum))
    {
      g_autofree char *target = g_build_filename (stage, path, NULL);

      if (!make_parent (target, error))
        return NULL;
      if (!has_or_finds (target, g_hash_table_lookup (sources, sum), sum, parvis_manifest_size (manifest, path))
          && g_hash_table_add (asked, sum))
        g_ptr_array_add (missing, path);
    }
  g_ptr_array_sort (missing, compare_texts);
  return check_room (root, manifest, missing, error) ? g_steal_pointer (&missing) : NULL;
}

gboolean
parvis_fetch_store_take (const char *root, const ParvisManifest *manifest, const char *path, GError **error)
{
  const char *sum = g_hash_table_lookup (manifest->sums, path);
  g_autofree char *stage = stage_of (root, manifest->version);
  g_autofree char *target = g_build_filename (stage, path, NULL);
  g_autofree char *partial = g_build_filename (root, "partial", sum, NULL);

  if (!is_it (partial, sum, parvis_manifest_size (manifest, path)))
    {
      g_unlink (partial);
      g_set_error (
          error, PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_BAD,
          _ ("« %s » n’est pas le fichier que le contenu annonce (sa somme diffère) ; publiez de nouveau ce contenu"),
          path);
      return FALSE;
    }
  if (!sync_file (partial, error))
    return FALSE;
  return g_rename (partial, target) == 0 || set_failed (error, target);
}

static gboolean
write_file (const char *folder, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) why = NULL;

  if (g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0640, &why))
    return TRUE;
  g_set_error_literal (error, PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_FULL, why->message);
  return FALSE;
}

/* Files that are alike were fetched once. */
static gboolean
put_doubles (const char *stage, const ParvisManifest *manifest, GError **error)
{
  g_autoptr (GHashTable) sources = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  GHashTableIter iter;
  gpointer path, sum;

  for (guint round = 0; round < 2; round++)
    {
      g_hash_table_iter_init (&iter, manifest->sums);
      while (g_hash_table_iter_next (&iter, &path, &sum))
        {
          g_autofree char *target = g_build_filename (stage, path, NULL);
          const char *source = g_hash_table_lookup (sources, sum);

          if (g_file_test (target, G_FILE_TEST_IS_REGULAR))
            g_hash_table_insert (sources, sum, g_steal_pointer (&target));
          else if (round == 1 && (source == NULL || !put_same (source, target)))
            return set_failed (error, target);
        }
    }
  return TRUE;
}

static void
sync_folders (const char *stage)
{
  g_autoptr (GDir) dir = g_dir_open (stage, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (stage, name, NULL);

      if (g_file_test (folder, G_FILE_TEST_IS_DIR))
        parvis_durable_sync_folder (folder);
    }
  parvis_durable_sync_folder (stage);
}

/* ---- removing ---- */

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

/* What @manifest does not name: an earlier one of the same version may have had it. */
static void
remove_others (const char *stage, const char *folder, const ParvisManifest *manifest)
{
  g_autofree char *full = g_build_filename (stage, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (full, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = *folder == '\0' ? g_strdup (name) : g_strconcat (folder, "/", name, NULL);
      g_autofree char *child = g_build_filename (stage, path, NULL);

      if (*folder == '\0' && g_file_test (child, G_FILE_TEST_IS_DIR))
        {
          remove_others (stage, name, manifest);
          g_rmdir (child); /* when nothing is left */
        }
      else if (!g_hash_table_contains (manifest->sums, path))
        remove_tree (child);
    }
}

gboolean
parvis_fetch_store_seal (const char *root, const ParvisManifest *manifest, GBytes *bytes, GBytes *signature,
                         GError **error)
{
  g_autofree char *stage = stage_of (root, manifest->version);
  g_autofree char *folder = g_strdup_printf ("%s/%" G_GINT64_FORMAT, root, manifest->version);

  remove_others (stage, "", manifest);
  if (!put_doubles (stage, manifest, error) || !write_file (stage, "manifest.json", bytes, error)
      || !write_file (stage, "manifest.p7s", signature, error))
    return FALSE;
  sync_folders (stage);
  remove_tree (folder); /* one whose row was never written */
  if (g_rename (stage, folder) != 0)
    return set_failed (error, folder);
  parvis_durable_sync_folder (root);
  return TRUE;
}

gboolean
parvis_fetch_store_has (const char *root, gint64 version)
{
  g_autofree char *folder = g_strdup_printf ("%s/%" G_GINT64_FORMAT, root, version);

  return g_file_test (folder, G_FILE_TEST_IS_DIR);
}

static gboolean
is_kept (const char *name, const GArray *keep, gint64 wanted)
{
  gint64 version = g_ascii_strtoll (name, NULL, 10);

  if (g_str_has_suffix (name, ".part"))
    return version == wanted;
  for (guint i = 0; i < keep->len; i++)
    if (g_array_index (keep, gint64, i) == version)
      return TRUE;
  return FALSE;
}

void
parvis_fetch_store_tidy (const char *root, const GArray *keep, gint64 wanted)
{
  g_autoptr (GDir) dir = g_dir_open (root, 0, NULL);
  gboolean under_way = FALSE;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (root, name, NULL);

      if (strcmp (name, "partial") == 0)
        continue;
      if (!is_kept (name, keep, wanted))
        remove_tree (path);
      else
        under_way = under_way || g_str_has_suffix (name, ".part");
    }
  if (!under_way)
    {
      g_autofree char *partial = g_build_filename (root, "partial", NULL);

      remove_tree (partial);
    }
}
