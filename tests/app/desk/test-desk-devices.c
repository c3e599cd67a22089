/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the desk knows of the kiosk's devices and what becomes of it: libusb on mocked devices, a real CUPS with a
 * printer of labels.
 */
#include <gio/gio.h>
#include <string.h>

#include "app/desk/counter.h"
#include "drivers/printer/print-service.h"
#include "drivers/usb/mock-usb.h"
#include "sync/journal/journal.h"
#include "sync/queue/kiosk-state.h"

#define PATIENCE_SECONDS 60
#define USB                                                                                                            \
  "card-reader=any\nscanner=test:0\n[usb scanner]\nid=04a9:1909\nrole=scanner\n[usb "                                  \
  "touch]\nid=0eef:0001\nrole=touch\n"

static PrintService *prints;
static MockUsb *usb;

G_NORETURN static gboolean
on_too_long (gpointer what)
{
  g_error ("waited in vain, for %s", (const char *) what);
}

/* The desk tells by its main loop, and notes in a thread. */
static gboolean
on_time_to_look (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

#define WAIT_FOR(condition)                                                                                            \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    guint watchdog = g_timeout_add_seconds (PATIENCE_SECONDS, on_too_long, (gpointer) #condition);                     \
    guint look = g_timeout_add (20, on_time_to_look, NULL);                                                            \
    while (!(condition))                                                                                               \
      g_main_context_iteration (NULL, TRUE);                                                                           \
    g_source_remove (watchdog);                                                                                        \
    g_source_remove (look);                                                                                            \
  }                                                                                                                    \
  G_STMT_END

static gboolean
has (Counter *counter, const char *property)
{
  gboolean value;

  g_object_get (counter->desk, property, &value, NULL);
  return value;
}

