/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/net/network.h"

#define NM_NAME "org.freedesktop.NetworkManager"
#define NM_PATH "/org/freedesktop/NetworkManager"

/* Of NetworkManager's D-Bus API, which never changes them: NMState, NMConnectivityState, NMMetered. */
#define NM_STATE_CONNECTED_LOCAL 50 /* and what is above: some network, or all of it */
#define NM_CONNECTIVITY_PORTAL   2
#define NM_METERED_YES           1
#define NM_METERED_GUESS_YES     3

struct _ParvisNetwork
{
  GNetworkMonitor *monitor; /* (not owned) */
  gulong monitor_id;
  guint watch;
  GCancellable *cancellable;
  GDBusProxy *manager; /* (nullable) NetworkManager, while it is there */
  gulong properties_id, signal_id;
  gboolean settled; /* whether it is there is known */
  ParvisNetworkState state;
  gboolean metered;
  ParvisNetworkChanged changed;
  gpointer user_data;
};

static guint
get_number (GDBusProxy *proxy, const char *name)
{
  g_autoptr (GVariant) value = g_dbus_proxy_get_cached_property (proxy, name);

  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32) ? g_variant_get_uint32 (value) : 0;
}

static ParvisNetworkState
state_of (const ParvisNetwork *self)
{
  if (self->manager == NULL)
    return g_network_monitor_get_network_available (self->monitor) ? PARVIS_NETWORK_UP : PARVIS_NETWORK_NONE;
  if (get_number (self->manager, "State") < NM_STATE_CONNECTED_LOCAL)
    return PARVIS_NETWORK_NONE;
  return get_number (self->manager, "Connectivity") == NM_CONNECTIVITY_PORTAL ? PARVIS_NETWORK_PORTAL
                                                                              : PARVIS_NETWORK_UP;
}

static gboolean
metered_by (const ParvisNetwork *self)
{
  guint metered;

  if (!self->settled)
    return TRUE;
  if (self->manager == NULL)
    return g_network_monitor_get_network_metered (self->monitor);
  metered = get_number (self->manager, "Metered");
  return metered == NM_METERED_YES || metered == NM_METERED_GUESS_YES;
}

static gboolean
look (ParvisNetwork *self)
{
  ParvisNetworkState state = state_of (self);
  gboolean metered = metered_by (self);
  gboolean same = state == self->state && metered == self->metered;

  self->state = state;
  self->metered = metered;
  return !same;
}

static void
look_and_tell (ParvisNetwork *self)
{
  if (look (self))
    self->changed (self->user_data);
}

static void
on_monitor (GNetworkMonitor *monitor, gboolean available, gpointer user_data)
{
  look_and_tell (user_data);
}

static void
on_properties (GDBusProxy *proxy, GVariant *changed, const char *const *invalidated, gpointer user_data)
{
  look_and_tell (user_data);
}

/* StateChanged comes before the property of some versions. */
static void
on_signal (GDBusProxy *proxy, const char *sender, const char *name, GVariant *arguments, gpointer user_data)
{
  guint32 state;

  if (!g_str_equal (name, "StateChanged") || !g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(u)")))
    return;
  g_variant_get (arguments, "(u)", &state);
  g_dbus_proxy_set_cached_property (proxy, "State", g_variant_new_uint32 (state));
  look_and_tell (user_data);
}

static void
forget_manager (ParvisNetwork *self)
{
  if (self->manager == NULL)
    return;
  g_signal_handler_disconnect (self->manager, self->properties_id);
  g_signal_handler_disconnect (self->manager, self->signal_id);
  g_clear_object (&self->manager);
}

static void
on_proxy (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GDBusProxy *manager = g_dbus_proxy_new_finish (result, &error);
  ParvisNetwork *self = user_data;

  if (manager == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return; /* so is @self */
      g_message ("NetworkManager: %s", error->message);
      self->settled = TRUE;
      look_and_tell (self);
      return;
    }
  forget_manager (self);
  self->manager = manager;
  self->settled = TRUE;
  self->properties_id = g_signal_connect (manager, "g-properties-changed", G_CALLBACK (on_properties), self);
  self->signal_id = g_signal_connect (manager, "g-signal", G_CALLBACK (on_signal), self);
  look_and_tell (self);
}

static void
on_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  ParvisNetwork *self = user_data;

  g_dbus_connection_set_exit_on_close (bus, FALSE); /* without a bus we go on with the kernel's word */
  g_dbus_proxy_new (bus, G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START, NULL, NM_NAME, NM_PATH, NM_NAME, self->cancellable,
                    on_proxy, self);
}

static void
on_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  ParvisNetwork *self = user_data;

  forget_manager (self);
  self->settled = TRUE;
  look_and_tell (self);
}

ParvisNetwork *
parvis_network_new (ParvisNetworkChanged changed, gpointer user_data)
{
  ParvisNetwork *self = g_new0 (ParvisNetwork, 1);

  self->changed = changed;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  self->monitor = g_network_monitor_get_default ();
  self->monitor_id = g_signal_connect (self->monitor, "network-changed", G_CALLBACK (on_monitor), self);
  look (self);
  self->watch = g_bus_watch_name (G_BUS_TYPE_SYSTEM, NM_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, on_appeared, on_vanished,
                                  self, NULL);
  return self;
}

void
parvis_network_free (ParvisNetwork *self)
{
  g_bus_unwatch_name (self->watch);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  forget_manager (self);
  g_signal_handler_disconnect (self->monitor, self->monitor_id);
  g_free (self);
}

ParvisNetworkState
parvis_network_get_state (const ParvisNetwork *self)
{
  return self->state;
}

gboolean
parvis_network_is_metered (const ParvisNetwork *self)
{
  return self->metered;
}
