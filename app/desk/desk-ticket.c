/* SPDX-License-Identifier: EUPL-1.2
 *
 * What is printed on the roll.
 */
#include <glib/gi18n-lib.h>

#include "app/desk/desk-private.h"
#include "app/leaflet/leaflet-writing.h"
#include "app/receipt/slip-writing.h"
#include "drivers/printer/escpos/escpos-printer.h"

/* What the person does when it did not come out, or half of it; and, where it is known, what must be mended first. */
static char *
describe_failure (ParvisReceiptPrinter *printer)
{
  const char *trouble = parvis_printer_trouble_to_text (parvis_receipt_printer_get_trouble (printer));
  const char *instead
      = _ ("Votre ticket n’est pas sorti en entier. Photographiez le code affiché, ou imprimez-le encore une fois.");

  return *trouble != '\0' ? g_strdup_printf ("%s %s", instead, trouble) : g_strdup (instead);
}

static void
on_printed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) cause = NULL;
  ParvisReceiptPrinter *printer = PARVIS_RECEIPT_PRINTER (source);
  const char *subject = g_task_get_task_data (task); /* for the counts */
  g_autofree char *sentence = NULL;

  if (parvis_receipt_printer_print_finish (printer, result, &cause))
    {
      parvis_desk_count (g_task_get_source_object (task), PARVIS_COUNT_PRINT, subject, NULL);
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_message ("%s not printed: %s", subject, cause->message);
  sentence = describe_failure (printer);
  g_task_return_new_error (task, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_DEVICE, "%s", sentence);
}

static void
print (ParvisDesk *self, const char *subject, const ParvisWriting *writing, GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, self->session, callback, user_data);
  g_autoptr (ParvisTicket) ticket = NULL;

  g_task_set_task_data (task, (gpointer) subject, NULL);
  if (self->receipt_printer == NULL)
    {
      g_task_return_new_error (task, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_DEVICE, "%s",
                               _ ("Cette borne n’a pas d’imprimante. Photographiez le code affiché."));
      return;
    }
  ticket = parvis_writing_to_ticket (writing);
  parvis_receipt_printer_print_async (self->receipt_printer, ticket, self->session, on_printed, g_object_ref (task));
}

void
parvis_desk_print_ticket_async (ParvisDesk *self, const ParvisSlip *slip, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (ParvisWriting) writing = parvis_slip_write (slip);

  print (self, "receipt", writing, callback, user_data);
}

void
parvis_desk_print_leaflet_ticket_async (ParvisDesk *self, const ParvisLeaflet *leaflet, GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_autoptr (ParvisWriting) writing = parvis_leaflet_write (leaflet);

  print (self, "leaflet", writing, callback, user_data);
}

static void
on_trouble (ParvisReceiptPrinter *printer, GParamSpec *pspec, ParvisDesk *self)
{
  parvis_desk_count_trouble (self, "receipt-printer", parvis_receipt_printer_get_trouble (printer));
  g_object_notify (G_OBJECT (self), "receipt-printer-trouble");
}

void
parvis_desk_open_receipt_printer (ParvisDesk *self)
{
  const char *where = parvis_config_receipt_printer (self->config);

  if (where == NULL)
    return;
  self->receipt_printer = PARVIS_RECEIPT_PRINTER (parvis_escpos_printer_new (where));
  g_signal_connect_object (self->receipt_printer, "notify::trouble", G_CALLBACK (on_trouble), self, (GConnectFlags) 0);
}

const char *
parvis_desk_receipt_printer_trouble (ParvisDesk *self)
{
  return self->receipt_printer != NULL
             ? parvis_printer_trouble_to_text (parvis_receipt_printer_get_trouble (self->receipt_printer))
             : "";
}
