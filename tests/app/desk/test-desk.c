/* SPDX-License-Identifier: EUPL-1.2
 *
 * The counter behind the screen, with a real queue, real certificates, the demonstration content and the scanner of
 * SANE's bench.
 */
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "app/desk/counter.h"
#include "app/desk/desk-private.h"
#include "sync/journal/journal.h"
#include "sync/queue/kiosk-state.h"
#include "sync/queue/outbox-repair.h"
#include "sync/queue/outbox.h"
#include "sync/seal/seal.h"

/* ---- the tests ---- */

static ParvisParcel *
open_only_submission (Counter *counter)
{
  g_autofree char *path = counter_path (counter, "outbox.db"), *key = counter_path (counter, "envelope.key");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (path, &error);
  g_autoptr (GPtrArray) rows = parvis_outbox_list (outbox, &error);
  g_autoptr (GBytes) envelope = NULL;
  const ParvisOutboxEntry *entry;
  ParvisParcel *parcel;

  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  entry = g_ptr_array_index (rows, 0);
  g_assert_cmpint (entry->state, ==, PARVIS_SUBMISSION_QUEUED);
  envelope = parvis_outbox_envelope (outbox, entry->id, &error);
  parcel = parvis_seal_open (envelope, key, &error);
  g_assert_no_error (error);
  return parcel;
}

static void
test_submit (Counter *counter, gconstpointer devices)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDraft) draft = counter_new_report (counter);
  g_autoptr (ParvisSlip) slip = NULL;
  g_autoptr (ParvisParcel) parcel = NULL;
  const char *json;
  gsize size;

  g_assert_true (counter_can_submit (counter, &error));
  g_assert_no_error (error);
  slip = counter_submit (counter, draft, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (slip->title, ==, "Signaler un problème dans la rue");
  g_assert_cmpuint (strlen (slip->code), ==, 9); /* two groups of four */
  g_assert_cmpstr (slip->office_name, ==, "Services techniques");
  g_assert_cmpuint (slip->answers->len, ==, 4); /* quoi, danger, ou, reponse */
  g_assert_cmpint (parvis_desk_delivery (counter->desk, slip->code), ==, PARVIS_DELIVERY_WAITING);
  parcel = open_only_submission (counter);
  json = g_bytes_get_data (parvis_parcel_lookup (parcel, "submission.json"), &size);
  g_assert_nonnull (g_strstr_len (json, (gssize) size, "Devant le lavoir"));
  g_assert_null (g_strstr_len (json, (gssize) size, "cache@exemple.fr"));
}

static void
test_faulty_draft (Counter *counter, gconstpointer devices)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDraft) draft = counter_new_report (counter);

  parvis_draft_set (draft, "danger", parvis_value_new_empty ());
  g_assert_null (counter_submit (counter, draft, &error));
  g_assert_error (error, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_FAULTS);
}

/* What cannot be sealed is not taken: never kept in the clear (and never said to be kept). */
static void
test_no_certificate (Counter *counter, gconstpointer devices)
{
  g_autofree char *certificate = counter_path (counter, "envelope.pem");
  g_autofree char *outbox_path = counter_path (counter, "outbox.db");
  g_autofree char *wrong = counter_path (counter, "receipt.pem");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDraft) draft = counter_new_report (counter);
  g_autoptr (ParvisOutbox) outbox = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *word = NULL;

  parvis_desk_start_service (counter->desk);
  counter_run ("rm", certificate, NULL);
  g_assert_false (counter_can_submit (counter, &error));
  g_assert_error (error, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_NOT_NOW);
  g_clear_error (&error);
  g_assert_null (counter_submit (counter, draft, &error));
  g_assert_error (error, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_NOT_NOW);
  g_clear_error (&error);
  outbox = parvis_outbox_open (outbox_path, &error);
  g_assert_true (parvis_kiosk_state_read (outbox, "service", &word, NULL)); /* for the status */
  g_assert_cmpstr (word, ==, "no-recipient");
  rows = parvis_outbox_list (outbox, &error);
  g_assert_cmpuint (rows->len, ==, 0);
  counter_issue (counter, PARVIS_PKI_RECEIPT, "receipt"); /* the wrong kind of certificate is none either */
  counter_run ("cp", "-f", wrong, certificate, NULL);
  g_assert_false (counter_can_submit (counter, &error));
}

