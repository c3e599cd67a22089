/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ParvisNetwork: is there a network, and is it paid by what goes through it? From NetworkManager
 * (org.freedesktop.NetworkManager on the system bus, its State, Connectivity and Metered) when it is there; else, and
 * while it is away, from the kernel (GNetworkMonitor), which knows of no portal. Told by event, never asked again: at
 * rest nothing wakes up. Belongs to one thread.
 *
 * It only says when to try at once. Whether the central server can be reached is for a try to say: one on this very
 * machine or behind no gateway needs no network of NetworkManager's. */
typedef enum
{
  PARVIS_NETWORK_NONE,
  PARVIS_NETWORK_PORTAL, /* something must be done in a web page before anything gets through: not there yet */
  PARVIS_NETWORK_UP,
} ParvisNetworkState;

typedef struct _ParvisNetwork ParvisNetwork;
/* The state or the meter has changed; never from within parvis_network_new(). */
typedef void (*ParvisNetworkChanged) (gpointer user_data);

ParvisNetwork *parvis_network_new (ParvisNetworkChanged changed, gpointer user_data);
void parvis_network_free (ParvisNetwork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisNetwork, parvis_network_free)

ParvisNetworkState parvis_network_get_state (const ParvisNetwork *self);
/* Or NetworkManager guesses so; TRUE, too, until it is known whether NetworkManager is there. */
gboolean parvis_network_is_metered (const ParvisNetwork *self);

G_END_DECLS
