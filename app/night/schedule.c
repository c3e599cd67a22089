/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/night/schedule.h"

#include <stdio.h>
#include <string.h>

#define MINUTES_A_DAY (24 * 60)

gboolean
parvis_schedule_parse (const char *text, ParvisSchedule *schedule)
{
  guint from_hour, from_minute, to_hour, to_minute;
  int end = 0;

  *schedule = (ParvisSchedule){ PARVIS_SCHEDULE_NEVER, 0, 0 };
  if (text == NULL || *text == '\0')
    return TRUE;
  if (strcmp (text, "closed") == 0)
    {
      schedule->kind = PARVIS_SCHEDULE_CLOSED;
      return TRUE;
    }
  if (!g_regex_match_simple ("^\\d\\d:\\d\\d-\\d\\d:\\d\\d$", text, (GRegexCompileFlags) 0, (GRegexMatchFlags) 0)
      || sscanf (text, "%2u:%2u-%2u:%2u%n", &from_hour, &from_minute, &to_hour, &to_minute, &end) != 4 || from_hour > 23
      || to_hour > 23 || from_minute > 59 || to_minute > 59)
    return FALSE;
  *schedule = (ParvisSchedule){ PARVIS_SCHEDULE_HOURS, from_hour * 60 + from_minute, to_hour * 60 + to_minute };
  if (schedule->from == schedule->to)
    schedule->kind = PARVIS_SCHEDULE_NEVER; /* an empty span, not a whole day */
  return TRUE;
}

static int
minute_of (GDateTime *time)
{
  return g_date_time_get_hour (time) * 60 + g_date_time_get_minute (time);
}

static gboolean
is_in_hours (const ParvisSchedule *schedule, int minute)
{
  if (schedule->from < schedule->to)
    return minute >= (int) schedule->from && minute < (int) schedule->to;
  return minute >= (int) schedule->from || minute < (int) schedule->to;
}

static gboolean
is_closed_day (const ParvisPlace *place, GDateTime *day)
{
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  return place->closed_days != NULL && g_strv_contains ((const char *const *) place->closed_days, text);
}

/* Whether @minute, counted from the midnight @day begins with, lies in one of that day's openings or beside it. */
static gboolean
is_attended (const ParvisPlace *place, GDateTime *day, int minute)
{
  int weekday = g_date_time_get_day_of_week (day);

  if (is_closed_day (place, day))
    return FALSE;
  for (guint i = 0; i < place->openings->len; i++)
    {
      const ParvisOpening *opening = &g_array_index (place->openings, ParvisOpening, i);

      if (opening->weekday == weekday && minute >= opening->opens - PARVIS_SCHEDULE_MARGIN
          && minute < opening->closes + PARVIS_SCHEDULE_MARGIN)
        return TRUE;
    }
  return FALSE;
}

/* What opens at midnight begins on the evening before; what closes at midnight ends on the day after. */
static gboolean
is_closed (const ParvisPlace *place, GDateTime *now)
{
  if (place == NULL || place->openings == NULL || place->openings->len == 0)
    return FALSE;
  for (int days = -1; days <= 1; days++)
    {
      g_autoptr (GDateTime) day = g_date_time_add_days (now, days);

      if (is_attended (place, day, minute_of (now) - days * MINUTES_A_DAY))
        return FALSE;
    }
  return TRUE;
}

gboolean
parvis_schedule_is_off (const ParvisSchedule *schedule, const ParvisPlace *place, GDateTime *now)
{
  switch (schedule->kind)
    {
    case PARVIS_SCHEDULE_HOURS:
      return is_in_hours (schedule, minute_of (now));
    case PARVIS_SCHEDULE_CLOSED:
      return is_closed (place, now);
    default:
      return FALSE;
    }
}

/* Minute by minute: the next hour is sixty questions, and no special case of the clock is left out. */
guint
parvis_schedule_until_change (const ParvisSchedule *schedule, const ParvisPlace *place, GDateTime *now)
{
  gboolean off = parvis_schedule_is_off (schedule, place, now);
  guint into_minute = (guint) g_date_time_get_second (now);

  for (guint minute = 1; minute * 60 - into_minute < PARVIS_SCHEDULE_LOOK; minute++)
    {
      guint seconds = minute * 60 - into_minute;
      g_autoptr (GDateTime) then = g_date_time_add_seconds (now, seconds);

      if (parvis_schedule_is_off (schedule, place, then) != off)
        return seconds;
    }
  return PARVIS_SCHEDULE_LOOK;
}
