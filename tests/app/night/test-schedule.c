/* SPDX-License-Identifier: EUPL-1.2
 *
 * When the screen is dark: over midnight, when clocks change, on days that are closed; and the switch that follows.
 */
#include "app/night/night-private.h"

#include <glib/gstdio.h>

static GDateTime *
at (const char *local)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Paris");
  GDateTime *time = g_date_time_new_from_iso8601 (local, zone);
  GDateTime *there;

  g_assert_nonnull (time);
  there = g_date_time_to_timezone (time, zone);
  g_date_time_unref (time);
  return there;
}

static ParvisSchedule
schedule_of (const char *text)
{
  ParvisSchedule schedule;

  g_assert_true (parvis_schedule_parse (text, &schedule));
  return schedule;
}

static void
assert_off (const char *text, const ParvisPlace *place, const char *when, gboolean off)
{
  ParvisSchedule schedule = schedule_of (text);
  g_autoptr (GDateTime) now = at (when);

  if (parvis_schedule_is_off (&schedule, place, now) != off)
    g_error ("%s: at %s the screen is to be %s", text, when, off ? "off" : "on");
}

static void
assert_change (const char *text, const ParvisPlace *place, const char *when, guint seconds)
{
  ParvisSchedule schedule = schedule_of (text);
  g_autoptr (GDateTime) now = at (when);

  g_assert_cmpuint (parvis_schedule_until_change (&schedule, place, now), ==, seconds);
}

static void
test_parse (void)
{
  static const char *const wrong[] = { "22:00",
                                       "22h-6h",
                                       "24:00-06:00",
                                       "22:60-06:00",
                                       "22:00-06:30 ",
                                       "closed ",
                                       "22:00-6:30",
                                       "-1:00-06:00",
                                       "22:00\xe2\x80\x93"
                                       "06:30",
                                       "always" };
  ParvisSchedule schedule;

  g_assert_true (parvis_schedule_parse (NULL, &schedule));
  g_assert_cmpint (schedule.kind, ==, PARVIS_SCHEDULE_NEVER);
  g_assert_true (parvis_schedule_parse ("closed", &schedule));
  g_assert_cmpint (schedule.kind, ==, PARVIS_SCHEDULE_CLOSED);
  g_assert_true (parvis_schedule_parse ("22:00-06:30", &schedule));
  g_assert_cmpuint (schedule.from, ==, 22 * 60);
  g_assert_cmpuint (schedule.to, ==, 6 * 60 + 30);
  g_assert_true (parvis_schedule_parse ("06:00-06:00", &schedule)); /* nothing, not everything */
  g_assert_cmpint (schedule.kind, ==, PARVIS_SCHEDULE_NEVER);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (parvis_schedule_parse (wrong[i], &schedule));
      g_assert_cmpint (schedule.kind, ==, PARVIS_SCHEDULE_NEVER);
    }
}

static void
test_over_midnight (void)
{
  assert_off ("22:00-06:30", NULL, "2026-11-22T21:59:59+01:00", FALSE);
  assert_off ("22:00-06:30", NULL, "2026-11-22T22:00:00+01:00", TRUE);
  assert_off ("22:00-06:30", NULL, "2026-11-23T00:00:00+01:00", TRUE);
  assert_off ("22:00-06:30", NULL, "2026-11-23T06:29:59+01:00", TRUE);
  assert_off ("22:00-06:30", NULL, "2026-11-23T06:30:00+01:00", FALSE);
  assert_off ("12:00-13:30", NULL, "2026-11-23T12:00:00+01:00", TRUE);
  assert_off ("12:00-13:30", NULL, "2026-11-23T13:30:00+01:00", FALSE);
  assert_off ("", NULL, "2026-11-23T03:00:00+01:00", FALSE);
  assert_change ("22:00-06:30", NULL, "2026-11-22T21:30:20+01:00", 29 * 60 + 40);
  assert_change ("22:00-06:30", NULL, "2026-11-22T23:00:00+01:00", PARVIS_SCHEDULE_LOOK);
  assert_change ("22:00-06:30", NULL, "2026-11-23T06:29:59+01:00", 1);
}

/* 29 March 2026: two o'clock is three. 25 October: three o'clock is two once more. The wall clock counts. */
static void
test_clocks_change (void)
{
  assert_off ("02:30-03:30", NULL, "2026-03-29T01:59:00+01:00", FALSE);
  assert_off ("02:30-03:30", NULL, "2026-03-29T03:00:00+02:00", TRUE);
  assert_off ("02:30-03:30", NULL, "2026-03-29T03:30:00+02:00", FALSE);
  assert_change ("02:30-03:30", NULL, "2026-03-29T01:59:00+01:00",
                 60); /* the span begins with the hour that is missing */
  assert_off ("22:00-02:30", NULL, "2026-10-25T02:15:00+02:00", TRUE);
  assert_off ("22:00-02:30", NULL, "2026-10-25T02:45:00+02:00", FALSE);
  assert_off ("22:00-02:30", NULL, "2026-10-25T02:15:00+01:00", TRUE); /* the second time */
  assert_off ("22:00-02:30", NULL, "2026-10-25T02:30:00+01:00", FALSE);
  assert_change ("22:00-02:30", NULL, "2026-10-25T02:45:00+02:00", 15 * 60);
}

