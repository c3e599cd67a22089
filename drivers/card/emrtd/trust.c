/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/emrtd/trust.h"

#include <gio/gio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "drivers/card/emrtd/trust-private.h"

struct _ParvisEmrtdTrust
{
  X509_STORE *store;
  guint size;
};

void
parvis_emrtd_trust_free (ParvisEmrtdTrust *self)
{
  if (self == NULL)
    return;
  X509_STORE_free (self->store);
  g_free (self);
}

guint
parvis_emrtd_trust_size (const ParvisEmrtdTrust *self)
{
  return self->size;
}

X509_STORE *
parvis_emrtd_trust_store (const ParvisEmrtdTrust *self)
{
  return self->store;
}

static X509 *
parse_certificate (const char *data, gsize length)
{
  const unsigned char *at = (const unsigned char *) data;
  g_autoptr (BIO) bio = BIO_new_mem_buf (data, (int) length);
  X509 *certificate = PEM_read_bio_X509 (bio, NULL, NULL, NULL);

  if (certificate == NULL)
    certificate = d2i_X509 (NULL, &at, (long) length);
  ERR_clear_error ();
  return certificate;
}

static gboolean
is_certificate_name (const char *name)
{
  return g_str_has_suffix (name, ".pem") || g_str_has_suffix (name, ".crt") || g_str_has_suffix (name, ".cer")
         || g_str_has_suffix (name, ".der");
}

static gboolean
add_file (ParvisEmrtdTrust *self, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *data = g_malloc (PARVIS_EMRTD_TRUST_MAX_BYTES + 1);
  g_autoptr (X509) certificate = NULL;
  gsize length;

  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), data, PARVIS_EMRTD_TRUST_MAX_BYTES + 1, &length, NULL,
                                   error))
    return FALSE;
  if (length <= PARVIS_EMRTD_TRUST_MAX_BYTES)
    certificate = parse_certificate (data, length);
  if (certificate == NULL || X509_STORE_add_cert (self->store, certificate) != 1)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s is not a certificate (PEM or DER)", path);
      return FALSE;
    }
  self->size++;
  return TRUE;
}

static ParvisEmrtdTrust *
make_empty (void)
{
  ParvisEmrtdTrust *self = g_new0 (ParvisEmrtdTrust, 1);

  self->store = X509_STORE_new ();
  /* Signers of documents bear no extended key usage that libcrypto knows (9303-12, 7.1.1). Each certificate of the
   * folder is trusted by itself: link certificates too. */
  X509_STORE_set_purpose (self->store, X509_PURPOSE_ANY);
  X509_STORE_set_flags (self->store, X509_V_FLAG_PARTIAL_CHAIN);
  return self;
}

ParvisEmrtdTrust *
parvis_emrtd_trust_new (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  g_autoptr (ParvisEmrtdTrust) self = make_empty ();
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!is_certificate_name (name))
        continue;
      if (self->size == PARVIS_EMRTD_TRUST_MAX_FILES)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s holds more than %d certificates", folder,
                       PARVIS_EMRTD_TRUST_MAX_FILES);
          return NULL;
        }
      if (!add_file (self, path, error))
        return NULL;
    }
  if (dir == NULL)
    return NULL;
  if (self->size == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s holds no certificate", folder);
      return NULL;
    }
  return g_steal_pointer (&self);
}
