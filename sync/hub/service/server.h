/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/service/service.h"

G_BEGIN_DECLS

/* ParvisHubServer: the hub behind TLS (libmicrohttpd and GnuTLS), in one thread of its own, which alone
 * touches the hub. TLS 1.2 or 1.3; the client certificate must come from the configured CA and be for clients
 * (clientAuth); its CN is the kiosk. Headers, connections and silence are bounded. Stopping it ends the waiting for
 * slots, for good. */
typedef struct _ParvisHubServer ParvisHubServer;

/* @config and @hub must outlive it. */
ParvisHubServer *parvis_hub_server_start (const ParvisHubConfig *config, ParvisHub *hub,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
guint parvis_hub_server_port (const ParvisHubServer *self);
/* Cuts what is under way: uploads keep what had come. */
void parvis_hub_server_stop (ParvisHubServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisHubServer, parvis_hub_server_stop)

G_END_DECLS
