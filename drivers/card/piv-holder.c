/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/piv-x509.h"

#include <time.h>

#include <openssl/err.h>

#include "base/secret.h"

#define NAME_MAX_CHARACTERS 64 /* ub-common-name, RFC 5280 appendix A.1 */
#define SUBJECT_MAX_BYTES   1024

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIGNUM, BN_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)

static gboolean
refuse (GError **error, const char *what)
{
  ERR_clear_error ();
  g_set_error (error, PARVIS_PIV_ERROR, PARVIS_PIV_ERROR_CERTIFICATE, "the card's certificate: %s", what);
  return FALSE;
}

X509 *
parvis_piv_certificate_new (GBytes *der, GError **error)
{
  gsize length;
  const guint8 *at = g_bytes_get_data (der, &length);
  const guint8 *end = at + length;
  g_autoptr (X509) certificate = d2i_X509 (NULL, &at, (long) length);

  if (certificate != NULL && at == end)
    return g_steal_pointer (&certificate);
  refuse (error, certificate == NULL ? "not X.509" : "something stands behind it");
  return NULL;
}

/* Text of a certificate may be in any of ASN.1's strings and hold what they like: NUL, line ends, turned
 * directions. */
static gboolean
is_readable (const char *text, gsize length)
{
  if (!g_utf8_validate (text, (gssize) length, NULL) || g_utf8_strlen (text, (gssize) length) > NAME_MAX_CHARACTERS)
    return FALSE;
  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    if (!g_unichar_isprint (g_utf8_get_char (at)))
      return FALSE;
  return TRUE;
}

static gboolean
read_name (X509_NAME *subject, char **name, GError **error)
{
  int index = X509_NAME_get_index_by_NID (subject, NID_commonName, -1);
  unsigned char *text = NULL;
  int length;
  gboolean readable;

  if (index < 0)
    return TRUE;
  length = ASN1_STRING_to_UTF8 (&text, X509_NAME_ENTRY_get_data (X509_NAME_get_entry (subject, index)));
  readable = length > 0 && is_readable ((const char *) text, (gsize) length);
  if (readable)
    *name = g_strndup ((const char *) text, (gsize) length);
  OPENSSL_clear_free (text, length > 0 ? (gsize) length : 0);
  return readable || refuse (error, "its common name is not readable");
}

static char *
read_subject (X509_NAME *subject, GError **error)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_secmem ());
  char *text;
  long length;

  if (bio == NULL || X509_NAME_print_ex (bio, subject, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) < 0)
    return refuse (error, "its subject is not readable"), NULL;
  length = BIO_get_mem_data (bio, &text);
  if (length <= 0 || length > SUBJECT_MAX_BYTES || !g_utf8_validate (text, length, NULL))
    return refuse (error, "its subject is empty, too long or not readable"), NULL;
  return g_strndup (text, (gsize) length);
}

static char *
read_serial (X509 *certificate)
{
  g_autoptr (BIGNUM) number = ASN1_INTEGER_to_BN (X509_get0_serialNumber (certificate), NULL);
  char *text = number != NULL ? BN_bn2hex (number) : NULL;
  char *serial = g_strdup (text != NULL ? text : "");

  OPENSSL_free (text);
  return serial;
}

static char *
read_fingerprint (X509 *certificate)
{
  guint8 digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  GString *text = g_string_new (NULL);

  X509_digest (certificate, EVP_sha256 (), digest, &length);
  for (guint i = 0; i < length; i++)
    g_string_append_printf (text, "%02x", digest[i]);
  return g_string_free (text, FALSE);
}

static gint64
read_expires (X509 *certificate)
{
  struct tm when = { 0 };

  return ASN1_TIME_to_tm (X509_get0_notAfter (certificate), &when) == 1 ? (gint64) timegm (&when) : 0;
}

ParvisPivHolder *
parvis_piv_holder_new (X509 *certificate, GError **error)
{
  g_autoptr (ParvisPivHolder) holder = g_new0 (ParvisPivHolder, 1);
  X509_NAME *subject = X509_get_subject_name (certificate);

  if (!read_name (subject, &holder->name, error))
    return NULL;
  holder->subject = read_subject (subject, error);
  if (holder->subject == NULL)
    return NULL;
  holder->serial = read_serial (certificate);
  holder->fingerprint = read_fingerprint (certificate);
  holder->expires = read_expires (certificate);
  return g_steal_pointer (&holder);
}

void
parvis_piv_holder_free (ParvisPivHolder *holder)
{
  if (holder == NULL)
    return;
  parvis_secret_free (holder->name);
  parvis_secret_free (holder->subject);
  parvis_secret_free (holder->serial);
  parvis_secret_free (holder->fingerprint);
  g_free (holder);
}
