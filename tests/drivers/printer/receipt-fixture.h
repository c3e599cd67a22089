/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/escpos/escpos-printer-private.h"
#include "escpos-reader.h"

/* What the tests of receipt printers have in common. */
typedef struct
{
  ParvisEscposPrinter *printer;
  GString *told; /* troubles, in their order, each with a space behind it */
  gboolean answered, printed;
  GError *error;
} ReceiptFixture;

/* Little patience with what a printer says is wrong; no slow machine makes it silent. */
extern const ParvisEscposLimits receipt_impatient;
/* The same, for a printer that falls silent. */
extern const ParvisEscposLimits receipt_hears;

void receipt_open (ReceiptFixture *self, const char *where, const ParvisEscposLimits *limits, ParvisExchange *record);
void receipt_close (ReceiptFixture *self);

ParvisPrinterTrouble receipt_trouble (ReceiptFixture *self);
void receipt_begin (ReceiptFixture *self, GCancellable *cancellable);
/* @receipt is exactly what receipt_begin() sends to a printer of @columns. */
void receipt_assert_whole (const EscposReceipt *receipt, guint columns);

/* For g_timeout_add_seconds(): stops the test, saying what it waited for. */
G_NORETURN gboolean receipt_on_too_long (gpointer condition);

#define WAIT_FOR(condition)                                                                                            \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    guint watchdog = g_timeout_add_seconds (90, receipt_on_too_long, (gpointer) #condition);                           \
    while (!(condition))                                                                                               \
      g_main_context_iteration (NULL, TRUE);                                                                           \
    g_source_remove (watchdog);                                                                                        \
  }                                                                                                                    \
  G_STMT_END
