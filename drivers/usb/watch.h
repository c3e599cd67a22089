/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/usb/device.h"

G_BEGIN_DECLS

/* ParvisUsbWatch: what is plugged in and out, by libusb's hot-plug events, in a thread of its own that sleeps until the
 * kernel says something. No device is opened. Made, told and freed on one thread's main context. */
typedef struct _ParvisUsbWatch ParvisUsbWatch;

typedef enum
{
  PARVIS_USB_ARRIVED,
  PARVIS_USB_LEFT,
  PARVIS_USB_COUNTED, /* what was there at the start has been told; no device */
  PARVIS_USB_FAILED,  /* libusb cannot watch here; no device; nothing else will be told */
} ParvisUsbEvent;

/* @device is of this call only; one that left is told as it was when it arrived. */
typedef void (*ParvisUsbTell) (ParvisUsbEvent event, const ParvisUsbDevice *device, gpointer user_data);

ParvisUsbWatch *parvis_usb_watch_new (ParvisUsbTell tell, gpointer user_data);
/* Nothing is told any more; the thread has ended. */
void parvis_usb_watch_free (ParvisUsbWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisUsbWatch, parvis_usb_watch_free)

G_END_DECLS
