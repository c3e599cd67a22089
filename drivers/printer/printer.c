/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/printer.h"

G_DEFINE_QUARK (parvis-printer-error-quark, parvis_printer_error)
