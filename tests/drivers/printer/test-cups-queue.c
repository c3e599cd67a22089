/* SPDX-License-Identifier: EUPL-1.2
 *
 * The queue and its CUPS: what it can do, what is asked of it, what stops it and who starts it again, what it keeps.
 */
#include <glib/gstdio.h>

#include "drivers/printer/cups-printer.h"
#include "drivers/printer/cups-queues.h"
#include "drivers/printer/cups-settings.h"
#include "drivers/printer/printing.h"

static PrintService *service;

static ParvisPrinter *
new_ready_printer (const char *queue)
{
  ParvisPrinter *printer = parvis_cups_printer_new (queue);

  wait_until (parvis_printer_get_abilities (printer) != NULL);
  g_assert_cmpint (parvis_printer_get_trouble (printer), ==, PARVIS_PRINTER_OK);
  return printer;
}

static void
test_abilities (void)
{
  g_autoptr (ParvisPrinter) printer = new_ready_printer (service->queue);
  const ParvisPrinterAbilities *abilities = parvis_printer_get_abilities (printer);

  g_assert_true (abilities->colour);
  g_assert_true (abilities->duplex);
  g_assert_true (abilities->pdf);
  g_assert_true (parvis_printer_abilities_take (abilities, PARVIS_MEDIA_NAME_A4));
  g_assert_false (parvis_printer_abilities_take (abilities, "oe_no-such-label_1x1in"));
  g_assert_nonnull (abilities->media_loaded);
  g_assert_nonnull (abilities->model);
}

static void
assert_asked (const char *line)
{
  g_autofree char *name = g_strdup_printf ("%04u", print_service_count (service));
  g_autofree char *path = g_build_filename (service->dir, "asked", name, NULL);
  g_autofree char *asked = NULL;

  g_assert_true (g_file_get_contents (path, &asked, NULL, NULL));
  if (strstr (asked, line) == NULL)
    g_error ("the printer was not asked for %s:\n%s", line, asked);
}

/* What the content asks reaches the printer. */
static void
test_options (void)
{
  const ParvisPrintOptions frugal = { PARVIS_PRINT_MEDIA_A4, PARVIS_PRINT_SIDES_TWO, PARVIS_PRINT_COLOURS_GREYS };
  const ParvisPrintOptions rich = { PARVIS_PRINT_MEDIA_A4, PARVIS_PRINT_SIDES_ONE, PARVIS_PRINT_COLOURS_ALL };
  g_autoptr (ParvisPrinter) printer = new_ready_printer (service->queue);

  printing_assert (service, printer, &frugal);
  assert_asked ("IPP_SIDES=two-sided-long-edge\n");
  assert_asked ("IPP_PRINT_COLOR_MODE=monochrome\n");
  assert_asked ("x-dimension=21000 y-dimension=29700");
  printing_assert (service, printer, &rich);
  assert_asked ("IPP_SIDES=one-sided\n");
  assert_asked ("IPP_PRINT_COLOR_MODE=color\n");
}

/* A queue of labels: what lies in the printer, which is not A4. */
static void
test_labels (void)
{
  const ParvisPrintOptions label = { .media = PARVIS_PRINT_MEDIA_LOADED };
  g_autoptr (ParvisPrinter) printer = NULL;

  print_service_tell (service, "load iso_a6_105x148mm");
  printer = new_ready_printer (service->queue);
  g_assert_cmpstr (parvis_printer_get_abilities (printer)->media_loaded, ==, "iso_a6_105x148mm");
  printing_assert (service, printer, &label);
  assert_asked ("x-dimension=10500 y-dimension=14800");
  print_service_tell (service, "load iso_a4_210x297mm");
}

