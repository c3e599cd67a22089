/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/usb/mock-usb.h"
#include "fake-usb-printer.h"
#include "receipt-fixture.h"

#define WHERE "usb:04b8:0202"

typedef struct
{
  FakeUsbPrinter *device;
  ReceiptFixture receipt;
} Fixture;

static void
set_up (Fixture *fixture)
{
  fixture->device = fake_usb_printer_new ();
}

static void
open_printer (Fixture *fixture, const ParvisEscposLimits *limits)
{
  receipt_open (&fixture->receipt, WHERE, limits, NULL);
}

static void
tear_down (Fixture *fixture)
{
  receipt_close (&fixture->receipt);
  g_clear_pointer (&fixture->device, fake_usb_printer_free);
}

static ParvisPrinterTrouble
trouble (Fixture *fixture)
{
  return receipt_trouble (&fixture->receipt);
}

static void
begin_printing (Fixture *fixture, GCancellable *cancellable)
{
  receipt_begin (&fixture->receipt, cancellable);
}

static EscposReceipt *
read_printed (Fixture *fixture)
{
  FakeEscpos *brain = fake_usb_printer_lock (fixture->device);
  EscposReceipt *receipt = escpos_read (brain->printed->data, brain->printed->len);

  g_byte_array_set_size (brain->printed, 0);
  fake_usb_printer_unlock (fixture->device);
  return receipt;
}

static void
assert_whole (Fixture *fixture)
{
  g_autoptr (EscposReceipt) receipt = read_printed (fixture);

  receipt_assert_whole (receipt, 48);
}

static void
print_whole (Fixture *fixture)
{
  begin_printing (fixture, NULL);
  WAIT_FOR (fixture->receipt.answered);
  g_assert_no_error (fixture->receipt.error);
  g_assert_true (fixture->receipt.printed);
  assert_whole (fixture);
}

static void
test_prints (void)
{
  Fixture fixture = { 0 };
  FakeUsbCounts counts;

  set_up (&fixture);
  fake_usb_printer_plug (fixture.device);
  open_printer (&fixture, &receipt_impatient);
  print_whole (&fixture);
  print_whole (&fixture);
  g_assert_cmpstr (parvis_escpos_printer_get_model (fixture.receipt.printer), ==, "Epson TM-T20");
  counts = fake_usb_printer_get_counts (fixture.device);
  g_assert_cmpuint (counts.device_ids, ==, 1);
  g_assert_cmpuint (counts.claims, ==, 1);
  g_assert_cmpuint (counts.soft_resets, ==, 0);
  g_assert_cmpstr (fixture.receipt.told->str, ==, "");
  g_clear_object (&fixture.receipt.printer);
  g_assert_cmpuint (fake_usb_printer_get_counts (fixture.device).releases, ==, 1);
  tear_down (&fixture);
}

static void
test_short_writes (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  fake_usb_printer_set_faults (fixture.device, 61, 0, FALSE);
  fake_usb_printer_plug (fixture.device);
  open_printer (&fixture, &receipt_impatient);
  print_whole (&fixture);
  tear_down (&fixture);
}

static void
test_stalls (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  fake_usb_printer_set_faults (fixture.device, 0, 3, FALSE);
  fake_usb_printer_plug (fixture.device);
  open_printer (&fixture, &receipt_impatient);
  print_whole (&fixture);
  g_assert_cmpuint (fake_usb_printer_get_counts (fixture.device).halts_cleared, >=, 3);
  tear_down (&fixture);
}

/* Not there, there, gone, there again: each is told once. */
static void
test_hot_plug (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  open_printer (&fixture, &receipt_impatient);
  WAIT_FOR (trouble (&fixture) == PARVIS_PRINTER_UNREACHABLE);
  begin_printing (&fixture, NULL);
  WAIT_FOR (fixture.receipt.answered);
  g_assert_error (fixture.receipt.error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_TROUBLE);
  for (guint i = 0; i < 3; i++)
    {
      fake_usb_printer_plug (fixture.device);
      WAIT_FOR (trouble (&fixture) == PARVIS_PRINTER_OK);
      print_whole (&fixture);
      fake_usb_printer_unplug (fixture.device);
      WAIT_FOR (trouble (&fixture) == PARVIS_PRINTER_UNREACHABLE);
    }
  g_assert_cmpstr (fixture.receipt.told->str, ==, "unreachable ok unreachable ok unreachable ok unreachable ");
  tear_down (&fixture);
}

