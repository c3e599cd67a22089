/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/receipt-printer.h"

G_BEGIN_DECLS

/* For the drivers: what is new is notified, what is not is not. */
void parvis_receipt_printer_set_trouble (ParvisReceiptPrinter *self, ParvisPrinterTrouble trouble);
void parvis_receipt_printer_set_paper_low (ParvisReceiptPrinter *self, gboolean paper_low);

G_END_DECLS