/* What runs low is told and hinders nobody. */
static void
test_warnings (void)
{
  g_autoptr (ParvisPrinter) printer = new_ready_printer (service->queue);

  print_service_tell (service, "reason +toner-low +marker-waste-almost-full");
  parvis_printer_watch (printer, TRUE);
  wait_until (parvis_printer_get_warnings (printer) == (PARVIS_PRINTER_INK_LOW | PARVIS_PRINTER_WEAR));
  g_assert_cmpint (parvis_printer_get_trouble (printer), ==, PARVIS_PRINTER_OK);
  printing_assert (service, printer, NULL);
  print_service_tell (service, "reason -toner-low -marker-waste-almost-full");
  parvis_printer_watch (printer, TRUE);
  wait_until (parvis_printer_get_warnings (printer) == 0);
}

static void
test_default_queue (void)
{
  g_autoptr (ParvisPrinter) before = parvis_cups_printer_new (PARVIS_CUPS_DEFAULT_QUEUE), printer = NULL;

  wait_until (parvis_printer_get_trouble (before) == PARVIS_PRINTER_OTHER);
  g_clear_object (&before); /* two of one user would take each other's jobs for those of an earlier life */
  print_service_tell (service, "queue default");
  printer = new_ready_printer (PARVIS_CUPS_DEFAULT_QUEUE);
  printing_assert (service, printer, NULL);
}

/* CUPS issue 278. The page that waited comes out once the printer is back, without anybody's help. */
static void
test_resumed (void)
{
  g_autoptr (ParvisPrinter) printer = new_ready_printer (service->queue);
  g_autoptr (GAsyncResult) result = NULL;
  guint before = print_service_count (service);
  gint64 back;

  print_service_tell (service, "policy stop-printer");
  print_service_tell (service, "printer off");
  printing_begin (printer, NULL, NULL, &result);
  print_service_tell (service, "await stopped");
  g_assert_null (result);
  back = g_get_monotonic_time ();
  print_service_tell (service, "printer on");
  wait_until (result != NULL);
  g_test_message ("resumed and printed in %.1f s", (double) (g_get_monotonic_time () - back) / G_USEC_PER_SEC);
  g_assert_true (parvis_printer_print_finish (printer, result, NULL));
  g_assert_cmpuint (print_service_count (service), ==, before + 1);
  print_service_tell (service, "policy retry-current-job");
  printing_wait_trouble (printer, PARVIS_PRINTER_OK);
}

/* The kiosk was started again meanwhile: it did not hear why the queue stopped, and starts it all the same. */
static void
test_resumed_by_later_life (void)
{
  g_autoptr (ParvisPrinter) printer = new_ready_printer (service->queue), later = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  print_service_tell (service, "policy stop-printer");
  print_service_tell (service, "printer off");
  printing_begin (printer, NULL, NULL, &result);
  print_service_tell (service, "await stopped");
  g_clear_object (&printer);
  later = parvis_cups_printer_new (service->queue);
  print_service_tell (service, "printer on");
  print_service_tell (service, "policy retry-current-job");
  wait_until (parvis_printer_get_abilities (later) != NULL);
  printing_wait_trouble (later, PARVIS_PRINTER_OK);
  printing_assert (service, later, NULL);
  wait_until (result != NULL);
}

/* What staff stopped is theirs to start. */
static void
test_stopped_by_staff (void)
{
  g_autoptr (ParvisPrinter) printer = new_ready_printer (service->queue);
  g_autoptr (GAsyncResult) result = NULL;
  guint before = print_service_count (service);

  printing_tell_and_wait (service, "queue off", printer, PARVIS_PRINTER_STOPPED);
  printing_begin (printer, NULL, NULL, &result);
  for (guint i = 0; i < 3; i++)
    printing_wait_trouble (printer, PARVIS_PRINTER_STOPPED);
  g_assert_null (result);
  g_assert_cmpuint (print_service_count (service), ==, before);
  print_service_tell (service, "queue on");
  wait_until (result != NULL);
  g_assert_true (parvis_printer_print_finish (printer, result, NULL));
}

