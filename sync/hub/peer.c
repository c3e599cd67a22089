/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/peer.h"

#include <gnutls/x509.h>
#include <string.h>

static char *
common_name (const gnutls_datum_t *der)
{
  gnutls_x509_crt_t certificate;
  char name[65] = { 0 };
  size_t size = sizeof name;
  gboolean ok;

  if (gnutls_x509_crt_init (&certificate) < 0)
    return NULL;
  ok = gnutls_x509_crt_import (certificate, der, GNUTLS_X509_FMT_DER) >= 0
       && gnutls_x509_crt_get_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name, &size) >= 0
       && strlen (name) == size; /* no NUL inside */
  gnutls_x509_crt_deinit (certificate);
  return ok ? g_strdup (name) : NULL;
}

char *
parvis_hub_peer_name (gnutls_session_t session)
{
  gnutls_typed_vdata_st purpose
      = { .type = GNUTLS_DT_KEY_PURPOSE_OID, .data = (unsigned char *) GNUTLS_KP_TLS_WWW_CLIENT };
  unsigned int status = 0, count = 0;
  const gnutls_datum_t *chain;

  if (gnutls_certificate_verify_peers (session, &purpose, 1, &status) < 0 || status != 0)
    return NULL;
  chain = gnutls_certificate_get_peers (session, &count);
  return chain != NULL && count > 0 ? common_name (&chain[0]) : NULL;
}
