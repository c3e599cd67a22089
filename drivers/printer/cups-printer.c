/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/cups-printer.h"

#include "drivers/printer/cups-worker.h"
#include "drivers/printer/printer-private.h"

struct _ParvisCupsPrinter
{
  ParvisPrinter parent_instance;
  ParvisCupsWorker *worker;
};

G_DEFINE_FINAL_TYPE (ParvisCupsPrinter, parvis_cups_printer, PARVIS_TYPE_PRINTER)

static void
on_report (const ParvisPrinterReport *report, gpointer user_data)
{
  parvis_printer_set_abilities (user_data, report->abilities);
  parvis_printer_set_warnings (user_data, report->condition.warnings);
  parvis_printer_set_trouble (user_data, report->condition.trouble);
}

static void
print_async (ParvisPrinter *printer, GBytes *pdf, const ParvisPrintOptions *options, const char *title,
             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (printer, cancellable, callback, user_data);

  g_task_set_source_tag (task, print_async);
  g_task_set_check_cancellable (task, FALSE); /* the worker answers with PARVIS_PRINTER_ERROR_CANCELLED */
  parvis_cups_worker_print (PARVIS_CUPS_PRINTER (printer)->worker, task, pdf, options, title);
}

static gboolean
print_finish (ParvisPrinter *printer, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, printer), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
purge (ParvisPrinter *printer)
{
  parvis_cups_worker_purge (PARVIS_CUPS_PRINTER (printer)->worker);
}

static void
watch (ParvisPrinter *printer, gboolean closely)
{
  parvis_cups_worker_watch (PARVIS_CUPS_PRINTER (printer)->worker, closely);
}

static void
finalize (GObject *object)
{
  g_clear_pointer (&PARVIS_CUPS_PRINTER (object)->worker, parvis_cups_worker_free);
  G_OBJECT_CLASS (parvis_cups_printer_parent_class)->finalize (object);
}

static void
parvis_cups_printer_class_init (ParvisCupsPrinterClass *klass)
{
  ParvisPrinterClass *printer_class = PARVIS_PRINTER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = finalize;
  printer_class->print_async = print_async;
  printer_class->print_finish = print_finish;
  printer_class->purge = purge;
  printer_class->watch = watch;
}

static void
parvis_cups_printer_init (ParvisCupsPrinter *self)
{
}

ParvisPrinter *
parvis_cups_printer_new (const char *queue)
{
  ParvisCupsPrinter *self = g_object_new (PARVIS_TYPE_CUPS_PRINTER, NULL);

  self->worker = parvis_cups_worker_new (queue, on_report, self);
  return PARVIS_PRINTER (self);
}
