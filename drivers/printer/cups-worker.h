/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/cups-news.h"

G_BEGIN_DECLS

/* ParvisCupsWorker: the thread in which a queue is followed and served. All it is told and all it tells goes from one
 * main context to the other. */
typedef struct _ParvisCupsWorker ParvisCupsWorker;

/* @heard is called in the caller's thread-default main context, at each change; never after parvis_cups_worker_free().
 * Jobs that an earlier life of this user left in the queue are cancelled first. */
ParvisCupsWorker *parvis_cups_worker_new (const char *queue, ParvisCupsNewsFunc heard, gpointer user_data);
/* Waits for the thread, a few seconds at most; prints not yet answered fail with CANCELLED. */
void parvis_cups_worker_free (ParvisCupsWorker *self);

/* @task (transfer full) returns a boolean when the printer has printed. Its cancellable cancels the job. */
void parvis_cups_worker_print (ParvisCupsWorker *self, GTask *task, GBytes *pdf, const ParvisPrintOptions *options,
                               const char *title);
void parvis_cups_worker_purge (ParvisCupsWorker *self);
/* See parvis_printer_watch(). At first: closely. */
void parvis_cups_worker_watch (ParvisCupsWorker *self, gboolean closely);

G_END_DECLS
