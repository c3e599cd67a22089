/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/cups-printer.h"

#include <string.h>

#include "drivers/printer/print-service.h"

#define PATIENCE_SECONDS 40

static PrintService *service;

/* --- waiting, on events --- */

static gboolean
on_impatient (gpointer user_data)
{
  g_error ("waited %d s in vain", PATIENCE_SECONDS);
  return G_SOURCE_REMOVE;
}

#define wait_until(condition)                                                           \
  G_STMT_START                                                                          \
  {                                                                                     \
    guint impatience = g_timeout_add_seconds (PATIENCE_SECONDS, on_impatient, NULL);    \
    while (!(condition))                                                                \
      g_main_context_iteration (NULL, TRUE);                                            \
    g_source_remove (impatience);                                                       \
  }                                                                                     \
  G_STMT_END

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* A PDF that is valid enough for CUPS' filters, and that bears @mark. */
static GBytes *
new_pdf (const char *mark)
{
  GString *pdf = g_string_new ("%PDF-1.4\n");
  gsize at[4], table;

  at[0] = pdf->len;
  g_string_append (pdf, "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
  at[1] = pdf->len;
  g_string_append (pdf, "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n");
  at[2] = pdf->len;
  g_string_append (pdf, "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R>>\nendobj\n");
  at[3] = pdf->len;
  g_string_append_printf (pdf, "4 0 obj\n<</Length %zu>>\nstream\n%%%s\nendstream\nendobj\n", strlen (mark) + 2, mark);
  table = pdf->len;
  g_string_append_printf (pdf, "xref\n0 5\n0000000000 65535 f \n");
  for (gsize i = 0; i < G_N_ELEMENTS (at); i++)
    g_string_append_printf (pdf, "%010zu 00000 n \n", at[i]);
  g_string_append_printf (pdf, "trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", table);
  return g_string_free_to_bytes (pdf);
}

static void
begin_print (ParvisPrinter *printer, GCancellable *cancellable, GAsyncResult **result)
{
  g_autoptr (GBytes) pdf = new_pdf ("parvis");

  *result = NULL;
  parvis_printer_print_async (printer, pdf, "Parvis", cancellable, on_result, result);
}

static void
assert_prints (ParvisPrinter *printer)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint before = print_service_count (service);
  gboolean printed;

  begin_print (printer, NULL, &result);
  wait_until (result != NULL);
  printed = parvis_printer_print_finish (printer, result, &error);
  g_assert_no_error (error);
  g_assert_true (printed);
  g_assert_cmpuint (print_service_count (service), ==, before + 1);
}

static void
assert_ends_with (ParvisPrinter *printer, GAsyncResult **result, ParvisPrinterError code)
{
  g_autoptr (GError) error = NULL;

  wait_until (*result != NULL);
  g_assert_false (parvis_printer_print_finish (printer, *result, &error));
  g_assert_error (error, PARVIS_PRINTER_ERROR, (int) code);
  g_clear_object (result);
}

static void
wait_trouble (ParvisPrinter *printer, ParvisPrinterTrouble trouble)
{
  wait_until (parvis_printer_get_trouble (printer) == trouble);
}

/* --- tests --- */

static void
test_prints (void)
{
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new (service->queue);
  g_autofree char *path = NULL, *data = NULL;
  gint64 begin = g_get_monotonic_time ();

  assert_prints (printer);
  g_test_message ("printed in %.2f s", (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC);
  assert_prints (printer);
  path = print_service_last (service);
  g_assert_true (g_file_get_contents (path, &data, NULL, NULL));
  g_assert_true (g_str_has_prefix (data, "%PDF-"));
  g_assert_cmpint (parvis_printer_get_trouble (printer), ==, PARVIS_PRINTER_OK);
}

/* Nobody prints: trouble is seen, and its end. */
static void
test_idle_trouble (void)
{
  static const struct
  {
    const char *begin, *end;
    ParvisPrinterTrouble trouble;
  } cases[] = {
    { "paper out", "paper in", PARVIS_PRINTER_NO_PAPER },
    { "reason +cover-open", "reason -cover-open", PARVIS_PRINTER_COVER_OPEN },
    { "printer off", "printer on", PARVIS_PRINTER_UNREACHABLE },
  };
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new (service->queue);
  guint before = print_service_count (service);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      print_service_tell (service, cases[i].begin);
      wait_trouble (printer, cases[i].trouble);
      print_service_tell (service, cases[i].end);
      wait_trouble (printer, PARVIS_PRINTER_OK);
    }
  g_assert_cmpuint (print_service_count (service), ==, before);
}

