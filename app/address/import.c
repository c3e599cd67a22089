/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/address/import.h"

#include "app/address/sources.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

void
parvis_address_report_clear (ParvisAddressReport *self)
{
  g_clear_pointer (&self->said, g_ptr_array_unref);
}

static gboolean
fail (const char *path, GError **error)
{
  g_set_error (error, PARVIS_ADDRESSES_ERROR, PARVIS_ADDRESSES_ERROR_FAILED,
               _ ("%s ne peut pas être écrit (%s). Vérifiez les droits du dossier et la place libre"), path,
               g_strerror (errno));
  return FALSE;
}

/* Two imports at once would write the same new file. The lock goes with the descriptor, whatever ends us. */
static int
lock (const char *path, GError **error)
{
  g_autofree char *name = g_strconcat (path, ".lock", NULL);
  int fd = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);

  if (fd < 0)
    (void) fail (name, error);
  if (fd < 0 || flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  close (fd);
  g_set_error (error, PARVIS_ADDRESSES_ERROR, PARVIS_ADDRESSES_ERROR_FAILED,
               _ ("une autre importation d’adresses est en cours. Attendez qu’elle finisse"));
  return -1;
}

static gboolean
flush (const char *path, int flags, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | flags, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (!ok)
    (void) fail (path, error);
  if (fd >= 0)
    close (fd);
  return ok;
}

/* At any instant the file of that name is the old one or the new one, whole. */
static gboolean
publish (const char *fresh, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!flush (fresh, 0, error))
    return FALSE;
  if (g_rename (fresh, path) != 0)
    return fail (path, error);
  return flush (folder, O_DIRECTORY, error);
}

typedef gboolean (*Take) (ParvisAddressImport *self, const char *path, GError **error);

static gboolean
take_each (ParvisAddressImport *self, const char *const *paths, Take take, GError **error)
{
  for (; paths != NULL && *paths != NULL; paths++)
    if (!take (self, *paths, error))
      return FALSE;
  return TRUE;
}

/* Communes by their best names first: the first name that is given stays. */
static gboolean
write_fresh (const ParvisAddressSources *sources, const char *fresh, ParvisAddressReport *report, GError **error)
{
  g_autoptr (ParvisAddressStore) store = parvis_address_store_new (fresh, error);
  ParvisAddressImport import = { sources, store, report };
  gboolean ok = store != NULL && take_each (&import, sources->communes, parvis_address_import_communes, error)
                && take_each (&import, sources->postcodes, parvis_address_import_postcodes, error)
                && take_each (&import, sources->addresses, parvis_address_import_addresses, error)
                && parvis_address_store_finish (store, error);

  if (store != NULL)
    {
      report->streets = parvis_address_store_n_streets (store);
      report->communes = parvis_address_store_n_communes (store);
    }
  return ok;
}

gboolean
parvis_addresses_import (const ParvisAddressSources *sources, const char *path, ParvisAddressReport *report,
                         GError **error)
{
  g_autofree char *fresh = g_strconcat (path, ".new", NULL);
  int held = lock (path, error);
  gboolean ok;

  *report = (ParvisAddressReport){ .said = g_ptr_array_new_with_free_func (g_free) };
  if (held < 0)
    return FALSE;
  ok = write_fresh (sources, fresh, report, error) && publish (fresh, path, error);
  if (!ok)
    g_unlink (fresh);
  close (held);
  return ok;
}
