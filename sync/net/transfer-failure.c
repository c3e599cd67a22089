/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/net/transfer-failure.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <openssl/x509_vfy.h>
#include <string.h>

#define LONGEST_ADDRESS 80 /* bytes of one that is none */

/* What went wrong, as persons tell such things apart: by who has something to mend. */
typedef enum
{
  NAME,
  PROXY,
  REFUSED,
  NO_ROUTE,
  NO_ANSWER,
  UNREACHED,
  UNPROTECTED, /* cut before TLS was set up */
  STRANGER, /* TLS with somebody whose authority is not ours: a portal, a proxy that looks into all, another server */
  EXPIRED,
  NOT_YET,
  OTHER_NAME,
  THEIRS,
  OURS,
  OURS_UNREADABLE,
  AUTHORITY_UNREADABLE,
  NO_TLS,
  CUT,
  SILENT,
  TOO_LONG,
  STRANGE,
  ADDRESS,
  FAILED,
} Kind;

static const ParvisDeliveryError error_of[] = {
  [NAME] = PARVIS_DELIVERY_ERROR_UNREACHABLE,
  [PROXY] = PARVIS_DELIVERY_ERROR_UNREACHABLE,
  [REFUSED] = PARVIS_DELIVERY_ERROR_UNREACHABLE,
  [NO_ROUTE] = PARVIS_DELIVERY_ERROR_UNREACHABLE,
  [NO_ANSWER] = PARVIS_DELIVERY_ERROR_UNREACHABLE,
  [UNREACHED] = PARVIS_DELIVERY_ERROR_UNREACHABLE,
  [UNPROTECTED] = PARVIS_DELIVERY_ERROR_UNREACHABLE,
  [STRANGER] = PARVIS_DELIVERY_ERROR_PORTAL,
  [EXPIRED] = PARVIS_DELIVERY_ERROR_UNTRUSTED,
  [NOT_YET] = PARVIS_DELIVERY_ERROR_UNTRUSTED,
  [OTHER_NAME] = PARVIS_DELIVERY_ERROR_UNTRUSTED,
  [THEIRS] = PARVIS_DELIVERY_ERROR_UNTRUSTED,
  [OURS] = PARVIS_DELIVERY_ERROR_UNTRUSTED,
  [OURS_UNREADABLE] = PARVIS_DELIVERY_ERROR_UNTRUSTED,
  [AUTHORITY_UNREADABLE] = PARVIS_DELIVERY_ERROR_UNTRUSTED,
  [NO_TLS] = PARVIS_DELIVERY_ERROR_UNTRUSTED,
  [CUT] = PARVIS_DELIVERY_ERROR_INTERRUPTED,
  [SILENT] = PARVIS_DELIVERY_ERROR_INTERRUPTED,
  [TOO_LONG] = PARVIS_DELIVERY_ERROR_STRANGE,
  [STRANGE] = PARVIS_DELIVERY_ERROR_STRANGE,
  [ADDRESS] = PARVIS_DELIVERY_ERROR_STRANGE,
  [FAILED] = PARVIS_DELIVERY_ERROR_INTERRUPTED,
};

/* Sorting ----------------------------------------------------------------------------------------- */

static gboolean
says (const ParvisTransferFailure *self, const char *word)
{
  return strstr (self->said, word) != NULL;
}

/* In TLS 1.3 a server that does not take our certificate says so after the handshake, when we read (RFC 8446 §6.2); in
 * TLS 1.2 within it. OpenSSL's words for alerts are not translated. */
static gboolean
is_alert_about_us (const ParvisTransferFailure *self)
{
  switch ((int) self->code)
    {
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
      return says (self, "alert")
             && (says (self, "certificate") || says (self, "unknown ca") || says (self, "access denied"));
    default:
      return FALSE;
    }
}

/* Without a word of TLS: libcurl names the function then, and OpenSSL 3 has an error of its own for an end of file. */
static gboolean
is_cut_handshake (const ParvisTransferFailure *self)
{
  return says (self, "SSL_connect:") || says (self, "unexpected eof");
}

static Kind
sort_connect (const ParvisTransferFailure *self)
{
  switch (self->system)
    {
    case ECONNREFUSED:
      return REFUSED;
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
      return NO_ROUTE;
    case ETIMEDOUT:
      return NO_ANSWER;
    default:
      return UNREACHED;
    }
}

static Kind
sort_certificate (const ParvisTransferFailure *self)
{
  switch (self->verified)
    {
    case X509_V_OK:              /* libcurl looks at the name by itself */
    case X509_V_ERR_UNSPECIFIED: /* and before it asks what OpenSSL thought of the rest */
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return OTHER_NAME;
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return EXPIRED;
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return NOT_YET;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
      return STRANGER;
    default:
      return THEIRS;
    }
}