/* The printer has the document, and no paper for it. */
static void
begin_print_without_paper (ParvisPrinter *printer, GCancellable *cancellable, GAsyncResult **result)
{
  print_service_tell (service, "paper out");
  begin_print (printer, cancellable, result);
  print_service_tell (service, "await taken");
  wait_trouble (printer, PARVIS_PRINTER_NO_PAPER);
  g_assert_null (*result);
}

static void
test_paper_comes (void)
{
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new (service->queue);
  g_autoptr (GAsyncResult) result = NULL;
  guint before = print_service_count (service);

  begin_print_without_paper (printer, NULL, &result);
  print_service_tell (service, "paper in");
  wait_until (result != NULL);
  g_assert_true (parvis_printer_print_finish (printer, result, NULL));
  g_assert_cmpuint (print_service_count (service), ==, before + 1);
  wait_trouble (printer, PARVIS_PRINTER_OK);
}

/* The printer had a job of a session that has ended: it was told to cancel it, nothing of it comes out for the next person, whose own
 * page does. Mended before it was told, it would rightly print: paper may come at any time. */
static void
assert_next_person_gets_one (ParvisPrinter *printer, const char *mend, guint before)
{
  print_service_tell (service, "await cancelled");
  print_service_tell (service, mend);
  wait_trouble (printer, PARVIS_PRINTER_OK);
  assert_prints (printer);
  g_assert_cmpuint (print_service_count (service), ==, before + 1);
}

static void
test_purged (void)
{
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new (service->queue);
  g_autoptr (GAsyncResult) result = NULL;
  guint before = print_service_count (service);

  begin_print_without_paper (printer, NULL, &result);
  parvis_printer_purge (printer);
  assert_ends_with (printer, &result, PARVIS_PRINTER_ERROR_CANCELLED);
  assert_next_person_gets_one (printer, "paper in", before);
}

static void
test_cancelled (void)
{
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new (service->queue);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  guint before = print_service_count (service);

  begin_print_without_paper (printer, cancellable, &result);
  g_cancellable_cancel (cancellable);
  assert_ends_with (printer, &result, PARVIS_PRINTER_ERROR_CANCELLED);
  assert_next_person_gets_one (printer, "paper in", before);
}

static void
test_cancelled_before (void)
{
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new (service->queue);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  guint before = print_service_count (service);

  g_cancellable_cancel (cancellable);
  begin_print (printer, cancellable, &result);
  assert_ends_with (printer, &result, PARVIS_PRINTER_ERROR_CANCELLED);
  assert_prints (printer);
  g_assert_cmpuint (print_service_count (service), ==, before + 1);
}

/* The printer has taken the job and is about to put it out. */
static void
begin_held_print (ParvisPrinter *printer, GAsyncResult **result)
{
  print_service_tell (service, "hold on");
  begin_print (printer, NULL, result);
  print_service_tell (service, "await held");
}

static void
test_purged_at_printer (void)
{
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new (service->queue);
  g_autoptr (GAsyncResult) result = NULL, next = NULL;
  guint before = print_service_count (service);

  begin_held_print (printer, &result);
  parvis_printer_purge (printer);
  assert_ends_with (printer, &result, PARVIS_PRINTER_ERROR_CANCELLED);
  begin_print (printer, NULL, &next);
  print_service_tell (service, "await cancelled");
  print_service_tell (service, "hold off");
  wait_until (next != NULL);
  g_assert_true (parvis_printer_print_finish (printer, next, NULL));
  g_assert_cmpuint (print_service_count (service), ==, before + 1);
}

