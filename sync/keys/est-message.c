/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/keys/est-message.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>

G_DEFINE_QUARK (parvis_est_error_quark, parvis_est_error)

static gpointer
refuse (const char *message, GError **error)
{
  ERR_clear_error (); /* what libcrypto says of a false message helps nobody */
  g_set_error_literal (error, PARVIS_EST_ERROR, PARVIS_EST_ERROR_STRANGE, message);
  return NULL;
}

/* base64 ---------------------------------------------------------------------------------------- */

static gboolean
is_base64 (const char *text, gsize size)
{
  for (gsize i = 0; i < size; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '+' && text[i] != '/' && text[i] != '=' && text[i] != '\n'
        && text[i] != '\r')
      return FALSE;
  return size > 0;
}

/* (transfer full) (nullable) */
static guint8 *
decode (GBytes *body, gsize *size)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autofree char *copy = length <= PARVIS_EST_MAX_BODY && is_base64 (text, length) ? g_strndup (text, length) : NULL;
  guint8 *data = copy != NULL ? g_base64_decode (copy, size) : NULL;

  return data != NULL && *size > 0 ? data : (g_free (data), NULL);
}

/* Takes @der, which libcrypto made. */
static GBytes *
encode (guint8 *der, int size)
{
  gsize characters = ((gsize) size / 3 + 1) * 4 + 4,
        room = characters + characters / 72 + 1; /* g_base64_encode_step() */
  char *text = g_malloc (room);
  int state = 0, save = 0;
  gsize length = g_base64_encode_step (der, (gsize) size, TRUE, text, &state, &save);

  length += g_base64_encode_close (TRUE, text + length, &state, &save);
  OPENSSL_free (der);
  return g_bytes_new_take (text, length);
}

/* Certificates ---------------------------------------------------------------------------------- */

GBytes *
parvis_est_write_certificates (X509Stack *certificates, GError **error)
{
  /* Nothing is signed: the flag of libcrypto for a degenerate SignedData is no signer and no content. */
  g_autoptr (CMS_ContentInfo) cms = CMS_sign (NULL, NULL, certificates, NULL, CMS_PARTIAL | CMS_DETACHED);
  guint8 *der = NULL;
  int size = cms != NULL ? i2d_CMS_ContentInfo (cms, &der) : -1;

  if (size > 0)
    return encode (der, size);
  parvis_crypto_fail (error, PARVIS_EST_ERROR, PARVIS_EST_ERROR_FILES,
                      _ ("les certificats ne peuvent pas être écrits"));
  return NULL;
}

static gboolean
is_certs_only (CMS_ContentInfo *cms)
{
  ASN1_OCTET_STRING **content;

  if (OBJ_obj2nid (CMS_get0_type (cms)) != NID_pkcs7_signed || sk_CMS_SignerInfo_num (CMS_get0_SignerInfos (cms)) > 0)
    return FALSE;
  content = CMS_get0_content (cms);
  return content == NULL || *content == NULL;
}

X509Stack *
parvis_est_read_certificates (GBytes *body, GError **error)
{
  gsize size = 0;
  g_autofree guint8 *der = decode (body, &size);
  const guint8 *end = der;
  g_autoptr (CMS_ContentInfo) cms = der != NULL ? d2i_CMS_ContentInfo (NULL, &end, (long) size) : NULL;
  g_autoptr (X509Stack) certificates = NULL;

  if (cms != NULL && end == der + size && is_certs_only (cms))
    certificates = CMS_get1_certs (cms);
  if (certificates == NULL || sk_X509_num (certificates) < 1
      || sk_X509_num (certificates) > PARVIS_EST_MAX_CERTIFICATES)
    return refuse (_ ("la réponse du serveur n’est pas une liste de certificats (PKCS#7)"), error);
  ERR_clear_error ();
  return g_steal_pointer (&certificates);
}

/* Requests -------------------------------------------------------------------------------------- */

static gboolean
set_subject (X509_REQ *request, const char *kiosk, const X509_NAME *subject)
{
  if (subject != NULL)
    return X509_REQ_set_subject_name (request, subject) == 1;
  return X509_NAME_add_entry_by_NID (X509_REQ_get_subject_name (request), NID_commonName, MBSTRING_UTF8,
                                     (const guint8 *) kiosk, -1, -1, 0)
         == 1;
}

GBytes *
parvis_est_write_request (EVP_PKEY *key, const char *kiosk, const X509_NAME *subject, GError **error)
{
  g_autoptr (X509_REQ) request = X509_REQ_new ();
  guint8 *der = NULL;
  int size = -1;

  if (request != NULL && X509_REQ_set_version (request, X509_REQ_VERSION_1) == 1
      && set_subject (request, kiosk, subject) && X509_REQ_set_pubkey (request, key) == 1
      && X509_REQ_sign (request, key, EVP_sha256 ()) > 0)
    size = i2d_X509_REQ (request, &der);
  if (size > 0)
    return encode (der, size);
  parvis_crypto_fail (error, PARVIS_EST_ERROR, PARVIS_EST_ERROR_FILES,
                      _ ("la demande de certificat ne peut pas être faite"));
  return NULL;
}

EVP_PKEY *
parvis_est_read_request (GBytes *body, char **kiosk, GError **error)
{
  gsize size = 0;
  g_autofree guint8 *der = decode (body, &size);
  const guint8 *end = der;
  g_autoptr (X509_REQ) request = der != NULL ? d2i_X509_REQ (NULL, &end, (long) size) : NULL;
  g_autoptr (EVP_PKEY) key = request != NULL && end == der + size ? X509_REQ_get_pubkey (request) : NULL;
  g_autofree char *name = key != NULL ? parvis_crypto_common_name (X509_REQ_get_subject_name (request)) : NULL;

  if (!parvis_crypto_is_p256 (key))
    return refuse ("not a PKCS#10 request for an EC P-256 key", error);
  if (X509_REQ_verify (request, key) != 1)
    return refuse ("the request is not signed by its own key", error);
  if (name == NULL)
    return refuse ("the request has no common name", error);
  *kiosk = g_steal_pointer (&name);
  return g_steal_pointer (&key);
}
