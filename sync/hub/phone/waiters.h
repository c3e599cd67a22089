/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

#include "sync/hub/http/parking.h"

G_BEGIN_DECLS

/* ParvisHubWaiters: parked connections, each waiting for something of its own until its time is over. Private to
 * slots.c: every call is made with @lock held, which the timers take, too. */
typedef struct _ParvisHubWaiters ParvisHubWaiters;

/* Times are kept by @context, which must run. @lock must outlive it. */
ParvisHubWaiters *parvis_hub_waiters_new (GMainContext *context, GMutex *lock);
void parvis_hub_waiters_free (ParvisHubWaiters *self); /* nobody may wait any more */

/* Parks; @what is compared, never looked into. @deadline: monotonic microseconds, not over. */
void parvis_hub_waiters_park (ParvisHubWaiters *self, gconstpointer what, gint64 deadline,
                              const ParvisHubParking *parking);
/* Those who wait for @what; %NULL: everybody. */
void parvis_hub_waiters_wake (ParvisHubWaiters *self, gconstpointer what);

/* Calls @callback once, at @at, in @context. (transfer full) */
GSource *parvis_hub_waiters_timer (const ParvisHubWaiters *self, gint64 at, GSourceFunc callback, gpointer data,
                                   GDestroyNotify free_data);

G_END_DECLS
