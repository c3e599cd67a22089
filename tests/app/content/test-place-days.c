/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/catalog.h"

#define NBSP "\u00a0"

/* Monday 9:00-12:00 and 13:30-17:30, Friday 8:00-24:00. */
static const ParvisOpening hours[]
    = { { 1, 9 * 60, 12 * 60 }, { 1, 13 * 60 + 30, 17 * 60 + 30 }, { 5, 8 * 60, 24 * 60 } };
/* A Friday, a Thursday on which it never opens, a Friday in the next year, a Monday beyond what is announced. */
static char *closed_days[]
    = { (char *) "2026-12-25", (char *) "2026-12-31", (char *) "2027-01-01", (char *) "2027-03-29", NULL };

static ParvisPlace *
make_place (void)
{
  ParvisPlace *place = g_new0 (ParvisPlace, 1);

  place->openings = g_array_new (FALSE, FALSE, sizeof (ParvisOpening));
  place->closed_days = g_strdupv (closed_days);
  g_array_append_vals (place->openings, hours, G_N_ELEMENTS (hours));
  return place;
}

static const struct
{
  const char *now;
  gboolean open;
} moments[] = {
  { "2026-11-23T08:59:59+01:00", FALSE }, { "2026-11-23T09:00:00+01:00", TRUE },
  { "2026-11-23T11:59:59+01:00", TRUE },  { "2026-11-23T12:00:00+01:00", FALSE },
  { "2026-11-23T13:30:00+01:00", TRUE },  { "2026-11-24T10:00:00+01:00", FALSE },
  { "2026-11-27T23:59:59+01:00", TRUE },  { "2026-12-25T10:00:00+01:00", FALSE },
};

static void
test_is_open (void)
{
  g_autoptr (ParvisPlace) place = make_place ();
  g_autoptr (ParvisPlace) unknown = g_new0 (ParvisPlace, 1);

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (moments[i].now, NULL);

      g_test_message ("%s", moments[i].now);
      g_assert_cmpint (parvis_place_is_open (place, now), ==, moments[i].open);
      g_assert_false (parvis_place_is_open (unknown, now));
    }
}

static void
assert_day (const ParvisPlace *place, int weekday, const char *expected)
{
  g_autofree char *said = parvis_place_describe_day (place, weekday);

  g_assert_cmpstr (said, ==, expected);
}

static void
test_days (void)
{
  g_autoptr (ParvisPlace) place = make_place ();

  assert_day (place, 1, "9" NBSP "h – 12" NBSP "h, 13" NBSP "h" NBSP "30 – 17" NBSP "h" NBSP "30");
  assert_day (place, 2, "fermé");
  assert_day (place, 5, "8" NBSP "h – minuit");
}

/* Not the Thursday on which it never opens, and nothing further than three months away. */
static void
test_closings (void)
{
  g_autoptr (ParvisPlace) place = make_place ();
  g_autoptr (ParvisPlace) unknown = g_new0 (ParvisPlace, 1);
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 ("2026-11-22T10:00:00+01:00", NULL);
  g_autofree char *said = parvis_place_describe_closings (place, now);
  g_autofree char *nothing = parvis_place_describe_closings (unknown, now);

  g_assert_cmpstr (said, ==, "Vendredi 25" NBSP "décembre\nVendredi 1er" NBSP "janvier 2027");
  g_assert_cmpstr (nothing, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place-days/is-open", test_is_open);
  g_test_add_func ("/place-days/days", test_days);
  g_test_add_func ("/place-days/closings", test_closings);
  return g_test_run ();
}
