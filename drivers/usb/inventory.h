/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib-object.h>

#include "drivers/usb/device.h"

G_BEGIN_DECLS

/* ParvisUsbInventory: the USB devices that belong to this kiosk, as its configuration declares them: which are there,
 * which are missing, and what is plugged in that has no business here. Strangers are told of and never opened. By
 * libusb's hot-plug events alone: nothing is asked twice, nothing polls. Main thread only; nothing blocks it.
 *
 * Signal "changed" (name, ParvisUsbState): a declared device is there, is missing, is back.
 * Signal "stranger" (const ParvisUsbDevice *, gboolean there): a device that is neither declared nor allowed came, or
 * left. The device is of this call only. Property "watched" (ParvisUsbWatched, read only, with "notify"). */
#define PARVIS_TYPE_USB_INVENTORY (parvis_usb_inventory_get_type ())
G_DECLARE_FINAL_TYPE (ParvisUsbInventory, parvis_usb_inventory, PARVIS, USB_INVENTORY, GObject)

typedef enum
{
  PARVIS_USB_UNKNOWN, /* not counted yet, or cannot be watched */
  PARVIS_USB_PRESENT,
  PARVIS_USB_MISSING,
} ParvisUsbState;

typedef enum
{
  PARVIS_USB_COUNTING,    /* the first moment */
  PARVIS_USB_WATCHING,    /* the state of each device is known, and told when it changes */
  PARVIS_USB_NOT_WATCHED, /* libusb cannot: every state is unknown and stays so */
} ParvisUsbWatched;

/* What belongs here. @port: "1-1.4", or NULL for any; @serial: NULL for any. */
typedef struct
{
  const char *name;
  guint16 vendor, product;
  const char *port, *serial;
} ParvisUsbDeclared;

/* @allowed: what may be plugged in undeclared, NULL-terminated: a class as two hexadecimal digits (a device passes when
 * each of its classes is allowed) or "0bda:5411", in lower case. Everything is copied. (transfer full) */
ParvisUsbInventory *parvis_usb_inventory_new (const ParvisUsbDeclared *declared, gsize n_declared,
                                              const char *const *allowed);

ParvisUsbWatched parvis_usb_inventory_get_watched (ParvisUsbInventory *self);
/* Of a name that is not declared: UNKNOWN. */
ParvisUsbState parvis_usb_inventory_get_state (ParvisUsbInventory *self, const char *name);
/* The device that is there under this name; NULL when it is missing. (transfer none) until the main loop runs again */
const ParvisUsbDevice *parvis_usb_inventory_get_device (ParvisUsbInventory *self, const char *name);
/* What has no business here. (transfer container) (element-type ParvisUsbDevice): valid until the main loop runs again
 */
GPtrArray *parvis_usb_inventory_list_strangers (ParvisUsbInventory *self);
/* The missing device that a stranger would be if it were in its port, or had its serial number: moved, or exchanged.
 * (nullable) */
const char *parvis_usb_inventory_resembles (ParvisUsbInventory *self, const ParvisUsbDevice *stranger);

G_END_DECLS
