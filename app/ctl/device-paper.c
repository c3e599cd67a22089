/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/ctl/device-paper.h"

#include <glib/gi18n-lib.h>

#include "app/ctl/ctl.h"
#include "app/ctl/device-wait.h"
#include "app/receipt/label.h"
#include "app/receipt/writing.h"

#define ADDRESS "https://example.org/parvis"

static char *
now (void)
{
  g_autoptr (GDateTime) time = g_date_time_new_now_local ();

  return g_date_time_format (time, "%d/%m/%Y %H:%M:%S");
}

/* @config: (nullable): whose kiosk it is and what time it is there is not said. */
static ParvisWriting *
write_test (ParvisConfig *config)
{
  ParvisWriting *writing = parvis_writing_new (_ ("Essai d’impression"), "fr");
  g_autofree char *when = now ();

  parvis_writing_add (writing, PARVIS_WRITING_NOTE, _ ("Cette page ne contient les données de personne."), NULL, NULL);
  if (config != NULL)
    {
      parvis_writing_add (writing, PARVIS_WRITING_ROW, _ ("Borne"), parvis_config_kiosk_id (config), NULL);
      parvis_writing_add (writing, PARVIS_WRITING_ROW, _ ("Date"), when, NULL);
    }
  parvis_writing_add (writing, PARVIS_WRITING_TEXT, "Àâçéèêëîïôœùûüÿ ÆŒÉÇ « guillemets » € ° — 0123456789", NULL, NULL);
  parvis_writing_add (writing, PARVIS_WRITING_LINK, _ ("Lisez ce code avec un téléphone."), ADDRESS, ADDRESS);
  return writing;
}

static void
on_printed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  gboolean ok = parvis_printer_print_finish (PARVIS_PRINTER (source), result, &error);

  parvis_ctl_wait_end (user_data, ok, error);
}

static void
on_ticket_printed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  gboolean ok = parvis_receipt_printer_print_finish (PARVIS_RECEIPT_PRINTER (source), result, &error);

  parvis_ctl_wait_end (user_data, ok, error);
}

/* What stands in its way while it waits. */
static void
say_trouble (GObject *printer, GParamSpec *pspec, gpointer user_data)
{
  ParvisPrinterTrouble trouble;

  g_object_get (printer, "trouble", &trouble, NULL);
  if (trouble != PARVIS_PRINTER_OK)
    g_print ("%s\n", parvis_printer_trouble_to_text (trouble));
}

/* ---- sheets and labels ---- */

static int
print_pdf (ParvisPrinter *printer, GBytes *pdf, ParvisPrintMedia media, const char *done)
{
  g_auto (ParvisCtlWait) wait = { NULL };
  const ParvisPrintOptions options = { .media = media };

  g_signal_connect (printer, "notify::trouble", G_CALLBACK (say_trouble), NULL);
  parvis_ctl_wait_begin (&wait);
  parvis_printer_print_with_async (printer, pdf, &options, "Parvis", wait.cancellable, on_printed, &wait);
  parvis_ctl_wait_run (&wait);
  return parvis_ctl_wait_finish (&wait, done);
}

int
parvis_ctl_test_printer (ParvisConfig *config, ParvisDeviceBoard *board)
{
  g_autoptr (ParvisWriting) writing = write_test (config);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = parvis_writing_to_pdf (writing, NULL, &error);

  if (pdf == NULL)
    return parvis_ctl_fail (error);
  g_print (_ ("J’imprime une page d’essai ; Ctrl-C l’annule.\n"));
  return print_pdf (parvis_device_board_printer (board), pdf, PARVIS_PRINT_MEDIA_A4,
                    _ ("La page d’essai est imprimée."));
}

int
parvis_ctl_test_labels (ParvisConfig *config, ParvisDeviceBoard *board)
{
  ParvisPrinter *printer = parvis_device_board_labels (board);
  const ParvisPrinterAbilities *abilities = parvis_printer_get_abilities (printer);
  g_autofree char *when = now ();
  const ParvisLabel label = { parvis_config_kiosk_id (config), _ ("Étiquette d’essai"), "ABCD 1234", when };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = NULL;
  double width, height;

  if (!parvis_printer_abilities_loaded_size (abilities, &width, &height))
    {
      g_printerr (_ ("parvisctl: l’imprimante d’étiquettes ne dit pas la taille de ses étiquettes ; allumez-la, ou "
                     "réglez PageSize (lpadmin -p %s -o PageSize=…)\n"),
                  parvis_config_printing (config)->labels);
      return PARVIS_CTL_FAULTS;
    }
  pdf = parvis_label_to_pdf (&label, width, height, &error);
  if (pdf == NULL)
    {
      g_printerr (_ ("parvisctl: une étiquette de %.0f × %.0f mm ne peut pas être imprimée ; il en faut une de %.0f à "
                     "%.0f mm de côté\n"),
                  width, height, PARVIS_LABEL_LEAST_MM, PARVIS_LABEL_MOST_MM);
      return PARVIS_CTL_FAULTS;
    }
  g_print (_ ("J’imprime une étiquette d’essai de %.0f × %.0f mm ; Ctrl-C l’annule.\n"), width, height);
  return print_pdf (printer, pdf, PARVIS_PRINT_MEDIA_LOADED, _ ("L’étiquette d’essai est imprimée."));
}

/* ---- tickets ---- */

static int
print_ticket (ParvisReceiptPrinter *printer, const ParvisWriting *writing)
{
  g_auto (ParvisCtlWait) wait = { NULL };
  g_autoptr (ParvisTicket) ticket = parvis_writing_to_ticket (writing);

  g_print (_ ("J’imprime un ticket d’essai ; Ctrl-C l’annule.\n"));
  g_signal_connect (printer, "notify::trouble", G_CALLBACK (say_trouble), NULL);
  parvis_ctl_wait_begin (&wait);
  parvis_receipt_printer_print_async (printer, ticket, wait.cancellable, on_ticket_printed, &wait);
  parvis_ctl_wait_run (&wait);
  return parvis_ctl_wait_finish (&wait, _ ("Le ticket d’essai est imprimé."));
}

int
parvis_ctl_print_plain_ticket (ParvisReceiptPrinter *printer)
{
  g_autoptr (ParvisWriting) writing = write_test (NULL);

  return print_ticket (printer, writing);
}

/* A recorded exchange takes what was recorded and nothing else. */
int
parvis_ctl_test_receipt_printer (ParvisConfig *config, ParvisDeviceBoard *board)
{
  gboolean replayed = g_str_has_prefix (parvis_config_receipt_printer (config), "replay:");
  g_autoptr (ParvisWriting) writing = write_test (replayed ? NULL : config);

  return print_ticket (parvis_device_board_receipt_printer (board), writing);
}
