/* SPDX-License-Identifier: EUPL-1.2
 *
 * Opening hours, day by day.
 */
#include "app/content/place.h"

#include <glib/gi18n-lib.h>

#include "app/words/calendar.h"
#include "app/words/days.h"

#define CLOSINGS_DAYS 92 /* announced three months ahead */
#define MINUTES_A_DAY (24 * 60)

static gboolean
is_closed_on (const ParvisPlace *place, const GDate *day)
{
  char text[16];

  g_date_strftime (text, sizeof text, "%Y-%m-%d", day);
  return place->closed_days != NULL && g_strv_contains ((const char *const *) place->closed_days, text);
}

static const ParvisOpening *
opening_of (const ParvisPlace *place, guint index)
{
  return &g_array_index (place->openings, ParvisOpening, index);
}

static guint
count_openings (const ParvisPlace *place)
{
  return place->openings != NULL ? place->openings->len : 0;
}

gboolean
parvis_place_is_open (const ParvisPlace *place, GDateTime *now)
{
  int minute = g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now);
  GDate today;

  parvis_days_of_instant (g_date_time_to_unix (now), g_date_time_get_timezone (now), &today);
  for (guint i = 0; i < count_openings (place); i++)
    {
      const ParvisOpening *opening = opening_of (place, i);

      if (opening->weekday == g_date_get_weekday (&today) && opening->opens <= minute && minute < opening->closes)
        return !is_closed_on (place, &today);
    }
  return FALSE;
}

static char *
say_minute (guint minutes)
{
  if (minutes % MINUTES_A_DAY == 0)
    return g_strdup (_ ("minuit"));
  return parvis_words_time ((int) minutes / 60, (int) minutes % 60);
}

char *
parvis_place_describe_day (const ParvisPlace *place, int weekday)
{
  g_autoptr (GStrvBuilder) ranges = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < count_openings (place); i++)
    {
      const ParvisOpening *opening = opening_of (place, i);
      g_autofree char *from = say_minute (opening->opens);
      g_autofree char *to = say_minute (opening->closes);
      g_autofree char *range = NULL;

      if (opening->weekday != weekday)
        continue;
      /* Translators: opening hours, "9 h – 12 h". */
      range = g_strdup_printf (C_ ("opening hours", "%1$s – %2$s"), from, to);
      g_strv_builder_add (ranges, range);
    }
  all = g_strv_builder_end (ranges);
  return all[0] != NULL ? g_strjoinv (", ", all) : g_strdup (_ ("fermé"));
}

static gboolean
opens_on_weekday (const ParvisPlace *place, const GDate *day)
{
  for (guint i = 0; i < count_openings (place); i++)
    if (opening_of (place, i)->weekday == g_date_get_weekday (day))
      return TRUE;
  return FALSE;
}

char *
parvis_place_describe_closings (const ParvisPlace *place, GDateTime *now)
{
  g_autoptr (GString) closings = g_string_new (NULL);
  GDate today, day;

  parvis_days_of_instant (g_date_time_to_unix (now), g_date_time_get_timezone (now), &today);
  day = today;
  for (guint i = 0; i < CLOSINGS_DAYS; i++, g_date_add_days (&day, 1))
    {
      g_autofree char *said = NULL, *capital = NULL;

      if (!is_closed_on (place, &day) || !opens_on_weekday (place, &day))
        continue;
      said = parvis_words_day (&day, &today);
      capital = parvis_words_capital (said);
      g_string_append_printf (closings, "%s%s", closings->len > 0 ? "\n" : "", capital);
    }
  return g_string_free (g_steal_pointer (&closings), FALSE);
}
