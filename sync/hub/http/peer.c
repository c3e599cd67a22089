/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/http/peer.h"

#include <arpa/inet.h>
#include <gnutls/x509.h>
#include <netinet/in.h>
#include <string.h>

#define MAX_SERIAL 64 /* bytes; RFC 5280 has 20 */

static char *
read_name (gnutls_x509_crt_t certificate)
{
  char name[65] = { 0 };
  size_t size = sizeof name;

  return gnutls_x509_crt_get_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name, &size) >= 0
                 && strlen (name) == size /* no NUL inside */
             ? g_strdup (name)
             : NULL;
}

static char *
read_serial (gnutls_x509_crt_t certificate)
{
  guint8 bytes[MAX_SERIAL];
  size_t size = sizeof bytes;
  GString *text = g_string_new (NULL);

  if (gnutls_x509_crt_get_serial (certificate, bytes, &size) < 0)
    size = 0;
  for (size_t i = 0; i < size; i++)
    if (bytes[i] != 0 || text->len > 0)
      g_string_append_printf (text, "%02X", bytes[i]);
  return g_string_free (text, FALSE);
}

static void
read_certificate (const gnutls_datum_t *der, ParvisHubCaller *caller)
{
  gnutls_x509_crt_t certificate;

  if (gnutls_x509_crt_init (&certificate) < 0)
    return;
  if (gnutls_x509_crt_import (certificate, der, GNUTLS_X509_FMT_DER) >= 0)
    {
      caller->kiosk = read_name (certificate);
      caller->serial = read_serial (certificate);
      caller->from = (gint64) gnutls_x509_crt_get_activation_time (certificate);
      caller->until = (gint64) gnutls_x509_crt_get_expiration_time (certificate);
    }
  gnutls_x509_crt_deinit (certificate);
}

void
parvis_hub_peer_read (gnutls_session_t session, ParvisHubCaller *caller)
{
  gnutls_typed_vdata_st purpose
      = { .type = GNUTLS_DT_KEY_PURPOSE_OID, .data = (unsigned char *) GNUTLS_KP_TLS_WWW_CLIENT };
  unsigned int status = 0, count = 0;
  const gnutls_datum_t *chain;

  if (gnutls_certificate_verify_peers (session, &purpose, 1, &status) < 0 || status != 0)
    return;
  chain = gnutls_certificate_get_peers (session, &count);
  if (chain != NULL && count > 0)
    read_certificate (&chain[0], caller);
}

char *
parvis_hub_peer_address (const struct sockaddr *address)
{
  char text[INET6_ADDRSTRLEN] = "";
  struct in6_addr network;

  if (address != NULL && address->sa_family == AF_INET)
    inet_ntop (AF_INET, &((const struct sockaddr_in *) (const void *) address)->sin_addr, text, sizeof text);
  if (address == NULL || address->sa_family != AF_INET6)
    return g_strdup (text);
  network = ((const struct sockaddr_in6 *) (const void *) address)->sin6_addr;
  if (!IN6_IS_ADDR_V4MAPPED (&network))
    memset (network.s6_addr + 8, 0, 8);
  inet_ntop (AF_INET6, &network, text, sizeof text);
  return g_strdup (text);
}
