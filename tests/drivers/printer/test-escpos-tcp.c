/* SPDX-License-Identifier: EUPL-1.2 */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "fake-tcp-printer.h"
#include "receipt-fixture.h"

#define IDLE_SECONDS 3

typedef struct
{
  FakeTcpPrinter *device;
  char *where;
  ReceiptFixture receipt;
} Fixture;

static void
open_printer (Fixture *fixture, const char *model, const ParvisEscposLimits *limits)
{
  fixture->where = g_strdup_printf ("tcp:localhost:%u%s%s", fake_tcp_printer_get_port (fixture->device),
                                    model != NULL ? ":" : "", model != NULL ? model : "");
  receipt_open (&fixture->receipt, fixture->where, limits, NULL);
}

static void
set_up (Fixture *fixture, const char *model, const ParvisEscposLimits *limits)
{
  fixture->device = fake_tcp_printer_new (0);
  open_printer (fixture, model, limits);
}

static void
tear_down (Fixture *fixture)
{
  receipt_close (&fixture->receipt);
  g_clear_pointer (&fixture->device, fake_tcp_printer_free);
  g_free (fixture->where);
}

static EscposReceipt *
read_printed (Fixture *fixture)
{
  FakeEscpos *brain = fake_tcp_printer_lock (fixture->device);
  EscposReceipt *receipt = escpos_read (brain->printed->data, brain->printed->len);

  g_byte_array_set_size (brain->printed, 0);
  fake_tcp_printer_unlock (fixture->device);
  return receipt;
}

/* What is here so far may end in the middle of a command, which escpos_read() would not take: its end alone is looked
 * at. */
static gboolean
has_cut (Fixture *fixture)
{
  static const struct
  {
    const char *bytes;
    gsize length;
  } ends[] = { { "\x1d\x56\x42\x00", 4 }, { "\x1d\x65\x05", 3 }, { "\x1d\x56\x01", 3 } };
  const GByteArray *printed = fake_tcp_printer_lock (fixture->device)->printed;
  gboolean cut = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    cut = cut
          || (printed->len >= ends[i].length
              && memcmp (printed->data + printed->len - ends[i].length, ends[i].bytes, ends[i].length) == 0);
  fake_tcp_printer_unlock (fixture->device);
  return cut;
}

static gboolean
on_time_to_look (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* The double is in another thread; a printer that cannot say when it has printed may still be at it when the driver
 * answers. */
static void
wait_for_cut (Fixture *fixture)
{
  guint look = g_timeout_add (10, on_time_to_look, NULL);

  WAIT_FOR (has_cut (fixture));
  g_source_remove (look);
}

static void
print_whole (Fixture *fixture, guint columns)
{
  g_autoptr (EscposReceipt) receipt = NULL;

  receipt_begin (&fixture->receipt, NULL);
  WAIT_FOR (fixture->receipt.answered);
  g_assert_no_error (fixture->receipt.error);
  wait_for_cut (fixture);
  receipt = read_printed (fixture);
  receipt_assert_whole (receipt, columns);
}

static void
test_prints (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, "TM-m30", &receipt_impatient);
  print_whole (&fixture, 48);
  print_whole (&fixture, 48);
  g_assert_cmpstr (parvis_escpos_printer_get_model (fixture.receipt.printer), ==, "Epson TM-m30");
  g_assert_cmpstr (fixture.receipt.told->str, ==, "");
  g_assert_cmpuint (fake_tcp_printer_get_connections (fixture.device), ==, 1);
  tear_down (&fixture);
}

/* Nobody knows it, it speaks when it is asked only, and it does not say when it has printed. */
static void
test_generic (void)
{
  Fixture fixture = { 0 };

  fixture.device = fake_tcp_printer_new (0);
  fake_tcp_printer_lock (fixture.device)->no_asb = TRUE;
  fake_tcp_printer_unlock (fixture.device);
  open_printer (&fixture, NULL, &receipt_impatient);
  print_whole (&fixture, 42);
  fake_tcp_printer_lock (fixture.device)->paper_out = TRUE;
  fake_tcp_printer_unlock (fixture.device);
  WAIT_FOR (receipt_trouble (&fixture.receipt) == PARVIS_PRINTER_NO_PAPER);
  tear_down (&fixture);
}