static Kind
sort_tls (const ParvisTransferFailure *self)
{
  switch ((int) self->code)
    {
    case CURLE_PEER_FAILED_VERIFICATION:
      return sort_certificate (self);
    case CURLE_SSL_CERTPROBLEM:
      return OURS_UNREADABLE;
    case CURLE_SSL_CACERT_BADFILE:
      return AUTHORITY_UNREADABLE;
    case CURLE_SSL_CLIENTCERT:
      return OURS;
    case CURLE_SSL_ISSUER_ERROR:
      return THEIRS;
    default: /* CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER */
      return is_cut_handshake (self) ? UNPROTECTED : NO_TLS;
    }
}

/* An exchange that had begun, and codes that are of no one place. */
static Kind
sort_exchange (const ParvisTransferFailure *self)
{
  switch ((int) self->code)
    {
    case CURLE_OPERATION_TIMEDOUT: /* the same for a connection that never came about */
      return self->begun ? SILENT : NO_ANSWER;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_FAIL_REWIND:
      return CUT;
    case CURLE_UNSUPPORTED_PROTOCOL: /* also what answers without a word of HTTP */
      return self->begun ? STRANGE : ADDRESS;
    case CURLE_URL_MALFORMAT:
      return ADDRESS;
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_WRITE_ERROR: /* who takes the answer does not want it */
      return STRANGE;
    default:
      return FAILED;
    }
}

static Kind
sort (const ParvisTransferFailure *self)
{
  if (self->too_long)
    return TOO_LONG;
  if (is_alert_about_us (self))
    return OURS;
  switch ((int) self->code)
    {
    case CURLE_COULDNT_RESOLVE_HOST:
      return NAME;
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
      return PROXY;
    case CURLE_COULDNT_CONNECT:
      return sort_connect (self);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CLIENTCERT:
      return sort_tls (self);
    default:
      return sort_exchange (self);
    }
}

/* In words ---------------------------------------------------------------------------------------- */

/* Each: whom we asked, and the numbers. (transfer full) */
static char *
describe_way (Kind kind, const char *server, const char *numbers)
{
  switch (kind)
    {
    case NAME:
      return g_strdup_printf (_ ("le nom du serveur « %1$s » est introuvable ; vérifiez ce nom dans la configuration, "
                                 "le réseau et son DNS (%2$s)"),
                              server, numbers);
    case PROXY:
      return g_strdup_printf (
          _ ("le mandataire (proxy) de ce réseau ne mène pas au serveur « %1$s » ; vérifiez son réglage (%2$s)"),
          server, numbers);
    case REFUSED:
      return g_strdup_printf (_ ("le serveur « %1$s » refuse la connexion ; vérifiez que son service tourne, son "
                                 "adresse et son port (%2$s)"),
                              server, numbers);
    case NO_ROUTE:
      return g_strdup_printf (
          _ ("le réseau de la borne ne mène pas au serveur « %1$s » ; vérifiez le câble, le Wi-Fi et la box (%2$s)"),
          server, numbers);
    case NO_ANSWER:
      return g_strdup_printf (_ ("le serveur « %1$s » ne répond pas à temps ; vérifiez le réseau de la borne et "
                                 "l’adresse du serveur (%2$s)"),
                              server, numbers);
    case UNPROTECTED:
      return g_strdup_printf (_ ("la connexion au serveur « %1$s » est coupée avant d’être protégée (TLS) ; vérifiez "
                                 "le réseau et son pare-feu (%2$s)"),
                              server, numbers);
    default: /* UNREACHED */
      return g_strdup_printf (_ ("le serveur « %1$s » ne peut pas être joint ; vérifiez le réseau de la borne et "
                                 "l’adresse du serveur (%2$s)"),
                              server, numbers);
    }
}

static char *
describe_their_certificate (Kind kind, const char *server, const char *numbers)
{
  switch (kind)
    {
    case STRANGER:
      return g_strdup_printf (_ ("le certificat du serveur « %1$s » n’est pas de l’autorité de la mairie ; vérifiez "
                                 "l’adresse, et qu’aucun portail ne répond à sa place (%2$s)"),
                              server, numbers);
    case EXPIRED:
      return g_strdup_printf (_ ("le certificat du serveur « %1$s » a expiré ; la mairie doit le renouveler (%2$s)"),
                              server, numbers);
    case NOT_YET:
      return g_strdup_printf (_ ("le certificat du serveur « %1$s » n’est pas encore valable ; vérifiez son premier "
                                 "jour et l’horloge de la borne (%2$s)"),
                              server, numbers);
    case OTHER_NAME:
      return g_strdup_printf (_ ("le certificat du serveur « %1$s » porte un autre nom ; vérifiez l’adresse, ou "
                                 "refaites ce certificat (%2$s)"),
                              server, numbers);
    default: /* THEIRS */
      return g_strdup_printf (
          _ ("le certificat du serveur « %1$s » n’est pas accepté ; la mairie doit le refaire (%2$s)"), server,
          numbers);
    }
}

