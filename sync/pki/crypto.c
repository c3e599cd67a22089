/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/pki/crypto.h"

#include <errno.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "sync/pki/pki.h"

#define MAX_CHAIN 8
#define CURVE     "prime256v1"
#define MAX_NAME  64 /* RFC 5280, ub-common-name */

gboolean
parvis_crypto_recast (GError **error, GQuark domain, int code)
{
  if (error != NULL && *error != NULL)
    {
      (*error)->domain = domain;
      (*error)->code = code;
    }
  return FALSE;
}

gboolean
parvis_crypto_fail (GError **error, GQuark domain, int code, const char *message)
{
  const unsigned long reason = ERR_peek_last_error ();

  if (reason != 0)
    g_set_error (error, domain, code, "%s (OpenSSL %08lX)", message, reason); /* openssl errstr tells what it is */
  else
    g_set_error_literal (error, domain, code, message);
  ERR_clear_error ();
  return FALSE;
}

/* Loading --------------------------------------------------------------------------------------- */

static BIO *
open_file (const char *path, GError **error)
{
  BIO *bio = BIO_new_file (path, "rb");

  if (bio == NULL)
    {
      g_set_error (error, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_INVALID, _ ("« %s » ne peut pas être lu : %s"), path,
                   g_strerror (errno));
      ERR_clear_error ();
    }
  return bio;
}

/* libcrypto would ask on the terminal. */
static int
refuse_password (char *buffer, int size, int writing, void *user_data)
{
  return -1;
}

static X509Stack *
load_others (BIO *bio)
{
  X509Stack *others = sk_X509_new_null ();

  while (sk_X509_num (others) < MAX_CHAIN)
    {
      X509 *certificate = PEM_read_bio_X509 (bio, NULL, refuse_password, NULL);

      if (certificate == NULL)
        break;
      sk_X509_push (others, certificate);
    }
  ERR_clear_error ();
  return others;
}

X509 *
parvis_crypto_load_certificate (const char *path, X509Stack **others, GError **error)
{
  g_autoptr (BIO) bio = open_file (path, error);
  g_autoptr (X509) certificate = NULL;

  if (bio == NULL)
    return NULL;
  certificate = PEM_read_bio_X509 (bio, NULL, refuse_password, NULL);
  if (certificate == NULL)
    {
      g_autofree char *message = g_strdup_printf (_ ("« %s » n’est pas un certificat au format PEM"), path);

      parvis_crypto_fail (error, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_INVALID, message);
      return NULL;
    }
  if (others != NULL)
    *others = load_others (bio);
  return g_steal_pointer (&certificate);
}

EVP_PKEY *
parvis_crypto_load_key (const char *path, GError **error)
{
  g_autoptr (BIO) bio = open_file (path, error);
  EVP_PKEY *key;

  if (bio == NULL)
    return NULL;
  key = PEM_read_bio_PrivateKey (bio, NULL, refuse_password, NULL);
  if (key == NULL)
    {
      g_autofree char *message
          = g_strdup_printf (_ ("« %s » n’est pas une clé privée au format PEM sans mot de passe"), path);

      parvis_crypto_fail (error, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_INVALID, message);
    }
  return key;
}

/* Judging --------------------------------------------------------------------------------------- */

static const char *
explain (int status)
{
  switch (status)
    {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return _ ("il a expiré ; faites-en un nouveau");
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return _ ("il n’est pas encore valable ; vérifiez la date et l’heure de cette machine");
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
      return _ ("il ne vient pas de l’autorité de la commune");
    case X509_V_ERR_CERT_REVOKED:
      return _ ("il a été révoqué ; demandez-en un autre à la mairie");
    case X509_V_ERR_INVALID_PURPOSE:
      return _ ("il n’est pas fait pour cet usage ; prenez celui du bon rôle");
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
      return _ ("sa clé ou sa signature, ou celles de son autorité, sont trop faibles ; refaites-le");
    default:
      return _ ("il n’est pas en règle ; refaites-le");
    }
}

static gboolean
refuse (const char *name, const char *why, GError **error)
{
  g_set_error (error, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_INVALID, _ ("le certificat « %s » est refusé : %s"), name,
               why);
  return FALSE;
}

static gboolean
refuse_verified (const char *name, int status, GError **error)
{
  g_set_error (error, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_INVALID,
               _ ("le certificat « %1$s » est refusé : %2$s (X.509 %3$d)"), name, explain (status), status);
  return FALSE;
}

/* A file of nothing but revocation lists would do for libcrypto. */
static gboolean
has_certificate (X509_STORE *store)
{
  STACK_OF (X509_OBJECT) *objects = X509_STORE_get0_objects (store);

  for (int i = 0; i < sk_X509_OBJECT_num (objects); i++)
    if (X509_OBJECT_get0_X509 (sk_X509_OBJECT_value (objects, i)) != NULL)
      return TRUE;
  return FALSE;
}

/* Read once: reading a certificate is most of what checking a receipt costs. */
static X509_STORE *
load_store (const char *ca_file, GError **error)
{
  g_autoptr (X509_STORE) store = X509_STORE_new ();
  g_autoptr (X509) first = NULL;

  if (X509_STORE_load_file (store, ca_file) == 1 && has_certificate (store))
    return g_steal_pointer (&store);
  ERR_clear_error ();
  first = parvis_crypto_load_certificate (ca_file, NULL, error); /* for its message */
  if (first != NULL)
    parvis_crypto_fail (error, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_INVALID, ca_file);
  return NULL;
}

