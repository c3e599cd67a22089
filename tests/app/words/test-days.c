/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/words/days.h"

#include <stdio.h>

static GTimeZone *paris;

static GDate
day (const char *iso)
{
  int year, month, number;
  GDate date;

  g_assert_cmpint (sscanf (iso, "%d-%d-%d", &year, &month, &number), ==, 3);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) number, (GDateMonth) month, (GDateYear) year);
  return date;
}

static void
assert_day (const GDate *date, const char *expected)
{
  char text[16];

  g_date_strftime (text, sizeof text, "%Y-%m-%d", date);
  g_assert_cmpstr (text, ==, expected);
}

static gint64
instant (const char *iso)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (iso, NULL);

  g_assert_nonnull (moment);
  return g_date_time_to_unix (moment);
}

static void
test_day_of_instant (void)
{
  static const struct
  {
    const char *instant, *day;
  } cases[] = {
    { "2026-11-22T22:59:59Z", "2026-11-22" }, { "2026-11-22T23:00:00Z", "2026-11-23" }, /* winter: an hour before */
    { "2026-06-21T21:59:59Z", "2026-06-21" }, { "2026-06-21T22:00:00Z", "2026-06-22" }, /* summer: two */
    { "2026-12-31T23:30:00Z", "2027-01-01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate date;

      parvis_days_of_instant (instant (cases[i].instant), paris, &date);
      assert_day (&date, cases[i].day);
    }
}

/* The days of 23 and of 25 hours begin at their own midnight, and the next one at its own. */
static void
test_clock_changes (void)
{
  static const struct
  {
    const char *day;
    const char *begins;
  } cases[] = {
    { "2026-03-29", "2026-03-29T00:00:00+01:00" },
    { "2026-03-30", "2026-03-30T00:00:00+02:00" },
    { "2026-10-25", "2026-10-25T00:00:00+02:00" },
    { "2026-10-26", "2026-10-26T00:00:00+01:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate date = day (cases[i].day);

      g_assert_cmpint (parvis_days_begin (&date, paris), ==, instant (cases[i].begins));
    }
}

static void
test_events (void)
{
  static const struct
  {
    const char *starts, *ends, *first, *last;
  } cases[] = {
    { "2026-11-28T10:00:00+01:00", "2026-11-28T12:00:00+01:00", "2026-11-28", "2026-11-28" },
    { "2026-11-28T10:00:00+01:00", "2026-11-29T19:00:00+01:00", "2026-11-28", "2026-11-29" },
    /* a night belongs to its evening */
    { "2027-06-21T18:00:00+02:00", "2027-06-22T00:30:00+02:00", "2027-06-21", "2027-06-21" },
    { "2026-12-31T20:00:00+01:00", "2027-01-01T05:00:00+01:00", "2026-12-31", "2026-12-31" },
    { "2026-12-31T20:00:00+01:00", "2027-01-01T05:01:00+01:00", "2026-12-31", "2027-01-01" },
    { "2026-12-05T02:00:00+01:00", "2026-12-05T04:00:00+01:00", "2026-12-05", "2026-12-05" },
    /* whole days */
    { "2026-12-05T00:00:00+01:00", "2026-12-07T00:00:00+01:00", "2026-12-05", "2026-12-06" },
    /* the night in which the clock changes: half past four is still that night, by the clock on the wall */
    { "2026-10-24T22:00:00+02:00", "2026-10-25T04:30:00+01:00", "2026-10-24", "2026-10-24" },
    { "2026-03-28T22:00:00+01:00", "2026-03-29T04:30:00+02:00", "2026-03-28", "2026-03-28" },
    /* over a month, and an end before the start */
    { "2026-12-20T10:00:00+01:00", "2027-02-03T18:00:00+01:00", "2026-12-20", "2027-02-03" },
    { "2026-12-20T10:00:00+01:00", "2026-12-19T18:00:00+01:00", "2026-12-20", "2026-12-20" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate first, last;

      parvis_days_of_event (instant (cases[i].starts), instant (cases[i].ends), paris, &first, &last);
      assert_day (&first, cases[i].first);
      assert_day (&last, cases[i].last);
    }
}

/* The same instants are other days elsewhere. */
static void
test_overseas (void)
{
  g_autoptr (GTimeZone) reunion = g_time_zone_new_identifier ("Indian/Reunion");
  g_autoptr (GTimeZone) martinique = g_time_zone_new_identifier ("America/Martinique");
  gint64 starts = instant ("2026-11-28T22:30:00+01:00"), ends = instant ("2026-11-28T23:00:00+01:00");
  GDate first, last;

  parvis_days_of_event (starts, ends, reunion, &first, &last);
  assert_day (&first, "2026-11-29");
  parvis_days_of_event (starts, ends, martinique, &first, &last);
  assert_day (&first, "2026-11-28");
}

static void
test_weekends (void)
{
  static const struct
  {
    const char *today, *saturday;
  } cases[] = {
    { "2026-11-23", "2026-11-28" }, /* Monday */
    { "2026-11-27", "2026-11-28" }, /* Friday */
    { "2026-11-28", "2026-11-28" }, { "2026-11-29", "2026-11-28" },
    { "2026-10-25", "2026-10-24" }, /* the clock changes on this Sunday */
    { "2026-12-30", "2027-01-02" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate today = day (cases[i].today), saturday, sunday;

      parvis_days_weekend (&today, &saturday, &sunday);
      assert_day (&saturday, cases[i].saturday);
      g_assert_cmpint (g_date_days_between (&saturday, &sunday), ==, 1);
    }
}

static void
test_months (void)
{
  static const struct
  {
    const char *day, *first, *last;
    guint empty;
  } cases[] = {
    { "2026-11-22", "2026-11-01", "2026-11-30", 6 }, /* begins on a Sunday */
    { "2027-02-10", "2027-02-01", "2027-02-28", 0 }, /* four weeks exactly */
    { "2028-02-29", "2028-02-01", "2028-02-29", 1 },
    { "2026-12-31", "2026-12-01", "2026-12-31", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate date = day (cases[i].day), first, last;

      parvis_days_month (&date, &first, &last);
      assert_day (&first, cases[i].first);
      assert_day (&last, cases[i].last);
      g_assert_cmpuint (parvis_days_empty_before (&first), ==, cases[i].empty);
    }
}

static void
test_meeting (void)
{
  GDate a = day ("2026-11-27"), b = day ("2026-11-28"), c = day ("2026-11-29"), d = day ("2026-11-30");

  g_assert_true (parvis_days_meet (&a, &b, &b, &c));
  g_assert_true (parvis_days_meet (&a, &d, &b, &c));
  g_assert_true (parvis_days_meet (&b, &b, &b, &b));
  g_assert_false (parvis_days_meet (&a, &b, &c, &d));
  g_assert_false (parvis_days_meet (&d, &d, &b, &c));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  paris = g_time_zone_new_identifier ("Europe/Paris");
  g_assert_nonnull (paris);
  g_test_add_func ("/days/of-instant", test_day_of_instant);
  g_test_add_func ("/days/clock-changes", test_clock_changes);
  g_test_add_func ("/days/events", test_events);
  g_test_add_func ("/days/overseas", test_overseas);
  g_test_add_func ("/days/weekends", test_weekends);
  g_test_add_func ("/days/months", test_months);
  g_test_add_func ("/days/meeting", test_meeting);
  status = g_test_run ();
  g_time_zone_unref (paris);
  return status;
}
