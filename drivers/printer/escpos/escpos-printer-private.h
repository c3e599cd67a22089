/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/escpos/escpos-printer.h"
#include "drivers/printer/escpos/worker.h"

G_BEGIN_DECLS

/* For tests, which have less patience. */
ParvisEscposPrinter *parvis_escpos_printer_new_full (const char *where, const ParvisEscposLimits *limits,
                                                     ParvisExchange *record);

G_END_DECLS
