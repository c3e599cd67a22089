/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

/* USB devices that are not there, for whatever asks the kernel: umockdev's folders stand for /sys and /dev, and its
 * uevents for the kernel's. libusb is the real one. */
typedef struct _MockUsb MockUsb;

/* What umockdev needs loaded before everything else: begins this program again with it, once; first thing in main(). */
void mock_usb_begin (char **argv);

MockUsb *mock_usb_new (void);
void mock_usb_free (MockUsb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MockUsb, mock_usb_free)

/* @port: "1-4", "1-1.2", or "usb1" for a root hub. @class: of its one interface; a hub's is its own too. @serial:
 * (nullable) */
void mock_usb_plug (MockUsb *self, const char *port, guint16 vendor, guint16 product, guint8 usb_class,
                    const char *serial);
/* The same, of two interfaces. */
void mock_usb_plug_two (MockUsb *self, const char *port, guint16 vendor, guint16 product, guint8 first, guint8 second);
void mock_usb_unplug (MockUsb *self, const char *port);
