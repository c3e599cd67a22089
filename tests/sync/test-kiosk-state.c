/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/queue/kiosk-state.h"

#include "sync/scratch.h"

static ParvisOutbox *
open_outbox (const Scratch *scratch)
{
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (GError) error = NULL;
  ParvisOutbox *outbox = parvis_outbox_open (path, &error);

  g_assert_no_error (error);
  return outbox;
}

static gboolean
note (ParvisOutbox *outbox, const char *name, const char *word)
{
  g_autoptr (GError) error = NULL;
  gboolean changed;

  g_assert_true (parvis_kiosk_state_note (outbox, name, word, &changed, &error));
  g_assert_no_error (error);
  return changed;
}

static void
test_noted (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autoptr (ParvisOutbox) outbox = open_outbox (scratch);
  g_autoptr (GPtrArray) list = NULL;
  const ParvisKioskState *first;

  g_assert_true (note (outbox, "device/printer", "ready"));
  g_assert_false (note (outbox, "device/printer", "ready"));
  g_assert_true (note (outbox, "device/printer", "no-paper"));
  g_assert_true (note (outbox, "content", "42"));
  g_assert_true (note (outbox, "service", "open"));
  g_assert_true (note (outbox, "service", NULL));
  list = parvis_kiosk_state_list (outbox, NULL);
  g_assert_cmpuint (list->len, ==, 2);
  first = g_ptr_array_index (list, 0);
  g_assert_cmpstr (first->name, ==, "content");
  g_assert_cmpstr (first->word, ==, "42");
  g_assert_cmpint (first->since, >, 0);
}

static void
test_bounded (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autoptr (ParvisOutbox) outbox = open_outbox (scratch);
  g_autoptr (GPtrArray) list = NULL;

  for (guint i = 0; i < PARVIS_KIOSK_STATE_MAX + 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("device/usb:%03u", i);

      g_assert_true (note (outbox, name, "missing"));
    }
  list = parvis_kiosk_state_list (outbox, NULL);
  g_assert_cmpuint (list->len, ==, PARVIS_KIOSK_STATE_MAX);
  g_assert_cmpstr (((ParvisKioskState *) g_ptr_array_index (list, 0))->name, ==, "device/usb:003");
}

static void
test_refused (void)
{
  g_autoptr (Scratch) scratch = scratch_new ();
  g_autoptr (ParvisOutbox) outbox = open_outbox (scratch);
  const char *bad[][2]
      = { { "", "x" }, { "Printer", "x" }, { "printer", "" }, { "printer", "a\nb" }, { "printer", "\xff" } };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (parvis_kiosk_state_note (outbox, bad[i][0], bad[i][1], NULL, &error));
      g_assert_error (error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_FAILED);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kiosk-state/noted", test_noted);
  g_test_add_func ("/kiosk-state/bounded", test_bounded);
  g_test_add_func ("/kiosk-state/refused", test_refused);
  return g_test_run ();
}
