/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "sync/hub/phone/slots.h"

#define ENOUGH (2 * G_USEC_PER_SEC) /* for a slow machine to come from one line to the next */

typedef struct
{
  guint parked, woken;
} Sleeper;

static void
on_park (gpointer data)
{
  ((Sleeper *) data)->parked++;
}

static void
on_wake (gpointer data)
{
  ((Sleeper *) data)->woken++;
}

static ParvisHubSlots *
slots_new (void)
{
  ParvisHubSlots *slots = parvis_hub_slots_new ();

  parvis_hub_slots_set_address (slots, "https://depot.exemple.fr/");
  return slots;
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisHubSlots, parvis_hub_slots_free)

static const char *
open_one (ParvisHubSlots *slots, const char *kiosk, guint files, ParvisHubSlotOpened *opened)
{
  g_autoptr (GBytes) certificate = g_bytes_new_static ("x", 1);

  g_assert_cmpint (parvis_hub_slots_open (slots, kiosk, certificate, NULL, files, 100, opened), ==, PARVIS_HUB_SLOT_OK);
  return opened->url + strlen ("https://depot.exemple.fr/");
}

static ParvisHubSlotState
state_of (ParvisHubSlots *slots, const char *token)
{
  g_auto (ParvisHubSlotView) view = { 0 };

  parvis_hub_slots_view (slots, token, &view);
  return view.state;
}

static void
test_life (void)
{
  g_autoptr (ParvisHubSlots) slots = slots_new ();
  g_auto (ParvisHubSlotOpened) opened = { 0 };
  Sleeper sleeper = { 0, 0 };
  const ParvisHubParking parking = { on_park, on_wake, &sleeper };
  g_autoptr (GBytes) file = NULL;
  const char *token;

  parvis_hub_slots_set_life (slots, ENOUGH);
  token = open_one (slots, "borne-1", 1, &opened);
  g_assert_cmpint (state_of (slots, token), ==, PARVIS_HUB_SLOT_OPEN);
  g_assert_cmpint (
      parvis_hub_slots_next (slots, "borne-1", opened.id, 0, PARVIS_HUB_VERDICT_NONE, G_MAXINT64, &parking, &file), ==,
      PARVIS_HUB_SLOT_PARKED);
  while (sleeper.woken == 0) /* by its end */
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (state_of (slots, token), ==, PARVIS_HUB_SLOT_EXPIRED);
  g_assert_cmpint (
      parvis_hub_slots_next (slots, "borne-1", opened.id, 0, PARVIS_HUB_VERDICT_NONE, G_MAXINT64, &parking, &file), ==,
      PARVIS_HUB_SLOT_GONE);
  g_assert_null (parvis_hub_slots_hold (slots, token));
}

