/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/exchange/exchange.h"
#include "drivers/printer/printer.h"
#include "drivers/printer/ticket.h"

G_BEGIN_DECLS

/* ParvisEscposWorker: the thread in which a receipt printer is followed and served. */
typedef struct _ParvisEscposWorker ParvisEscposWorker;

typedef struct
{
  ParvisPrinterTrouble trouble;
  gboolean paper_low;
  const char *model; /* static; %NULL until the printer was there */
} ParvisEscposNews;

typedef struct
{
  guint patience_ms; /* a trouble in the middle of a receipt may last so long */
  guint silence_ms;  /* a printer that takes and says nothing for so long has failed */
} ParvisEscposLimits;
extern const ParvisEscposLimits parvis_escpos_usual_limits;

/* @on_news is called in the caller's thread-default main context, at each change; never after
 * parvis_escpos_worker_free().
 * @record: (nullable) all that is said is added to it, in the thread; it outlives the worker. */
ParvisEscposWorker *parvis_escpos_worker_new (const char *where, const ParvisEscposLimits *limits,
                                              ParvisExchange *record,
                                              void (*on_news) (const ParvisEscposNews *news, gpointer user_data),
                                              gpointer user_data);
/* Waits for the thread, two seconds at most; prints not yet answered fail with CANCELLED. */
void parvis_escpos_worker_free (ParvisEscposWorker *self);

/* @task (transfer full) returns a boolean when the ticket is out. Its cancellable keeps the rest in. */
void parvis_escpos_worker_print (ParvisEscposWorker *self, GTask *task, ParvisTicket *ticket);

G_END_DECLS
