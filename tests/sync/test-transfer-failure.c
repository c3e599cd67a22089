/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the staff reads when a transfer fails: by every code that libcurl may end one with, and by connections that
 * really fail. Never a word of English.
 */
#include <errno.h>
#include <openssl/x509_vfy.h>
#include <string.h>

#include "sync/bad-server.h"
#include "sync/net/http.h"
#include "sync/net/transfer-failure.h"
#include "sync/queue/trouble.h"

#define URL  "https://mairie.example:8443/v1/uploads/0123"
#define WAIT 30 /* seconds: longer than anything here takes */

/* Words that libcurl's and OpenSSL's messages are made of. */
static const char *const english[]
    = { "the ",    "not ",     "error",   "connect ",  "Connection",   "fail",  "server ", "peer",
        "resolve", "problem:", "refused", "handshake", "certificate:", "reset", NULL };

static void
assert_french (const char *message, const char *words)
{
  g_autofree char *ending = g_strrstr (message, " (curl ") != NULL ? g_strdup (g_strrstr (message, " (curl ")) : NULL;

  g_assert_true (g_utf8_validate (message, -1, NULL));
  if (strstr (message, words) == NULL)
    g_error ("no '%s' in: %s", words, message);
  for (guint i = 0; english[i] != NULL; i++)
    if (strstr (message, english[i]) != NULL)
      g_error ("'%s' in: %s", english[i], message);
  g_assert_nonnull (ending); /* for the support, and last */
  g_assert_true (g_str_has_suffix (ending, ")"));
}

/* Every code -------------------------------------------------------------------------------------- */

typedef struct
{
  CURLcode code;
  long verified;
  long system;
  gboolean begun;
  gboolean too_long;
  const char *said;
  ParvisDeliveryError error;
  const char *words;
} Case;