static void
test_deadline (void)
{
  g_autoptr (ParvisHubSlots) slots = slots_new ();
  g_auto (ParvisHubSlotOpened) opened = { 0 };
  Sleeper sleeper = { 0, 0 };
  const ParvisHubParking parking = { on_park, on_wake, &sleeper };
  gint64 deadline = g_get_monotonic_time () + ENOUGH;
  g_autoptr (GBytes) file = NULL;

  open_one (slots, "borne-1", 1, &opened);
  g_assert_cmpint (
      parvis_hub_slots_next (slots, "borne-1", opened.id, 0, PARVIS_HUB_VERDICT_NONE, deadline, &parking, &file), ==,
      PARVIS_HUB_SLOT_PARKED);
  while (sleeper.woken == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (
      parvis_hub_slots_next (slots, "borne-1", opened.id, 0, PARVIS_HUB_VERDICT_NONE, deadline, &parking, &file), ==,
      PARVIS_HUB_SLOT_NOTHING);
  g_assert_cmpuint (sleeper.parked, ==, 1);
}

/* Only its own kiosk has it; a kiosk has one. */
static void
test_owner (void)
{
  g_autoptr (ParvisHubSlots) slots = slots_new ();
  g_auto (ParvisHubSlotOpened) first = { 0 };
  g_auto (ParvisHubSlotOpened) second = { 0 };
  const char *token = open_one (slots, "borne-1", 1, &first);
  g_autoptr (GBytes) file = NULL;

  g_assert_cmpint (parvis_hub_slots_next (slots, "borne-2", first.id, 0, PARVIS_HUB_VERDICT_NONE, 0, NULL, &file), ==,
                   PARVIS_HUB_SLOT_GONE);
  g_assert_false (parvis_hub_slots_close (slots, "borne-2", first.id));
  g_assert_cmpint (state_of (slots, first.id), ==, PARVIS_HUB_SLOT_UNKNOWN); /* the id is no token */
  open_one (slots, "borne-2", 1, &second);
  g_assert_cmpint (state_of (slots, token), ==, PARVIS_HUB_SLOT_OPEN);
  parvis_hub_slot_opened_clear (&second);
  open_one (slots, "borne-1", 1, &second);
  g_assert_cmpint (state_of (slots, token), ==, PARVIS_HUB_SLOT_CLOSED);
}

/* The same file until its fate is known; then its bytes are gone. */
static void
test_again (void)
{
  g_autoptr (ParvisHubSlots) slots = slots_new ();
  g_auto (ParvisHubSlotOpened) opened = { 0 };
  g_autoptr (GBytes) sealed = g_bytes_new_static ("sealed", 6);
  const char *token = open_one (slots, "borne-1", 1, &opened);
  g_auto (ParvisHubSlotView) view = { 0 };
  g_autoptr (GBytes) file = NULL;

  parvis_hub_slots_add (slots, token, sealed, PARVIS_HUB_VERDICT_NONE);
  for (guint i = 0; i < 2; i++)
    {
      g_clear_pointer (&file, g_bytes_unref);
      g_assert_cmpint (parvis_hub_slots_next (slots, "borne-1", opened.id, 0, PARVIS_HUB_VERDICT_NONE, 0, NULL, &file),
                       ==, PARVIS_HUB_SLOT_FILE);
      g_assert_true (file == sealed);
    }
  g_clear_pointer (&file, g_bytes_unref);
  g_assert_cmpint (parvis_hub_slots_next (slots, "borne-1", opened.id, 1, PARVIS_HUB_VERDICT_TAKEN, 0, NULL, &file), ==,
                   PARVIS_HUB_SLOT_NOTHING);
  g_assert_cmpint (parvis_hub_slots_next (slots, "borne-1", opened.id, 0, PARVIS_HUB_VERDICT_NONE, 0, NULL, &file), ==,
                   PARVIS_HUB_SLOT_NOTHING);
  parvis_hub_slots_view (slots, token, &view);
  g_assert_cmpuint (view.left, ==, 0);
  g_assert_cmpint (g_array_index (view.verdicts, ParvisHubVerdict, 0), ==, PARVIS_HUB_VERDICT_TAKEN);
}

static void
test_bounds (void)
{
  g_autoptr (ParvisHubSlots) slots = slots_new ();
  g_autoptr (GBytes) certificate = g_bytes_new_static ("x", 1);
  g_auto (ParvisHubSlotOpened) last = { 0 };
  g_autofree char *token = NULL;
  guint held = 0;

  for (guint i = 0; i < PARVIS_HUB_SLOTS; i++)
    {
      g_auto (ParvisHubSlotOpened) opened = { 0 };
      g_autofree char *kiosk = g_strdup_printf ("borne-%u", i);

      g_free (token);
      token = g_strdup (open_one (slots, kiosk, 1, &opened));
    }
  g_assert_cmpint (parvis_hub_slots_open (slots, "une-de-trop", certificate, NULL, 1, 100, &last), ==,
                   PARVIS_HUB_SLOT_FULL);
  while (TRUE)
    {
      g_autoptr (GBytes) room = parvis_hub_slots_hold (slots, token);

      if (room == NULL)
        break;
      held++;
    }
  g_assert_cmpuint (held, ==, PARVIS_HUB_SLOTS_BYTES / PARVIS_HUB_SLOT_FILE_MAX);
  parvis_hub_slots_let_go (slots);
  g_clear_pointer (&certificate, g_bytes_unref);
  certificate = parvis_hub_slots_hold (slots, token);
  g_assert_nonnull (certificate);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slots/life", test_life);
  g_test_add_func ("/slots/deadline", test_deadline);
  g_test_add_func ("/slots/owner", test_owner);
  g_test_add_func ("/slots/again", test_again);
  g_test_add_func ("/slots/bounds", test_bounds);
  return g_test_run ();
}
