/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/seal/seal-key.h"

#include <glib/gi18n-lib.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/rand.h>

#include "sync/seal/seal-private.h"

#define CLOCK_SKEW  (-60L * 60)
#define LIFE        (24L * 60 * 60)
#define SERIAL_BITS 120
#define CURVE       "prime256v1"

struct _ParvisSealKey
{
  gatomicrefcount refs;
  EVP_PKEY *key;
  GBytes *certificate;
};

static gboolean
fail (GError **error)
{
  return parvis_crypto_fail (error, PARVIS_SEAL_ERROR, PARVIS_SEAL_ERROR_FAILED,
                             _ ("la clé de passage n’a pas pu être faite"));
}

/* Making ---------------------------------------------------------------------------------------- */

static gboolean
set_serial (X509 *certificate)
{
  g_autoptr (BIGNUM) number = BN_new ();

  return number != NULL && BN_rand (number, SERIAL_BITS, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1
         && BN_to_ASN1_INTEGER (number, X509_get_serialNumber (certificate)) != NULL;
}

static gboolean
add_extension (X509 *certificate, int nid, const char *value)
{
  g_autoptr (X509_EXTENSION) extension = NULL;
  X509V3_CTX context;

  X509V3_set_ctx (&context, certificate, certificate, NULL, NULL, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  return extension != NULL && X509_add_ext (certificate, extension, -1) == 1;
}

static gboolean
set_name (X509 *certificate)
{
  X509_NAME *name = X509_get_subject_name (certificate);

  return X509_NAME_add_entry_by_NID (name, NID_commonName, MBSTRING_UTF8, (const guint8 *) "parvis", -1, -1, 0) == 1
         && X509_set_issuer_name (certificate, name) == 1;
}

static X509 *
make_certificate (EVP_PKEY *key)
{
  g_autoptr (X509) certificate = X509_new ();

  if (certificate != NULL && X509_set_version (certificate, X509_VERSION_3) == 1 && set_serial (certificate)
      && set_name (certificate) && X509_set_pubkey (certificate, key) == 1
      && X509_gmtime_adj (X509_getm_notBefore (certificate), CLOCK_SKEW) != NULL
      && X509_gmtime_adj (X509_getm_notAfter (certificate), LIFE) != NULL
      && add_extension (certificate, NID_key_usage, "critical,keyAgreement")
      && add_extension (certificate, NID_subject_key_identifier, "hash")
      && X509_sign (certificate, key, EVP_sha256 ()) > 0)
    return g_steal_pointer (&certificate);
  return NULL;
}

static GBytes *
encode (X509 *certificate)
{
  guint8 *data = NULL;
  int size = i2d_X509 (certificate, &data);
  GBytes *bytes = size > 0 ? g_bytes_new (data, (gsize) size) : NULL;

  OPENSSL_free (data);
  return bytes;
}

ParvisSealKey *
parvis_seal_key_new (GError **error)
{
  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (X509) certificate = NULL;
  GBytes *encoded = NULL;
  ParvisSealKey *self;

  ERR_clear_error ();
  key = EVP_EC_gen (CURVE);
  certificate = key != NULL ? make_certificate (key) : NULL;
  encoded = certificate != NULL ? encode (certificate) : NULL;
  if (encoded == NULL)
    {
      fail (error);
      return NULL;
    }
  self = g_new0 (ParvisSealKey, 1);
  g_atomic_ref_count_init (&self->refs);
  self->key = g_steal_pointer (&key);
  self->certificate = encoded;
  return self;
}

ParvisSealKey *
parvis_seal_key_ref (ParvisSealKey *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
parvis_seal_key_unref (ParvisSealKey *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  EVP_PKEY_free (self->key);
  g_bytes_unref (self->certificate);
  g_free (self);
}

GBytes *
parvis_seal_key_certificate (const ParvisSealKey *self)
{
  return self->certificate;
}

ParvisParcel *
parvis_seal_key_open (const ParvisSealKey *self, GBytes *envelope, GError **error)
{
  ERR_clear_error ();
  return parvis_seal_open_with (envelope, self->key, error);
}

/* Sealing to one -------------------------------------------------------------------------------- */

static X509 *
decode (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const guint8 *end = data;
  g_autoptr (X509) certificate
      = size > 0 && size <= PARVIS_SEAL_KEY_MAX_CERTIFICATE ? d2i_X509 (NULL, &end, (long) size) : NULL;

  if (certificate != NULL && end == data + size && parvis_crypto_is_p256 (X509_get0_pubkey (certificate))
      && (X509_get_key_usage (certificate) & KU_KEY_AGREEMENT) != 0)
    return g_steal_pointer (&certificate);
  return NULL;
}

ParvisSealer *
parvis_sealer_new_for_key (GBytes *bytes, GError **error)
{
  X509 *certificate;

  ERR_clear_error ();
  certificate = decode (bytes);
  if (certificate != NULL)
    return parvis_sealer_new_take (certificate);
  ERR_clear_error ();
  g_set_error_literal (error, PARVIS_SEAL_ERROR, PARVIS_SEAL_ERROR_CERTIFICATE,
                       _ ("ce n’est pas le certificat d’une clé de passage (EC P-256, keyAgreement)"));
  return NULL;
}
