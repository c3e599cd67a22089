/* SPDX-License-Identifier: EUPL-1.2
 *
 * Opening hours, as people say them.
 */
#include "app/content/catalog.h"

#include <glib/gi18n-lib.h>

#include "app/words/calendar.h"

#define MINUTES_A_DAY (24 * 60)
#define HORIZON_DAYS  60 /* beyond, nothing is promised */

void
parvis_place_free (ParvisPlace *place)
{
  if (place == NULL)
    return;
  g_free (place->id);
  g_free (place->name);
  g_free (place->address);
  g_free (place->phone);
  g_free (place->email);
  g_free (place->hours_note);
  g_free (place->kind);
  g_free (place->summary);
  g_free (place->access);
  g_free (place->picture);
  g_clear_pointer (&place->openings, g_array_unref);
  g_strfreev (place->closed_days);
  g_free (place);
}

/* "9 h", "13 h 30", "minuit". */
static char *
say_time (guint minutes)
{
  if (minutes % MINUTES_A_DAY == 0)
    return g_strdup (_ ("minuit"));
  return parvis_words_time ((int) minutes / 60, (int) minutes % 60);
}

static gboolean
is_closed_day (const ParvisPlace *place, GDateTime *day)
{
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  return place->closed_days != NULL && g_strv_contains ((const char *const *) place->closed_days, text);
}

static const ParvisOpening *
opening_at (const ParvisPlace *place, guint index)
{
  return &g_array_index (place->openings, ParvisOpening, index);
}

/* The opening of @day that is going on at @minute, or the first that begins after it; %NULL when there is
 * none. */
static const ParvisOpening *
find_opening (const ParvisPlace *place, GDateTime *day, guint minute)
{
  guint weekday = (guint) g_date_time_get_day_of_week (day);

  if (is_closed_day (place, day))
    return NULL;
  for (guint i = 0; i < place->openings->len; i++)
    if (opening_at (place, i)->weekday == weekday && opening_at (place, i)->closes > minute)
      return opening_at (place, i);
  return NULL;
}

static gboolean
was_open_before (const ParvisPlace *place, GDateTime *now, guint minute)
{
  const ParvisOpening *first = find_opening (place, now, 0);

  return first != NULL && first->closes <= minute;
}

/* Day and night, every day of the week; closed days are looked at elsewhere. */
static gboolean
is_always_open (const ParvisPlace *place)
{
  for (guint i = 0; i < place->openings->len; i++)
    if (opening_at (place, i)->opens != 0 || opening_at (place, i)->closes != MINUTES_A_DAY)
      return FALSE;
  return place->openings->len == 7; /* none overlaps another (check-places.c) */
}

static char *
say_open (const ParvisPlace *place, guint closes)
{
  g_autofree char *time = say_time (closes);

  if (is_always_open (place))
    return g_strdup (place->masculine ? _ ("Ouvert jour et nuit") : _ ("Ouverte jour et nuit"));
  return g_strdup_printf (place->masculine ? _ ("Ouvert aujourd’hui jusqu’à %s") : _ ("Ouverte aujourd’hui jusqu’à %s"),
                          time);
}

/* "lundi", "demain", "lundi 4 janvier": how a day @days from now is called. */
static char *
say_day (GDateTime *day, guint days)
{
  const char *weekday = parvis_words_weekday (g_date_time_get_day_of_week (day));
  g_autofree char *date = parvis_words_date (g_date_time_get_day_of_month (day), g_date_time_get_month (day));

  if (days == 1)
    return g_strdup (_ ("demain"));
  if (days < 7)
    return g_strdup (weekday);
  /* Translators: "lundi 4 janvier". */
  return g_strdup_printf (C_ ("weekday and date", "%1$s %2$s"), weekday, date);
}

static char *
say_later_today (const ParvisPlace *place, GDateTime *now, guint minute, guint opens)
{
  const char *closed = place->masculine ? _ ("Fermé") : _ ("Fermée");
  g_autofree char *time = say_time (opens);

  if (was_open_before (place, now, minute))
    return g_strdup_printf (_ ("%1$s, rouvre à %2$s"), closed, time);
  return g_strdup_printf (_ ("%1$s, ouvre à %2$s"), closed, time);
}

static char *
say_another_day (const ParvisPlace *place, GDateTime *now)
{
  const char *closed = place->masculine ? _ ("Fermé") : _ ("Fermée");

  for (guint days = 1; days <= HORIZON_DAYS; days++)
    {
      g_autoptr (GDateTime) day = g_date_time_add_days (now, (int) days);
      const ParvisOpening *opening = day != NULL ? find_opening (place, day, 0) : NULL;
      g_autofree char *name = opening != NULL ? say_day (day, days) : NULL;
      g_autofree char *time = opening != NULL ? say_time (opening->opens) : NULL;

      if (opening != NULL)
        return g_strdup_printf (_ ("%1$s, ouvre %2$s à %3$s"), closed, name, time);
    }
  return g_strdup (place->masculine ? _ ("Fermé pour le moment") : _ ("Fermée pour le moment"));
}

char *
parvis_place_describe_now (const ParvisPlace *place, GDateTime *now)
{
  guint minute = (guint) (g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now));
  const ParvisOpening *opening;

  if (place->openings == NULL || place->openings->len == 0)
    return g_strdup (place->hours_note != NULL ? place->hours_note : "");
  opening = find_opening (place, now, minute);
  if (opening == NULL)
    return say_another_day (place, now);
  if (opening->opens <= minute)
    return say_open (place, opening->closes);
  return say_later_today (place, now, minute, opening->opens);
}

static void
append_day (const ParvisPlace *place, guint weekday, GString *week)
{
  g_autofree char *name = parvis_words_capital (parvis_words_weekday ((int) weekday));
  gboolean open = FALSE;

  g_string_append_printf (week, _ ("%s%s : "), weekday > 1 ? "\n" : "", name);
  for (guint i = 0; i < place->openings->len; i++)
    {
      const ParvisOpening *opening = opening_at (place, i);
      g_autofree char *from = say_time (opening->opens);
      g_autofree char *to = say_time (opening->closes);

      if (opening->weekday != weekday)
        continue;
      g_string_append_printf (week, _ ("%s%s – %s"), open ? ", " : "", from, to);
      open = TRUE;
    }
  if (!open)
    g_string_append (week, _ ("fermé"));
}

char *
parvis_place_describe_week (const ParvisPlace *place)
{
  GString *week = g_string_new (NULL);

  for (guint weekday = 1; weekday <= 7 && place->openings != NULL && place->openings->len > 0; weekday++)
    append_day (place, weekday, week);
  return g_string_free (week, FALSE);
}