/* Neither the document nor its name is left at the server, whatever it was told to keep. */
static void
test_nothing_kept (void)
{
  g_autoptr (ParvisPrinter) printer = new_ready_printer (service->queue);
  g_autofree char *spool = g_build_filename (service->dir, "spool", NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  print_service_tell (service, "keep on");
  printing_wait_trouble (printer, PARVIS_PRINTER_OK);
  printing_assert (service, printer, NULL);
  print_service_tell (service, "keep off"); /* and CUPS has written its list */
  dir = g_dir_open (spool, 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_cmpstr (name, ==, "tmp");
}

static void
test_list (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) queues = parvis_cups_printers_list (&error);
  const ParvisCupsQueue *queue;

  g_assert_no_error (error);
  g_assert_cmpuint (queues->len, ==, 1);
  queue = g_ptr_array_index (queues, 0);
  g_assert_cmpstr (queue->name, ==, service->queue);
  g_assert_true (queue->accepting);
  g_assert_false (queue->stopped);
  g_assert_true (g_str_has_prefix (queue->device, "ipp://localhost:"));
  g_assert_cmpint (queue->trouble, ==, PARVIS_PRINTER_OK);
  g_assert_true (queue->abilities->pdf);
}

static gboolean
finds (GPtrArray *findings, ParvisPrinterFindingGravity gravity, const char *words)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const ParvisPrinterFinding *finding = g_ptr_array_index (findings, i);
      g_test_message ("%d %s %s", (int) finding->gravity, finding->what,
                      finding->remedy != NULL ? finding->remedy : "");
      if (finding->gravity == gravity && strstr (finding->what, words) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
assert_check (const char *queue, ParvisPrinterFindingGravity gravity, const char *words)
{
  g_autoptr (GPtrArray) findings = parvis_cups_printer_check (queue);

  g_assert_true (finds (findings, gravity, words));
}

static void
test_check (void)
{
  g_autoptr (GPtrArray) well = parvis_cups_printer_check (service->queue);

  g_assert_true (finds (well, PARVIS_PRINTER_FINDING_GOOD, "elle est prête"));
  for (guint i = 0; i < well->len; i++)
    g_assert_cmpint (((ParvisPrinterFinding *) g_ptr_array_index (well, i))->gravity, ==, PARVIS_PRINTER_FINDING_GOOD);
  assert_check ("no-such-queue", PARVIS_PRINTER_FINDING_FAULT, "no-such-queue");
  print_service_tell (service, "paper out");
  assert_check (service->queue, PARVIS_PRINTER_FINDING_FAULT, "plus de papier");
  print_service_tell (service, "paper in");
  print_service_tell (service, "policy stop-printer");
  assert_check (service->queue, PARVIS_PRINTER_FINDING_ADVICE, "stop-printer");
  print_service_tell (service, "policy retry-current-job");
  print_service_tell (service, "queue off");
  assert_check (service->queue, PARVIS_PRINTER_FINDING_FAULT, "en pause");
  print_service_tell (service, "queue on");
  print_service_tell (service, "server off");
  assert_check (service->queue, PARVIS_PRINTER_FINDING_FAULT, "ne répond pas");
  print_service_tell (service, "server on");
}

/* Somebody else's job, which CUPS was told to keep. */
static void
test_check_keeping (void)
{
  g_autoptr (GBytes) pdf = printing_new_pdf ("kept");
  g_autoptr (GSubprocess) lp = NULL;
  guint before = print_service_count (service);

  print_service_tell (service, "keep on");
  lp = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL, "lp", "-d",
                         service->queue, "-t", "kept", "-", NULL);
  g_assert_true (g_subprocess_communicate (lp, pdf, NULL, NULL, NULL, NULL));
  print_service_tell (service, "await completed");
  g_assert_cmpuint (print_service_count (service), ==, before + 1);
  assert_check (service->queue, PARVIS_PRINTER_FINDING_ADVICE, "garde les documents");
  assert_check (service->queue, PARVIS_PRINTER_FINDING_ADVICE, "garde la liste");
  print_service_tell (service, "keep off");
}

static void
test_settings (void)
{
  static const struct
  {
    const char *text;
    gboolean files, history;
  } cases[] = {
    { "", TRUE, TRUE },
    { "PreserveJobFiles No\nPreserveJobHistory No\n", FALSE, FALSE },
    { "  preservejobfiles\toff  # as they say\n", FALSE, TRUE },
    { "PreserveJobFiles 86400", TRUE, TRUE },
    { "PreserveJobFiles 0", FALSE, TRUE },
    { "PreserveJobHistory No", FALSE, FALSE },
    { "#PreserveJobFiles No", TRUE, TRUE },
    { "PreserveJobFiles", TRUE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ParvisCupsKeeping keeping = parvis_cups_settings_parse (cases[i].text);
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (keeping.files, ==, cases[i].files);
      g_assert_cmpint (keeping.history, ==, cases[i].history);
    }
}

/* How often the printer's thread has waited: each time it was woken for something. */
static guint64
count_waits (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char *task;

  while ((task = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", task, "status", NULL);
      g_autofree char *text = NULL;
      const char *waits;
      if (g_file_get_contents (path, &text, NULL, NULL) && strstr (text, "Name:\tparvis-cups\n") != NULL
          && (waits = strstr (text, "\nvoluntary_ctxt_switches:")) != NULL)
        return g_ascii_strtoull (strchr (waits, ':') + 1 + strspn (strchr (waits, ':') + 1, " \t"), NULL, 10);
    }
  g_assert_not_reached ();
}

static gboolean
on_passed (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
let_pass (guint seconds)
{
  gboolean passed = FALSE;

  g_timeout_add_seconds (seconds, on_passed, &passed);
  wait_until (passed);
}

/* Longer than a watched printer is left in peace. */
static gboolean
has_slept (void)
{
  guint64 before = count_waits (), after;

  let_pass (7);
  after = count_waits ();
  g_test_message ("woken %" G_GUINT64_FORMAT " times in 7 s", after - before);
  return after == before;
}

/* Nobody is there, and once what was under way is done nothing of ours wakes. Then an event does. */
static void
test_idle (void)
{
  g_autoptr (ParvisPrinter) printer = new_ready_printer (service->queue);

  parvis_printer_watch (printer, FALSE);
  let_pass (2); /* the last look, and what it woke */
  for (guint tries = 1; !has_slept (); tries++)
    g_assert_cmpuint (tries, <, 4);
  print_service_tell (service, "queue off");
  wait_until (parvis_printer_get_trouble (printer) == PARVIS_PRINTER_STOPPED);
  print_service_tell (service, "queue on");
  wait_until (parvis_printer_get_trouble (printer) == PARVIS_PRINTER_OK);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queue/settings", test_settings);
  g_test_add_func ("/queue/abilities", test_abilities);
  g_test_add_func ("/queue/options", test_options);
  g_test_add_func ("/queue/labels", test_labels);
  g_test_add_func ("/queue/warnings", test_warnings);
  g_test_add_func ("/queue/list", test_list);
  g_test_add_func ("/queue/check", test_check);
  g_test_add_func ("/queue/check-keeping", test_check_keeping);
  g_test_add_func ("/queue/nothing-kept", test_nothing_kept);
  g_test_add_func ("/queue/resumed", test_resumed);
  g_test_add_func ("/queue/resumed-by-later-life", test_resumed_by_later_life);
  g_test_add_func ("/queue/stopped-by-staff", test_stopped_by_staff);
  g_test_add_func ("/queue/idle", test_idle);
  g_test_add_func ("/queue/default", test_default_queue);
  service = print_service_start ();
  result = g_test_run ();
  print_service_stop (service);
  return result;
}
