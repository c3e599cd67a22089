/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/printer.h"

G_BEGIN_DECLS

/* For the kinds of printers: says what is wrong now. Main thread; notifies only a change. */
void parvis_printer_set_trouble (ParvisPrinter *self, ParvisPrinterTrouble trouble);

G_END_DECLS
