/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/seal/signature.h"

#include <sys/stat.h>

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

#include "sync/pki/crypto.h"

#define MAX_SIGNATURE_BYTES (64 * 1024)

G_DEFINE_QUARK (parvis_signature_error_quark, parvis_signature_error)

static BIO *
open_bytes (GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return size <= G_MAXINT ? BIO_new_mem_buf (data != NULL ? data : "", (int) size) : NULL;
}

/* Signing --------------------------------------------------------------------------------------- */

static GBytes *
encode (CMS_ContentInfo *cms)
{
  guint8 *made = NULL;
  int size = i2d_CMS_ContentInfo (cms, &made);
  GBytes *bytes = size > 0 ? g_bytes_new (made, (gsize) size) : NULL;

  OPENSSL_free (made);
  return bytes;
}

static GBytes *
sign (GBytes *data, X509 *certificate, EVP_PKEY *key, X509Stack *others, guint flags, GError **error)
{
  g_autoptr (BIO) content = open_bytes (data);
  g_autoptr (CMS_ContentInfo) cms = NULL;
  GBytes *signature = NULL;

  if (content != NULL)
    cms = CMS_sign (certificate, key, others, content, flags | CMS_BINARY | CMS_NOSMIMECAP);
  if (cms != NULL)
    signature = encode (cms);
  if (signature == NULL)
    parvis_crypto_fail (error, PARVIS_SIGNATURE_ERROR, PARVIS_SIGNATURE_ERROR_FAILED,
                        _ ("la signature n’a pas pu être faite"));
  return signature;
}

static GBytes *
sign_with (GBytes *data, const char *certificate_file, const char *key_file, guint flags, GError **error)
{
  X509Stack *found = NULL;
  g_autoptr (X509) certificate = parvis_crypto_load_certificate (certificate_file, &found, error);
  g_autoptr (X509Stack) others = found;
  g_autoptr (EVP_PKEY) key = certificate != NULL ? parvis_crypto_load_key (key_file, error) : NULL;

  ERR_clear_error ();
  if (key == NULL)
    {
      parvis_crypto_recast (error, PARVIS_SIGNATURE_ERROR, PARVIS_SIGNATURE_ERROR_CERTIFICATE);
      return NULL;
    }
  if (X509_check_private_key (certificate, key) == 1)
    return sign (data, certificate, key, others, flags, error);
  ERR_clear_error ();
  g_set_error (error, PARVIS_SIGNATURE_ERROR, PARVIS_SIGNATURE_ERROR_CERTIFICATE,
               _ ("la clé « %s » n’est pas celle du certificat « %s »"), key_file, certificate_file);
  return NULL;
}

GBytes *
parvis_signature_sign (GBytes *data, const char *certificate_file, const char *key_file, GError **error)
{
  return sign_with (data, certificate_file, key_file, CMS_DETACHED, error);
}

GBytes *
parvis_signature_wrap (GBytes *data, const char *certificate_file, const char *key_file, GError **error)
{
  if (g_bytes_get_size (data) <= PARVIS_SIGNATURE_MAX_WRAPPED)
    return sign_with (data, certificate_file, key_file, 0, error);
  g_set_error (error, PARVIS_SIGNATURE_ERROR, PARVIS_SIGNATURE_ERROR_FAILED,
               _ ("%" G_GSIZE_FORMAT " octets à signer d’une pièce, %d au plus"), g_bytes_get_size (data),
               PARVIS_SIGNATURE_MAX_WRAPPED);
  return NULL;
}

/* Checking -------------------------------------------------------------------------------------- */

static gboolean
refuse (GError **error, const char *message)
{
  ERR_clear_error ();
  g_set_error_literal (error, PARVIS_SIGNATURE_ERROR, PARVIS_SIGNATURE_ERROR_INVALID, message);
  return FALSE;
}

static CMS_ContentInfo *
decode (GBytes *signature, gsize longest, gboolean detached, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (signature, &size);
  const guint8 *end = data;
  g_autoptr (CMS_ContentInfo) cms = NULL;

  if (size > 0 && size <= longest)
    cms = d2i_CMS_ContentInfo (NULL, &end, (long) size);
  if (cms != NULL && end == data + size && OBJ_obj2nid (CMS_get0_type (cms)) == NID_pkcs7_signed
      && (CMS_is_detached (cms) == 1) == detached)
    return g_steal_pointer (&cms);
  refuse (error, detached ? _ ("ce n’est pas une signature détachée au format CMS")
                          : _ ("ce n’est pas un document signé au format CMS"));
  return NULL;
}

