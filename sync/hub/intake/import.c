/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/intake/import.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "sync/hub/intake/import-vouch.h"
#include "sync/hub/intake/intake.h"

#define MAX_FOLDERS 256 /* kiosks on one key */

typedef struct
{
  const ParvisHubImport *how;
  ParvisHubStore *store;
  ParvisHubImportTally *tally;
  const char *folder; /* of the kiosk under way */
  char *kiosk;        /* as it is kept */
} Import;

static void
say (Import *self, const char *id, const char *what, const char *why)
{
  if (self->how->said != NULL)
    self->how->said (id, what, why, self->how->user_data);
}

/* An outcome for one submission; the others go on. */
static gboolean
refuse (Import *self, const ParvisCarryItem *item, const char *why)
{
  self->tally->refused++;
  say (self, item->id, "refused", why);
  return TRUE;
}

static void
note (Import *self, const ParvisCarryItem *item, guint *count, const char *what)
{
  (*count)++;
  say (self, item->id, what, NULL);
}

/* The kiosk's answer. A key that cannot be written does no harm: what has been taken has been taken. */
static gboolean
leave_receipt (Import *self, const ParvisCarryItem *item, GError **error)
{
  g_autofree char *path = parvis_carry_receipt_path (self->folder, item->id);
  GError *own = NULL;
  g_autoptr (GBytes) receipt = parvis_hub_store_receipt (self->store, item->id, &own);

  if (receipt != NULL && parvis_carry_save (path, receipt, NULL))
    self->tally->receipts++;
  if (own == NULL)
    return TRUE;
  g_propagate_error (error, own);
  return FALSE;
}

/* One envelope ---------------------------------------------------------------------------------- */

static gboolean
fail_errno (const char *path, GError **error)
{
  g_set_error (error, PARVIS_HUB_STORE_ERROR,
               errno == ENOSPC || errno == EDQUOT ? PARVIS_HUB_STORE_ERROR_FULL : PARVIS_HUB_STORE_ERROR_FAILED,
               "« %s » : %s", path, g_strerror (errno));
  return FALSE;
}

static gboolean
write_all (int fd, const char *data, gsize size)
{
  while (size > 0)
    {
      gssize written = write (fd, data, size);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;
      data += written;
      size -= (gsize) written;
    }
  return fsync (fd) == 0;
}

/* Goes on where an import that was cut short stopped, as an upload does. */
static gboolean
append (Import *self, const ParvisHubUpload *upload, GBytes *bytes, GError **error)
{
  g_autofree char *path = parvis_hub_store_path (self->store, upload);
  goffset offset = parvis_hub_store_offset (self->store, upload, error);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gboolean done;
  int fd;

  if (offset < 0 || (gsize) offset > size)
    {
      errno = EFBIG; /* somebody else wrote into it */
      return offset >= 0 && fail_errno (path, error);
    }
  fd = open (path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW);
  done = fd >= 0 && write_all (fd, data + offset, size - (gsize) offset);
  if (!done)
    fail_errno (path, error);
  if (fd >= 0)
    close (fd);
  return done;
}

/* The running server may store the same submission between our look and our word: then a second look finds it. */
static gboolean
settle (Import *self, const ParvisHubUpload *upload, ParvisHubIntake *outcome, GError **error)
{
  return parvis_hub_intake (self->store, self->how->config, upload, NULL, self->how->now, outcome, NULL)
         || parvis_hub_intake (self->store, self->how->config, upload, NULL, self->how->now, outcome, error);
}

static gboolean
take_bytes (Import *self, const ParvisCarryItem *item, GBytes *bytes, GError **error)
{
  g_autoptr (ParvisHubUpload) upload
      = parvis_hub_store_create (self->store, item->id, item->sha256, self->kiosk, item->size, self->how->now, error);
  ParvisHubIntake outcome = PARVIS_HUB_INTAKE_STORED;

  if (upload == NULL)
    return FALSE;
  if (upload->state != PARVIS_HUB_UPLOAD_OPEN)
    outcome = upload->state == PARVIS_HUB_UPLOAD_STORED ? PARVIS_HUB_INTAKE_STORED : PARVIS_HUB_INTAKE_APART;
  else if (!append (self, upload, bytes, error) || !settle (self, upload, &outcome, error))
    return FALSE;
  switch (outcome)
    {
    case PARVIS_HUB_INTAKE_STORED:
      note (self, item, &self->tally->taken, "taken");
      return leave_receipt (self, item, error);
    case PARVIS_HUB_INTAKE_APART:
      note (self, item, &self->tally->apart, "apart");
      return TRUE;
    case PARVIS_HUB_INTAKE_WRONG_SUM:
      return refuse (self, item, _ ("l’enveloppe n’est pas celle de la liste : sa somme SHA-256 diffère"));
    default:
      return refuse (self, item, _ ("ce n’est pas une enveloppe scellée"));
    }
}

