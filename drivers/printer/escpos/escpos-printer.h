/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/exchange/exchange.h"
#include "drivers/printer/receipt-printer.h"

G_BEGIN_DECLS

/* ParvisEscposPrinter: a receipt printer that speaks ESC/POS, on USB or on the network: README.md.
 *
 * Property "model" (string, nullable), with notify: parvis_escpos_printer_get_model(). Its first value says that the
 * printer is there, even when "trouble" has nothing to tell. */
#define PARVIS_TYPE_ESCPOS_PRINTER (parvis_escpos_printer_get_type ())
G_DECLARE_FINAL_TYPE (ParvisEscposPrinter, parvis_escpos_printer, PARVIS, ESCPOS_PRINTER, ParvisReceiptPrinter)

/* @where: "usb:04b8:0202", "usb:04b8:0202:SERIAL", "tcp:HOST:PORT", "tcp:HOST:PORT:MODEL", or "replay:FILE" (a recorded
 * exchange stands for the printer). One that is not plugged in is waited for; one that is not well formed stays
 * UNREACHABLE: parvis_escpos_printer_check_where() says what is wrong with it. */
ParvisEscposPrinter *parvis_escpos_printer_new (const char *where);
gboolean parvis_escpos_printer_check_where (const char *where, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* As above, all that is said added to @record, which outlives the printer, and is the caller's again when the printer
 * is disposed of. It holds what was printed: print a test ticket, not a person's. Replayed, the exchange's name stands
 * for the model: give it the device's
 * ("TM-T20III"). */
ParvisEscposPrinter *parvis_escpos_printer_new_recording (const char *where, ParvisExchange *record);

/* The line of the table of models that serves this printer; %NULL until it was there once. (transfer none) */
const char *parvis_escpos_printer_get_model (ParvisEscposPrinter *self);

G_END_DECLS
