/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/command/command.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "sync/hub/config/hub-config.h"
#include "sync/hub/store/store.h"
#include "sync/seal/seal.h"

typedef struct
{
  char *config;
  char *key;
  char *out;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->config);
  g_free (arguments->key);
  g_free (arguments->out);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static gboolean
fail_errno (const char *path, const char *remedy, GError **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "« %s » : %s ; %s", path, g_strerror (errno), remedy);
  return FALSE;
}

/* Writing the parcel ---------------------------------------------------------------------------- */

/* Looked at before anything is written: a folder that has something of the kind is left as it is. */
static gboolean
check_free (const ParvisParcel *parcel, const char *out, GError **error)
{
  for (guint i = 0; i < parvis_parcel_size (parcel); i++)
    {
      g_autofree char *path = g_build_filename (out, parvis_parcel_name (parcel, i), NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                       _ ("« %s » existe déjà et n’est pas remplacé ; donnez un autre dossier à --out"), path);
          return FALSE;
        }
    }
  return TRUE;
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
  return TRUE;
}

static gboolean
write_member (const char *out, const char *name, GBytes *bytes, GError **error)
{
  g_autofree char *path = g_build_filename (out, name, NULL);
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gboolean ok = fd >= 0 && write_all (fd, data, size) && fsync (fd) == 0;

  if (!ok)
    fail_errno (path, _ ("vérifiez le dossier et la place"), error);
  if (fd >= 0)
    close (fd);
  return ok;
}

static gboolean
write_parcel (const ParvisParcel *parcel, const char *out, GError **error)
{
  g_autofree char *attachments = g_build_filename (out, "attachments", NULL);

  if (!check_free (parcel, out, error))
    return FALSE;
  if (g_mkdir_with_parents (attachments, 0700) < 0)
    return fail_errno (attachments, _ ("donnez un autre dossier à --out"), error);
  for (guint i = 0; i < parvis_parcel_size (parcel); i++)
    if (!write_member (out, parvis_parcel_name (parcel, i), parvis_parcel_bytes (parcel, i), error))
      return FALSE;
  return TRUE;
}

/* Finding the envelope -------------------------------------------------------------------------- */

/* @id: of a submission, or of an upload (for those kept apart). */
static ParvisHubUpload *
find_upload (ParvisHubStore *store, const char *id, GError **error)
{
  GError *own = NULL;
  g_autoptr (ParvisHubUpload) upload = parvis_hub_store_find (store, id, &own);

  if (upload == NULL && own == NULL)
    upload = parvis_hub_store_lookup (store, id, &own);
  if (own == NULL && (upload == NULL || upload->state == PARVIS_HUB_UPLOAD_OPEN))
    g_set_error (&own, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _ ("aucune demande « %s » n’a été reçue en entier ; « parvis-hub list » dit celles qui le sont"), id);
  if (own == NULL)
    return g_steal_pointer (&upload);
  g_propagate_error (error, own);
  return NULL;
}

static ParvisParcel *
open_envelope (ParvisHubStore *store, const char *id, const char *key, GError **error)
{
  g_autoptr (ParvisHubUpload) upload = find_upload (store, id, error);
  g_autofree char *path = upload != NULL ? parvis_hub_store_path (store, upload) : NULL;
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autoptr (GBytes) envelope = file != NULL ? g_file_load_bytes (file, NULL, NULL, error) : NULL;

  return envelope != NULL ? parvis_seal_open (envelope, key, error) : NULL;
}

int
parvis_hub_command_open (int argc, char **argv, GError **error)
{
  g_auto (Arguments) arguments = { 0 };
  const GOptionEntry entries[] = {
    { "key", 'k', 0, G_OPTION_ARG_FILENAME, &arguments.key, N_ ("clé privée de la mairie (PEM)"), N_ ("FICHIER") },
    { "out", 'o', 0, G_OPTION_ARG_FILENAME, &arguments.out, N_ ("dossier où écrire submission.json et attachments/"),
      N_ ("DOSSIER") },
    { NULL },
  };
  g_autoptr (ParvisHubConfig) config = NULL;
  g_autoptr (ParvisHubStore) store = NULL;
  g_autoptr (ParvisParcel) parcel = NULL;

  if (!parvis_hub_command_parse (&argc, &argv, "ID", entries, &arguments.config, 1, error))
    return EX_USAGE;
  if (arguments.key == NULL || arguments.out == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--key et --out sont nécessaires ; voyez --help"));
      return EX_USAGE;
    }
  config = parvis_hub_config_load (arguments.config, error);
  if (config == NULL)
    return EX_CONFIG;
  store = parvis_hub_store_open (config->store, error);
  parcel = store != NULL ? open_envelope (store, argv[1], arguments.key, error) : NULL;
  return parcel != NULL && write_parcel (parcel, arguments.out, error) ? EXIT_SUCCESS : EXIT_FAILURE;
}
