/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/escpos/usb-device.h"

#include <string.h>

#define CONTROL_MS      1000
#define GET_DEVICE_ID   0
#define PROTOCOL_1284_4 3 /* wants packets of its own */

static gboolean
set_error (GError **error, int code, libusb_device *device)
{
  struct libusb_device_descriptor descriptor = { 0 };

  libusb_get_device_descriptor (device, &descriptor);
  if (code == LIBUSB_ERROR_ACCESS)
    g_set_error (
        error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
        "The printer %04x:%04x may not be opened: install packaging/udev/60-parvis-printer.rules and put the kiosk's "
        "user in the group lp",
        descriptor.idVendor, descriptor.idProduct);
  else if (code == LIBUSB_ERROR_BUSY)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "Another program prints on %04x:%04x: remove its queue from CUPS",
                 descriptor.idVendor, descriptor.idProduct);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The printer %04x:%04x cannot be used: %s", descriptor.idVendor,
                 descriptor.idProduct, libusb_strerror ((enum libusb_error) code));
  return FALSE;
}

static void
take_endpoints (ParvisUsbPrinter *self, const struct libusb_interface_descriptor *interface)
{
  self->interface = interface->bInterfaceNumber;
  self->in = self->out = 0;
  for (guint i = 0; i < interface->bNumEndpoints; i++)
    {
      const struct libusb_endpoint_descriptor *endpoint = &interface->endpoint[i];

      if ((endpoint->bmAttributes & LIBUSB_TRANSFER_TYPE_MASK) != LIBUSB_TRANSFER_TYPE_BULK)
        continue;
      if (endpoint->bEndpointAddress & LIBUSB_ENDPOINT_IN)
        self->in = endpoint->bEndpointAddress;
      else
        self->out = endpoint->bEndpointAddress;
    }
}

static gboolean
find_interface (ParvisUsbPrinter *self, libusb_device *device)
{
  struct libusb_config_descriptor *config;

  if (libusb_get_active_config_descriptor (device, &config) != 0)
    return FALSE;
  for (guint i = 0; i < config->bNumInterfaces && self->out == 0; i++)
    {
      const struct libusb_interface_descriptor *first = config->interface[i].altsetting;

      if (config->interface[i].num_altsetting > 0 && first->bInterfaceClass == LIBUSB_CLASS_PRINTER
          && first->bInterfaceProtocol != PROTOCOL_1284_4)
        take_endpoints (self, first);
    }
  libusb_free_config_descriptor (config);
  return self->out != 0;
}

static gboolean
has_serial (ParvisUsbPrinter *self, guint8 index, const char *serial)
{
  guint8 text[128];
  int length;

  if (serial == NULL)
    return TRUE;
  length = libusb_get_string_descriptor_ascii (self->handle, index, text, sizeof text);
  return length > 0 && strlen (serial) == (gsize) length && memcmp (text, serial, (gsize) length) == 0;
}

/* Its first two bytes are its length. What is not text is not believed. */
static char *
get_device_id (ParvisUsbPrinter *self)
{
  guint8 text[1024] = { 0 };
  guint16 index = (guint16) (self->interface << 8);
  int length = libusb_control_transfer (self->handle, 0xa1, GET_DEVICE_ID, 0, index, text, sizeof text - 1, CONTROL_MS);

  if (length <= 2)
    return NULL;
  text[length] = '\0';
  return g_str_is_ascii ((const char *) text + 2) ? g_strdup ((const char *) text + 2) : NULL;
}

static gboolean
claim (ParvisUsbPrinter *self, libusb_device *device, GError **error)
{
  int code;

  libusb_set_auto_detach_kernel_driver (self->handle, 1);
  code = libusb_claim_interface (self->handle, self->interface);
  return code == 0 || set_error (error, code, device);
}

static gboolean
not_this_one (GError **error, const char *why)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, why);
  return FALSE;
}

static gboolean
open_device (ParvisUsbPrinter *self, libusb_device *device, const char *serial, GError **error)
{
  struct libusb_device_descriptor descriptor;
  int code;

  if (libusb_get_device_descriptor (device, &descriptor) != 0 || !find_interface (self, device))
    return not_this_one (error, "it has no interface of a printer");
  self->vendor = descriptor.idVendor;
  self->product = descriptor.idProduct;
  code = libusb_open (device, &self->handle);
  if (code != 0)
    return set_error (error, code, device);
  if (!has_serial (self, descriptor.iSerialNumber, serial))
    return not_this_one (error, "it has another serial number");
  if (!claim (self, device, error))
    return FALSE;
  self->device_id = get_device_id (self);
  return TRUE;
}

ParvisUsbPrinter *
parvis_usb_printer_open (libusb_device *device, const char *serial, GError **error)
{
  g_autoptr (ParvisUsbPrinter) self = g_new0 (ParvisUsbPrinter, 1);

  return open_device (self, device, serial, error) ? g_steal_pointer (&self) : NULL;
}

void
parvis_usb_printer_close (ParvisUsbPrinter *self)
{
  if (self->handle != NULL)
    {
      libusb_release_interface (self->handle, self->interface);
      libusb_close (self->handle);
    }
  g_free (self->device_id);
  g_free (self);
}