/* One signer, by SHA-2: libcrypto would take MD5 and SHA-1 too. */
static CMS_SignerInfo *
get_signer (CMS_ContentInfo *cms, GError **error)
{
  STACK_OF (CMS_SignerInfo) *signers = CMS_get0_SignerInfos (cms);
  CMS_SignerInfo *signer = sk_CMS_SignerInfo_num (signers) == 1 ? sk_CMS_SignerInfo_value (signers, 0) : NULL;
  X509_ALGOR *digest = NULL;
  int nid;

  if (signer == NULL)
    {
      refuse (error, _ ("il faut une signature et une seule"));
      return NULL;
    }
  CMS_SignerInfo_get0_algs (signer, NULL, NULL, &digest, NULL);
  nid = OBJ_obj2nid (digest->algorithm);
  if (nid == NID_sha256 || nid == NID_sha384 || nid == NID_sha512)
    return signer;
  refuse (error, _ ("la signature emploie une somme trop faible ; signez à nouveau avec SHA-256"));
  return NULL;
}

/* The bytes first, then who signed them: only then is there a certificate to judge; (transfer none), of @cms. */
static X509 *
verify_bytes (CMS_ContentInfo *cms, BIO *detached, BIO *out, GError **error)
{
  CMS_SignerInfo *signer = get_signer (cms, error);
  X509 *certificate = NULL;

  if (signer == NULL)
    return NULL;
  if (CMS_verify (cms, NULL, NULL, detached, out, CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY) == 1)
    CMS_SignerInfo_get0_algs (signer, NULL, &certificate, NULL, NULL);
  if (certificate == NULL)
    refuse (error, _ ("la signature ne correspond pas au contenu : l’un des deux a été altéré"));
  return certificate;
}

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* Its usage is our own OID, which libcrypto's purposes do not know, so we look at the certificate ourselves. */
static gboolean
judge (CMS_ContentInfo *cms, X509 *certificate, const char *ca_file, const char *usage_oid, gint64 at, GError **error)
{
  g_autoptr (X509Stack) embedded = CMS_get1_certs (cms);

  return parvis_crypto_check_certificate_at (certificate, embedded, ca_file, usage_oid, KU_DIGITAL_SIGNATURE,
                                             _ ("du signataire"), at, error)
         || parvis_crypto_recast (error, PARVIS_SIGNATURE_ERROR, PARVIS_SIGNATURE_ERROR_CERTIFICATE);
}

static gboolean
verify (CMS_ContentInfo *cms, BIO *detached, BIO *out, const char *ca_file, const char *usage_oid, gint64 at,
        GError **error)
{
  X509 *certificate = verify_bytes (cms, detached, out, error);

  return certificate != NULL && judge (cms, certificate, ca_file, usage_oid, at, error);
}

gboolean
parvis_signature_verify (GBytes *data, GBytes *signature, const char *ca_file, const char *usage_oid, GError **error)
{
  return parvis_signature_verify_at (data, signature, ca_file, usage_oid, 0, error);
}

gboolean
parvis_signature_verify_at (GBytes *data, GBytes *signature, const char *ca_file, const char *usage_oid, gint64 at,
                            GError **error)
{
  g_autoptr (BIO) content = open_bytes (data);
  g_autoptr (CMS_ContentInfo) cms = NULL;

  ERR_clear_error ();
  if (content == NULL)
    return refuse (error, _ ("la signature ne correspond pas au contenu : l’un des deux a été altéré"));
  cms = decode (signature, MAX_SIGNATURE_BYTES, TRUE, error);
  return cms != NULL && verify (cms, content, NULL, ca_file, usage_oid, at > 0 ? at : now (), error);
}

static GBytes *
to_der (X509 *certificate)
{
  guint8 *der = NULL;
  int size = i2d_X509 (certificate, &der);
  GBytes *bytes = g_bytes_new (der, size > 0 ? (gsize) size : 0);

  OPENSSL_free (der);
  return bytes;
}

