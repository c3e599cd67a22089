/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/network-manager.h"

#define NAME "org.freedesktop.NetworkManager"
#define PATH "/org/freedesktop/NetworkManager"

struct _NetworkManager
{
  GTestDBus *bus;
  GDBusConnection *connection; /* its own, not the shared one of the process */
  guint object;
  GHashTable *values; /* name -> number */
};

static const char description[] = "<node><interface name='" NAME "'>"
                                  "<property name='State' type='u' access='read'/>"
                                  "<property name='Connectivity' type='u' access='read'/>"
                                  "<property name='Metered' type='u' access='read'/>"
                                  "<signal name='StateChanged'><arg name='state' type='u'/></signal>"
                                  "</interface></node>";

static GVariant *
on_get (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *name,
        GError **error, gpointer user_data)
{
  NetworkManager *self = user_data;

  return g_variant_new_uint32 (GPOINTER_TO_UINT (g_hash_table_lookup (self->values, name)));
}

NetworkManager *
network_manager_new (void)
{
  NetworkManager *self = g_new0 (NetworkManager, 1);
  g_autoptr (GError) error = NULL;

  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (self->bus), TRUE);
  self->connection = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->bus),
                                                             G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                                 | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                             NULL, NULL, &error);
  g_assert_no_error (error);
  self->values = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

/* A call on the bus that carries the name @what. */
static void
call_bus (NetworkManager *self, const char *what, GVariant *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus",
                                                             "/org/freedesktop/DBus", "org.freedesktop.DBus", what,
                                                             arguments, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

void
network_manager_start (NetworkManager *self, guint state, guint connectivity, guint metered)
{
  static const GDBusInterfaceVTable table = { .get_property = on_get };
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (description, &error);

  g_assert_no_error (error);
  g_hash_table_insert (self->values, (char *) "State", GUINT_TO_POINTER (state));
  g_hash_table_insert (self->values, (char *) "Connectivity", GUINT_TO_POINTER (connectivity));
  g_hash_table_insert (self->values, (char *) "Metered", GUINT_TO_POINTER (metered));
  self->object
      = g_dbus_connection_register_object (self->connection, PATH, node->interfaces[0], &table, self, NULL, &error);
  g_assert_no_error (error);
  call_bus (self, "RequestName", g_variant_new ("(su)", NAME, 0));
}

void
network_manager_stop (NetworkManager *self)
{
  call_bus (self, "ReleaseName", g_variant_new ("(s)", NAME));
  g_assert_true (g_dbus_connection_unregister_object (self->connection, self->object));
  self->object = 0;
}

void
network_manager_set (NetworkManager *self, const char *name, guint value)
{
  GVariantBuilder changed;
  g_autoptr (GError) error = NULL;

  g_hash_table_insert (self->values, (char *) name, GUINT_TO_POINTER (value));
  if (g_str_equal (name, "State"))
    g_assert_true (g_dbus_connection_emit_signal (self->connection, NULL, PATH, NAME, "StateChanged",
                                                  g_variant_new ("(u)", value), &error));
  g_variant_builder_init (&changed, G_VARIANT_TYPE ("a{sv}"));
  g_variant_builder_add (&changed, "{sv}", name, g_variant_new_uint32 (value));
  g_assert_true (g_dbus_connection_emit_signal (self->connection, NULL, PATH, "org.freedesktop.DBus.Properties",
                                                "PropertiesChanged", g_variant_new ("(sa{sv}as)", NAME, &changed, NULL),
                                                &error));
  g_assert_no_error (error);
}

void
network_manager_free (NetworkManager *self)
{
  if (self->object != 0)
    network_manager_stop (self);
  g_assert_true (g_dbus_connection_close_sync (self->connection, NULL, NULL));
  g_object_unref (self->connection);
  g_test_dbus_stop (self->bus);
  g_object_unref (self->bus);
  g_hash_table_unref (self->values);
  g_free (self);
}