static const Case cases[] = {
  { CURLE_COULDNT_RESOLVE_HOST, 0, 0, FALSE, FALSE, "Could not resolve host: mairie.example",
    PARVIS_DELIVERY_ERROR_UNREACHABLE, "introuvable" },
  { CURLE_COULDNT_RESOLVE_PROXY, 0, 0, FALSE, FALSE, "", PARVIS_DELIVERY_ERROR_UNREACHABLE, "proxy" },
  { CURLE_PROXY, 0, 0, FALSE, FALSE, "", PARVIS_DELIVERY_ERROR_UNREACHABLE, "proxy" },
  { CURLE_COULDNT_CONNECT, 0, ECONNREFUSED, FALSE, FALSE, "Failed to connect to mairie.example",
    PARVIS_DELIVERY_ERROR_UNREACHABLE, "refuse la connexion" },
  { CURLE_COULDNT_CONNECT, 0, ENETUNREACH, FALSE, FALSE, "", PARVIS_DELIVERY_ERROR_UNREACHABLE, "câble" },
  { CURLE_COULDNT_CONNECT, 0, EHOSTUNREACH, FALSE, FALSE, "", PARVIS_DELIVERY_ERROR_UNREACHABLE, "câble" },
  { CURLE_COULDNT_CONNECT, 0, ETIMEDOUT, FALSE, FALSE, "", PARVIS_DELIVERY_ERROR_UNREACHABLE, "à temps" },
  { CURLE_COULDNT_CONNECT, 0, 0, FALSE, FALSE, "", PARVIS_DELIVERY_ERROR_UNREACHABLE, "ne peut pas être joint" },
  { CURLE_OPERATION_TIMEDOUT, 0, 0, FALSE, FALSE, "Connection timed out", PARVIS_DELIVERY_ERROR_UNREACHABLE,
    "à temps" },
  { CURLE_OPERATION_TIMEDOUT, 0, 0, TRUE, FALSE, "Operation too slow", PARVIS_DELIVERY_ERROR_INTERRUPTED,
    "ne dit plus rien" },
  { CURLE_SSL_CONNECT_ERROR, 0, 0, FALSE, FALSE, "OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to x:1",
    PARVIS_DELIVERY_ERROR_UNREACHABLE, "avant d’être protégée" },
  { CURLE_SSL_CONNECT_ERROR, 0, 0, FALSE, FALSE, "error:0A000126:SSL routines::unexpected eof while reading",
    PARVIS_DELIVERY_ERROR_UNREACHABLE, "avant d’être protégée" },
  { CURLE_SSL_CONNECT_ERROR, 0, 0, FALSE, FALSE, "error:0A00010B:SSL routines::wrong version number",
    PARVIS_DELIVERY_ERROR_UNTRUSTED, "ne s’entendent pas" },
  { CURLE_SSL_CONNECT_ERROR, 0, 0, FALSE, FALSE, "error:0A000414:SSL routines::sslv3 alert bad certificate",
    PARVIS_DELIVERY_ERROR_UNTRUSTED, "parvisctl enrol" },
  { CURLE_RECV_ERROR, 0, 0, TRUE, FALSE,
    "OpenSSL SSL_read: error:0A000412:SSL routines::sslv3 alert certificate revoked", PARVIS_DELIVERY_ERROR_UNTRUSTED,
    "parvisctl enrol" },
  { CURLE_SEND_ERROR, 0, 0, TRUE, FALSE, "OpenSSL SSL_write: error:0A000418:SSL routines::tlsv1 alert unknown ca",
    PARVIS_DELIVERY_ERROR_UNTRUSTED, "parvisctl enrol" },
  { CURLE_SSL_CLIENTCERT, 0, 0, FALSE, FALSE, "", PARVIS_DELIVERY_ERROR_UNTRUSTED, "parvisctl enrol" },
  { CURLE_SSL_CERTPROBLEM, 0, 0, FALSE, FALSE, "could not load PEM client certificate", PARVIS_DELIVERY_ERROR_UNTRUSTED,
    "[trust] certificate" },
  { CURLE_SSL_CACERT_BADFILE, 0, 0, FALSE, FALSE, "error setting certificate file", PARVIS_DELIVERY_ERROR_UNTRUSTED,
    "[trust] ca" },
  { CURLE_SSL_CIPHER, 0, 0, FALSE, FALSE, "", PARVIS_DELIVERY_ERROR_UNTRUSTED, "ne s’entendent pas" },
  { CURLE_SSL_ISSUER_ERROR, 0, 0, FALSE, FALSE, "", PARVIS_DELIVERY_ERROR_UNTRUSTED, "n’est pas accepté" },
  { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, 0, FALSE, FALSE,
    "SSL certificate problem: unable to get local issuer certificate", PARVIS_DELIVERY_ERROR_PORTAL, "X.509 20" },
  { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, 0, FALSE, FALSE, "",
    PARVIS_DELIVERY_ERROR_PORTAL, "autorité de la mairie" },
  { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CERT_HAS_EXPIRED, 0, FALSE, FALSE, "", PARVIS_DELIVERY_ERROR_UNTRUSTED,
    "a expiré" },
  { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CERT_NOT_YET_VALID, 0, FALSE, FALSE, "", PARVIS_DELIVERY_ERROR_UNTRUSTED,
    "pas encore valable" },
  { CURLE_PEER_FAILED_VERIFICATION, X509_V_OK, 0, FALSE, FALSE, "no alternative certificate subject name matches",
    PARVIS_DELIVERY_ERROR_UNTRUSTED, "un autre nom" },
  { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_INVALID_PURPOSE, 0, FALSE, FALSE, "", PARVIS_DELIVERY_ERROR_UNTRUSTED,
    "n’est pas accepté" },
  { CURLE_PARTIAL_FILE, 0, 0, TRUE, FALSE, "", PARVIS_DELIVERY_ERROR_INTERRUPTED, "coupée" },
  { CURLE_GOT_NOTHING, 0, 0, TRUE, FALSE, "Empty reply from server", PARVIS_DELIVERY_ERROR_INTERRUPTED, "coupée" },
  { CURLE_SEND_ERROR, 0, 0, TRUE, FALSE, "Send failure: Broken pipe", PARVIS_DELIVERY_ERROR_INTERRUPTED, "coupée" },
  { CURLE_RECV_ERROR, 0, 0, TRUE, FALSE, "Recv failure: Connection reset by peer", PARVIS_DELIVERY_ERROR_INTERRUPTED,
    "coupée" },
  { CURLE_SEND_FAIL_REWIND, 0, 0, TRUE, FALSE, "", PARVIS_DELIVERY_ERROR_INTERRUPTED, "coupée" },
  { CURLE_WRITE_ERROR, 0, 0, TRUE, TRUE, "", PARVIS_DELIVERY_ERROR_STRANGE, "trop longue" },
  { CURLE_WRITE_ERROR, 0, 0, TRUE, FALSE, "", PARVIS_DELIVERY_ERROR_STRANGE, "n’est pas celle" },
  { CURLE_WEIRD_SERVER_REPLY, 0, 0, TRUE, FALSE, "", PARVIS_DELIVERY_ERROR_STRANGE, "n’est pas celle" },
  { CURLE_UNSUPPORTED_PROTOCOL, 0, 0, TRUE, FALSE, "Received HTTP/0.9 when not allowed", PARVIS_DELIVERY_ERROR_STRANGE,
    "n’est pas celle" },
  { CURLE_UNSUPPORTED_PROTOCOL, 0, 0, FALSE, FALSE, "", PARVIS_DELIVERY_ERROR_STRANGE, "n’est pas une adresse" },
  { CURLE_URL_MALFORMAT, 0, 0, FALSE, FALSE, "", PARVIS_DELIVERY_ERROR_STRANGE, "n’est pas une adresse" },
  { CURLE_OUT_OF_MEMORY, 0, 0, TRUE, FALSE, "", PARVIS_DELIVERY_ERROR_INTERRUPTED, "a échoué" },
};

