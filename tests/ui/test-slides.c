/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the sleeping screen says in turn, of the demonstration content and of one with an alert.
 */
#include "ui/pages/attract/slides.h"

#include "app/desk/counter.h"

static GPtrArray *
slides_at (Counter *counter, const char *when)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (when, zone);

  g_assert_nonnull (now);
  return parvis_slides_new (counter->desk, "fr", now);
}

static guint
count_icon (GPtrArray *slides, const char *icon)
{
  guint n = 0;

  for (guint i = 0; i < slides->len; i++)
    n += g_strcmp0 (((const ParvisSlide *) g_ptr_array_index (slides, i))->icon, icon) == 0;
  return n;
}

static void
test_in_turn (Counter *counter, gconstpointer devices)
{
  g_autoptr (GPtrArray) slides = slides_at (counter, "2026-11-23T14:00:00+01:00");
  const ParvisSlide *first = g_ptr_array_index (slides, 0), *last = g_ptr_array_index (slides, slides->len - 1);

  g_assert_cmpstr (first->above, ==, "Attention"); /* a warning before what is only to be known */
  g_assert_false (first->urgent);
  g_assert_cmpuint (count_icon (slides, "info"), ==, 1);
  g_assert_cmpuint (count_icon (slides, "calendar"), >, 0);
  g_assert_cmpuint (count_icon (slides, "calendar"), <=, PARVIS_SLIDES_MOST);
  g_assert_cmpuint (count_icon (slides, "doc"), >, 0);
  g_assert_cmpuint (count_icon (slides, "doc"), <=, PARVIS_SLIDES_MOST);
  g_assert_cmpstr (last->icon, ==, "clock");
  g_assert_cmpstr (last->title, ==, "Ouverte aujourd’hui jusqu’à 17 h 30");
  g_assert_cmpstr (last->text, ==, "Lundi : 9 h – 12 h, 13 h 30 – 17 h 30");
}

/* Long after: notices, news and events are over; the hours remain. */
static void
test_only_hours (Counter *counter, gconstpointer devices)
{
  g_autoptr (GPtrArray) slides = slides_at (counter, "2035-06-03T14:00:00+02:00");

  g_assert_cmpuint (count_icon (slides, "calendar"), ==, 0);
  g_assert_cmpuint (count_icon (slides, "alert"), ==, 0);
  g_assert_cmpuint (count_icon (slides, "clock"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/slides/in-turn", Counter, "", counter_set_up, test_in_turn, counter_tear_down);
  g_test_add ("/slides/only-hours", Counter, "", counter_set_up, test_only_hours, counter_tear_down);
  return g_test_run ();
}
