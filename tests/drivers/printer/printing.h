/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/print-service.h"
#include "drivers/printer/printer.h"

G_BEGIN_DECLS

/* What the tests of printers share: waiting on events, and one page to print. */

#define PRINTING_PATIENCE_SECONDS 120
gboolean printing_is_impatient (gpointer user_data); /* fails the test */

#define wait_until(condition)                                                                                          \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    guint impatience = g_timeout_add_seconds (PRINTING_PATIENCE_SECONDS, printing_is_impatient, NULL);                 \
    while (!(condition))                                                                                               \
      g_main_context_iteration (NULL, TRUE);                                                                           \
    g_source_remove (impatience);                                                                                      \
  }                                                                                                                    \
  G_STMT_END

/* A PDF of one page that is valid enough for CUPS' filters, and that bears @mark. (transfer full) */
GBytes *printing_new_pdf (const char *mark);
/* @result: set when it has ended. */
void printing_begin (ParvisPrinter *printer, const ParvisPrintOptions *options, GCancellable *cancellable,
                     GAsyncResult **result);
/* It prints, and exactly one sheet comes out. */
void printing_assert (PrintService *service, ParvisPrinter *printer, const ParvisPrintOptions *options);
/* It ends in that error; @result is released. */
void printing_assert_ends_with (ParvisPrinter *printer, GAsyncResult **result, ParvisPrinterError code);

/* Waits until the printer has that trouble. It is looked at now, as when a session begins, not when its turn comes. */
void printing_wait_trouble (ParvisPrinter *printer, ParvisPrinterTrouble trouble);
/* Told, and seen: the printer has that trouble. */
void printing_tell_and_wait (PrintService *service, const char *command, ParvisPrinter *printer,
                             ParvisPrinterTrouble trouble);

G_END_DECLS
