/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/usb/inventory.h"

#include <locale.h>
#include <string.h>

#include "drivers/usb/mock-usb.h"

#define HUB         0x09
#define PRINTER     0x07
#define HID         0x03
#define STORAGE     0x08
#define CARD_READER 0x0b

typedef struct
{
  MockUsb *usb;
  ParvisUsbInventory *inventory;
  GString *told; /* a line each */
} Fixture;

static const ParvisUsbDeclared declared[] = {
  { "receipt", 0x04b8, 0x0202, NULL, NULL },
  { "left", 0x072f, 0x223b, "1-1.4", NULL },
  { "right", 0x072f, 0x223b, NULL, "RIGHT1" },
};
static const char *const allowed[] = { "09", "0bda:5411", NULL };

static const char *const states[] = { "unknown", "present", "missing" };

static void
on_changed (ParvisUsbInventory *inventory, const char *name, int state, Fixture *fixture)
{
  g_assert_true (inventory == fixture->inventory); /* not one that was let go */
  g_assert_cmpint (parvis_usb_inventory_get_state (inventory, name), ==, state);
  g_string_append_printf (fixture->told, "%s %s\n", name, states[state]);
}

static void
on_stranger (ParvisUsbInventory *inventory, const ParvisUsbDevice *device, gboolean there, Fixture *fixture)
{
  g_string_append_printf (fixture->told, "stranger %04x:%04x %s %s\n", device->vendor, device->product, device->port,
                          there ? "came" : "left");
}

G_NORETURN static gboolean
on_too_long (gpointer data)
{
  g_error ("waited in vain; told so far:\n%s", (char *) data);
}

static void
assert_told (Fixture *fixture, const char *expected)
{
  guint watchdog = g_timeout_add_seconds (60, on_too_long, fixture->told->str);

  while (fixture->told->len < strlen (expected))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
  g_assert_cmpstr (fixture->told->str, ==, expected);
  g_string_truncate (fixture->told, 0);
}

static void
open_inventory (Fixture *fixture)
{
  fixture->inventory = parvis_usb_inventory_new (declared, G_N_ELEMENTS (declared), allowed);
  g_signal_connect (fixture->inventory, "changed", G_CALLBACK (on_changed), fixture);
  g_signal_connect (fixture->inventory, "stranger", G_CALLBACK (on_stranger), fixture);
}

static void
wait_counted (Fixture *fixture)
{
  guint watchdog = g_timeout_add_seconds (60, on_too_long, fixture->told->str);

  g_assert_cmpint (parvis_usb_inventory_get_state (fixture->inventory, "receipt"), ==, PARVIS_USB_UNKNOWN);
  while (parvis_usb_inventory_get_watched (fixture->inventory) == PARVIS_USB_COUNTING)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
  g_assert_cmpint (parvis_usb_inventory_get_watched (fixture->inventory), ==, PARVIS_USB_WATCHING);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->usb = mock_usb_new ();
  fixture->told = g_string_new (NULL);
  mock_usb_plug (fixture->usb, "usb1", 0x1d6b, 0x0002, HUB, NULL);
  mock_usb_plug (fixture->usb, "1-1", 0x05e3, 0x0608, HUB, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->inventory);
  mock_usb_free (fixture->usb);
  g_string_free (fixture->told, TRUE);
}

static void
test_at_start (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) strangers = NULL;
  const ParvisUsbDevice *device;

  mock_usb_plug (fixture->usb, "1-4", 0x04b8, 0x0202, PRINTER, "TEST0001");
  mock_usb_plug (fixture->usb, "1-2", 0x046d, 0xc31c, HID, NULL);
  open_inventory (fixture);
  wait_counted (fixture);
  device = parvis_usb_inventory_get_device (fixture->inventory, "receipt");
  g_assert_nonnull (device);
  g_assert_cmpstr (device->port, ==, "1-4");
  g_assert_cmpstr (device->serial, ==, "TEST0001");
  g_assert_cmpstr (device->title, ==, "Banc d'essai");
  g_assert_cmpuint (device->n_classes, ==, 1);
  g_assert_cmpint (parvis_usb_inventory_get_state (fixture->inventory, "left"), ==, PARVIS_USB_MISSING);
  g_assert_null (parvis_usb_inventory_get_device (fixture->inventory, "left"));
  g_assert_cmpint (parvis_usb_inventory_get_state (fixture->inventory, "nobody"), ==, PARVIS_USB_UNKNOWN);
  strangers = parvis_usb_inventory_list_strangers (fixture->inventory); /* the keyboard, and neither hub */
  g_assert_cmpuint (strangers->len, ==, 1);
  device = g_ptr_array_index (strangers, 0);
  g_assert_cmpuint (device->vendor, ==, 0x046d);
  g_assert_null (parvis_usb_inventory_resembles (fixture->inventory, device));
}

