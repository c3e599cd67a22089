/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

/* A system bus of this test's own, and a double of NetworkManager on it: its properties State, Connectivity and Metered
 * and its signal StateChanged, as its D-Bus API has them. Every function asserts. */
typedef struct _NetworkManager NetworkManager;

/* The bus alone: DBUS_SYSTEM_BUS_ADDRESS is set, for this process and those it starts. Before anything else asks for
 * the system bus. */
NetworkManager *network_manager_new (void);
void network_manager_free (NetworkManager *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetworkManager, network_manager_free)

/* NetworkManager comes, with what it says; and goes. */
void network_manager_start (NetworkManager *self, guint state, guint connectivity, guint metered);
void network_manager_stop (NetworkManager *self);
/* It tells a change: "State" (by StateChanged, too), "Connectivity" or "Metered". */
void network_manager_set (NetworkManager *self, const char *name, guint value);
