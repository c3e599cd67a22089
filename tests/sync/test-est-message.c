/* SPDX-License-Identifier: EUPL-1.2
 *
 * What enrolment carries, against the real openssl on the other side of it.
 */
#include "sync/keys/est.h"

#include <openssl/ec.h>

#include "sync/pki/pki-authority.h"
#include "sync/pki-fixture.h"

static void
write_bytes (const Scratch *scratch, const char *name, GBytes *bytes)
{
  g_autofree char *path = scratch_path (scratch, name);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
}

/* (transfer full): what a line of shell prints */
static GBytes *
shell_bytes (const Scratch *scratch, const char *line)
{
  char *text = fixture_shell (scratch, line);

  return g_bytes_new_take (text, strlen (text));
}

static X509 *
load (const Scratch *scratch, const char *name)
{
  g_autofree char *path = scratch_path (scratch, name);

  return parvis_crypto_load_certificate (path, NULL, NULL);
}

/* Requests ---------------------------------------------------------------------------------------- */

static void
test_our_request (void)
{
  g_autoptr (Scratch) scratch = fixture_new ();
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");
  g_autoptr (X509) present = load (scratch, "content.pem");
  g_autoptr (GBytes) first = parvis_est_write_request (key, "borne-1", NULL, NULL);
  g_autoptr (GBytes) next = parvis_est_write_request (key, "contenu", X509_get_subject_name (present), NULL);
  g_autofree char *said = NULL, *again = NULL, *name = NULL;
  g_autoptr (EVP_PKEY) read = parvis_est_read_request (first, &name, NULL);

  write_bytes (scratch, "first.b64", first);
  write_bytes (scratch, "next.b64", next);
  said = fixture_shell (scratch, "base64 -d first.b64 | openssl req -inform DER -verify -noout -subject 2>&1");
  g_assert_nonnull (strstr (said, "verify OK"));
  g_assert_nonnull (strstr (said, "subject=CN = borne-1\n"));
  again = fixture_shell (scratch, "base64 -d next.b64 | openssl req -inform DER -verify -noout -subject 2>&1");
  g_assert_nonnull (strstr (again, "subject=O = Saint-Exemple, CN = contenu\n"));
  g_assert_cmpstr (name, ==, "borne-1");
  g_assert_cmpint (EVP_PKEY_eq (read, key), ==, 1);
}

static void
assert_request (const Scratch *scratch, const char *line, const char *expected)
{
  g_autoptr (GBytes) body = shell_bytes (scratch, line);
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EVP_PKEY) key = parvis_est_read_request (body, &name, &error);

  g_assert_cmpstr (name, ==, expected);
  g_assert_true ((key != NULL) == (expected != NULL));
  if (expected == NULL)
    g_assert_error (error, PARVIS_EST_ERROR, PARVIS_EST_ERROR_STRANGE);
}

#define NEW  "openssl req -new -nodes -keyout k.pem -outform DER "
#define P256 "-newkey ec -pkeyopt ec_paramgen_curve:P-256 "

static void
test_their_requests (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();

  assert_request (scratch, NEW P256 "-subj /CN=borne-2 2>/dev/null | base64", "borne-2");
  assert_request (scratch,
                  NEW P256 "-subj /O=x/CN=borne-2 -addext subjectAltName=DNS:hub.example 2>/dev/null | base64 -w0",
                  "borne-2");
  assert_request (scratch, NEW "-newkey rsa:2048 -subj /CN=borne-2 2>/dev/null | base64", NULL);
  assert_request (scratch, NEW "-newkey ec -pkeyopt ec_paramgen_curve:P-384 -subj /CN=borne-2 2>/dev/null | base64",
                  NULL);
  assert_request (scratch, NEW P256 "-subj /O=nobody 2>/dev/null | base64", NULL);
  assert_request (scratch, "(" NEW P256 "-subj /CN=borne-2 2>/dev/null; echo more) | base64", NULL);
  assert_request (scratch, NEW P256 "-subj /CN=borne-2 2>/dev/null | sed 's/borne-2/borne-3/' | base64",
                  NULL); /* not what was signed */
  assert_request (scratch, "echo 'not base64 at all!'", NULL);
  assert_request (scratch, "true", NULL);
  assert_request (scratch, "head -c 40000 /dev/zero | base64", NULL);
}

/* Certificates ------------------------------------------------------------------------------------ */

static void
test_our_certificates (void)
{
  g_autoptr (Scratch) scratch = fixture_new ();
  g_autoptr (X509Stack) stack = sk_X509_new_null ();
  g_autoptr (GBytes) body = NULL;
  g_autoptr (X509Stack) read = NULL;
  g_autofree char *said = NULL;

  sk_X509_push (stack, load (scratch, "ca.pem"));
  sk_X509_push (stack, load (scratch, "content.pem"));
  body = parvis_est_write_certificates (stack, NULL);
  write_bytes (scratch, "certs.b64", body);
  said = fixture_shell (scratch,
                        "base64 -d certs.b64 | openssl pkcs7 -inform DER -print_certs -noout | grep -c ^subject=");
  g_assert_cmpstr (said, ==, "2\n");
  read = parvis_est_read_certificates (body, NULL);
  g_assert_cmpint (sk_X509_num (read), ==, 2);
}

static void
assert_certificates (const Scratch *scratch, const char *line, int count)
{
  g_autoptr (GBytes) body = shell_bytes (scratch, line);
  g_autoptr (GError) error = NULL;
  g_autoptr (X509Stack) read = parvis_est_read_certificates (body, &error);

  g_assert_cmpint (read != NULL ? sk_X509_num (read) : 0, ==, count);
  if (count == 0)
    g_assert_error (error, PARVIS_EST_ERROR, PARVIS_EST_ERROR_STRANGE);
}