/* One of two recipients (the configuration names their folder) whose certificate is of no use does not stop the other.
 */
static void
test_two_recipients (Counter *counter, gconstpointer devices)
{
  g_autofree char *folder = counter_path (counter, "envelope.pem"), *aside = counter_path (counter, "aside.pem");
  g_autofree char *wrong = counter_path (counter, "content.pem");
  g_autofree char *one = g_build_filename (folder, "one.pem", NULL), *two = g_build_filename (folder, "two.pem", NULL);
  g_autoptr (GError) error = NULL;

  counter_run ("mv", folder, aside, NULL);
  counter_run ("mkdir", folder, NULL);
  counter_run ("cp", aside, one, NULL);
  counter_run ("mv", aside, two, NULL);
  g_assert_true (counter_can_submit (counter, &error));
  counter_run ("cp", wrong, one, NULL); /* not for sealing */
  g_assert_true (counter_can_submit (counter, &error));
  counter_run ("rm", two, NULL);
  g_assert_false (counter_can_submit (counter, &error));
  g_assert_error (error, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_NOT_NOW);
}

/* Nothing tells that a thread has let go of what we hold, too. */
static gboolean
on_time_to_look (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* The line clears the queue of what was asked when it ends, in a thread: until then it has the queue open. */
static void
close_desk (Counter *counter)
{
  ParvisLine *line = g_object_ref (counter->desk->line);
  guint look = g_timeout_add (10, on_time_to_look, NULL);

  g_clear_object (&counter->desk);
  while (g_atomic_int_get (&G_OBJECT (line)->ref_count) > 1)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (look);
  g_object_unref (line);
}

/* What was put aside is as it was, and the journal says so. */
static void
assert_put_aside (Counter *counter, const char *bytes)
{
  g_autofree char *path = counter_path (counter, "outbox.db"), *journal = counter_path (counter, "journal.db");
  g_autoptr (GPtrArray) damaged = parvis_outbox_list_damaged (path);
  g_autoptr (GPtrArray) entries = parvis_journal_read (journal, 0, 0, NULL);
  g_autofree char *found = NULL;
  gboolean said = FALSE;

  g_assert_cmpuint (damaged->len, ==, 1);
  g_assert_true (g_file_get_contents (damaged->pdata[0], &found, NULL, NULL));
  g_assert_cmpstr (found, ==, bytes);
  for (guint i = 0; i < entries->len; i++)
    said = said || g_str_equal (((ParvisJournalEntry *) entries->pdata[i])->event, "queue_damaged");
  g_assert_true (said);
}

/* A thread of the desk before may still have had the file open: until it lets go there is no queue. */
static void
assert_mended (Counter *counter)
{
  while (!counter_can_submit (counter, NULL))
    g_main_context_iteration (NULL, TRUE);
}

/* A damaged queue at start: put aside for the staff, and démarches go on. */
static void
test_damaged_queue (Counter *counter, gconstpointer devices)
{
  g_autofree char *path = counter_path (counter, "outbox.db");
  g_autoptr (GError) error = NULL;

  close_desk (counter);
  g_assert_true (g_file_set_contents (path, "ceci n'est pas une base", -1, NULL));
  counter->desk = parvis_desk_new (counter->config, &error);
  g_assert_no_error (error);
  assert_mended (counter);
  assert_put_aside (counter, "ceci n'est pas une base");
}

/* As long as another program has it open it stays where it is, and no démarche is begun; once it lets go, one is. */
static void
test_damaged_in_use (Counter *counter, gconstpointer devices)
{
  g_autofree char *path = counter_path (counter, "outbox.db"), *lock = counter_path (counter, "outbox.db-use");
  int other = open (lock, O_RDWR | O_CLOEXEC);
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (flock (other, LOCK_SH), ==, 0);
  close_desk (counter);
  g_assert_true (g_file_set_contents (path, "ceci n'est pas une base", -1, NULL));
  counter->desk = parvis_desk_new (counter->config, &error);
  g_assert_no_error (error);
  g_assert_nonnull (parvis_desk_catalog (counter->desk));
  g_assert_false (counter_can_submit (counter, &error));
  g_assert_error (error, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_NOT_NOW);
  g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, "ceci n'est pas une base");
  close (other);
  g_clear_error (&error);
  assert_mended (counter);
  assert_put_aside (counter, "ceci n'est pas une base");
}

