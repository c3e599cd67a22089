/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/printing.h"

#include <string.h>

gboolean
printing_is_impatient (gpointer user_data)
{
  g_error ("waited %d s in vain", PRINTING_PATIENCE_SECONDS);
  return G_SOURCE_REMOVE;
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

GBytes *
printing_new_pdf (const char *mark)
{
  GString *pdf = g_string_new ("%PDF-1.4\n");
  gsize at[4], table;

  at[0] = pdf->len;
  g_string_append (pdf, "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
  at[1] = pdf->len;
  g_string_append (pdf, "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n");
  at[2] = pdf->len;
  g_string_append (pdf,
                   "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R>>\nendobj\n");
  at[3] = pdf->len;
  g_string_append_printf (pdf, "4 0 obj\n<</Length %zu>>\nstream\n%%%s\nendstream\nendobj\n", strlen (mark) + 2, mark);
  table = pdf->len;
  g_string_append_printf (pdf, "xref\n0 5\n0000000000 65535 f \n");
  for (gsize i = 0; i < G_N_ELEMENTS (at); i++)
    g_string_append_printf (pdf, "%010zu 00000 n \n", at[i]);
  g_string_append_printf (pdf, "trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", table);
  return g_string_free_to_bytes (pdf);
}

void
printing_begin (ParvisPrinter *printer, const ParvisPrintOptions *options, GCancellable *cancellable,
                GAsyncResult **result)
{
  g_autoptr (GBytes) pdf = printing_new_pdf ("parvis");

  *result = NULL;
  parvis_printer_print_with_async (printer, pdf, options, "Parvis", cancellable, on_result, result);
}

void
printing_assert (PrintService *service, ParvisPrinter *printer, const ParvisPrintOptions *options)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint before = print_service_count (service);
  gboolean printed;

  printing_begin (printer, options, NULL, &result);
  wait_until (result != NULL);
  printed = parvis_printer_print_finish (printer, result, &error);
  g_assert_no_error (error);
  g_assert_true (printed);
  g_assert_cmpuint (print_service_count (service), ==, before + 1);
}

void
printing_assert_ends_with (ParvisPrinter *printer, GAsyncResult **result, ParvisPrinterError code)
{
  g_autoptr (GError) error = NULL;

  wait_until (*result != NULL);
  g_assert_false (parvis_printer_print_finish (printer, *result, &error));
  g_assert_error (error, PARVIS_PRINTER_ERROR, (int) code);
  g_clear_object (result);
}

void
printing_wait_trouble (ParvisPrinter *printer, ParvisPrinterTrouble trouble)
{
  parvis_printer_watch (printer, TRUE);
  wait_until (parvis_printer_get_trouble (printer) == trouble);
}

void
printing_tell_and_wait (PrintService *service, const char *command, ParvisPrinter *printer,
                        ParvisPrinterTrouble trouble)
{
  print_service_tell (service, command);
  printing_wait_trouble (printer, trouble);
}
