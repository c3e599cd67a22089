/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>
#include <gnutls/gnutls.h>

G_BEGIN_DECLS

/* Who is at the other end of a TLS session: the CN of a client certificate that chains to the session's CA,
 * is in its dates and may authenticate clients; %NULL for anybody else. (transfer full) */
char *parvis_hub_peer_name (gnutls_session_t session);

G_END_DECLS
