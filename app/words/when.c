/* SPDX-License-Identifier: EUPL-1.2
 *
 * When something takes place, in one line.
 */
#include "app/words/calendar.h"

#include <glib/gi18n-lib.h>

#include "app/words/days.h"

typedef struct
{
  GDateTime *starts, *ends;
  GDate first, last, today;
  gboolean whole_days, begun;
} When;

char *
parvis_words_capital (const char *sentence)
{
  const char *rest = *sentence != '\0' ? g_utf8_next_char (sentence) : sentence;
  g_autofree char *letter = g_utf8_strup (sentence, rest - sentence);

  return g_strconcat (letter, rest, NULL);
}

char *
parvis_words_month (int month, int year)
{
  /* Translators: a month and its year, as "novembre 2026". */
  return g_strdup_printf (C_ ("month and year", "%1$s %2$d"), parvis_words_month_name (month), year);
}

char *
parvis_words_day (const GDate *day, const GDate *today)
{
  const char *weekday = parvis_words_weekday ((int) g_date_get_weekday (day));
  g_autofree char *date = parvis_words_date (g_date_get_day (day), (int) g_date_get_month (day));

  if (today == NULL || g_date_get_year (day) == g_date_get_year (today))
    /* Translators: "samedi 28 novembre". */
    return g_strdup_printf (C_ ("weekday and date", "%1$s %2$s"), weekday, date);
  /* Translators: "samedi 16 janvier 2027". */
  return g_strdup_printf (_ ("%1$s %2$s %3$d"), weekday, date, g_date_get_year (day));
}

char *
parvis_words_near_day (const GDate *day, const GDate *today)
{
  int days = g_date_days_between (today, day);

  if (days == 0)
    return g_strdup (_ ("aujourd’hui"));
  if (days == 1)
    return g_strdup (_ ("demain"));
  return parvis_words_day (day, today);
}

static char *
say_hour (GDateTime *moment)
{
  int hour = g_date_time_get_hour (moment), minute = g_date_time_get_minute (moment);

  return hour == 0 && minute == 0 ? g_strdup (_ ("minuit")) : parvis_words_time (hour, minute);
}

static char *
say_one_day (const When *when)
{
  g_autofree char *day = parvis_words_near_day (&when->first, &when->today);
  g_autofree char *from = say_hour (when->starts);
  g_autofree char *to = say_hour (when->ends);

  if (when->whole_days)
    /* Translators: "samedi 28 novembre, toute la journée". */
    return g_strdup_printf (_ ("%s, toute la journée"), day);
  if (g_date_time_compare (when->ends, when->starts) <= 0)
    /* Translators: "samedi 28 novembre, à 10 h". */
    return g_strdup_printf (_ ("%1$s, à %2$s"), day, from);
  /* Translators: "samedi 28 novembre, de 10 h à 12 h". */
  return g_strdup_printf (_ ("%1$s, de %2$s à %3$s"), day, from, to);
}

static char *
say_until (const When *when)
{
  g_autofree char *last = parvis_words_near_day (&when->last, &when->today);
  g_autofree char *to = say_hour (when->ends);
  gboolean named = g_date_days_between (&when->today, &when->last) < 2; /* "aujourd’hui", "demain" */

  if (when->whole_days)
    return g_strdup_printf (named ? _ ("jusqu’à %s") : _ ("jusqu’au %s"), last);
  /* Translators: "jusqu’à demain, à 19 h", "jusqu’au dimanche 29 novembre, à 19 h". */
  return g_strdup_printf (named ? _ ("jusqu’à %1$s, %2$s") : _ ("jusqu’au %1$s, à %2$s"), last, to);
}

static char *
say_several_days (const When *when)
{
  g_autofree char *first = parvis_words_day (&when->first, &when->today);
  g_autofree char *last = parvis_words_day (&when->last, &when->today);
  g_autofree char *from = say_hour (when->starts);
  g_autofree char *to = say_hour (when->ends);

  if (when->begun)
    return say_until (when);
  if (when->whole_days)
    /* Translators: "du samedi 28 novembre au dimanche 29 novembre". */
    return g_strdup_printf (_ ("du %1$s au %2$s"), first, last);
  /* Translators: "du samedi 28 novembre à 10 h au dimanche 29 novembre à 19 h". */
  return g_strdup_printf (_ ("du %1$s à %2$s au %3$s à %4$s"), first, from, last, to);
}

/* From midnight to midnight, or to the minute before. */
static gboolean
are_whole_days (GDateTime *starts, GDateTime *ends)
{
  int from = g_date_time_get_hour (starts) * 60 + g_date_time_get_minute (starts);
  int to = g_date_time_get_hour (ends) * 60 + g_date_time_get_minute (ends);

  return from == 0 && (to == 0 || to == 24 * 60 - 1) && g_date_time_compare (ends, starts) > 0;
}

char *
parvis_words_when (gint64 starts, gint64 ends, GDateTime *now)
{
  GTimeZone *zone = g_date_time_get_timezone (now);
  g_autoptr (GDateTime) utc_start = g_date_time_new_from_unix_utc (starts);
  g_autoptr (GDateTime) utc_end = g_date_time_new_from_unix_utc (MAX (starts, ends));
  g_autoptr (GDateTime) start = utc_start != NULL ? g_date_time_to_timezone (utc_start, zone) : NULL;
  g_autoptr (GDateTime) end = utc_end != NULL ? g_date_time_to_timezone (utc_end, zone) : NULL;
  When when = { .starts = start, .ends = end };

  if (start == NULL || end == NULL)
    return g_strdup ("");
  parvis_days_of_event (starts, ends, zone, &when.first, &when.last);
  parvis_days_of_instant (g_date_time_to_unix (now), zone, &when.today);
  when.whole_days = are_whole_days (start, end);
  when.begun = g_date_compare (&when.first, &when.today) < 0;
  return g_date_compare (&when.first, &when.last) == 0 ? say_one_day (&when) : say_several_days (&when);
}