static gboolean
check_chain (X509 *certificate, X509Stack *others, const char *ca_file, const char *name, gint64 at, GError **error)
{
  g_autoptr (X509_STORE) store = load_store (ca_file, error);
  g_autoptr (X509_STORE_CTX) context = X509_STORE_CTX_new ();

  if (store == NULL)
    return FALSE;
  if (context == NULL || X509_STORE_CTX_init (context, store, certificate, others) != 1)
    return parvis_crypto_fail (error, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_INVALID, name);
  /* 112 bits: no SHA-1, no RSA 1024 */
  X509_VERIFY_PARAM_set_auth_level (X509_STORE_CTX_get0_param (context), 2);
  if (at == PARVIS_CRYPTO_ANY_TIME)
    X509_VERIFY_PARAM_set_flags (X509_STORE_CTX_get0_param (context), X509_V_FLAG_NO_CHECK_TIME);
  else
    X509_VERIFY_PARAM_set_time (X509_STORE_CTX_get0_param (context), (time_t) at);
  if (X509_verify_cert (context) == 1)
    return TRUE;
  ERR_clear_error ();
  return refuse_verified (name, X509_STORE_CTX_get_error (context), error);
}

static gboolean
has_usage (X509 *certificate, const char *usage_oid)
{
  g_autoptr (EXTENDED_KEY_USAGE) usages = X509_get_ext_d2i (certificate, NID_ext_key_usage, NULL, NULL);
  g_autoptr (ASN1_OBJECT) wanted = OBJ_txt2obj (usage_oid, 1);

  for (int i = 0; usages != NULL && wanted != NULL && i < sk_ASN1_OBJECT_num (usages); i++)
    if (OBJ_cmp (sk_ASN1_OBJECT_value (usages, i), wanted) == 0)
      return TRUE;
  return FALSE;
}

gboolean
parvis_crypto_check_certificate (X509 *certificate, X509Stack *others, const char *ca_file, const char *usage_oid,
                                 guint32 key_usage, const char *name, GError **error)
{
  return parvis_crypto_check_certificate_at (certificate, others, ca_file, usage_oid, key_usage, name,
                                             g_get_real_time () / G_USEC_PER_SEC, error);
}

gboolean
parvis_crypto_check_certificate_at (X509 *certificate, X509Stack *others, const char *ca_file, const char *usage_oid,
                                    guint32 key_usage, const char *name, gint64 at, GError **error)
{
  if (!check_chain (certificate, others, ca_file, name, at, error))
    return FALSE;
  if (!has_usage (certificate, usage_oid))
    {
      g_autofree char *why
          = g_strdup_printf (_ ("il n’est pas fait pour cet usage (%s) ; prenez celui du bon rôle"), usage_oid);

      return refuse (name, why, error);
    }
  if ((X509_get_key_usage (certificate) & key_usage) == 0)
    return refuse (name, _ ("sa clé n’est pas faite pour cet usage (keyUsage)"), error);
  return TRUE;
}

gboolean
parvis_crypto_key_id (EVP_PKEY *key, guint8 *id, GError **error)
{
  g_autoptr (X509_PUBKEY) info = NULL;
  X509_PUBKEY *made = NULL;
  const unsigned char *point;
  int length;

  if (X509_PUBKEY_set (&made, key) != 1)
    return parvis_crypto_fail (error, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_INVALID, _ ("clé publique illisible"));
  info = made;
  if (X509_PUBKEY_get0_param (NULL, &point, &length, NULL, info) != 1
      || EVP_Digest (point, (gsize) length, id, NULL, EVP_sha1 (), NULL) != 1)
    return parvis_crypto_fail (error, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_INVALID, _ ("clé publique illisible"));
  return TRUE;
}

gboolean
parvis_crypto_read_time (const ASN1_TIME *time, gint64 *unix_time)
{
  struct tm parts;

  if (ASN1_TIME_to_tm (time, &parts) != 1)
    return FALSE;
  *unix_time = (gint64) timegm (&parts);
  return TRUE;
}

/* Describing ------------------------------------------------------------------------------------ */

gboolean
parvis_crypto_is_p256 (EVP_PKEY *key)
{
  char group[32] = { 0 };

  return key != NULL && EVP_PKEY_get_base_id (key) == EVP_PKEY_EC
         && EVP_PKEY_get_group_name (key, group, sizeof group, NULL) == 1 && g_str_equal (group, CURVE);
}

char *
parvis_crypto_serial (X509 *certificate)
{
  g_autoptr (BIGNUM) number = ASN1_INTEGER_to_BN (X509_get0_serialNumber (certificate), NULL);
  char *text = number != NULL ? BN_bn2hex (number) : NULL;
  char *copy = g_strdup (text != NULL ? text : "");

  OPENSSL_free (text);
  return copy;
}

char *
parvis_crypto_fingerprint (X509 *certificate)
{
  guint8 digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  GString *text = g_string_new (NULL);

  if (X509_digest (certificate, EVP_sha256 (), digest, &size) != 1)
    size = 0;
  for (unsigned int i = 0; i < size; i++)
    g_string_append_printf (text, "%02x", digest[i]);
  return g_string_free (text, FALSE);
}

char *
parvis_crypto_common_name (const X509_NAME *name)
{
  int at = X509_NAME_get_index_by_NID (name, NID_commonName, -1);
  unsigned char *text = NULL;
  int length = at >= 0 ? ASN1_STRING_to_UTF8 (&text, X509_NAME_ENTRY_get_data (X509_NAME_get_entry (name, at))) : -1;
  char *copy = length > 0 && g_utf8_validate ((const char *) text, length, NULL)
                       && g_utf8_strlen ((const char *) text, length) <= MAX_NAME
                   ? g_strndup ((const char *) text, (gsize) length)
                   : NULL;

  OPENSSL_free (text);
  return copy;
}
