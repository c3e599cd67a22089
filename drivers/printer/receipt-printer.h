/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/printer.h"
#include "drivers/printer/ticket.h"

G_BEGIN_DECLS

/* ParvisReceiptPrinter: a printer of receipts on a roll, whatever it speaks. Main thread only; nothing here blocks it.
 *
 * Property "trouble" (ParvisPrinterTrouble), as a ParvisPrinter has it: notified when it begins and when it is mended.
 * "paper-low" (boolean): the roll ends soon: staff are told, it still prints. */
#define PARVIS_TYPE_RECEIPT_PRINTER (parvis_receipt_printer_get_type ())
G_DECLARE_DERIVABLE_TYPE (ParvisReceiptPrinter, parvis_receipt_printer, PARVIS, RECEIPT_PRINTER, GObject)

struct _ParvisReceiptPrinterClass
{
  GObjectClass parent_class;
  void (*print_async) (ParvisReceiptPrinter *self, ParvisTicket *ticket, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*print_finish) (ParvisReceiptPrinter *self, GAsyncResult *result, GError **error);
};

/* A trouble that is there before it begins ends it at once, with PARVIS_PRINTER_ERROR_TROUBLE: see "trouble". One that
 * comes in the middle is told at once by "trouble", and the rest is printed when it is mended within a minute. Ends
 * when the printer has taken all of it and says that nothing is wrong, the paper cut; errors are ParvisPrinterError.
 * What is half out is not printed again by itself: the person chooses. Cancelling keeps the rest in. */
void parvis_receipt_printer_print_async (ParvisReceiptPrinter *self, ParvisTicket *ticket, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
gboolean parvis_receipt_printer_print_finish (ParvisReceiptPrinter *self, GAsyncResult *result,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
ParvisPrinterTrouble parvis_receipt_printer_get_trouble (ParvisReceiptPrinter *self);
gboolean parvis_receipt_printer_is_paper_low (ParvisReceiptPrinter *self);

G_END_DECLS
