/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "app/devices/status.h"
#include "drivers/card/reader.h"
#include "drivers/exchange/exchange.h"
#include "drivers/printer/printer.h"
#include "drivers/printer/receipt-printer.h"
#include "drivers/scanner/scanner.h"
#include "drivers/usb/inventory.h"
#include "sync/config/config.h"

G_BEGIN_DECLS

/* ParvisDeviceBoard: how every device is that a kiosk's configuration declares: for parvisctl, and for the kiosk
 * itself. What can be watched is watched by its own events; what cannot (scanner, screen) is looked at once. Main
 * thread only.
 *
 * Signal "changed" (name): the status of a device is another one; the first one is told, too.
 * Signal "stranger" (const ParvisUsbDevice *, gboolean there): of ParvisUsbInventory.
 * Signal "settled": every device has said how it is, or had PARVIS_DEVICE_BOARD_PATIENCE for it. Once. */
#define PARVIS_TYPE_DEVICE_BOARD (parvis_device_board_get_type ())
G_DECLARE_FINAL_TYPE (ParvisDeviceBoard, parvis_device_board, PARVIS, DEVICE_BOARD, GObject)

#define PARVIS_DEVICE_BOARD_PATIENCE 10     /* seconds */
#define PARVIS_DEVICE_USB_PREFIX     "usb:" /* of the name of a device that [usb NAME] declares */

ParvisDeviceBoard *parvis_device_board_new (ParvisConfig *config);

/* The same beside a kiosk that uses these devices already: they are looked at, not opened a second time. What is %NULL
 * is not on this board, nor are the scanner, the sound and the screen; the USB devices are where any is declared. */
typedef struct
{
  ParvisPrinter *printer, *labels;
  ParvisReceiptPrinter *receipt_printer;
  ParvisCardReader *card_reader;
} ParvisDevicesInUse;
ParvisDeviceBoard *parvis_device_board_new_beside (ParvisConfig *config, const ParvisDevicesInUse *devices);

gboolean parvis_device_board_is_settled (ParvisDeviceBoard *self);
/* Of ParvisDeviceStatus, in a fixed order. (transfer full) */
GPtrArray *parvis_device_board_list (ParvisDeviceBoard *self);
/* %NULL: not declared. (transfer full) */
ParvisDeviceStatus *parvis_device_board_lookup (ParvisDeviceBoard *self, const char *name);

/* What stands behind them; NULL where it is not declared. (transfer none) */
ParvisPrinter *parvis_device_board_printer (ParvisDeviceBoard *self);
ParvisPrinter *parvis_device_board_labels (ParvisDeviceBoard *self);
ParvisReceiptPrinter *parvis_device_board_receipt_printer (ParvisDeviceBoard *self);
ParvisCardReader *parvis_device_board_card_reader (ParvisDeviceBoard *self);
ParvisScanner *parvis_device_board_scanner (ParvisDeviceBoard *self);
/* Beside a kiosk that declares no USB devices: NULL. */
ParvisUsbInventory *parvis_device_board_usb (ParvisDeviceBoard *self);

G_END_DECLS
