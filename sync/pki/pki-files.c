/* SPDX-License-Identifier: EUPL-1.2 */
#define _GNU_SOURCE /* renameat2 */
#include "sync/pki/pki-files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <openssl/pem.h>

#include "sync/base/durable.h"
#include "sync/pki/pki.h"

static gboolean
fail_errno (const char *path, GError **error)
{
  int met = errno;

  if (met == EEXIST)
    g_set_error (error, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_EXISTS,
                 _ ("« %s » existe déjà et n’a pas été touché ; choisissez un autre nom avec --file ou "
                    "rangez-le ailleurs"),
                 path);
  else
    g_set_error (error, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_FAILED, _ ("« %s » ne peut pas être écrit : %s"), path,
                 g_strerror (met));
  return FALSE;
}

static gboolean
check_free (const char *folder, const char *file, const char *suffix, GError **error)
{
  g_autofree char *name = g_strconcat (file, suffix, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    return TRUE;
  errno = EEXIST;
  return fail_errno (path, error);
}

gboolean
parvis_pki_files_check (const char *folder, const char *file, GError **error)
{
  return check_free (folder, file, ".key", error) && check_free (folder, file, ".pem", error);
}

static gboolean
write_all (int fd, const char *data, gsize size)
{
  for (gsize done = 0; done < size;)
    {
      gssize got = write (fd, data + done, size - done);

      if (got < 0 && errno != EINTR)
        return FALSE;
      done += got > 0 ? (gsize) got : 0;
    }
  return fsync (fd) == 0;
}

/* mkstemp creates with O_EXCL and mode 0600: nobody else ever has the key open. */
static gboolean
write_aside (char *aside, mode_t mode, BIO *pem)
{
  char *data = NULL;
  long size = BIO_get_mem_data (pem, &data);
  int fd = g_mkstemp (aside);
  gboolean written = fd >= 0 && write_all (fd, data, (gsize) size) && fchmod (fd, mode) == 0;
  int met = errno;

  if (fd >= 0)
    close (fd);
  if (fd >= 0 && !written)
    g_unlink (aside);
  errno = met;
  return written;
}

/* Not over a file that is there. A file system that cannot promise it (some network ones) gets the plain
 * rename. */
static gboolean
give_name (const char *aside, const char *path)
{
  if (renameat2 (AT_FDCWD, aside, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno != EINVAL && errno != ENOSYS)
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    {
      errno = EEXIST;
      return FALSE;
    }
  return rename (aside, path) == 0;
}

static gboolean
save (const char *path, mode_t mode, BIO *pem, GError **error)
{
  g_autofree char *aside = g_strconcat (path, ".XXXXXX", NULL);
  int met;

  if (!write_aside (aside, mode, pem))
    return fail_errno (path, error);
  if (give_name (aside, path))
    return TRUE;
  met = errno;
  g_unlink (aside);
  errno = met;
  return fail_errno (path, error);
}

static gboolean
save_both (const char *folder, const char *file, BIO *key, BIO *certificate, GError **error)
{
  g_autofree char *key_name = g_strconcat (file, ".key", NULL);
  g_autofree char *certificate_name = g_strconcat (file, ".pem", NULL);
  g_autofree char *key_path = g_build_filename (folder, key_name, NULL);
  g_autofree char *certificate_path = g_build_filename (folder, certificate_name, NULL);

  if (!save (key_path, 0600, key, error))
    return FALSE;
  if (!save (certificate_path, 0644, certificate, error))
    {
      g_unlink (key_path); /* ours, made a moment ago */
      return FALSE;
    }
  parvis_durable_sync_folder (folder);
  return TRUE;
}

gboolean
parvis_pki_files_save (const char *folder, const char *file, EVP_PKEY *key, X509 *certificate, GError **error)
{
  g_autoptr (BIO) key_pem = BIO_new (BIO_s_mem ()); /* wiped when freed */
  g_autoptr (BIO) certificate_pem = BIO_new (BIO_s_mem ());

  if (PEM_write_bio_PKCS8PrivateKey (key_pem, key, NULL, NULL, 0, NULL, NULL) != 1
      || PEM_write_bio_X509 (certificate_pem, certificate) != 1)
    return parvis_crypto_fail (error, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_FAILED,
                               _ ("le certificat n’a pas pu être écrit"));
  return save_both (folder, file, key_pem, certificate_pem, error);
}