static void
add_opening (ParvisPlace *place, guint8 weekday, guint16 opens, guint16 closes)
{
  const ParvisOpening opening = { weekday, opens, closes };

  g_array_append_val (place->openings, opening);
}

/* Monday 9-12 and 13:30-17:30, Tuesday to midnight, Wednesday from midnight; Christmas closed. */
static ParvisPlace *
new_place (void)
{
  ParvisPlace *place = g_new0 (ParvisPlace, 1);

  place->openings = g_array_new (FALSE, FALSE, sizeof (ParvisOpening));
  place->closed_days = g_strsplit ("2026-12-28,2027-01-01", ",", -1);
  add_opening (place, 1, 9 * 60, 12 * 60);
  add_opening (place, 1, 13 * 60 + 30, 17 * 60 + 30);
  add_opening (place, 2, 14 * 60, 24 * 60);
  add_opening (place, 4, 0, 60);
  return place;
}

static void
test_closed (void)
{
  g_autoptr (ParvisPlace) place = new_place ();

  assert_off ("closed", place, "2026-11-23T08:39:00+01:00", TRUE);
  assert_off ("closed", place, "2026-11-23T08:40:00+01:00", FALSE); /* twenty minutes before */
  assert_off ("closed", place, "2026-11-23T12:19:00+01:00", FALSE);
  assert_off ("closed", place, "2026-11-23T12:20:00+01:00", TRUE);
  assert_off ("closed", place, "2026-11-23T13:10:00+01:00", FALSE);
  assert_off ("closed", place, "2026-11-23T17:50:00+01:00", TRUE);
  assert_off ("closed", place, "2026-11-25T00:19:00+01:00", FALSE); /* what closed at midnight */
  assert_off ("closed", place, "2026-11-25T00:20:00+01:00", TRUE);
  assert_off ("closed", place, "2026-11-25T23:40:00+01:00", FALSE); /* what opens at midnight */
  assert_off ("closed", place, "2026-11-22T10:00:00+01:00", TRUE);  /* Sunday */
  assert_change ("closed", place, "2026-11-23T08:10:30+01:00", 29 * 60 + 30);
}

static void
test_closed_days (void)
{
  g_autoptr (ParvisPlace) place = new_place ();
  g_autoptr (ParvisPlace) unknown = g_new0 (ParvisPlace, 1);

  assert_off ("closed", place, "2026-12-21T10:00:00+01:00", FALSE);
  assert_off ("closed", place, "2026-12-28T10:00:00+01:00", TRUE); /* a Monday that is closed */
  assert_off ("closed", place, "2027-01-04T10:00:00+01:00", FALSE);
  assert_off ("closed", NULL, "2026-12-28T03:00:00+01:00", FALSE); /* hours not known */
  assert_off ("closed", unknown, "2026-12-28T03:00:00+01:00", FALSE);
}

/* The object: due at once by an hour around now, and the panel is lit again at the end, as found or not. */
static void
test_night (void)
{
  g_autofree char *folder = g_dir_make_tmp ("parvis-night-XXXXXX", NULL);
  g_autofree char *panel = g_build_filename (folder, "panel", NULL),
                  *power = g_build_filename (panel, "bl_power", NULL);
  g_autofree char *text = NULL, *after = NULL;
  g_autoptr (ParvisScreen) screen = parvis_backlight_screen_new (folder);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  ParvisSchedule schedule = { PARVIS_SCHEDULE_HOURS, (guint) g_date_time_get_hour (now) * 60, 0 };
  g_autoptr (ParvisNight) night = NULL;

  schedule.to = (schedule.from + 120) % (24 * 60);
  g_mkdir (panel, 0700);
  g_assert_true (g_file_set_contents (power, "4\n", -1, NULL));
  night = parvis_night_new (&schedule, screen, 0);
  g_assert_true (parvis_night_is_due (night));
  parvis_night_set_lit (night, FALSE);
  g_assert_true (g_file_get_contents (power, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "4\n");
  g_clear_object (&night);
  g_assert_true (g_file_get_contents (power, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, "0\n");
  g_remove (power);
  g_rmdir (panel);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/parse", test_parse);
  g_test_add_func ("/schedule/over-midnight", test_over_midnight);
  g_test_add_func ("/schedule/clocks-change", test_clocks_change);
  g_test_add_func ("/schedule/closed", test_closed);
  g_test_add_func ("/schedule/closed-days", test_closed_days);
  g_test_add_func ("/schedule/night", test_night);
  return g_test_run ();
}