static char *
describe_our_trust (Kind kind, const char *server, const char *numbers)
{
  switch (kind)
    {
    case OURS:
      return g_strdup_printf (_ ("le serveur « %1$s » n’accepte pas le certificat de cette borne ; inscrivez-la de "
                                 "nouveau : parvisctl enrol (%2$s)"),
                              server, numbers);
    case OURS_UNREADABLE:
      return g_strdup_printf (_ ("le serveur « %1$s » n’a pas été appelé : le certificat de la borne ou sa clé ne peut "
                                 "pas être lu ; vérifiez [trust] certificate et key (%2$s)"),
                              server, numbers);
    case AUTHORITY_UNREADABLE:
      return g_strdup_printf (_ ("le serveur « %1$s » n’a pas été appelé : le certificat de l’autorité ne peut pas "
                                 "être lu ; vérifiez [trust] ca (%2$s)"),
                              server, numbers);
    default: /* NO_TLS */
      return g_strdup_printf (_ ("le serveur « %1$s » et la borne ne s’entendent pas sur une connexion protégée "
                                 "(TLS) ; vérifiez l’adresse et le port (%2$s)"),
                              server, numbers);
    }
}

static char *
describe_exchange (Kind kind, const char *server, const char *numbers)
{
  switch (kind)
    {
    case CUT:
      return g_strdup_printf (
          _ ("la connexion au serveur « %1$s » a été coupée en plein échange ; vérifiez le réseau si cela dure (%2$s)"),
          server, numbers);
    case SILENT:
      return g_strdup_printf (_ ("le serveur « %1$s » ne dit plus rien, ou la ligne est trop lente ; vérifiez le "
                                 "réseau si cela dure (%2$s)"),
                              server, numbers);
    case TOO_LONG:
      return g_strdup_printf (_ ("le serveur « %1$s » a fait une réponse trop longue, qui n’a pas été lue (%2$s)"),
                              server, numbers);
    case STRANGE:
      return g_strdup_printf (
          _ ("le serveur « %1$s » a fait une réponse qui n’est pas celle d’un serveur central (%2$s)"), server,
          numbers);
    case ADDRESS:
      return g_strdup_printf (
          _ ("« %1$s » n’est pas une adresse que la borne peut appeler ; corrigez-la dans la configuration (%2$s)"),
          server, numbers);
    default: /* FAILED */
      return g_strdup_printf (_ ("l’échange avec le serveur « %1$s » a échoué sans raison connue ; redémarrez la borne "
                                 "si cela dure (%2$s)"),
                              server, numbers);
    }
}

static char *
describe (Kind kind, const char *server, const char *numbers)
{
  if (kind <= UNPROTECTED)
    return describe_way (kind, server, numbers);
  if (kind <= THEIRS)
    return describe_their_certificate (kind, server, numbers);
  return kind <= NO_TLS ? describe_our_trust (kind, server, numbers) : describe_exchange (kind, server, numbers);
}

/* Host and port; the rest may be long, or name an upload. (transfer full) */
static char *
server_of (const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL) : NULL;
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0')
    return url != NULL ? g_utf8_make_valid (url, (gssize) MIN (strlen (url), LONGEST_ADDRESS)) : g_strdup ("?");
  return g_uri_get_port (uri) > 0 ? g_strdup_printf ("%s:%d", host, g_uri_get_port (uri)) : g_strdup (host);
}

static char *
numbers_of (const ParvisTransferFailure *self)
{
  if (self->code == CURLE_PEER_FAILED_VERIFICATION && self->verified > X509_V_ERR_UNSPECIFIED)
    return g_strdup_printf ("curl %d, X.509 %ld", (int) self->code, self->verified);
  return g_strdup_printf ("curl %d", (int) self->code);
}

GError *
parvis_transfer_failure_to_error (const ParvisTransferFailure *self)
{
  const Kind kind = sort (self);
  g_autofree char *server = server_of (self->url), *numbers = numbers_of (self);
  g_autofree char *sentence = describe (kind, server, numbers);

  return g_error_new_literal (PARVIS_DELIVERY_ERROR, error_of[kind], sentence);
}

gboolean
parvis_transfer_failure_blames_dates (const ParvisTransferFailure *self)
{
  const Kind kind = sort (self);

  return kind == EXPIRED || kind == NOT_YET;
}

ParvisTransferFailure
parvis_transfer_failure_of (CURL *easy, CURLcode code, const char *url, const char *said)
{
  ParvisTransferFailure self = { .url = url, .code = code, .said = said };
  curl_off_t protected_at = 0;
  long asked = 0;

  curl_easy_getinfo (easy, CURLINFO_SSL_VERIFYRESULT, &self.verified);
  curl_easy_getinfo (easy, CURLINFO_OS_ERRNO, &self.system);
  curl_easy_getinfo (easy, CURLINFO_APPCONNECT_TIME_T, &protected_at);
  curl_easy_getinfo (easy, CURLINFO_REQUEST_SIZE, &asked);
  self.begun = protected_at > 0 || asked > 0;
  return self;
}
