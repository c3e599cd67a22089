/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/escpos/escpos-printer.h"

#include "drivers/printer/escpos/escpos-printer-private.h"
#include "drivers/printer/escpos/link.h"
#include "drivers/printer/receipt-printer-private.h"

struct _ParvisEscposPrinter
{
  ParvisReceiptPrinter parent_instance;
  ParvisEscposWorker *worker;
  const char *model;
};

enum
{
  PROP_MODEL = 1,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (ParvisEscposPrinter, parvis_escpos_printer, PARVIS_TYPE_RECEIPT_PRINTER)

static void
on_news (const ParvisEscposNews *news, gpointer user_data)
{
  ParvisEscposPrinter *self = user_data;

  g_object_freeze_notify (G_OBJECT (self));
  if (self->model != news->model)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MODEL]);
  self->model = news->model;
  parvis_receipt_printer_set_paper_low (PARVIS_RECEIPT_PRINTER (self), news->paper_low);
  parvis_receipt_printer_set_trouble (PARVIS_RECEIPT_PRINTER (self), news->trouble);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
dispose (GObject *object)
{
  ParvisEscposPrinter *self = PARVIS_ESCPOS_PRINTER (object);

  g_clear_pointer (&self->worker, parvis_escpos_worker_free);
  G_OBJECT_CLASS (parvis_escpos_printer_parent_class)->dispose (object);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_static_string (value, PARVIS_ESCPOS_PRINTER (object)->model);
}

static void
print_async (ParvisReceiptPrinter *printer, ParvisTicket *ticket, GCancellable *cancellable,
             GAsyncReadyCallback callback, gpointer user_data)
{
  ParvisEscposPrinter *self = PARVIS_ESCPOS_PRINTER (printer);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE); /* the worker answers a cancelled one, with an error of ours */
  parvis_escpos_worker_print (self->worker, task, ticket);
}

static gboolean
print_finish (ParvisReceiptPrinter *printer, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
parvis_escpos_printer_class_init (ParvisEscposPrinterClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  G_OBJECT_CLASS (klass)->dispose = dispose;
  G_OBJECT_CLASS (klass)->get_property = get_property;
  props[PROP_MODEL] = g_param_spec_string ("model", NULL, NULL, NULL, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
  PARVIS_RECEIPT_PRINTER_CLASS (klass)->print_async = print_async;
  PARVIS_RECEIPT_PRINTER_CLASS (klass)->print_finish = print_finish;
}

static void
parvis_escpos_printer_init (ParvisEscposPrinter *self)
{
}

ParvisEscposPrinter *
parvis_escpos_printer_new_full (const char *where, const ParvisEscposLimits *limits, ParvisExchange *record)
{
  ParvisEscposPrinter *self = g_object_new (PARVIS_TYPE_ESCPOS_PRINTER, NULL);

  self->worker = parvis_escpos_worker_new (where, limits, record, on_news, self);
  return self;
}

ParvisEscposPrinter *
parvis_escpos_printer_new (const char *where)
{
  return parvis_escpos_printer_new_full (where, &parvis_escpos_usual_limits, NULL);
}

ParvisEscposPrinter *
parvis_escpos_printer_new_recording (const char *where, ParvisExchange *record)
{
  return parvis_escpos_printer_new_full (where, &parvis_escpos_usual_limits, record);
}

gboolean
parvis_escpos_printer_check_where (const char *where, GError **error)
{
  return parvis_escpos_where_check (where, error);
}

const char *
parvis_escpos_printer_get_model (ParvisEscposPrinter *self)
{
  return self->model;
}
