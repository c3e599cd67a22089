/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "fake-escpos.h"

/* A receipt printer of USB's class 7 on umockdev: libusb is the real one, and finds its files and its kernel here. The
 * program must run under umockdev's preloaded library (mock_usb_begin()). Threads: any; fake_usb_printer_lock() around
 * what is changed or read in @brain. */
typedef struct _FakeUsbPrinter FakeUsbPrinter;

FakeUsbPrinter *fake_usb_printer_new (void);
void fake_usb_printer_free (FakeUsbPrinter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeUsbPrinter, fake_usb_printer_free)

FakeEscpos *fake_usb_printer_lock (FakeUsbPrinter *self);
/* Tells the printer that something of it was changed, too. */
void fake_usb_printer_unlock (FakeUsbPrinter *self);

/* How badly USB goes. @short_write: bytes an OUT transfer takes at most; 0: all. @stalls: OUT transfers that stall,
 * halfway, before all is well. @no_in: it cannot speak. Before it is plugged in. */
void fake_usb_printer_set_faults (FakeUsbPrinter *self, gsize short_write, guint stalls, gboolean no_in);
/* Bytes of OUT transfers after which it is pulled out; -1: never. */
void fake_usb_printer_unplug_after (FakeUsbPrinter *self, gssize bytes);

void fake_usb_printer_plug (FakeUsbPrinter *self);
void fake_usb_printer_unplug (FakeUsbPrinter *self);

typedef struct
{
  guint device_ids, port_states, soft_resets, halts_cleared, in_transfers, claims, releases, reaps;
} FakeUsbCounts;
FakeUsbCounts fake_usb_printer_get_counts (FakeUsbPrinter *self);
