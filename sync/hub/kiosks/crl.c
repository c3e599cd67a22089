/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/kiosks/crl.h"

#include <glib/gi18n-lib.h>
#include <openssl/pem.h>

#include "sync/hub/kiosks/register.h"

#define DAY (24 * 3600)

/* RFC 5280 §5.3.1. "unspecified" is said by saying nothing. */
static const int reasons[] = {
  [PARVIS_HUB_WHY_OTHER] = CRL_REASON_UNSPECIFIED,
  [PARVIS_HUB_WHY_COMPROMISE] = CRL_REASON_KEY_COMPROMISE,
  [PARVIS_HUB_WHY_REPLACED] = CRL_REASON_SUPERSEDED,
  [PARVIS_HUB_WHY_RETIRED] = CRL_REASON_CESSATION_OF_OPERATION,
};

static gboolean
set_reason (X509_REVOKED *entry, ParvisHubWhy why)
{
  ASN1_ENUMERATED *reason;
  gboolean good;

  if (why == PARVIS_HUB_WHY_OTHER)
    return TRUE;
  reason = ASN1_ENUMERATED_new ();
  good = reason != NULL && ASN1_ENUMERATED_set (reason, reasons[why]) == 1
         && X509_REVOKED_add1_ext_i2d (entry, NID_crl_reason, reason, 0, 0) == 1;
  ASN1_ENUMERATED_free (reason);
  return good;
}

static gboolean
set_serial (X509_REVOKED *entry, const char *hex)
{
  BIGNUM *made = NULL;
  g_autoptr (BIGNUM) number = BN_hex2bn (&made, hex) > 0 ? made : NULL;
  g_autoptr (ASN1_INTEGER) serial = number != NULL ? BN_to_ASN1_INTEGER (number, NULL) : NULL;

  return serial != NULL && X509_REVOKED_set_serialNumber (entry, serial) == 1;
}

static gboolean
add_entry (X509_CRL *crl, const ParvisHubCertificate *one)
{
  g_autoptr (X509_REVOKED) entry = X509_REVOKED_new ();
  ASN1_TIME *at = ASN1_TIME_set (NULL, (time_t) one->revoked_at);
  gboolean good = entry != NULL && at != NULL && set_serial (entry, one->serial)
                  && X509_REVOKED_set_revocationDate (entry, at) == 1 && set_reason (entry, one->why)
                  && X509_CRL_add0_revoked (crl, entry) == 1;

  ASN1_TIME_free (at);
  if (good)
    entry = NULL; /* the list's now */
  return good;
}

static gboolean
set_dates (X509_CRL *crl, gint64 now, guint days)
{
  ASN1_TIME *from = ASN1_TIME_set (NULL, (time_t) now);
  ASN1_TIME *until = ASN1_TIME_set (NULL, (time_t) (now + (gint64) days * DAY));
  gboolean good = from != NULL && until != NULL && X509_CRL_set1_lastUpdate (crl, from) == 1
                  && X509_CRL_set1_nextUpdate (crl, until) == 1;

  ASN1_TIME_free (from);
  ASN1_TIME_free (until);
  return good;
}

static gboolean
add_extensions (X509_CRL *crl, X509 *issuer, gint64 now)
{
  g_autoptr (ASN1_INTEGER) number = ASN1_INTEGER_new ();
  g_autoptr (X509_EXTENSION) extension = NULL;
  X509V3_CTX context;

  X509V3_set_ctx (&context, issuer, NULL, NULL, crl, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, NID_authority_key_identifier, "keyid:always");
  return extension != NULL && X509_CRL_add_ext (crl, extension, -1) == 1 && ASN1_INTEGER_set_int64 (number, now) == 1
         && X509_CRL_add1_ext_i2d (crl, NID_crl_number, number, 0, 0) == 1;
}

static gboolean
fill (X509_CRL *crl, const ParvisPkiAuthority *ca, GPtrArray *certificates, gint64 now, guint days)
{
  if (X509_CRL_set_version (crl, X509_CRL_VERSION_2) != 1
      || X509_CRL_set_issuer_name (crl, X509_get_subject_name (ca->certificate)) != 1 || !set_dates (crl, now, days)
      || !add_extensions (crl, ca->certificate, now))
    return FALSE;
  for (guint i = 0; i < certificates->len; i++)
    {
      const ParvisHubCertificate *one = g_ptr_array_index (certificates, i);

      if (one->revoked_at > 0 && one->until > now && !add_entry (crl, one))
        return FALSE;
    }
  return X509_CRL_sort (crl) == 1 && X509_CRL_sign (crl, ca->key, EVP_sha256 ()) > 0;
}

char *
parvis_hub_crl_make (const ParvisPkiAuthority *ca, GPtrArray *certificates, gint64 now, guint days, GError **error)
{
  g_autoptr (X509_CRL) crl = X509_CRL_new ();
  g_autoptr (BIO) pem = BIO_new (BIO_s_mem ());
  char *text = NULL;
  long size;

  if (crl == NULL || !fill (crl, ca, certificates, now, days) || PEM_write_bio_X509_CRL (pem, crl) != 1)
    {
      parvis_crypto_fail (error, PARVIS_PKI_ERROR, PARVIS_PKI_ERROR_FAILED,
                          _ ("la liste de révocation n’a pas pu être faite"));
      return NULL;
    }
  size = BIO_get_mem_data (pem, &text);
  return g_strndup (text, (gsize) size);
}
