/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/devices/board.h"
#include "drivers/screen/screen.h"
#include "drivers/sound/sound.h"

G_BEGIN_DECLS

/* What a driver says, as a status: its health, code and text are set; the rest is the board's. "Unknown" as long as it
 * has not said anything yet. */
void parvis_tell_printer (ParvisPrinter *printer, ParvisDeviceStatus *status);
void parvis_tell_receipt_printer (ParvisReceiptPrinter *printer, const char *where, ParvisDeviceStatus *status);
void parvis_tell_card_reader (ParvisCardReader *reader, ParvisDeviceStatus *status);
/* @looked: what came of looking for it; %NULL while it is looked for. */
typedef struct
{
  gboolean done;
  GError *error; /* NULL: it is there */
} ParvisLooked;
void parvis_tell_scanner (const ParvisLooked *looked, ParvisDeviceStatus *status);
/* @sound: %NULL when it could not be opened, for @error's reason. */
void parvis_tell_sound (ParvisSound *sound, const GError *error, ParvisDeviceStatus *status);
/* @folder: of the kernel's backlights. */
void parvis_tell_screen (const char *folder, ParvisDeviceStatus *status);
void parvis_tell_usb (ParvisUsbInventory *usb, const char *name, ParvisDeviceStatus *status);

G_END_DECLS
