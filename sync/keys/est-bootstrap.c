/* SPDX-License-Identifier: EUPL-1.2 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "sync/keys/est.h"
#include "sync/net/transfer-failure.h"

#define TIMEOUT            60L /* seconds */
#define FINGERPRINT_DIGITS 64

static X509 *
refuse (ParvisEstError code, const char *message, GError **error)
{
  g_set_error_literal (error, PARVIS_EST_ERROR, (int) code, message);
  return NULL;
}

static size_t
on_body (char *data, size_t size, size_t count, void *user_data)
{
  GByteArray *body = user_data;

  if (body->len + size * count > PARVIS_EST_MAX_BODY)
    return 0;
  g_byte_array_append (body, (const guint8 *) data, (guint) (size * count));
  return size * count;
}

/* What kept @easy from answering. Whom it asked is not checked: whatever it was, it can be tried again. */
static void
refuse_failure (CURL *easy, CURLcode code, const char *address, const char *said, GError **error)
{
  const ParvisTransferFailure failure = parvis_transfer_failure_of (easy, code, address, said);

  g_propagate_error (error, parvis_transfer_failure_to_error (&failure));
  parvis_crypto_recast (error, PARVIS_EST_ERROR, PARVIS_EST_ERROR_LATER);
}

/* The server is not checked: what it says is, by the fingerprint (RFC 7030 §4.1.1). So this is the whole of what may
 * ever be asked in this way: one GET without a word of ours. */
static gboolean
fetch (const char *address, GByteArray *body, long *status, GError **error)
{
  CURL *easy = curl_easy_init ();
  char said[CURL_ERROR_SIZE] = "";
  CURLcode code;

  curl_easy_setopt (easy, CURLOPT_URL, address);
  curl_easy_setopt (easy, CURLOPT_ERRORBUFFER, said);
  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, "https");
  curl_easy_setopt (easy, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, 0L);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, 0L);
  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (easy, CURLOPT_TIMEOUT, TIMEOUT);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, body);
  code = curl_easy_perform (easy);
  curl_easy_getinfo (easy, CURLINFO_RESPONSE_CODE, status);
  if (code != CURLE_OK)
    refuse_failure (easy, code, address, said, error);
  curl_easy_cleanup (easy);
  return code == CURLE_OK;
}

static GBytes *
fetch_authorities (const char *url, GError **error)
{
  g_autofree char *address = parvis_est_url (url, "cacerts");
  g_autoptr (GByteArray) body = g_byte_array_new ();
  long status = 0;

  if (!fetch (address, body, &status, error))
    return NULL;
  if (status == 200)
    return g_byte_array_free_to_bytes (g_steal_pointer (&body));
  g_set_error (error, PARVIS_EST_ERROR, status == 404 ? PARVIS_EST_ERROR_NONE : PARVIS_EST_ERROR_STRANGE,
               _ ("« %s » répond %ld : ce serveur n’inscrit pas les bornes, ou ce n’est pas son adresse"), address,
               status);
  return NULL;
}

/* FALSE when it is not one. */
static gboolean
tidy (const char *typed, char *digits)
{
  guint length = 0;

  for (; *typed != '\0'; typed++)
    {
      if (*typed == ':' || *typed == ' ')
        continue;
      if (length == FINGERPRINT_DIGITS || !g_ascii_isxdigit (*typed))
        return FALSE;
      digits[length++] = g_ascii_tolower (*typed);
    }
  digits[length] = '\0';
  return length == FINGERPRINT_DIGITS;
}

X509 *
parvis_est_fetch_authority (const char *url, const char *fingerprint, GError **error)
{
  char wanted[FINGERPRINT_DIGITS + 1];
  g_autoptr (GBytes) body = NULL;
  g_autoptr (X509Stack) certificates = NULL;

  if (!tidy (fingerprint, wanted))
    return refuse (PARVIS_EST_ERROR_TRUST,
                   _ ("l’empreinte a 64 chiffres hexadécimaux (openssl x509 -in ca.pem -noout -fingerprint -sha256)"),
                   error);
  body = fetch_authorities (url, error);
  certificates = body != NULL ? parvis_est_read_certificates (body, error) : NULL;
  for (int i = 0; certificates != NULL && i < sk_X509_num (certificates); i++)
    {
      g_autofree char *theirs = parvis_crypto_fingerprint (sk_X509_value (certificates, i));

      if (g_str_equal (theirs, wanted) && X509_check_ca (sk_X509_value (certificates, i)) == 1)
        return X509_dup (sk_X509_value (certificates, i));
    }
  return certificates != NULL ? refuse (PARVIS_EST_ERROR_TRUST,
                                        _ ("l’autorité de ce serveur n’a pas cette empreinte : ce n’est pas le vôtre, "
                                           "ou l’empreinte est mal tapée ; rien n’a été envoyé"),
                                        error)
                              : NULL;
}