static void
test_delivered (Counter *counter, gconstpointer devices)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDraft) draft = counter_new_report (counter);
  g_autoptr (ParvisSlip) slip = counter_submit (counter, draft, &error);

  g_signal_connect_swapped (counter->desk, "delivery-changed", G_CALLBACK (g_main_loop_quit), counter->loop);
  counter_deliver (counter);
  while (parvis_desk_delivery (counter->desk, slip->code) != PARVIS_DELIVERY_DONE)
    g_main_loop_run (counter->loop);
  parvis_desk_end (counter->desk); /* the next person knows nothing of it */
  g_assert_cmpint (parvis_desk_delivery (counter->desk, slip->code), ==, PARVIS_DELIVERY_WAITING);
}

static void
test_without_devices (Counter *counter, gconstpointer devices)
{
  CounterAnswer answer = { counter, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisSlip) slip = parvis_slip_new ();
  gboolean has_printer, has_scanner;

  g_object_get (counter->desk, "has-printer", &has_printer, "has-scanner", &has_scanner, NULL);
  g_assert_false (has_printer);
  g_assert_false (has_scanner);
  parvis_desk_print_async (counter->desk, slip, counter_on_answer, &answer);
  g_main_loop_run (counter->loop);
  g_assert_false (parvis_desk_print_finish (counter->desk, answer.result, &error));
  g_assert_error (error, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_DEVICE);
  g_object_unref (answer.result);
}

static void
test_scan (Counter *counter, gconstpointer devices)
{
  CounterAnswer answer = { counter, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisValue) page = NULL;
  const guint8 *bytes;
  gsize size;

  parvis_desk_scan_async (counter->desk, "justificatif-1.jpg", counter_on_answer, &answer);
  g_main_loop_run (counter->loop);
  page = parvis_desk_scan_finish (counter->desk, answer.result, &error);
  g_object_unref (answer.result);
  g_assert_no_error (error);
  g_assert_cmpstr (parvis_value_filename (page), ==, "justificatif-1.jpg");
  g_assert_cmpstr (parvis_value_media_type (page), ==, "image/jpeg");
  bytes = g_bytes_get_data (parvis_value_bytes (page), &size);
  g_assert_cmpuint (size, >, 1000);
  g_assert_cmpuint (bytes[0] << 8 | bytes[1], ==, 0xffd8); /* JPEG's start of image */
}

#define ADD(name, devices, function)                                                                                   \
  g_test_add ("/desk/" name, Counter, devices, counter_set_up, function, counter_tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *sane = counter_sane_folder ();
  int status;

  g_test_init (&argc, &argv, NULL);
  ADD ("submit", "", test_submit);
  ADD ("faulty-draft", "", test_faulty_draft);
  ADD ("no-certificate", "", test_no_certificate);
  ADD ("two-recipients", "", test_two_recipients);
  ADD ("damaged-queue", "", test_damaged_queue);
  ADD ("damaged-in-use", "", test_damaged_in_use);
  ADD ("delivered", "", test_delivered);
  ADD ("without-devices", "", test_without_devices);
  ADD ("scan", "scanner=test:0", test_scan);
  status = g_test_run ();
  counter_run ("rm", "-rf", sane, NULL);
  return status;
}
