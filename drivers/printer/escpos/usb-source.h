/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>
#include <libusb.h>

G_BEGIN_DECLS

/* libusb's file descriptors as a source of the thread-default main context: its callbacks come from there, and nothing
 * wakes up but when one of them has something. One a @usb. Destroy it before libusb_exit(). (transfer full) */
GSource *parvis_usb_source_attach (libusb_context *usb);

G_END_DECLS