/* CUPS is away when the session ends, and the printer holds the job: it is cancelled there all the same. */
static void
test_purged_without_server (void)
{
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new (service->queue);
  g_autoptr (GAsyncResult) result = NULL;
  guint before = print_service_count (service);

  begin_held_print (printer, &result);
  print_service_tell (service, "server off");
  wait_trouble (printer, PARVIS_PRINTER_UNREACHABLE);
  parvis_printer_purge (printer);
  assert_ends_with (printer, &result, PARVIS_PRINTER_ERROR_CANCELLED);
  print_service_tell (service, "await cancelled");
  print_service_tell (service, "server on");
  wait_trouble (printer, PARVIS_PRINTER_OK);
  assert_next_person_gets_one (printer, "hold off", before);
}

/* The kiosk died with a job in the queue: the next life begins by cancelling it. */
static void
test_left_by_earlier_life (void)
{
  g_autoptr (GBytes) pdf = new_pdf ("left");
  g_autoptr (GSubprocess) lp = NULL;
  g_autoptr (ParvisPrinter) printer = NULL;
  guint before = print_service_count (service);

  print_service_tell (service, "paper out");
  lp = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL, "lp", "-d", service->queue,
                         "-t", "left", "-", NULL);
  g_assert_true (g_subprocess_communicate (lp, pdf, NULL, NULL, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (lp));
  print_service_tell (service, "await taken");
  printer = parvis_cups_printer_new (service->queue);
  wait_trouble (printer, PARVIS_PRINTER_NO_PAPER);
  assert_next_person_gets_one (printer, "paper in", before);
}

/* CUPS may try an aborted job once more, and then it does come out. What is said must be what happened. */
static void
test_aborted (void)
{
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new (service->queue);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint before = print_service_count (service);
  gboolean printed;

  print_service_tell (service, "fail");
  begin_print (printer, NULL, &result);
  wait_until (result != NULL);
  printed = parvis_printer_print_finish (printer, result, &error);
  g_assert_cmpuint (print_service_count (service), ==, before + (printed ? 1 : 0));
  if (!printed)
    g_assert_true (g_error_matches (error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_FAILED)
                   || g_error_matches (error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_CANCELLED));
  assert_prints (printer);
}

static void
test_server_away (void)
{
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new (service->queue);
  g_autoptr (GAsyncResult) result = NULL;

  assert_prints (printer);
  print_service_tell (service, "server off");
  wait_trouble (printer, PARVIS_PRINTER_UNREACHABLE);
  begin_print (printer, NULL, &result);
  assert_ends_with (printer, &result, PARVIS_PRINTER_ERROR_TROUBLE);
  parvis_printer_purge (printer);
  print_service_tell (service, "server on");
  wait_trouble (printer, PARVIS_PRINTER_OK);
  assert_prints (printer);
}

static void
test_unknown_queue (void)
{
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new ("no-such-queue");
  g_autoptr (GAsyncResult) result = NULL;

  begin_print (printer, NULL, &result);
  assert_ends_with (printer, &result, PARVIS_PRINTER_ERROR_FAILED);
  wait_trouble (printer, PARVIS_PRINTER_OTHER);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printer/prints", test_prints);
  g_test_add_func ("/printer/idle-trouble", test_idle_trouble);
  g_test_add_func ("/printer/paper-comes", test_paper_comes);
  g_test_add_func ("/printer/purged", test_purged);
  g_test_add_func ("/printer/purged-at-printer", test_purged_at_printer);
  g_test_add_func ("/printer/purged-without-server", test_purged_without_server);
  g_test_add_func ("/printer/cancelled", test_cancelled);
  g_test_add_func ("/printer/cancelled-before", test_cancelled_before);
  g_test_add_func ("/printer/left-by-earlier-life", test_left_by_earlier_life);
  g_test_add_func ("/printer/aborted", test_aborted);
  g_test_add_func ("/printer/server-away", test_server_away);
  g_test_add_func ("/printer/unknown-queue", test_unknown_queue);
  service = print_service_start ();
  result = g_test_run ();
  print_service_stop (service);
  return result;
}
