/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ParvisUsbDevice: something that is plugged in, as the kernel tells of it; nobody opens the device for that.
 * Immutable. */
#define PARVIS_USB_MAX_CLASSES 32
typedef struct
{
  char *port;          /* bus and ports as the kernel writes them, "1-1.4"; "usb1" for a root hub */
  guint8 bus, address; /* of now; another one each time that it is plugged in */
  guint16 vendor, product;
  char *serial, *title; /* (nullable) as the device says: UTF-8, no control characters, but nothing to believe */
  guint n_classes;      /* of its interfaces, each once, in order; the device's own where it has one (USB 2.0, 9.6.1) */
  guint8 classes[PARVIS_USB_MAX_CLASSES];
} ParvisUsbDevice;

ParvisUsbDevice *parvis_usb_device_copy (const ParvisUsbDevice *self);
void parvis_usb_device_free (ParvisUsbDevice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisUsbDevice, parvis_usb_device_free)

G_END_DECLS
