/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/demarche/screens.h"

#include "ui/ui-fixture.h"

#define TEXT(id)    "{\"id\":\"" id "\",\"type\":\"text\",\"label\":\"" id "\"}"
#define HEADING(id) "{\"id\":\"" id "\",\"type\":\"explanation\",\"label\":\"Titre\",\"style\":\"heading\"}"
#define ONLY_IF_A(id)                                                                                                  \
  "{\"id\":\"" id "\",\"type\":\"text\",\"label\":\"x\",\"condition\":{\"field\":\"a\",\"op\":\"answered\"}}"

static void
assert_screens (ParvisDraft *draft, guint room, ...)
{
  const ParvisStep *step = ui_fixture_step (draft);
  guint first = parvis_screen_start (draft, step, 0), place = 0;
  va_list starts;

  va_start (starts, room);
  for (;;)
    {
      guint expected = va_arg (starts, guint), count = 0;

      g_assert_cmpuint (first, ==, expected);
      if (first >= step->fields->len)
        break;
      g_assert_cmpuint (parvis_screen_place (draft, step, first, room, &count), ==, place++);
      guint end = parvis_screen_end (draft, step, first, room);
      for (guint i = first; i < end; i++)
        if (parvis_screen_shows (draft, step, i))
          g_assert_cmpuint (parvis_screen_of (draft, step, i, room), ==, first);
      first = parvis_screen_start (draft, step, end);
    }
  va_end (starts);
}

static void
test_five_at_a_time (void)
{
  g_autoptr (ParvisDraft) draft = ui_fixture_draft (
      "[" TEXT ("a") "," TEXT ("b") "," TEXT ("c") "," TEXT ("d") "," TEXT ("e") "," TEXT ("f") "," TEXT ("g") "]");

  assert_screens (draft, PARVIS_SCREEN_ROOM, 0, 5, 7);
  assert_screens (draft, PARVIS_SCREEN_ROOM_LANDSCAPE, 0, 3, 6, 7);
}

/* A title goes with what it announces. */
static void
test_no_orphan_heading (void)
{
  g_autoptr (ParvisDraft) draft = ui_fixture_draft (
      "[" TEXT ("a") "," TEXT ("b") "," TEXT ("c") "," TEXT ("d") "," TEXT ("e") "," HEADING ("h") "," TEXT ("f") "]");

  assert_screens (draft, PARVIS_SCREEN_ROOM, 0, 5, 7);
}

static void
test_large_fields (void)
{
  g_autoptr (ParvisDraft) draft = ui_fixture_draft (
      "[" TEXT ("a") ",{\"id\":\"r\",\"type\":\"repeat\",\"label\":\"Enfants\",\"fields\":[" TEXT ("p") "]}," TEXT (
          "b") ",{\"id\":\"ad\",\"type\":\"address\",\"label\":\"Adresse\"}," TEXT ("c") "," TEXT ("d") "]");

  assert_screens (draft, PARVIS_SCREEN_ROOM, 0, 1, 2, 5, 6);
}

/* A question that appears takes its place at once, and pushes the last one on. */
static void
test_conditions (void)
{
  g_autoptr (ParvisDraft) draft = ui_fixture_draft (
      "[" TEXT ("a") "," ONLY_IF_A ("b") "," TEXT ("c") "," TEXT ("d") "," TEXT ("e") "," TEXT ("f") "]");

  assert_screens (draft, PARVIS_SCREEN_ROOM, 0, 6);
  parvis_draft_set (draft, "a", parvis_value_new_text ("x"));
  assert_screens (draft, PARVIS_SCREEN_ROOM, 0, 5, 6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/screens/five-at-a-time", test_five_at_a_time);
  g_test_add_func ("/screens/no-orphan-heading", test_no_orphan_heading);
  g_test_add_func ("/screens/large-fields", test_large_fields);
  g_test_add_func ("/screens/conditions", test_conditions);
  return g_test_run ();
}
