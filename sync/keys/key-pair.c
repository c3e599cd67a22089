/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/keys/key-pair.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <unistd.h>

#include "sync/base/durable.h"
#include "sync/keys/est-message.h"

char *
parvis_key_pair_next (const char *file)
{
  return g_strconcat (file, ".new", NULL);
}

static gboolean
fail (const char *path, const char *why, GError **error)
{
  g_set_error (error, PARVIS_EST_ERROR, PARVIS_EST_ERROR_FILES,
               _ ("« %s » ne peut pas être écrit : %s ; vérifiez le dossier et ses droits"), path, why);
  return FALSE;
}

/* Writing --------------------------------------------------------------------------------------- */

/* A technician enrols as root; parvis-syncd, to whom the folder belongs, has to read. */
static gboolean
give_to_folder_owner (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  GStatBuf status;

  if (geteuid () != 0 || (g_stat (folder, &status) == 0 && chown (path, status.st_uid, status.st_gid) == 0))
    return TRUE;
  return fail (path, g_strerror (errno), error);
}

static gboolean
write_pem (const char *path, BIO *pem, int mode, GError **error)
{
  g_autoptr (GError) why = NULL;
  char *data = NULL;
  long size = BIO_get_mem_data (pem, &data);

  if (!g_file_set_contents_full (path, data, (gssize) size,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, mode, &why))
    return fail (path, why->message, error);
  return give_to_folder_owner (path, error);
}

gboolean
parvis_key_pair_write_certificate (const char *path, X509 *certificate, GError **error)
{
  g_autoptr (BIO) pem = BIO_new (BIO_s_mem ());

  return PEM_write_bio_X509 (pem, certificate) == 1 ? write_pem (path, pem, 0644, error) : fail (path, "PEM", error);
}

static gboolean
write_key (const char *path, EVP_PKEY *key, GError **error)
{
  g_autoptr (BIO) pem = BIO_new (BIO_s_mem ()); /* wiped when freed */

  return PEM_write_bio_PKCS8PrivateKey (pem, key, NULL, NULL, 0, NULL, NULL) == 1 ? write_pem (path, pem, 0600, error)
                                                                                  : fail (path, "PEM", error);
}

static gboolean
rename_durably (const char *from, const char *to, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (to);

  if (g_rename (from, to) != 0)
    return fail (to, g_strerror (errno), error);
  parvis_durable_sync_folder (folder);
  return TRUE;
}

/* The next pair --------------------------------------------------------------------------------- */

static gboolean
fit (const char *certificate_file, const char *key_file)
{
  g_autoptr (X509) certificate = parvis_crypto_load_certificate (certificate_file, NULL, NULL);
  g_autoptr (EVP_PKEY) key = certificate != NULL ? parvis_crypto_load_key (key_file, NULL) : NULL;
  gboolean fits = key != NULL && X509_check_private_key (certificate, key) == 1;

  ERR_clear_error ();
  return fits;
}

/* The certificate is renamed last: what is left of a change that was cut short is a next certificate for the present
 * key. */
gboolean
parvis_key_pair_settle (const ParvisKeyPair *self, GError **error)
{
  g_autofree char *certificate_file = parvis_key_pair_next (self->certificate_file);

  return !g_file_test (certificate_file, G_FILE_TEST_EXISTS) || !fit (certificate_file, self->key_file)
         || rename_durably (certificate_file, self->certificate_file, error);
}

gboolean
parvis_key_pair_waits (const ParvisKeyPair *self)
{
  g_autofree char *certificate_file = parvis_key_pair_next (self->certificate_file);
  g_autofree char *key_file = parvis_key_pair_next (self->key_file);

  return g_file_test (certificate_file, G_FILE_TEST_EXISTS) && fit (certificate_file, key_file);
}

EVP_PKEY *
parvis_key_pair_prepare (const ParvisKeyPair *self, GError **error)
{
  g_autofree char *key_file = parvis_key_pair_next (self->key_file);
  g_autoptr (EVP_PKEY) key = parvis_crypto_load_key (key_file, NULL);

  if (parvis_crypto_is_p256 (key))
    return g_steal_pointer (&key);
  g_clear_pointer (&key, EVP_PKEY_free);
  key = EVP_EC_gen ("P-256");
  if (key == NULL)
    parvis_crypto_fail (error, PARVIS_EST_ERROR, PARVIS_EST_ERROR_FILES, _ ("la clé ne peut pas être faite"));
  return key != NULL && write_key (key_file, key, error) ? g_steal_pointer (&key) : NULL;
}

gboolean
parvis_key_pair_keep (const ParvisKeyPair *self, X509 *certificate, GError **error)
{
  g_autofree char *certificate_file = parvis_key_pair_next (self->certificate_file);

  return parvis_key_pair_write_certificate (certificate_file, certificate, error);
}

gboolean
parvis_key_pair_swap (const ParvisKeyPair *self, GError **error)
{
  g_autofree char *certificate_file = parvis_key_pair_next (self->certificate_file);
  g_autofree char *key_file = parvis_key_pair_next (self->key_file);

  return rename_durably (key_file, self->key_file, error)
         && rename_durably (certificate_file, self->certificate_file, error);
}

void
parvis_key_pair_drop (const ParvisKeyPair *self)
{
  g_autofree char *certificate_file = parvis_key_pair_next (self->certificate_file);
  g_autofree char *key_file = parvis_key_pair_next (self->key_file);

  g_unlink (certificate_file);
  g_unlink (key_file);
}