/* @word NULL: nothing is noted of it. */
static gboolean
is_noted (Counter *counter, const char *name, const char *word)
{
  g_autofree char *path = counter_path (counter, "outbox.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (path, &error);
  g_autoptr (GPtrArray) states = parvis_kiosk_state_list (outbox, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < states->len; i++)
    {
      const ParvisKioskState *state = g_ptr_array_index (states, i);

      if (strcmp (state->name, name) == 0)
        return word != NULL && strcmp (state->word, word) == 0;
    }
  return word == NULL;
}

static gboolean
is_in_journal (Counter *counter, ParvisJournalEvent event, const char *detail)
{
  g_autofree char *path = counter_path (counter, "journal.db");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = parvis_journal_read (path, 0, 0, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      const ParvisJournalEntry *entry = g_ptr_array_index (entries, i);

      if (strcmp (entry->event, parvis_journal_event_to_string (event)) == 0 && g_strcmp0 (entry->detail, detail) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
set_up_usb (Counter *counter, gconstpointer devices)
{
  usb = mock_usb_new ();
  mock_usb_plug (usb, "usb1", 0x1d6b, 0x0002, 9, NULL);
  mock_usb_plug (usb, "1-1", 0x0eef, 0x0001, 3, NULL);
  mock_usb_plug (usb, "1-2", 0x04a9, 0x1909, 0xff, NULL);
  counter_set_up (counter, devices);
}

static void
tear_down_usb (Counter *counter, gconstpointer devices)
{
  counter_tear_down (counter, devices);
  g_clear_pointer (&usb, mock_usb_free);
}

/* ---- the tests ---- */

static void
count_up (gpointer count)
{
  ++*(guint *) count;
}

/* Pulled out and put back: the residents' key knows, the staff's journal and state know. */
static void
test_missing_and_back (Counter *counter, gconstpointer devices)
{
  guint told = 0;

  g_signal_connect_swapped (counter->desk, "notify::has-scanner", G_CALLBACK (count_up), &told);
  WAIT_FOR (is_noted (counter, "device/usb:touch", "ok") && is_noted (counter, "device/usb:scanner", "ok"));
  g_assert_true (has (counter, "has-scanner"));
  told = 0;
  mock_usb_unplug (usb, "1-2");
  WAIT_FOR (told > 0);
  g_assert_false (has (counter, "has-scanner"));
  WAIT_FOR (is_noted (counter, "device/usb:scanner", "missing"));
  WAIT_FOR (is_in_journal (counter, PARVIS_JOURNAL_DEVICE_FAILED, "usb:scanner: missing"));
  mock_usb_plug (usb, "1-2", 0x04a9, 0x1909, 0xff, NULL);
  WAIT_FOR (is_noted (counter, "device/usb:scanner", "ok"));
  WAIT_FOR (is_in_journal (counter, PARVIS_JOURNAL_DEVICE_MENDED, "usb:scanner"));
  g_assert_true (has (counter, "has-scanner"));

  mock_usb_plug (usb, "1-3", 0x046d, 0xc31c, 3, NULL); /* what has no business here */
  WAIT_FOR (is_noted (counter, "stranger/1-3", "046d:c31c"));
  WAIT_FOR (is_in_journal (counter, PARVIS_JOURNAL_DEVICE_UNKNOWN, "046d:c31c"));
  mock_usb_unplug (usb, "1-3");
  WAIT_FOR (is_noted (counter, "stranger/1-3", NULL));
}

/* Low paper hinders nobody: staff know, residents are not told. */
static void
test_warnings (Counter *counter, gconstpointer devices)
{
  g_autofree char *trouble = NULL;

  parvis_desk_begin (counter->desk);
  WAIT_FOR (is_noted (counter, "device/printer", "ok"));
  print_service_tell (prints, "reason +media-low");
  WAIT_FOR (is_noted (counter, "device/printer", "paper-low"));
  g_object_get (counter->desk, "printer-trouble", &trouble, NULL);
  g_assert_cmpstr (trouble, ==, "");
  print_service_tell (prints, "reason -media-low");
  WAIT_FOR (is_noted (counter, "device/printer", "ok"));
}

static void
test_label (Counter *counter, gconstpointer devices)
{
  CounterAnswer answer = { counter, NULL };
  g_autoptr (ParvisSlip) slip = parvis_slip_new ();
  g_autoptr (GError) error = NULL;
  guint before = print_service_count (prints);

  g_assert_true (has (counter, "has-label-printer"));
  g_assert_false (has (counter, "has-printer"));
  slip->code = g_strdup ("7F4K 29QX");
  slip->title = g_strdup ("Inscrire un enfant à l’école");
  parvis_desk_begin (counter->desk);
  WAIT_FOR (is_noted (counter, "device/labels", "ok")); /* it has said how large its labels are */
  parvis_desk_print_label_async (counter->desk, slip, counter_on_answer, &answer);
  g_main_loop_run (counter->loop);
  g_assert_true (parvis_desk_print_finish (counter->desk, answer.result, &error));
  g_assert_no_error (error);
  g_object_unref (answer.result);
  g_assert_cmpuint (print_service_count (prints), ==, before + 1);
}

int
main (int argc, char **argv)
{
  g_autofree char *sane = NULL, *printer = NULL, *labels = NULL;
  int status;

  mock_usb_begin (argv);
  g_test_init (&argc, &argv, NULL);
  sane = counter_sane_folder ();
  prints = print_service_start ();
  printer = g_strdup_printf ("printer=%s\n", prints->queue);
  labels = g_strdup_printf ("[printer]\nlabels=%s\n", prints->queue);
  g_test_add ("/desk-devices/missing-and-back", Counter, USB, set_up_usb, test_missing_and_back, tear_down_usb);
  g_test_add ("/desk-devices/warnings", Counter, printer, counter_set_up, test_warnings, counter_tear_down);
  g_test_add ("/desk-devices/label", Counter, labels, counter_set_up, test_label, counter_tear_down);
  status = g_test_run ();
  print_service_stop (prints);
  counter_run ("rm", "-rf", sane, NULL);
  return status;
}
