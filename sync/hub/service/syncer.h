/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/http/parking.h"
#include "sync/hub/store/store.h"

G_BEGIN_DECLS

/* ParvisHubSyncer: waits for the disk in threads of its own, so that the hub's one thread serves other kiosks
 * meanwhile. Nothing but fsync(2) happens there: neither the database nor an exchange is touched. Private to the hub.
 *
 * A sync is begun and read in the hub's thread. Its connection is parked until it is done; a sync that is let go before
 * wakes it all the same. */
typedef struct _ParvisHubSyncer ParvisHubSyncer;
typedef struct _ParvisHubSync ParvisHubSync;

ParvisHubSyncer *parvis_hub_syncer_new (void);
/* Ends it first. */
void parvis_hub_syncer_free (ParvisHubSyncer *self);
/* Returns once everything has been synced and woken; what is begun from then on is done at once. Any thread. */
void parvis_hub_syncer_end (ParvisHubSyncer *self);

/* The bytes written to @fd, which stays the caller's, and the file's name. %NULL: @parking (nullable) is there and
 * nobody may be parked any more, or there is none: parvis_hub_store_sync() is for the caller. (transfer full) */
ParvisHubSync *parvis_hub_syncer_begin (ParvisHubSyncer *self, ParvisHubStore *store, int fd,
                                        const ParvisHubParking *parking);
/* 0, or errno; only once woken. */
int parvis_hub_sync_get_errno (const ParvisHubSync *self);
void parvis_hub_sync_let_go (ParvisHubSync *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisHubSync, parvis_hub_sync_let_go)

G_END_DECLS
