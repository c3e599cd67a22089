/* SPDX-License-Identifier: EUPL-1.2 */
#include <glib/gi18n-lib.h>

#include "app/desk/desk-private.h"
#include "app/receipt/label.h"
#include "drivers/printer/cups-printer.h"

static void
return_failure (GTask *task, const GError *cause)
{
  ParvisDesk *self = g_task_get_source_object (task);
  const char *trouble = parvis_desk_label_trouble (self);

  g_message ("label not printed: %s", cause->message);
  g_task_return_new_error (
      task, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_DEVICE, "%s",
      *trouble != '\0' ? trouble
                       : _ ("L’impression n’a pas pu se faire. Gardez le code affiché, ou demandez à l’accueil."));
}

static void
on_printed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) cause = NULL;

  if (!parvis_printer_print_finish (PARVIS_PRINTER (source), result, &cause))
    {
      return_failure (task, cause);
      return;
    }
  parvis_desk_count (g_task_get_source_object (task), PARVIS_COUNT_PRINT, "label", NULL);
  g_task_return_boolean (task, TRUE);
}

/* As large as the label that lies in the printer. */
static GBytes *
draw (ParvisDesk *self, const ParvisSlip *slip, GError **error)
{
  const ParvisLabel label = { slip->commune, slip->title, slip->code, slip->submitted_on };
  double width, height;

  if (parvis_printer_abilities_loaded_size (parvis_printer_get_abilities (self->labels), &width, &height))
    return parvis_label_to_pdf (&label, width, height, error);
  g_set_error (error, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_DEVICE, "the printer does not say how large its labels are");
  return NULL;
}

void
parvis_desk_print_label_async (ParvisDesk *self, const ParvisSlip *slip, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  const ParvisPrintOptions options = { .media = PARVIS_PRINT_MEDIA_LOADED };
  g_autoptr (GTask) task = g_task_new (self, self->session, callback, user_data);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GBytes) pdf = NULL;

  if (self->labels == NULL)
    {
      g_task_return_new_error (task, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_DEVICE, "%s",
                               _ ("Cette borne n’a pas d’imprimante. Photographiez le code affiché."));
      return;
    }
  pdf = draw (self, slip, &cause);
  if (pdf == NULL)
    return_failure (task, cause);
  else
    parvis_printer_print_with_async (self->labels, pdf, &options, "Parvis", self->session, on_printed,
                                     g_object_ref (task));
}

static void
on_trouble (ParvisPrinter *printer, GParamSpec *pspec, ParvisDesk *self)
{
  parvis_desk_count_trouble (self, "labels", parvis_printer_get_trouble (printer));
  g_object_notify (G_OBJECT (self), "label-printer-trouble");
}

void
parvis_desk_open_labels (ParvisDesk *self)
{
  const char *queue = parvis_config_printing (self->config)->labels;

  if (queue == NULL)
    return;
  self->labels = parvis_cups_printer_new (queue);
  g_signal_connect_object (self->labels, "notify::trouble", G_CALLBACK (on_trouble), self, (GConnectFlags) 0);
  parvis_printer_watch (self->labels, FALSE); /* until somebody comes */
}

const char *
parvis_desk_label_trouble (ParvisDesk *self)
{
  return self->labels != NULL ? parvis_printer_trouble_to_text (parvis_printer_get_trouble (self->labels)) : "";
}