#define BUNDLE "openssl crl2pkcs7 -nocrl -outform DER "

static void
test_their_certificates (void)
{
  g_autoptr (Scratch) scratch = fixture_new ();

  assert_certificates (scratch, BUNDLE "-certfile ca.pem | base64", 1);
  assert_certificates (scratch,
                       "cat ca.pem content.pem receipt.pem > all.pem; " BUNDLE "-certfile all.pem | base64 -w0", 3);
  assert_certificates (scratch, "cat all.pem all.pem all.pem > many.pem; " BUNDLE "-certfile many.pem | base64", 0);
  assert_certificates (scratch, BUNDLE "-certfile /dev/null | base64", 0);
  assert_certificates (scratch, "(" BUNDLE "-certfile ca.pem; echo more) | base64", 0);
  assert_certificates (scratch,
                       "echo hi | openssl cms -sign -signer content.pem -inkey content.key -outform DER | base64", 0);
  assert_certificates (scratch, "echo hi | openssl cms -encrypt -outform DER -aes128 envelope.pem | base64", 0);
  assert_certificates (scratch, "openssl x509 -in ca.pem -outform DER | base64", 0);
  assert_certificates (scratch, "cat ca.pem", 0);
  assert_certificates (scratch, "echo '<html>Bienvenue sur le WiFi</html>'", 0);
}

/* Judging ----------------------------------------------------------------------------------------- */

typedef struct
{
  Scratch *scratch;
  EVP_PKEY *key;
  char *ca;
  ParvisPkiAuthority authority;
} Court;

static void
court_init (Court *self)
{
  g_autofree char *key = NULL;

  self->scratch = fixture_new ();
  self->key = EVP_EC_gen ("P-256");
  self->ca = scratch_path (self->scratch, "ca.pem");
  key = scratch_path (self->scratch, "ca.key");
  g_assert_true (parvis_pki_authority_load (&self->authority, self->ca, key, NULL));
}

static void
court_clear (Court *self)
{
  parvis_pki_authority_clear (&self->authority);
  EVP_PKEY_free (self->key);
  g_free (self->ca);
  scratch_free (self->scratch);
}

/* Takes @certificate. */
static void
assert_judged (const Court *self, X509 *certificate, const char *ca, gboolean good)
{
  g_autoptr (X509Stack) stack = sk_X509_new_null ();
  g_autoptr (GError) error = NULL;
  g_autoptr (X509) judged = NULL;

  g_assert_nonnull (certificate);
  sk_X509_push (stack, certificate);
  judged = parvis_est_judge (stack, self->key, "borne-1", ca, &error);
  g_assert_true ((judged != NULL) == good);
  if (!good)
    g_assert_error (error, PARVIS_EST_ERROR, PARVIS_EST_ERROR_STRANGE);
}

static X509 *
certify (const Court *self, EVP_PKEY *key, ParvisPkiRole role, const char *name)
{
  return parvis_pki_certify (&self->authority, key, role, name, 30, NULL);
}

static X509 *
with_dates (const Court *self, long from, long until)
{
  X509 *certificate = certify (self, self->key, PARVIS_PKI_KIOSK, "borne-1");

  X509_gmtime_adj (X509_getm_notBefore (certificate), from);
  X509_gmtime_adj (X509_getm_notAfter (certificate), until);
  X509_sign (certificate, self->authority.key, EVP_sha256 ());
  return certificate;
}

static void
test_judge (void)
{
  Court court = { NULL }, elsewhere = { NULL };
  g_autoptr (EVP_PKEY) other = EVP_EC_gen ("P-256");

  court_init (&court);
  court_init (&elsewhere);
  assert_judged (&court, certify (&court, court.key, PARVIS_PKI_KIOSK, "borne-1"), court.ca, TRUE);
  assert_judged (&court, certify (&court, other, PARVIS_PKI_KIOSK, "borne-1"), court.ca, FALSE);
  assert_judged (&court, certify (&court, court.key, PARVIS_PKI_KIOSK, "borne-2"), court.ca, FALSE);
  assert_judged (&court, certify (&court, court.key, PARVIS_PKI_SERVER, "borne-1"), court.ca, FALSE);
  assert_judged (&court, certify (&court, court.key, PARVIS_PKI_CONTENT, "borne-1"), court.ca, FALSE);
  assert_judged (&court, certify (&elsewhere, court.key, PARVIS_PKI_KIOSK, "borne-1"), court.ca, FALSE);
  assert_judged (&court, certify (&court, court.key, PARVIS_PKI_KIOSK, "borne-1"), elsewhere.ca, FALSE);
  assert_judged (&court, with_dates (&court, -7200, -3600), court.ca, FALSE);
  assert_judged (&court, with_dates (&court, 3600, 7200), court.ca, FALSE);
  court_clear (&court);
  court_clear (&elsewhere);
}

static void
test_urls (void)
{
  g_autofree char *plain = parvis_est_url ("https://hub.example:8443/", "cacerts");
  g_autofree char *deep = parvis_est_url ("https://hub.example/parvis/", "simpleenroll");

  g_assert_cmpstr (plain, ==, "https://hub.example:8443/.well-known/est/cacerts");
  g_assert_cmpstr (deep, ==, "https://hub.example/.well-known/est/simpleenroll");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/est-message/our-request", test_our_request);
  g_test_add_func ("/est-message/their-requests", test_their_requests);
  g_test_add_func ("/est-message/our-certificates", test_our_certificates);
  g_test_add_func ("/est-message/their-certificates", test_their_certificates);
  g_test_add_func ("/est-message/judge", test_judge);
  g_test_add_func ("/est-message/urls", test_urls);
  return g_test_run ();
}
