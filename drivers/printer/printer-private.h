/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/printer.h"

G_BEGIN_DECLS

/* For the kinds of printers: says what is wrong now, and what it can do. Main thread; notifies only a change. */
void parvis_printer_set_trouble (ParvisPrinter *self, ParvisPrinterTrouble trouble);
void parvis_printer_set_warnings (ParvisPrinter *self, ParvisPrinterWarnings warnings);
void parvis_printer_set_abilities (ParvisPrinter *self, ParvisPrinterAbilities *abilities); /* (nullable) */

G_END_DECLS