GBytes *
parvis_signature_find_signer (GBytes *data, GBytes *signature, const char *ca_file, const char *usage_oid,
                              GError **error)
{
  g_autoptr (BIO) content = open_bytes (data);
  g_autoptr (CMS_ContentInfo) cms = NULL;
  X509 *certificate = NULL;
  gint64 until = 0;

  ERR_clear_error ();
  cms = content != NULL ? decode (signature, MAX_SIGNATURE_BYTES, TRUE, error) : NULL;
  if (cms != NULL)
    certificate = verify_bytes (cms, content, NULL, error);
  if (certificate == NULL || !parvis_crypto_read_time (X509_get0_notAfter (certificate), &until)
      || !judge (cms, certificate, ca_file, usage_oid, MIN (now (), until - 1), error))
    return NULL;
  return to_der (certificate);
}

GBytes *
parvis_signature_unwrap (GBytes *wrapped, const char *ca_file, const char *usage_oid, GError **error)
{
  g_autoptr (BIO) out = BIO_new (BIO_s_mem ());
  g_autoptr (CMS_ContentInfo) cms = NULL;
  char *data = NULL;
  long size;

  ERR_clear_error ();
  cms = decode (wrapped, PARVIS_SIGNATURE_MAX_WRAPPED + MAX_SIGNATURE_BYTES, FALSE, error);
  if (cms == NULL || !verify (cms, NULL, out, ca_file, usage_oid, now (), error))
    return NULL;
  size = BIO_get_mem_data (out, &data);
  return g_bytes_new (data, (gsize) MAX (size, 0));
}

/* Those who sign often -------------------------------------------------------------------------- */

struct _ParvisSigners
{
  char *ca_file;
  char *usage_oid;
  X509 *good;        /* (nullable) found good last */
  gint64 since;      /* Unix seconds, when that was */
  struct stat ca_at; /* what @ca_file was then */
};

ParvisSigners *
parvis_signers_new (const char *ca_file, const char *usage_oid)
{
  ParvisSigners *self = g_new0 (ParvisSigners, 1);

  self->ca_file = g_strdup (ca_file);
  self->usage_oid = g_strdup (usage_oid);
  return self;
}

void
parvis_signers_free (ParvisSigners *self)
{
  X509_free (self->good);
  g_free (self->ca_file);
  g_free (self->usage_oid);
  g_free (self);
}

static gboolean
is_same_file (const struct stat *a, const struct stat *b)
{
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size
         && a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

static gboolean
is_known (const ParvisSigners *self, const X509 *certificate)
{
  const gint64 age = now () - self->since;
  struct stat ca;

  return self->good != NULL && age >= 0 && age < PARVIS_SIGNERS_TRUST && X509_cmp (self->good, certificate) == 0
         && stat (self->ca_file, &ca) == 0 && is_same_file (&ca, &self->ca_at);
}

static gboolean
judge_anew (ParvisSigners *self, CMS_ContentInfo *cms, X509 *certificate, GError **error)
{
  g_clear_pointer (&self->good, X509_free);
  self->since = now ();
  if (stat (self->ca_file, &self->ca_at) != 0)
    self->since = 0; /* judging says what is wrong with it */
  if (!judge (cms, certificate, self->ca_file, self->usage_oid, now (), error))
    return FALSE;
  X509_up_ref (certificate);
  self->good = certificate;
  return TRUE;
}

gboolean
parvis_signers_verify (ParvisSigners *self, GBytes *data, GBytes *signature, GError **error)
{
  g_autoptr (BIO) content = open_bytes (data);
  g_autoptr (CMS_ContentInfo) cms = NULL;
  X509 *certificate;

  ERR_clear_error ();
  if (content == NULL)
    return refuse (error, _ ("la signature ne correspond pas au contenu : l’un des deux a été altéré"));
  cms = decode (signature, MAX_SIGNATURE_BYTES, TRUE, error);
  certificate = cms != NULL ? verify_bytes (cms, content, NULL, error) : NULL;
  return certificate != NULL && (is_known (self, certificate) || judge_anew (self, cms, certificate, error));
}
