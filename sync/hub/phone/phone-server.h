/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/config/hub-config.h"
#include "sync/hub/phone/slots.h"

G_BEGIN_DECLS

/* ParvisHubPhoneServer: the small web site that residents' telephones speak to ([phone] of the configuration): another
 * port, another certificate, another thread than the kiosks', and nothing of theirs can be reached through it. */
typedef struct _ParvisHubPhoneServer ParvisHubPhoneServer;

/* @config and @slots must outlive it; the configuration has an address. Tells the slots where telephones find us. */
ParvisHubPhoneServer *parvis_hub_phone_server_start (const ParvisHubConfig *config, ParvisHubSlots *slots,
                                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
guint parvis_hub_phone_server_port (const ParvisHubPhoneServer *self);
void parvis_hub_phone_server_stop (ParvisHubPhoneServer *self); /* ends the waiting for slots, for good */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisHubPhoneServer, parvis_hub_phone_server_stop)

G_END_DECLS