static void
test_codes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *it = &cases[i];
      const ParvisTransferFailure failure
          = { URL, it->code, it->verified, it->system, it->begun, it->too_long, it->said };
      g_autoptr (GError) error = parvis_transfer_failure_to_error (&failure);
      g_autofree char *number = g_strdup_printf (" (curl %d", (int) it->code);

      g_assert_error (error, PARVIS_DELIVERY_ERROR, (int) it->error);
      g_test_message ("%s", error->message);
      assert_french (error->message, it->words);
      g_assert_nonnull (strstr (error->message, number));
      g_assert_nonnull (strstr (error->message, "mairie.example:8443"));
      g_assert_null (strstr (error->message, "0123"));                           /* nothing that names an upload */
      g_assert_cmpuint (strlen (error->message), <=, PARVIS_TROUBLE_MAX_DETAIL); /* or it would be cut there */
    }
}

/* Whatever the next libcurl thinks of: a sentence, and its number. */
static void
test_any_code (void)
{
  for (int code = 1; code < CURL_LAST; code++)
    for (guint begun = 0; begun <= 1; begun++)
      {
        const ParvisTransferFailure failure
            = { URL, (CURLcode) code, 0, 0, begun == 1, FALSE, curl_easy_strerror (code) };
        g_autoptr (GError) error = parvis_transfer_failure_to_error (&failure);

        assert_french (error->message, "mairie.example");
      }
}

static void
test_address (void)
{
  static const char *const odd[] = { NULL, "", "pas une adresse", "https://", "\xff\xfe" };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      const ParvisTransferFailure failure = { .url = odd[i], .code = CURLE_URL_MALFORMAT, .said = "" };
      g_autoptr (GError) error = parvis_transfer_failure_to_error (&failure);

      assert_french (error->message, "n’est pas une adresse");
    }
}

/* Connections that fail --------------------------------------------------------------------------- */

typedef struct
{
  Town *town;
  ParvisHttp *http;
  ParvisHttpAnswer *answer;
  GError *error;
  gboolean done;
} Desk;

static void
desk_init (Desk *desk, const char *kiosk, guint silence)
{
  g_autofree char *ca = NULL, *certificate = NULL, *key = NULL, *file = g_strconcat (kiosk, ".pem", NULL);
  ParvisHttpOptions options = { .connect_timeout = WAIT, .silence_timeout = silence };

  *desk = (Desk){ .town = town_new () };
  options.ca_file = ca = town_path (desk->town, "ca.pem");
  options.certificate_file = certificate = town_path (desk->town, file);
  options.key_file = key = town_path (desk->town, "kiosk.key");
  desk->http = parvis_http_new (&options);
}

static void
desk_clear (Desk *desk)
{
  parvis_http_free (desk->http);
  g_clear_error (&desk->error);
  town_free (desk->town);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Desk *desk = user_data;

  desk->answer = parvis_http_send_finish (desk->http, result, &desk->error);
  desk->done = TRUE;
}

static void
assert_fails (Desk *desk, const char *host, guint port, ParvisDeliveryError code, const char *words)
{
  g_autofree char *url = g_strdup_printf ("https://%s:%u/v1/uploads", host, port);
  g_autoptr (GBytes) body = town_envelope (desk->town, 1000);
  const ParvisHttpRequest request = { .method = "POST", .url = url, .body = body };

  parvis_http_send_async (desk->http, &request, NULL, on_answer, desk);
  while (!desk->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (desk->answer);
  g_assert_error (desk->error, PARVIS_DELIVERY_ERROR, (int) code);
  g_test_message ("%s", desk->error->message);
  assert_french (desk->error->message, words);
}

/* A port where nobody is: bound, and nobody listens. */
static void
test_refused (void)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0), bound = NULL;
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_auto (Desk) desk = { 0 };

  desk_init (&desk, "kiosk", WAIT);
  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  assert_fails (&desk, "127.0.0.1", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)),
                PARVIS_DELIVERY_ERROR_UNREACHABLE, "refuse la connexion");
}

/* RFC 6761 §6.4: no name ends so, and libcurl's resolver need not go out to know it: one with an empty label is none.
 */
