/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any bytes as what an enrolment server answers (base64 of a certs-only PKCS#7), and as what a kiosk asks it (base64 of
 * a PKCS#10 request): as they are, and as the DER inside the base64. Nothing but a certificate of our authority for our
 * key may be taken.
 */
#include "fuzz/fuzz-files.h"
#include "sync/keys/est.h"

#include <openssl/pem.h>

static const char ca[] = "-----BEGIN CERTIFICATE-----\n"
                         "MIIBtDCCAVugAwIBAgIQWAxgHxnRIdWcCT77Bur1rDAKBggqhkjOPQQDAjA5MRAw\n"
                         "DgYDVQQKDAdFeGVtcGxlMSUwIwYDVQQDDBxFeGVtcGxlIOKAkyBhdXRvcml0w6kg\n"
                         "UGFydmlzMB4XDTI2MTEyMjIzMjMwMFoXDTQ2MTExODAwMjMwMFowOTEQMA4GA1UE\n"
                         "CgwHRXhlbXBsZTElMCMGA1UEAwwcRXhlbXBsZSDigJMgYXV0b3JpdMOpIFBhcnZp\n"
                         "czBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMAYriy3KbgHWmu/dW3do7p8MRGY\n"
                         "pmjjY02BuooDuSYIeFr6OzVm+5cSumhh5/Ih6y434kfvIooIg5MeuwjFiMqjRTBD\n"
                         "MBIGA1UdEwEB/wQIMAYBAf8CAQAwDgYDVR0PAQH/BAQDAgEGMB0GA1UdDgQWBBQ5\n"
                         "pDYo7RJ6p+aZRucU3Su+eKfnCDAKBggqhkjOPQQDAgNHADBEAiAljQZf72NWzveT\n"
                         "UJ3qM2VUlTHmcG6lU2OYqKkkJJp7jAIgIK4d1j1i+N+cskAlfwPf2zVUoaTx2MdB\n"
                         "rJ+v4wxI25k=\n"
                         "-----END CERTIFICATE-----\n";
static const char public_key[] = "-----BEGIN PUBLIC KEY-----\n"
                                 "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEiqSFxB0u7EBAA8tXUrWUqMfhwReD\n"
                                 "CuwvI8FccVJZ+Bv57M4LeAily0InvRiJ4PaB4lHOhGYz9Lv6Wjc6aNdDxg==\n"
                                 "-----END PUBLIC KEY-----\n";

static EVP_PKEY *
read_key (void)
{
  g_autoptr (BIO) bio = BIO_new_mem_buf (public_key, -1);

  return PEM_read_bio_PUBKEY (bio, NULL, NULL, NULL);
}

static void
try_answer (GBytes *body, EVP_PKEY *key, const char *ca_file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (X509Stack) certificates = parvis_est_read_certificates (body, &error);
  g_autoptr (X509) judged = NULL;

  g_assert_true ((certificates != NULL) == (error == NULL));
  if (certificates == NULL)
    return;
  g_assert_cmpint (sk_X509_num (certificates), >=, 1);
  g_assert_cmpint (sk_X509_num (certificates), <=, PARVIS_EST_MAX_CERTIFICATES);
  judged = parvis_est_judge (certificates, key, "borne-1", ca_file, NULL);
  if (judged != NULL)
    g_assert_cmpint (EVP_PKEY_eq (X509_get0_pubkey (judged), key), ==, 1);
}

static void
try_request (GBytes *body)
{
  g_autofree char *name = NULL;
  g_autoptr (EVP_PKEY) key = parvis_est_read_request (body, &name, NULL);

  g_assert_true ((key != NULL) == (name != NULL));
  if (key != NULL)
    g_assert_true (parvis_crypto_is_p256 (key) && g_utf8_validate (name, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static EVP_PKEY *key = NULL;
  static char *ca_file = NULL;
  g_autofree char *base64 = g_base64_encode (data, size);
  g_autoptr (GBytes) plain = g_bytes_new (data, size), wrapped = g_bytes_new (base64, strlen (base64));

  if (key == NULL)
    {
      key = read_key ();
      ca_file = fuzz_file (ca);
    }
  try_answer (plain, key, ca_file);
  try_answer (wrapped, key, ca_file);
  try_request (plain);
  try_request (wrapped);
  return 0;
}