/* TRUE, and @done, when nothing needs to be read. */
static gboolean
is_there (Import *self, const ParvisCarryItem *item, gboolean *done, GError **error)
{
  GError *own = NULL;
  g_autoptr (ParvisHubUpload) stored = parvis_hub_store_find (self->store, item->id, &own);

  *done = stored != NULL && g_str_equal (stored->sha256, item->sha256);
  if (own == NULL)
    return TRUE;
  g_propagate_error (error, own);
  return FALSE;
}

static gboolean
take (Import *self, const ParvisCarryItem *item, GError **error)
{
  g_autofree char *path = parvis_carry_envelope_path (self->folder, item->id);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) why = NULL;
  gboolean done;

  if (!is_there (self, item, &done, error))
    return FALSE;
  if (done)
    {
      note (self, item, &self->tally->already, "already");
      return leave_receipt (self, item, error);
    }
  if (item->size > self->how->config->max_bytes)
    return refuse (self, item, _ ("elle est plus grande que max-bytes"));
  bytes = parvis_carry_load (path, (gsize) item->size, &why);
  if (bytes == NULL)
    return refuse (self, item, why->message);
  if ((goffset) g_bytes_get_size (bytes) != item->size)
    return refuse (self, item, _ ("l’enveloppe n’est pas entière sur la clé"));
  return take_bytes (self, item, bytes, error);
}

/* A kiosk's folder ------------------------------------------------------------------------------ */

static gboolean
import_items (Import *self, const ParvisCarryManifest *manifest, GError **error)
{
  g_autofree char *kiosk = g_strconcat ("import:", manifest->kiosk, NULL);

  self->kiosk = kiosk;
  for (guint i = 0; i < manifest->items->len; i++)
    if (!take (self, g_ptr_array_index (manifest->items, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
import_folder (Import *self, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, PARVIS_CARRY_MANIFEST, NULL);
  g_autoptr (GBytes) list = parvis_carry_load (path, PARVIS_CARRY_MAX_MANIFEST, error);
  g_autoptr (ParvisCarryManifest) manifest = list != NULL ? parvis_carry_manifest_read (list, error) : NULL;

  self->folder = folder;
  if (manifest != NULL && parvis_hub_import_vouch (self->how, folder, list, manifest, error)
      && import_items (self, manifest, error))
    return TRUE;
  g_prefix_error (error, "« %s » : ", folder);
  return FALSE;
}

static gboolean
is_list_at (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, PARVIS_CARRY_MANIFEST, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* In the order of their names, so that two runs say the same. */
static GPtrArray *
find_folders (const char *root, GError **error)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (root, 0, error);
  const char *name;

  if (dir != NULL && is_list_at (root))
    g_ptr_array_add (folders, g_strdup (root));
  while (dir != NULL && folders->len < MAX_FOLDERS && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (root, name, NULL);

      if (g_str_has_prefix (name, PARVIS_CARRY_PREFIX) && !g_file_test (folder, G_FILE_TEST_IS_SYMLINK)
          && is_list_at (folder))
        g_ptr_array_add (folders, g_steal_pointer (&folder));
    }
  if (dir != NULL && folders->len == 0)
    g_set_error (
        error, PARVIS_CARRY_ERROR, PARVIS_CARRY_ERROR_MISSING,
        _ ("« %s » n’a pas de demandes d’une borne ; donnez le dossier qui a servi à « parvisctl queue export »"),
        root);
  g_ptr_array_sort (folders, compare_paths);
  return folders->len > 0 ? g_steal_pointer (&folders) : NULL;
}

gboolean
parvis_hub_import (const ParvisHubImport *how, const char *root, ParvisHubImportTally *tally, GError **error)
{
  g_autoptr (GPtrArray) folders = find_folders (root, error);
  Import self = { how, how->store, tally, NULL, NULL };

  *tally = (ParvisHubImportTally){ 0 };
  for (guint i = 0; folders != NULL && i < folders->len; i++)
    {
      g_autoptr (GError) why = NULL;

      if (import_folder (&self, g_ptr_array_index (folders, i), &why))
        continue;
      tally->failed++;
      how->failed (why, how->user_data);
    }
  return folders != NULL;
}