static void
test_name_not_found (void)
{
  g_auto (Desk) desk = { 0 };

  desk_init (&desk, "kiosk", WAIT);
  assert_fails (&desk, "mairie..invalid", 443, PARVIS_DELIVERY_ERROR_UNREACHABLE, "introuvable");
}

static void
test_other_authority (void)
{
  const BadManners manners = { .post = { 201 } };
  g_autoptr (Town) other = town_new ();
  g_autoptr (BadServer) server = bad_server_new (other, &manners);
  g_auto (Desk) desk = { 0 };

  desk_init (&desk, "kiosk", WAIT);
  assert_fails (&desk, "127.0.0.1", bad_server_port (server), PARVIS_DELIVERY_ERROR_PORTAL, "autorité de la mairie");
}

/* The right authority, for another name. */
static void
test_other_name (void)
{
  const BadManners manners = { .post = { 201 } };
  g_autoptr (BadServer) server = NULL;
  g_auto (Desk) desk = { 0 };

  desk_init (&desk, "kiosk", WAIT);
  server = bad_server_new (desk.town, &manners);
  assert_fails (&desk, "127.0.0.2", bad_server_port (server), PARVIS_DELIVERY_ERROR_UNTRUSTED, "un autre nom");
}

static void
test_cut (void)
{
  const BadManners manners = { .post = { 201, .cuts = TRUE } };
  g_autoptr (BadServer) server = NULL;
  g_auto (Desk) desk = { 0 };

  desk_init (&desk, "kiosk", WAIT);
  server = bad_server_new (desk.town, &manners);
  assert_fails (&desk, "127.0.0.1", bad_server_port (server), PARVIS_DELIVERY_ERROR_INTERRUPTED, "coupée");
}

static gboolean
on_visitor (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  g_assert_true (g_io_stream_close (G_IO_STREAM (connection), NULL, NULL));
  return TRUE;
}

/* Somebody takes the connection and hangs up at once. */
static void
test_cut_before_tls (void)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  guint port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_auto (Desk) desk = { 0 };

  g_signal_connect (service, "incoming", G_CALLBACK (on_visitor), NULL);
  desk_init (&desk, "kiosk", WAIT);
  assert_fails (&desk, "127.0.0.1", port, PARVIS_DELIVERY_ERROR_UNREACHABLE, "avant d’être protégée");
}

static void
test_silent (void)
{
  const BadManners manners = { .post = { 0 } };
  g_autoptr (BadServer) server = NULL;
  g_auto (Desk) desk = { 0 };

  desk_init (&desk, "kiosk", 2);
  server = bad_server_new (desk.town, &manners);
  assert_fails (&desk, "127.0.0.1", bad_server_port (server), PARVIS_DELIVERY_ERROR_INTERRUPTED, "ne dit plus rien");
}

static void
test_too_long (void)
{
  g_autofree char *body = g_strnfill (PARVIS_HTTP_MAX_BODY + 1, 'x');
  const BadManners manners = { .post = { 500, .body = body } };
  g_autoptr (BadServer) server = NULL;
  g_auto (Desk) desk = { 0 };

  desk_init (&desk, "kiosk", WAIT);
  server = bad_server_new (desk.town, &manners);
  assert_fails (&desk, "127.0.0.1", bad_server_port (server), PARVIS_DELIVERY_ERROR_STRANGE, "trop longue");
}

static void
test_own_certificate_missing (void)
{
  const BadManners manners = { .post = { 201 } };
  g_autoptr (BadServer) server = NULL;
  g_auto (Desk) desk = { 0 };

  desk_init (&desk, "nulle-part", WAIT);
  server = bad_server_new (desk.town, &manners);
  assert_fails (&desk, "127.0.0.1", bad_server_port (server), PARVIS_DELIVERY_ERROR_UNTRUSTED, "[trust] certificate");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/transfer-failure/codes", test_codes);
  g_test_add_func ("/sync/transfer-failure/any-code", test_any_code);
  g_test_add_func ("/sync/transfer-failure/address", test_address);
  g_test_add_func ("/sync/transfer-failure/refused", test_refused);
  g_test_add_func ("/sync/transfer-failure/name-not-found", test_name_not_found);
  g_test_add_func ("/sync/transfer-failure/other-authority", test_other_authority);
  g_test_add_func ("/sync/transfer-failure/other-name", test_other_name);
  g_test_add_func ("/sync/transfer-failure/cut", test_cut);
  g_test_add_func ("/sync/transfer-failure/cut-before-tls", test_cut_before_tls);
  g_test_add_func ("/sync/transfer-failure/silent", test_silent);
  g_test_add_func ("/sync/transfer-failure/too-long", test_too_long);
  g_test_add_func ("/sync/transfer-failure/own-certificate-missing", test_own_certificate_missing);
  return g_test_run ();
}
