/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/usb/mock-usb.h"

#include <errno.h>
#include <string.h>
#include <umockdev.h>
#include <unistd.h>

#define PRELOAD    "libumockdev-preload.so.0"
#define CONTROLLER "/devices/pci0000:00/0000:00:14.0/"

struct _MockUsb
{
  UMockdevTestbed *testbed;
  GHashTable *paths; /* port -> path in sysfs */
  guint last_address;
};

void
mock_usb_begin (char **argv)
{
  const char *preload = g_getenv ("LD_PRELOAD");
  g_autofree char *asan = NULL;

  if (preload != NULL && strstr (preload, PRELOAD) != NULL)
    return;
  /* An ASan build complains of whoever is loaded before it. */
  asan = g_strconcat (g_getenv ("ASAN_OPTIONS") != NULL ? g_getenv ("ASAN_OPTIONS") : "", ":verify_asan_link_order=0",
                      NULL);
  g_setenv ("ASAN_OPTIONS", asan, TRUE);
  g_setenv ("LD_PRELOAD", PRELOAD, TRUE);
  execv ("/proc/self/exe", argv);
  g_error ("cannot begin again under %s: %s", PRELOAD, g_strerror (errno));
}

MockUsb *
mock_usb_new (void)
{
  MockUsb *self = g_new0 (MockUsb, 1);

  self->testbed = umockdev_testbed_new ();
  self->paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
mock_usb_free (MockUsb *self)
{
  g_object_unref (self->testbed);
  g_hash_table_unref (self->paths);
  g_free (self);
}

/* "1-1.2" is behind "1-1", which is at "usb1". */
static char *
path_of (const char *port)
{
  g_autofree char *bus = g_strndup (port, strcspn (port, "-"));
  GString *path = g_string_new (CONTROLLER);

  if (g_str_has_prefix (port, "usb"))
    return g_string_free (g_string_append (path, port), FALSE);
  g_string_append_printf (path, "usb%s", bus);
  for (const char *at = strchr (port, '.'); at != NULL; at = strchr (at + 1, '.'))
    g_string_append_printf (path, "/%.*s", (int) (at - port), port);
  g_string_append_printf (path, "/%s", port);
  return g_string_free (path, FALSE);
}

static void
append_descriptors (GString *hex, guint16 vendor, guint16 product, const guint8 *classes, guint n_classes)
{
  guint total = 9 + 9 * n_classes;

  g_string_append_printf (hex, "12010002%02X000040%02X%02X%02X%02X000101020301", classes[0] == 9 ? 9 : 0, vendor & 0xff,
                          vendor >> 8, product & 0xff, product >> 8);
  g_string_append_printf (hex, "0902%02X00%02X0100C001", total, n_classes);
  for (guint i = 0; i < n_classes; i++)
    g_string_append_printf (hex, "0904%02X0000%02X000000", i, classes[i]);
}

static guint
bus_of (const char *port)
{
  return (guint) g_ascii_strtoull (g_str_has_prefix (port, "usb") ? port + strlen ("usb") : port, NULL, 10);
}

/* As `umockdev-record` writes a device. */
static char *
describe (MockUsb *self, const char *port, guint16 vendor, guint16 product, const char *serial, const char *descriptors)
{
  g_autofree char *path = path_of (port);
  guint bus = bus_of (port), address = ++self->last_address;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "P: %s\nN: bus/usb/%03u/%03u=%s\n", path, bus, address, descriptors);
  g_string_append_printf (text, "E: DEVNAME=/dev/bus/usb/%03u/%03u\nE: DEVTYPE=usb_device\nE: MAJOR=189\nE: MINOR=%u\n",
                          bus, address, address - 1);
  g_string_append_printf (text,
                          "E: PRODUCT=%x/%x/100\nE: TYPE=0/0/0\nE: BUSNUM=%03u\nE: DEVNUM=%03u\nE: SUBSYSTEM=usb\n",
                          vendor, product, bus, address);
  g_string_append_printf (text,
                          "A: bConfigurationValue=1\\n\nA: bNumConfigurations=1\\n\nA: busnum=%u\\n\nA: devnum=%u\\n\n",
                          bus, address);
  g_string_append_printf (
      text, "A: devpath=%s\\n\nA: idVendor=%04x\\n\nA: idProduct=%04x\\n\nA: product=Banc d'essai\\n\nA: speed=12\\n\n",
      strchr (port, '-') != NULL ? strchr (port, '-') + 1 : "0", vendor, product);
  if (serial != NULL)
    g_string_append_printf (text, "A: serial=%s\\n\n", serial);
  g_string_append_printf (text, "H: descriptors=%s\n", descriptors);
  return g_string_free (text, FALSE);
}

static void
plug (MockUsb *self, const char *port, guint16 vendor, guint16 product, const char *serial, const char *descriptors)
{
  g_autofree char *text = describe (self, port, vendor, product, serial, descriptors);
  g_autofree char *path = path_of (port), *whole = g_strconcat ("/sys", path, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (umockdev_testbed_add_from_string (self->testbed, text, &error));
  g_assert_no_error (error);
  g_hash_table_insert (self->paths, g_strdup (port), g_steal_pointer (&whole));
  umockdev_testbed_uevent (self->testbed, g_hash_table_lookup (self->paths, port), "add");
}

void
mock_usb_plug (MockUsb *self, const char *port, guint16 vendor, guint16 product, guint8 usb_class, const char *serial)
{
  g_autoptr (GString) descriptors = g_string_new (NULL);

  append_descriptors (descriptors, vendor, product, &usb_class, 1);
  plug (self, port, vendor, product, serial, descriptors->str);
}

void
mock_usb_plug_two (MockUsb *self, const char *port, guint16 vendor, guint16 product, guint8 first, guint8 second)
{
  g_autoptr (GString) descriptors = g_string_new (NULL);

  append_descriptors (descriptors, vendor, product, (const guint8[]){ first, second }, 2);
  plug (self, port, vendor, product, NULL, descriptors->str);
}

void
mock_usb_unplug (MockUsb *self, const char *port)
{
  const char *path = g_hash_table_lookup (self->paths, port);

  g_assert_nonnull (path);
  umockdev_testbed_uevent (self->testbed, path, "remove");
  umockdev_testbed_remove_device (self->testbed, path);
  g_hash_table_remove (self->paths, port);
}
