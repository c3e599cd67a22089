/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/tree.h"

#include "app/content/fault.h"
#include "app/content/mbtiles.h"
#include "sync/base/json.h"

#include <errno.h>
#include <dirent.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct _ParvisTree
{
  int root;
  GPtrArray *paths;
  GHashTable *json; /* path -> JsonNode */
  GHashTable *sums; /* (nullable) path -> hexadecimal */
  gint64 total;
  GPtrArray *faults; /* while listing */
};

/* Where files live and what they end with. "" is the bundle's own folder, where only these names have a
 * place. */
static const char *const own_files[]
    = { "bundle.json",   "themes.json",  "places.json",   "events.json", "life-events.json",
        "faq.json",      "news.json",    "notices.json",  "passes.json", "synonyms.json",
        "manifest.json", "manifest.p7s", PARVIS_MAP_FILE, NULL };
static const struct
{
  const char *folder;
  const char *endings[4];
} folders[] = {
  { "services", { ".json" } },
  { "demarches", { ".json" } },
  { "lists", { ".json" } },
  { "media", { ".svg", ".png", ".jpg" } },
};

#define JSON_ONLY                                                                                                      \
  N_ ("Un nom de fichier est fait de minuscules sans accent, de chiffres et de tirets, et finit par "                  \
      "« .json ».")
#define MEDIA_ONLY                                                                                                     \
  N_ ("Un nom de fichier est fait de minuscules sans accent, de chiffres et de tirets, et finit par "                  \
      "« .svg », « .png » ou « .jpg ».")

static gint64
bound_of (const char *path)
{
  if (g_str_has_prefix (path, "media/"))
    return PARVIS_TREE_MAX_MEDIA;
  if (strcmp (path, "manifest.json") == 0)
    return PARVIS_TREE_MAX_MANIFEST;
  if (strcmp (path, PARVIS_MAP_FILE) == 0)
    return PARVIS_MBTILES_MAX;
  return g_str_has_suffix (path, ".p7s") ? PARVIS_TREE_MAX_SIGNATURE : PARVIS_JSON_BYTES;
}

/* The name without its ending is an id (common.schema.json). */
static gboolean
is_name (const char *name, const char *const endings[4])
{
  gsize length = strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-");

  if (length == 0 || length > 80 || name[0] == '-')
    return FALSE;
  for (int i = 0; i < 4 && endings[i] != NULL; i++)
    if (strcmp (name + length, endings[i]) == 0)
      return TRUE;
  return FALSE;
}

/* A path for a person: names on disk may be any bytes. */
static char *
join (const char *folder, const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);

  return *folder == '\0' ? g_steal_pointer (&valid) : g_strconcat (folder, "/", valid, NULL);
}

static gboolean
has_sound_size (ParvisTree *self, const char *path, gint64 size)
{
  if (size > bound_of (path))
    {
      parvis_faults_take (
          self->faults, path, "",
          g_strdup_printf (_ ("ce fichier est trop gros : %" G_GINT64_FORMAT " Ko, %" G_GINT64_FORMAT " au plus"),
                           (size + 1023) / 1024, bound_of (path) / 1024),
          g_strdup (_ ("Réduisez-le, ou partagez-le : une image de 2000 points de large suffit à l’écran.")));
      return FALSE;
    }
  if (self->paths->len < PARVIS_TREE_MAX_FILES && self->total + size <= PARVIS_TREE_MAX_TOTAL)
    return TRUE;
  parvis_faults_take (self->faults, path, "",
                      g_strdup_printf (_ ("le contenu dépasse %d fichiers ou %d Mo"), PARVIS_TREE_MAX_FILES,
                                       (int) (PARVIS_TREE_MAX_TOTAL / 1024 / 1024)),
                      g_strdup (_ ("Retirez ce qui ne sert plus.")));
  return FALSE;
}

static void
add_file (ParvisTree *self, const char *path, const struct stat *info)
{
  if (!S_ISREG (info->st_mode))
    parvis_faults_add (self->faults, path, "", _ ("ce n’est pas un fichier : un lien, un dossier ou un périphérique"),
                       _ ("Mettez à sa place une copie du fichier, ou retirez-le."));
  else if (has_sound_size (self, path, info->st_size))
    {
      self->total += info->st_size;
      if (g_str_has_prefix (path, "manifest."))
        return; /* about the others, not one of them */
      g_ptr_array_add (self->paths, g_strdup (path));
    }
}

static gboolean
is_dots (const char *name)
{
  return strcmp (name, ".") == 0 || strcmp (name, "..") == 0;
}

static void
list_folder_entry (ParvisTree *self, int fd, gsize index, const char *name)
{
  g_autofree char *path = join (folders[index].folder, name);
  struct stat info;

  if (!is_name (name, folders[index].endings))
    parvis_faults_add (self->faults, path, "", _ ("ce nom de fichier n’a pas sa place ici"),
                       strcmp (folders[index].folder, "media") == 0 ? _ (MEDIA_ONLY) : _ (JSON_ONLY));
  else if (fstatat (fd, name, &info, AT_SYMLINK_NOFOLLOW) == 0)
    add_file (self, path, &info);
}