static void
test_unplugged_in_mid_receipt (void)
{
  Fixture fixture = { 0 };
  g_autoptr (EscposReceipt) half = NULL;

  set_up (&fixture);
  fake_usb_printer_plug (fixture.device);
  open_printer (&fixture, &receipt_impatient);
  print_whole (&fixture);
  fake_usb_printer_unplug_after (fixture.device, 1000);
  begin_printing (&fixture, NULL);
  WAIT_FOR (fixture.receipt.answered);
  g_assert_error (fixture.receipt.error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_TROUBLE);
  WAIT_FOR (trouble (&fixture) == PARVIS_PRINTER_UNREACHABLE);
  half = read_printed (&fixture);
  g_assert_cmpuint (half->text->len, >, 100);
  g_assert_cmpuint (half->cuts, ==, 0);
  fake_usb_printer_unplug (fixture.device);
  fake_usb_printer_plug (fixture.device);
  WAIT_FOR (trouble (&fixture) == PARVIS_PRINTER_OK);
  print_whole (&fixture);
  tear_down (&fixture);
}

static void
set_paper_out (Fixture *fixture, gboolean out)
{
  fake_usb_printer_lock (fixture->device)->paper_out = out;
  fake_usb_printer_unlock (fixture->device);
}

/* The roll ends, somebody puts another in, and the receipt goes on where it was. */
static void
test_paper_out_and_back (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  fake_usb_printer_lock (fixture.device)->paper_lasts = 900;
  fake_usb_printer_unlock (fixture.device);
  fake_usb_printer_plug (fixture.device);
  open_printer (&fixture, &parvis_escpos_usual_limits);
  begin_printing (&fixture, NULL);
  WAIT_FOR (trouble (&fixture) == PARVIS_PRINTER_NO_PAPER);
  g_assert_false (fixture.receipt.answered);
  set_paper_out (&fixture, FALSE);
  WAIT_FOR (fixture.receipt.answered);
  g_assert_no_error (fixture.receipt.error);
  assert_whole (&fixture);
  g_assert_cmpstr (fixture.receipt.told->str, ==, "no-paper ok ");
  tear_down (&fixture);
}

/* Nobody comes: the rest is forgotten, by the printer too, and does not come out for the next person. */
static void
test_paper_out_for_good (void)
{
  Fixture fixture = { 0 };
  g_autoptr (EscposReceipt) half = NULL;

  set_up (&fixture);
  fake_usb_printer_lock (fixture.device)->paper_lasts = 900;
  fake_usb_printer_unlock (fixture.device);
  fake_usb_printer_plug (fixture.device);
  open_printer (&fixture, &receipt_impatient);
  begin_printing (&fixture, NULL);
  WAIT_FOR (fixture.receipt.answered);
  g_assert_error (fixture.receipt.error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_TROUBLE);
  WAIT_FOR (fake_usb_printer_get_counts (fixture.device).soft_resets == 1);
  half = read_printed (&fixture);
  g_assert_cmpuint (half->cuts, ==, 0);
  set_paper_out (&fixture, FALSE);
  WAIT_FOR (trouble (&fixture) == PARVIS_PRINTER_OK);
  print_whole (&fixture);
  tear_down (&fixture);
}

static void
assert_trouble (Fixture *fixture, gboolean *what, ParvisPrinterTrouble expected)
{
  fake_usb_printer_lock (fixture->device);
  *what = TRUE;
  fake_usb_printer_unlock (fixture->device);
  WAIT_FOR (trouble (fixture) == expected);
  begin_printing (fixture, NULL);
  WAIT_FOR (fixture->receipt.answered);
  g_assert_error (fixture->receipt.error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_TROUBLE);
  fake_usb_printer_lock (fixture->device);
  *what = FALSE;
  fake_usb_printer_unlock (fixture->device);
  WAIT_FOR (trouble (fixture) == PARVIS_PRINTER_OK);
}

/* Each is told when it begins and when it is mended; nothing is sent to a printer that cannot print. */
static void
test_troubles (void)
{
  Fixture fixture = { 0 };
  FakeEscpos *brain;
  guint questions;

  set_up (&fixture);
  brain = fake_usb_printer_lock (fixture.device);
  fake_usb_printer_unlock (fixture.device);
  fake_usb_printer_plug (fixture.device);
  open_printer (&fixture, &receipt_impatient);
  print_whole (&fixture);
  questions = brain->questions;
  assert_trouble (&fixture, &brain->paper_out, PARVIS_PRINTER_NO_PAPER);
  assert_trouble (&fixture, &brain->cover_open, PARVIS_PRINTER_COVER_OPEN);
  assert_trouble (&fixture, &brain->cutter_blocked, PARVIS_PRINTER_CUTTER);
  g_assert_cmpuint (brain->printed->len, ==, 0);
  g_assert_cmpuint (brain->questions, ==, questions); /* it spoke by itself */
  fake_usb_printer_lock (fixture.device)->paper_low = TRUE;
  fake_usb_printer_unlock (fixture.device);
  WAIT_FOR (parvis_receipt_printer_is_paper_low (PARVIS_RECEIPT_PRINTER (fixture.receipt.printer)));
  print_whole (&fixture);
  tear_down (&fixture);
}

