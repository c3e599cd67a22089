/* SPDX-License-Identifier: EUPL-1.2
 *
 * The client of enrolment against servers that answer wrongly, or later; and when a renewal is due.
 */
#include "sync/keys/est.h"

#include <openssl/ec.h>
#include <string.h>

#include "sync/bad-server.h"
#include "sync/pki/pki-authority.h"
#include "sync/pki-fixture.h"
#include "sync/keys/renewal.h"
#include "sync/town.h"

typedef struct
{
  GMainLoop *loop;
  X509 *certificate;
  gint64 not_before;
  GError *error;
} Outcome;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->certificate = parvis_est_ask_finish (result, &outcome->not_before, &outcome->error);
  g_main_loop_quit (outcome->loop);
}

static void
outcome_clear (Outcome *outcome)
{
  X509_free (outcome->certificate);
  g_clear_error (&outcome->error);
  g_main_loop_unref (outcome->loop);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

/* Asks a server that answers every POST by @post. */
static void
ask (const Town *town, EVP_PKEY *key, const BadAnswer *post, Outcome *outcome)
{
  const BadManners manners = { .post = *post };
  g_autoptr (BadServer) server = bad_server_new (town, &manners);
  g_autofree char *ca = town_path (town, "ca.pem"),
                  *url = g_strdup_printf ("https://127.0.0.1:%u/", bad_server_port (server));
  const ParvisHttpOptions options = { .ca_file = ca };
  g_autoptr (ParvisHttp) http = parvis_http_new (&options);
  const ParvisEstAsk asked = { .url = url, .ca_file = ca, .kiosk = "borne-1", .key = key, .code = "2345-6789" };

  *outcome = (Outcome){ .loop = g_main_loop_new (NULL, FALSE) };
  parvis_est_ask_async (http, &asked, NULL, on_answer, outcome);
  g_main_loop_run (outcome->loop);
  g_assert_cmpuint (bad_server_requests (server), ==, 1);
}

/* (transfer full): base64 of a certificate of the town's for @key */
static char *
certify (const Town *town, EVP_PKEY *key, const char *name)
{
  g_autofree char *ca = town_path (town, "ca.pem"), *ca_key = town_path (town, "ca.key");
  g_auto (ParvisPkiAuthority) authority = { NULL, NULL };
  g_autoptr (X509Stack) stack = sk_X509_new_null ();
  g_autoptr (GBytes) body = NULL;

  g_assert_true (parvis_pki_authority_load (&authority, ca, ca_key, NULL));
  sk_X509_push (stack, parvis_pki_certify (&authority, key, PARVIS_PKI_KIOSK, name, 30, NULL));
  body = parvis_est_write_certificates (stack, NULL);
  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

#define PKCS7                                                                                                          \
  {                                                                                                                    \
    "Content-Type", "application/pkcs7-mime; smime-type=certs-only", NULL                                              \
  }

static void
test_good (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");
  g_autofree char *body = certify (town, key, "borne-1");
  const BadAnswer post = { .status = 200, .headers = PKCS7, .body = body };
  g_auto (Outcome) outcome = { NULL };

  ask (town, key, &post, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_cmpint (EVP_PKEY_eq (X509_get0_pubkey (outcome.certificate), key), ==, 1);
}

static void
test_later (void)
{
  static const BadAnswer later[] = {
    { .status = 202, .headers = { "Retry-After", "120", NULL } },
    { .status = 503, .headers = { "Retry-After", "120", NULL } },
    { .status = 429, .headers = { "Retry-After", "120", NULL } },
    { .status = 202 },
    { .status = 500, .body = "oops" },
  };
  g_autoptr (Town) town = town_new ();
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256");

  for (gsize i = 0; i < G_N_ELEMENTS (later); i++)
    {
      const gint64 before = g_get_real_time () / G_USEC_PER_SEC;
      g_auto (Outcome) outcome = { NULL };

      ask (town, key, &later[i], &outcome);
      g_assert_error (outcome.error, PARVIS_EST_ERROR, PARVIS_EST_ERROR_LATER);
      if (i < 3)
        g_assert_cmpint (outcome.not_before, >=, before + 119); /* its Date has no fractions */
      else
        g_assert_cmpint (outcome.not_before, ==, 0);
    }
}

static void
assert_refused (const Town *town, EVP_PKEY *key, BadAnswer post, ParvisEstError code, const char *words)
{
  g_auto (Outcome) outcome = { NULL };

  ask (town, key, &post, &outcome);
  g_assert_null (outcome.certificate);
  g_assert_error (outcome.error, PARVIS_EST_ERROR, (int) code);
  if (strstr (outcome.error->message, words) == NULL)
    g_error ("no '%s' in: %s", words, outcome.error->message);
}

#define PROBLEM(name)                                                                                                  \
  {                                                                                                                    \
    .status = 403, .headers = { "Content-Type", "application/problem+json", NULL },                                    \
    .body = "{\"type\":\"urn:parvis:problem:" name "\"}"                                                               \
  }

static void
test_refused (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (EVP_PKEY) key = EVP_EC_gen ("P-256"), other = EVP_EC_gen ("P-256");
  g_autofree char *stranger = certify (town, other, "borne-1"), *namesake = certify (town, key, "borne-2"),
                  *fit = certify (town, key, "borne-1");

  assert_refused (town, key, (BadAnswer){ .status = 200, .headers = PKCS7, .body = stranger }, PARVIS_EST_ERROR_STRANGE,
                  "autre clé");
  assert_refused (town, key, (BadAnswer){ .status = 200, .headers = PKCS7, .body = namesake }, PARVIS_EST_ERROR_STRANGE,
                  "autre borne");
  assert_refused (town, key, (BadAnswer){ .status = 200, .headers = PKCS7, .body = "MIIB" }, PARVIS_EST_ERROR_STRANGE,
                  "PKCS#7");
  assert_refused (town, key,
                  (BadAnswer){ .status = 200, .headers = { "Content-Type", "text/html", NULL }, .body = fit },
                  PARVIS_EST_ERROR_STRANGE, "200");
  assert_refused (town, key, (BadAnswer){ .status = 302, .headers = { "Location", "https://portail.example/", NULL } },
                  PARVIS_EST_ERROR_STRANGE, "302");
  assert_refused (town, key, (BadAnswer){ .status = 404 }, PARVIS_EST_ERROR_NONE, "pki issue");
  assert_refused (town, key, (BadAnswer){ .status = 401 }, PARVIS_EST_ERROR_DENIED, "code");
  assert_refused (town, key, (BadAnswer) PROBLEM ("revoked"), PARVIS_EST_ERROR_DENIED, "révoqué");
  assert_refused (town, key, (BadAnswer) PROBLEM ("certificate"), PARVIS_EST_ERROR_DENIED, "certificat");
}

/* A fingerprint was given, and nobody is there (a port that is bound, and not listened to): in our words. */
static void
test_nobody_there (void)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0), bound = NULL;
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autofree char *url = NULL, *fingerprint = g_strnfill (64, 'a');
  g_autoptr (GError) error = NULL;

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  url = g_strdup_printf ("https://127.0.0.1:%u/", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  g_assert_null (parvis_est_fetch_authority (url, fingerprint, &error));
  g_assert_error (error, PARVIS_EST_ERROR, PARVIS_EST_ERROR_LATER);
  g_assert_nonnull (strstr (error->message, "refuse la connexion"));
  g_assert_nonnull (strstr (error->message, "(curl 7)"));
}

/* A third of the time is left: 244 days after the first of a year. */
static void
test_due (void)
{
  const gint64 day = 86400;

  g_assert_cmpint (parvis_renewal_due (0, 366 * day), ==, 244 * day);
  g_assert_cmpint (parvis_renewal_next_try (1000, 1000 + 90 * day, 0, 0.0), ==, 1060);
  g_assert_cmpint (parvis_renewal_next_try (1000, 1000 + 90 * day, 0, 0.999), <, 1000 + 60 + 7200);
  g_assert_cmpint (parvis_renewal_next_try (1000, 1000 + 90 * day, 5000, 0.0), ==, 5060);      /* as the server asked */
  g_assert_cmpint (parvis_renewal_next_try (1000, 1000 + 3600, 0, 0.999), <, 1000 + 60 + 900); /* an hour left */
  g_assert_cmpint (parvis_renewal_next_try (1000, 10, 0, 0.999), <, 1000 + 60 + 900);          /* none left */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/est/good", test_good);
  g_test_add_func ("/est/later", test_later);
  g_test_add_func ("/est/refused", test_refused);
  g_test_add_func ("/est/nobody-there", test_nobody_there);
  g_test_add_func ("/est/due", test_due);
  return g_test_run ();
}
