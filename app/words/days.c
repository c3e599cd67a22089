/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/words/days.h"

#define NIGHT_ENDS 5 /* o’clock */

static void
set_day (GDate *day, GDateTime *moment)
{
  int year, month, number;

  g_date_time_get_ymd (moment, &year, &month, &number);
  g_date_clear (day, 1);
  g_date_set_dmy (day, (GDateDay) number, (GDateMonth) month, (GDateYear) year);
}

static GDateTime *
moment_in (gint64 instant, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant);

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

void
parvis_days_of_instant (gint64 instant, GTimeZone *zone, GDate *day)
{
  g_autoptr (GDateTime) moment = moment_in (instant, zone);

  g_date_clear (day, 1);
  g_return_if_fail (moment != NULL);
  set_day (day, moment);
}

static gboolean
is_night (GDateTime *moment)
{
  int minutes = g_date_time_get_hour (moment) * 60 + g_date_time_get_minute (moment);

  return minutes < NIGHT_ENDS * 60 || (minutes == NIGHT_ENDS * 60 && g_date_time_get_second (moment) == 0);
}

void
parvis_days_of_event (gint64 starts, gint64 ends, GTimeZone *zone, GDate *first, GDate *last)
{
  g_autoptr (GDateTime) end = moment_in (MAX (starts, ends), zone);

  parvis_days_of_instant (starts, zone, first);
  *last = *first;
  g_return_if_fail (end != NULL);
  set_day (last, end);
  if (is_night (end))
    g_date_subtract_days (last, 1);
  if (g_date_compare (last, first) < 0)
    *last = *first;
}

gint64
parvis_days_begin (const GDate *day, GTimeZone *zone)
{
  g_autoptr (GDateTime) midnight
      = g_date_time_new (zone, g_date_get_year (day), (int) g_date_get_month (day), g_date_get_day (day), 0, 0, 0);

  g_return_val_if_fail (midnight != NULL, 0);
  return g_date_time_to_unix (midnight);
}

void
parvis_days_weekend (const GDate *today, GDate *saturday, GDate *sunday)
{
  int to_saturday = (int) G_DATE_SATURDAY - (int) g_date_get_weekday (today);

  *saturday = *today;
  if (to_saturday >= 0)
    g_date_add_days (saturday, (guint) to_saturday);
  else
    g_date_subtract_days (saturday, 1); /* it is Sunday */
  *sunday = *saturday;
  g_date_add_days (sunday, 1);
}

void
parvis_days_month (const GDate *day, GDate *first, GDate *last)
{
  *first = *day;
  g_date_set_day (first, 1);
  *last = *first;
  g_date_set_day (last, g_date_get_days_in_month (g_date_get_month (day), g_date_get_year (day)));
}

guint
parvis_days_empty_before (const GDate *first)
{
  return (guint) g_date_get_weekday (first) - G_DATE_MONDAY;
}

gboolean
parvis_days_meet (const GDate *first, const GDate *last, const GDate *from, const GDate *to)
{
  return g_date_compare (first, to) <= 0 && g_date_compare (last, from) >= 0;
}