static void
test_comes_and_goes (Fixture *fixture, gconstpointer data)
{
  open_inventory (fixture);
  assert_told (fixture, "receipt missing\nleft missing\nright missing\n");
  mock_usb_plug (fixture->usb, "1-4", 0x04b8, 0x0202, PRINTER, NULL);
  assert_told (fixture, "receipt present\n");
  mock_usb_unplug (fixture->usb, "1-4");
  assert_told (fixture, "receipt missing\n");
  mock_usb_plug (fixture->usb, "1-3", 0x04b8, 0x0202, PRINTER, NULL);
  assert_told (fixture, "receipt present\n");
}

/* Two of a kind are told apart by where they are and by who they are. */
static void
test_port_and_serial (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) strangers = NULL;

  open_inventory (fixture);
  assert_told (fixture, "receipt missing\nleft missing\nright missing\n");
  mock_usb_plug (fixture->usb, "1-3", 0x072f, 0x223b, CARD_READER, "RIGHT1");
  assert_told (fixture, "right present\n");
  mock_usb_plug (fixture->usb, "1-1.3", 0x072f, 0x223b, CARD_READER, "LEFT1");
  assert_told (fixture, "stranger 072f:223b 1-1.3 came\n");
  strangers = parvis_usb_inventory_list_strangers (fixture->inventory);
  g_assert_cmpstr (parvis_usb_inventory_resembles (fixture->inventory, g_ptr_array_index (strangers, 0)), ==, "left");
  mock_usb_unplug (fixture->usb, "1-1.3");
  assert_told (fixture, "stranger 072f:223b 1-1.3 left\n");
  mock_usb_plug (fixture->usb, "1-1.4", 0x072f, 0x223b, CARD_READER, "LEFT1");
  assert_told (fixture, "left present\n");
}

static void
test_strangers (Fixture *fixture, gconstpointer data)
{
  open_inventory (fixture);
  assert_told (fixture, "receipt missing\nleft missing\nright missing\n");
  mock_usb_plug (fixture->usb, "1-2", 0x0951, 0x1666, STORAGE, NULL);
  assert_told (fixture, "stranger 0951:1666 1-2 came\n");
  mock_usb_plug (fixture->usb, "1-5", 0x0bda, 0x5411, STORAGE, NULL); /* allowed by its number */
  mock_usb_plug_two (fixture->usb, "1-6", 0x1234, 0x5678, HUB, HID);  /* what calls itself a hub, and types */
  assert_told (fixture, "stranger 1234:5678 1-6 came\n");
  mock_usb_unplug (fixture->usb, "1-5");
  mock_usb_unplug (fixture->usb, "1-2");
  assert_told (fixture, "stranger 0951:1666 1-2 left\n");
}

/* A second printer of the same make is a stranger until the first one leaves. */
static void
test_stands_in (Fixture *fixture, gconstpointer data)
{
  mock_usb_plug (fixture->usb, "1-4", 0x04b8, 0x0202, PRINTER, "A");
  open_inventory (fixture);
  assert_told (fixture, "receipt present\nleft missing\nright missing\n");
  mock_usb_plug (fixture->usb, "1-5", 0x04b8, 0x0202, PRINTER, "B");
  assert_told (fixture, "stranger 04b8:0202 1-5 came\n");
  mock_usb_unplug (fixture->usb, "1-4");
  assert_told (fixture, "receipt missing\nstranger 04b8:0202 1-5 left\nreceipt present\n");
  g_assert_cmpstr (parvis_usb_inventory_get_device (fixture->inventory, "receipt")->serial, ==, "B");
}

/* Let go at once, and with news on its way: what it says before is its own affair, afterwards it says nothing. */
static void
test_let_go (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 50; i++)
    {
      open_inventory (fixture);
      for (int turn = 0; turn < i; turn++)
        g_main_context_iteration (NULL, FALSE); /* at another moment of its beginning each time */
      g_clear_object (&fixture->inventory);
    }
  g_string_truncate (fixture->told, 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (fixture->told->str, ==, "");
}

int
main (int argc, char **argv)
{
  mock_usb_begin (argv);
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/inventory/at-start", test_at_start);
  ADD ("/inventory/comes-and-goes", test_comes_and_goes);
  ADD ("/inventory/port-and-serial", test_port_and_serial);
  ADD ("/inventory/strangers", test_strangers);
  ADD ("/inventory/stands-in", test_stands_in);
  ADD ("/inventory/let-go", test_let_go);
  return g_test_run ();
}
