/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>
#include <gnutls/gnutls.h>
#include <sys/socket.h>

#include "sync/hub/http/caller.h"

G_BEGIN_DECLS

/* Fills @caller from the client certificate of a TLS session (nullable); leaves it empty when there is none that is
 * good. */
void parvis_hub_peer_read (gnutls_session_t session, ParvisHubCaller *caller);

/* An address as wrong guesses are counted: IPv4 whole, IPv6 by its network of 64 bits, since one machine has all of
 * that. (transfer full) */
char *parvis_hub_peer_address (const struct sockaddr *address);

G_END_DECLS