/* Wrong from the beginning: told though nothing changes. */
static void
test_trouble_from_the_beginning (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  set_paper_out (&fixture, TRUE);
  fake_usb_printer_plug (fixture.device);
  open_printer (&fixture, &receipt_impatient);
  WAIT_FOR (trouble (&fixture) == PARVIS_PRINTER_NO_PAPER);
  set_paper_out (&fixture, FALSE);
  WAIT_FOR (trouble (&fixture) == PARVIS_PRINTER_OK);
  print_whole (&fixture);
  tear_down (&fixture);
}

/* One that cannot speak: its port is asked. */
static void
test_without_in (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  fake_usb_printer_set_faults (fixture.device, 0, 0, TRUE);
  fake_usb_printer_plug (fixture.device);
  open_printer (&fixture, &receipt_impatient);
  print_whole (&fixture);
  g_assert_cmpuint (fake_usb_printer_get_counts (fixture.device).in_transfers, ==, 0);
  g_assert_cmpuint (fake_usb_printer_get_counts (fixture.device).port_states, >=, 1);
  tear_down (&fixture);
}

/* Takes all, says nothing. */
static void
test_no_answer (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  fake_usb_printer_lock (fixture.device)->no_marks = TRUE;
  fake_usb_printer_unlock (fixture.device);
  fake_usb_printer_plug (fixture.device);
  open_printer (&fixture, &receipt_hears);
  begin_printing (&fixture, NULL);
  WAIT_FOR (fixture.receipt.answered);
  g_assert_error (fixture.receipt.error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_FAILED);
  tear_down (&fixture);
}

/* What is out is cut off; the rest stays in. */
static void
test_cancelled (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  set_up (&fixture);
  fake_usb_printer_lock (fixture.device)->paper_lasts = 900;
  fake_usb_printer_unlock (fixture.device);
  fake_usb_printer_plug (fixture.device);
  open_printer (&fixture, &parvis_escpos_usual_limits);
  begin_printing (&fixture, cancellable);
  WAIT_FOR (trouble (&fixture) == PARVIS_PRINTER_NO_PAPER);
  g_cancellable_cancel (cancellable);
  WAIT_FOR (fixture.receipt.answered);
  g_assert_error (fixture.receipt.error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_CANCELLED);
  WAIT_FOR (fake_usb_printer_get_counts (fixture.device).soft_resets == 1);
  escpos_receipt_free (read_printed (&fixture));
  set_paper_out (&fixture, FALSE);
  WAIT_FOR (trouble (&fixture) == PARVIS_PRINTER_OK);
  print_whole (&fixture);
  tear_down (&fixture);
}

/* Freed in the middle: what was asked is answered. */
static void
test_freed_while_printing (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture);
  fake_usb_printer_lock (fixture.device)->paper_lasts = 900;
  fake_usb_printer_unlock (fixture.device);
  fake_usb_printer_plug (fixture.device);
  open_printer (&fixture, &parvis_escpos_usual_limits);
  begin_printing (&fixture, NULL);
  WAIT_FOR (trouble (&fixture) == PARVIS_PRINTER_NO_PAPER);
  g_object_run_dispose (G_OBJECT (fixture.receipt.printer));
  WAIT_FOR (fixture.receipt.answered);
  g_assert_error (fixture.receipt.error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_CANCELLED);
  tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  mock_usb_begin (argv);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/escpos-usb/prints", test_prints);
  g_test_add_func ("/escpos-usb/short-writes", test_short_writes);
  g_test_add_func ("/escpos-usb/stalls", test_stalls);
  g_test_add_func ("/escpos-usb/hot-plug", test_hot_plug);
  g_test_add_func ("/escpos-usb/unplugged-in-mid-receipt", test_unplugged_in_mid_receipt);
  g_test_add_func ("/escpos-usb/paper-out-and-back", test_paper_out_and_back);
  g_test_add_func ("/escpos-usb/paper-out-for-good", test_paper_out_for_good);
  g_test_add_func ("/escpos-usb/troubles", test_troubles);
  g_test_add_func ("/escpos-usb/trouble-from-the-beginning", test_trouble_from_the_beginning);
  g_test_add_func ("/escpos-usb/without-in", test_without_in);
  g_test_add_func ("/escpos-usb/no-answer", test_no_answer);
  g_test_add_func ("/escpos-usb/cancelled", test_cancelled);
  g_test_add_func ("/escpos-usb/freed-while-printing", test_freed_while_printing);
  return g_test_run ();
}
