/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/service/exchange.h"

G_BEGIN_DECLS

/* Resumable uploads (tus 1.0.0: core, creation, creation-with-upload, checksum, termination), as they are asked for.
 * Private to the hub: each fills the exchange's answer, or leaves it open for the bytes that come. */
void parvis_hub_tus_options (ParvisHubExchange *self);
void parvis_hub_tus_create (ParvisHubExchange *self);
void parvis_hub_tus_ask (ParvisHubExchange *self);
void parvis_hub_tus_drop (ParvisHubExchange *self);

/* PATCH, and POST with an upload's first bytes. */
gboolean parvis_hub_tus_brings_bytes (const ParvisHubExchange *self);
/* When a PATCH begins; then, for both, its bytes (returns how many of them were wanted), and when all of them have
 * come.
 */
void parvis_hub_tus_begin_append (ParvisHubExchange *self);
gsize parvis_hub_tus_append (ParvisHubExchange *self, const void *data, gsize size);
/* Not answered, and parked (@parking is nullable): called again when it is woken. */
void parvis_hub_tus_end_append (ParvisHubExchange *self, const ParvisHubParking *parking);

/* The exchange is over, however it ended. */
void parvis_hub_tus_let_go (ParvisHubExchange *self);

G_END_DECLS
