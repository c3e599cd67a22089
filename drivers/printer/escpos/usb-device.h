/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>
#include <libusb.h>

G_BEGIN_DECLS

/* A printer on USB, opened: Universal Serial Bus Device Class Definition for Printing Devices 1.1. */
typedef struct
{
  libusb_device_handle *handle;
  guint16 vendor, product;
  guint8 interface, out, in; /* @in: 0: it cannot speak (protocol 1) */
  char *device_id;           /* IEEE 1284; (nullable) */
} ParvisUsbPrinter;

/* The first interface of class 7 that has an OUT endpoint, taken from the kernel's usblp and claimed. Control requests
 * of a second at most.
 * @serial: (nullable) the one it must have. Errors: G_IO_ERROR_PERMISSION_DENIED (with the remedy), BUSY (somebody else
 * prints on it), NOT_FOUND (not a printer, or another one), FAILED. */
ParvisUsbPrinter *parvis_usb_printer_open (libusb_device *device, const char *serial,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_usb_printer_close (ParvisUsbPrinter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisUsbPrinter, parvis_usb_printer_close)

G_END_DECLS