/* It has answered before; then it takes a receipt and says no more: nobody knows whether it came out. */
static void
test_falls_silent (void)
{
  Fixture fixture = { 0 };

  fixture.device = fake_tcp_printer_new (0);
  fake_tcp_printer_lock (fixture.device)->no_asb = TRUE;
  fake_tcp_printer_unlock (fixture.device);
  open_printer (&fixture, NULL, &receipt_hears);
  print_whole (&fixture, 42);
  fake_tcp_printer_lock (fixture.device)->mute = TRUE;
  fake_tcp_printer_unlock (fixture.device);
  receipt_begin (&fixture.receipt, NULL);
  WAIT_FOR (fixture.receipt.answered);
  g_assert_error (fixture.receipt.error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_FAILED);
  tear_down (&fixture);
}

static void
test_custom (void)
{
  Fixture fixture = { 0 };

  fixture.device = fake_tcp_printer_new (0);
  fake_tcp_printer_lock (fixture.device)->custom = TRUE;
  fake_tcp_printer_unlock (fixture.device);
  open_printer (&fixture, "VKP80III", &receipt_impatient);
  print_whole (&fixture, 53);
  fake_tcp_printer_lock (fixture.device)->cover_open = TRUE;
  fake_tcp_printer_unlock (fixture.device);
  WAIT_FOR (receipt_trouble (&fixture.receipt) == PARVIS_PRINTER_COVER_OPEN);
  fake_tcp_printer_lock (fixture.device)->cover_open = FALSE;
  fake_tcp_printer_unlock (fixture.device);
  WAIT_FOR (receipt_trouble (&fixture.receipt) == PARVIS_PRINTER_OK);
  print_whole (&fixture, 53);
  tear_down (&fixture);
}

static void
test_paper_out_and_back (void)
{
  Fixture fixture = { 0 };
  g_autoptr (EscposReceipt) receipt = NULL;

  set_up (&fixture, "TM-m30", &parvis_escpos_usual_limits);
  fake_tcp_printer_lock (fixture.device)->paper_lasts = 900;
  fake_tcp_printer_unlock (fixture.device);
  receipt_begin (&fixture.receipt, NULL);
  WAIT_FOR (receipt_trouble (&fixture.receipt) == PARVIS_PRINTER_NO_PAPER);
  g_assert_false (fixture.receipt.answered);
  fake_tcp_printer_lock (fixture.device)->paper_out = FALSE;
  fake_tcp_printer_unlock (fixture.device);
  WAIT_FOR (fixture.receipt.answered);
  g_assert_no_error (fixture.receipt.error);
  receipt = read_printed (&fixture);
  receipt_assert_whole (receipt, 48);
  tear_down (&fixture);
}

/* Not there, and then there. */
static void
test_refused (void)
{
  Fixture fixture = { 0 };
  guint16 port;

  fixture.device = fake_tcp_printer_new (0);
  port = fake_tcp_printer_get_port (fixture.device);
  open_printer (&fixture, "TM-m30", &receipt_impatient);
  print_whole (&fixture, 48);
  g_clear_pointer (&fixture.device, fake_tcp_printer_free);
  WAIT_FOR (receipt_trouble (&fixture.receipt) == PARVIS_PRINTER_UNREACHABLE);
  receipt_begin (&fixture.receipt, NULL);
  WAIT_FOR (fixture.receipt.answered);
  g_assert_error (fixture.receipt.error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_TROUBLE);
  fixture.device = fake_tcp_printer_new (port);
  WAIT_FOR (receipt_trouble (&fixture.receipt) == PARVIS_PRINTER_OK);
  print_whole (&fixture, 48);
  tear_down (&fixture);
}

/* Printers close idle connections: nobody is alarmed. */
static void
test_closed_while_idle (void)
{
  Fixture fixture = { 0 };
  guint look;

  set_up (&fixture, "TM-m30", &receipt_impatient);
  print_whole (&fixture, 48);
  fake_tcp_printer_hang_up (fixture.device);
  look = g_timeout_add (10, on_time_to_look, NULL); /* the double is in another thread */
  WAIT_FOR (fake_tcp_printer_get_connections (fixture.device) == 2);
  g_source_remove (look);
  print_whole (&fixture, 48);
  g_assert_cmpstr (fixture.receipt.told->str, ==, "");
  tear_down (&fixture);
}

static void
test_closed_in_mid_receipt (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, "TM-m30", &receipt_impatient);
  print_whole (&fixture, 48);
  fake_tcp_printer_hang_up_after (fixture.device, 1000);
  receipt_begin (&fixture.receipt, NULL);
  WAIT_FOR (fixture.receipt.answered);
  g_assert_error (fixture.receipt.error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_TROUBLE);
  escpos_receipt_free (read_printed (&fixture));
  WAIT_FOR (receipt_trouble (&fixture.receipt) == PARVIS_PRINTER_OK);
  print_whole (&fixture, 48);
  tear_down (&fixture);
}

