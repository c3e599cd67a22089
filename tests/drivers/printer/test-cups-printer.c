/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/cups-printer.h"

#include "drivers/printer/printing.h"

static PrintService *service;

static void
test_prints (void)
{
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new (service->queue);
  g_autofree char *path = NULL, *data = NULL;
  gint64 begin = g_get_monotonic_time ();

  printing_assert (service, printer, NULL);
  g_test_message ("printed in %.2f s", (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC);
  printing_assert (service, printer, NULL);
  path = print_service_last (service);
  g_assert_true (g_file_get_contents (path, &data, NULL, NULL));
  g_assert_true (g_str_has_prefix (data, "%PDF-"));
  g_assert_cmpint (parvis_printer_get_trouble (printer), ==, PARVIS_PRINTER_OK);
}

/* Nobody prints: trouble is seen, another one after it, and its end; each takes CUPS some seconds. */
static void
test_idle_trouble (void)
{
  static const struct
  {
    const char *happens;
    ParvisPrinterTrouble trouble;
  } cases[] = {
    { "paper out", PARVIS_PRINTER_NO_PAPER },
    { "paper in", PARVIS_PRINTER_OK },
    { "reason +cover-open", PARVIS_PRINTER_COVER_OPEN },
    { "reason -cover-open +media-jam", PARVIS_PRINTER_PAPER_JAM },
    { "reason -media-jam +toner-empty", PARVIS_PRINTER_NO_INK },
    { "reason -toner-empty +paused", PARVIS_PRINTER_STOPPED },
    { "reason -paused", PARVIS_PRINTER_OK },
    { "printer off", PARVIS_PRINTER_UNREACHABLE },
    { "printer on", PARVIS_PRINTER_OK },
  };
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new (service->queue);
  guint before = print_service_count (service);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 begin = g_get_monotonic_time ();
      printing_tell_and_wait (service, cases[i].happens, printer, cases[i].trouble);
      g_test_message ("%s: seen in %.2f s", cases[i].happens,
                      (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC);
    }
  g_assert_cmpuint (print_service_count (service), ==, before);
}

/* The printer has the document, and no paper for it. */
static void
begin_print_without_paper (ParvisPrinter *printer, GAsyncResult **result)
{
  print_service_tell (service, "paper out");
  printing_begin (printer, NULL, NULL, result);
  print_service_tell (service, "await taken");
  printing_wait_trouble (printer, PARVIS_PRINTER_NO_PAPER);
  g_assert_null (*result);
}

static void
test_paper_comes (void)
{
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new (service->queue);
  g_autoptr (GAsyncResult) result = NULL;
  guint before = print_service_count (service);

  begin_print_without_paper (printer, &result);
  print_service_tell (service, "paper in");
  wait_until (result != NULL);
  g_assert_true (parvis_printer_print_finish (printer, result, NULL));
  g_assert_cmpuint (print_service_count (service), ==, before + 1);
  printing_wait_trouble (printer, PARVIS_PRINTER_OK);
}

/* The printer has taken the job and is about to put it out. */
static void
begin_held_print (ParvisPrinter *printer, GCancellable *cancellable, GAsyncResult **result)
{
  print_service_tell (service, "hold on");
  printing_begin (printer, NULL, cancellable, result);
  print_service_tell (service, "await held");
}

/* The printer had a job of a session that has ended: it was told to cancel it, nothing of it comes out for the next
 * person, whose own page does. Mended before it was told, it would rightly print: paper may come at any time. */
static void
assert_next_person_gets_one (ParvisPrinter *printer, const char *mend, guint before)
{
  print_service_tell (service, "await cancelled");
  print_service_tell (service, mend);
  printing_wait_trouble (printer, PARVIS_PRINTER_OK);
  printing_assert (service, printer, NULL);
  g_assert_cmpuint (print_service_count (service), ==, before + 1);
}

static void
test_purged (void)
{
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new (service->queue);
  g_autoptr (GAsyncResult) result = NULL;
  guint before = print_service_count (service);

  begin_print_without_paper (printer, &result);
  parvis_printer_purge (printer);
  printing_assert_ends_with (printer, &result, PARVIS_PRINTER_ERROR_CANCELLED);
  assert_next_person_gets_one (printer, "paper in", before);
}

static void
test_cancelled (void)
{
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new (service->queue);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  guint before = print_service_count (service);

  begin_held_print (printer, cancellable, &result);
  g_cancellable_cancel (cancellable);
  printing_assert_ends_with (printer, &result, PARVIS_PRINTER_ERROR_CANCELLED);
  assert_next_person_gets_one (printer, "hold off", before);
}

static void
test_cancelled_before (void)
{
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new (service->queue);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  guint before = print_service_count (service);

  g_cancellable_cancel (cancellable);
  printing_begin (printer, NULL, cancellable, &result);
  printing_assert_ends_with (printer, &result, PARVIS_PRINTER_ERROR_CANCELLED);
  printing_assert (service, printer, NULL);
  g_assert_cmpuint (print_service_count (service), ==, before + 1);
}

static void
test_purged_at_printer (void)
{
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new (service->queue);
  g_autoptr (GAsyncResult) result = NULL, next = NULL;
  guint before = print_service_count (service);

  begin_held_print (printer, NULL, &result);
  parvis_printer_purge (printer);
  printing_assert_ends_with (printer, &result, PARVIS_PRINTER_ERROR_CANCELLED);
  printing_begin (printer, NULL, NULL, &next);
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

  begin_held_print (printer, NULL, &result);
  print_service_tell (service, "server off");
  printing_wait_trouble (printer, PARVIS_PRINTER_UNREACHABLE);
  parvis_printer_purge (printer);
  printing_assert_ends_with (printer, &result, PARVIS_PRINTER_ERROR_CANCELLED);
  print_service_tell (service, "await cancelled");
  print_service_tell (service, "server on");
  printing_wait_trouble (printer, PARVIS_PRINTER_OK);
  assert_next_person_gets_one (printer, "hold off", before);
}

/* The kiosk died with a job in the queue: the next life begins by cancelling it. */
static void
test_left_by_earlier_life (void)
{
  g_autoptr (GBytes) pdf = printing_new_pdf ("left");
  g_autoptr (GSubprocess) lp = NULL;
  g_autoptr (ParvisPrinter) printer = NULL;
  guint before = print_service_count (service);

  print_service_tell (service, "hold on");
  lp = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL, "lp", "-d",
                         service->queue, "-t", "left", "-", NULL);
  g_assert_true (g_subprocess_communicate (lp, pdf, NULL, NULL, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (lp));
  print_service_tell (service, "await held");
  printer = parvis_cups_printer_new (service->queue);
  assert_next_person_gets_one (printer, "hold off", before);
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
  printing_begin (printer, NULL, NULL, &result);
  wait_until (result != NULL);
  printed = parvis_printer_print_finish (printer, result, &error);
  g_assert_cmpuint (print_service_count (service), ==, before + (printed ? 1 : 0));
  if (!printed)
    g_assert_true (g_error_matches (error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_FAILED)
                   || g_error_matches (error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_CANCELLED));
  printing_assert (service, printer, NULL);
}

static void
test_server_away (void)
{
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new (service->queue);
  g_autoptr (GAsyncResult) result = NULL;

  printing_assert (service, printer, NULL);
  print_service_tell (service, "server off");
  printing_wait_trouble (printer, PARVIS_PRINTER_UNREACHABLE);
  printing_begin (printer, NULL, NULL, &result);
  printing_assert_ends_with (printer, &result, PARVIS_PRINTER_ERROR_TROUBLE);
  parvis_printer_purge (printer);
  print_service_tell (service, "server on");
  printing_wait_trouble (printer, PARVIS_PRINTER_OK);
  printing_assert (service, printer, NULL);
}

static void
test_unknown_queue (void)
{
  g_autoptr (ParvisPrinter) printer = parvis_cups_printer_new ("no-such-queue");
  g_autoptr (GAsyncResult) result = NULL;

  printing_begin (printer, NULL, NULL, &result);
  printing_assert_ends_with (printer, &result, PARVIS_PRINTER_ERROR_FAILED);
  printing_wait_trouble (printer, PARVIS_PRINTER_OTHER);
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