static void
list_folder (ParvisTree *self, gsize index)
{
  int fd = openat (self->root, folders[index].folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  DIR *dir = fd >= 0 ? fdopendir (fd) : NULL;
  struct dirent *entry;

  if (dir == NULL)
    {
      if (fd >= 0)
        close (fd);
      parvis_faults_add (self->faults, folders[index].folder, "", _ ("ce n’est pas un dossier lisible"),
                         _ ("Mettez à sa place un vrai dossier, et non un lien."));
      return;
    }
  while ((entry = readdir (dir)) != NULL && self->faults->len <= PARVIS_FAULTS_MAX)
    if (!is_dots (entry->d_name))
      list_folder_entry (self, fd, index, entry->d_name);
  closedir (dir);
}

static void
list_root_entry (ParvisTree *self, const char *name)
{
  g_autofree char *path = join ("", name);
  struct stat info;

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    if (strcmp (name, folders[i].folder) == 0)
      {
        list_folder (self, i);
        return;
      }
  if (!g_strv_contains (own_files, name))
    parvis_faults_add (self->faults, path, "", _ ("ce fichier ou ce dossier n’est pas connu"),
                       _ ("Retirez-le, ou corrigez son nom. Connus ici : bundle.json, themes.json, "
                          "places.json, events.json, "
                          "services/, demarches/, lists/, media/, map.mbtiles."));
  else if (fstatat (self->root, name, &info, AT_SYMLINK_NOFOLLOW) == 0)
    add_file (self, path, &info);
}

static gboolean
list_root (ParvisTree *self, const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL && self->faults->len <= PARVIS_FAULTS_MAX)
    list_root_entry (self, name);
  return TRUE;
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

ParvisTree *
parvis_tree_open (const char *folder, GPtrArray *faults, GError **error)
{
  g_autoptr (ParvisTree) self = g_new0 (ParvisTree, 1);

  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->json = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_node_unref);
  self->faults = faults;
  self->root = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (self->root < 0)
    {
      g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED,
                   _ ("%s : ce n’est pas un dossier lisible (%s). Donnez le dossier qui contient bundle.json."), folder,
                   g_strerror (errno));
      return NULL;
    }
  if (!list_root (self, folder, error))
    return NULL;
  self->faults = NULL;
  g_ptr_array_sort (self->paths, compare_paths);
  return g_steal_pointer (&self);
}

void
parvis_tree_free (ParvisTree *self)
{
  if (self == NULL)
    return;
  if (self->root >= 0)
    close (self->root);
  g_ptr_array_unref (self->paths);
  g_hash_table_unref (self->json);
  g_clear_pointer (&self->sums, g_hash_table_unref);
  g_free (self);
}

GPtrArray *
parvis_tree_paths (ParvisTree *self)
{
  return self->paths;
}

gboolean
parvis_tree_has (ParvisTree *self, const char *path)
{
  return g_ptr_array_find_with_equal_func (self->paths, path, g_str_equal, NULL);
}

void
parvis_tree_set_sums (ParvisTree *self, GHashTable *sums)
{
  g_clear_pointer (&self->sums, g_hash_table_unref);
  self->sums = g_hash_table_ref (sums);
}

JsonNode *
parvis_tree_json (ParvisTree *self, const char *path)
{
  return g_hash_table_lookup (self->json, path);
}

void
parvis_tree_keep_json (ParvisTree *self, const char *path, JsonNode *node)
{
  g_hash_table_insert (self->json, g_strdup (path), json_node_ref (node));
}

/* Opened from the folder's own descriptor, one step at a time, never through a link. */
static int
open_inside (ParvisTree *self, const char *path)
{
  const char *slash = strchr (path, '/');
  const int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  g_autofree char *folder = slash != NULL ? g_strndup (path, (gsize) (slash - path)) : NULL;
  int step, fd;

  if (slash == NULL)
    return openat (self->root, path, flags);
  step = openat (self->root, folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (step < 0)
    return -1;
  fd = openat (step, slash + 1, flags);
  close (step);
  return fd;
}

static gboolean
read_bounded (int fd, gsize bound, GByteArray *bytes)
{
  guint8 block[16384];
  gssize got;

  while ((got = read (fd, block, sizeof block)) != 0)
    {
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0 || bytes->len + (gsize) got > bound)
        return FALSE;
      g_byte_array_append (bytes, block, (guint) got);
    }
  return TRUE;
}

static gboolean
has_sum (ParvisTree *self, const char *path, GBytes *bytes, GError **error)
{
  const char *expected = self->sums != NULL ? g_hash_table_lookup (self->sums, path) : NULL;
  g_autofree char *sum = self->sums != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;

  if (self->sums == NULL || (expected != NULL && strcmp (sum, expected) == 0))
    return TRUE;
  g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_UNTRUSTED,
               _ ("%s a changé depuis la signature. Signez de nouveau le contenu, ou copiez-le de nouveau."), path);
  return FALSE;
}

GBytes *
parvis_tree_read (ParvisTree *self, const char *path, GError **error)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  int fd = open_inside (self, path);
  struct stat info;
  gboolean ok = fd >= 0 && fstat (fd, &info) == 0 && S_ISREG (info.st_mode)
                && read_bounded (fd, (gsize) bound_of (path), content);

  if (fd >= 0)
    close (fd);
  if (!ok)
    {
      g_set_error (error, PARVIS_BUNDLE_ERROR, PARVIS_BUNDLE_ERROR_FAILED,
                   _ ("%s ne peut pas être lu. Vérifiez le fichier, ou la clé qui le porte."), path);
      return NULL;
    }
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&content));
  return has_sum (self, path, bytes, error) ? g_steal_pointer (&bytes) : NULL;
}

gboolean
parvis_tree_verify (ParvisTree *self, GError **error)
{
  for (guint i = 0; i < self->paths->len; i++)
    {
      g_autoptr (GBytes) bytes = parvis_tree_read (self, self->paths->pdata[i], error);

      if (bytes == NULL)
        return FALSE;
    }
  return TRUE;
}