static void
test_where (void)
{
  static const char *const good[]
      = { "usb:04b8:0202",      "usb:04B8:0e1f:X1Y 2", "tcp:imprimante.example:9100", "tcp:10.0.0.8:9100:TM-T20",
          "tcp:[fe80::1]:9100", "replay:/a b" };
  static const char *const bad[]
      = { "",          "usb:",  "usb:4b8:202",    "usb:04b8:0202:", "tcp:host",       "tcp:host:0", "tcp:host:65536",
          "tcp::9100", "lpt:1", "tcp:host:9100:", " usb:04b8:0202", "usb:04b8:0202\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_true (parvis_escpos_printer_check_where (good[i], &error));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_false (parvis_escpos_printer_check_where (bad[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

/* How often the printer's thread has been woken. */
static guint64
count_wakeups (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", name, "status", NULL), *text = NULL;
      const char *count;

      if (!g_file_get_contents (path, &text, NULL, NULL) || strstr (text, "Name:\tparvis-escpos\n") == NULL)
        continue;
      count = strstr (text, "\nvoluntary_ctxt_switches:");
      return g_ascii_strtoull (strchr (count, ':') + 2, NULL, 10);
    }
  g_assert_not_reached ();
}

static gboolean
on_idle_over (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
has_slept (void)
{
  guint64 before = count_wakeups ();
  gboolean over = FALSE;

  g_timeout_add_seconds (IDLE_SECONDS, on_idle_over, &over);
  WAIT_FOR (over);
  return count_wakeups () == before;
}

/* Nothing polls: once the printer has said how it is, its thread sleeps until something happens. */
static void
test_sleeps (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, "TM-m30", &receipt_impatient);
  print_whole (&fixture, 48);
  for (guint tries = 1; !has_slept (); tries++) /* what the print left to do is done the first time, at the latest */
    g_assert_cmpuint (tries, <, 5);
  tear_down (&fixture);
}

/* What was said to one printer stands for it afterwards, trouble and all. */
static void
test_recorded_and_replayed (void)
{
  g_autofree char *folder = g_dir_make_tmp ("escpos-XXXXXX", NULL),
                  *path = g_build_filename (folder, "tm-m30.exchange", NULL);
  g_autofree char *replay = g_strconcat ("replay:", path, NULL);
  g_autoptr (ParvisExchange) record = parvis_exchange_new ("escpos", "TM-m30");
  g_autoptr (GError) error = NULL;
  Fixture fixture = { 0 };

  fixture.device = fake_tcp_printer_new (0);
  fixture.where = g_strdup_printf ("tcp:localhost:%u:TM-m30", fake_tcp_printer_get_port (fixture.device));
  fake_tcp_printer_lock (fixture.device)->paper_low = TRUE;
  fake_tcp_printer_unlock (fixture.device);
  receipt_open (&fixture.receipt, fixture.where, &receipt_impatient, record);
  print_whole (&fixture, 48);
  tear_down (&fixture);
  g_assert_true (parvis_exchange_save (record, path, &error));

  memset (&fixture, 0, sizeof fixture);
  receipt_open (&fixture.receipt, replay, &receipt_impatient, NULL);
  receipt_begin (&fixture.receipt, NULL);
  WAIT_FOR (fixture.receipt.answered);
  g_assert_no_error (fixture.receipt.error);
  g_assert_true (parvis_receipt_printer_is_paper_low (PARVIS_RECEIPT_PRINTER (fixture.receipt.printer)));
  receipt_begin (&fixture.receipt, NULL); /* that was not said then */
  WAIT_FOR (fixture.receipt.answered);
  g_assert_error (fixture.receipt.error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_TROUBLE);
  tear_down (&fixture);
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/escpos-tcp/where", test_where);
  g_test_add_func ("/escpos-tcp/prints", test_prints);
  g_test_add_func ("/escpos-tcp/generic", test_generic);
  g_test_add_func ("/escpos-tcp/falls-silent", test_falls_silent);
  g_test_add_func ("/escpos-tcp/custom", test_custom);
  g_test_add_func ("/escpos-tcp/paper-out-and-back", test_paper_out_and_back);
  g_test_add_func ("/escpos-tcp/refused", test_refused);
  g_test_add_func ("/escpos-tcp/closed-while-idle", test_closed_while_idle);
  g_test_add_func ("/escpos-tcp/closed-in-mid-receipt", test_closed_in_mid_receipt);
  g_test_add_func ("/escpos-tcp/sleeps", test_sleeps);
  g_test_add_func ("/escpos-tcp/recorded-and-replayed", test_recorded_and_replayed);
  return g_test_run ();
}
