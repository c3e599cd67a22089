/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/desk/online.h"

#include <glib/gi18n-lib.h>

#include "app/desk/desk-private.h"
#include "app/words/calendar.h"

gboolean
parvis_desk_is_online (ParvisDesk *self)
{
  return self->line != NULL && parvis_line_is_online (self->line);
}

gint64
parvis_desk_last_contact (ParvisDesk *self)
{
  return self->line != NULL ? parvis_line_last_contact (self->line) : 0;
}

/* "aujourd’hui" or "samedi 21 novembre", and "14 h 36". */
static void
describe_moment (gint64 at, char **day, char **hour)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (at);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDate) date
      = g_date_new_dmy ((GDateDay) g_date_time_get_day_of_month (time), (GDateMonth) g_date_time_get_month (time),
                        (GDateYear) g_date_time_get_year (time));
  g_autoptr (GDate) today
      = g_date_new_dmy ((GDateDay) g_date_time_get_day_of_month (now), (GDateMonth) g_date_time_get_month (now),
                        (GDateYear) g_date_time_get_year (now));

  *day = parvis_words_near_day (date, today);
  *hour = parvis_words_time (g_date_time_get_hour (time), g_date_time_get_minute (time));
}

static char *
say_not_now (gint64 last)
{
  g_autofree char *day = NULL, *hour = NULL;

  if (last == 0)
    return g_strdup (_ ("Pas disponible pour le moment : cette borne n’a pas de connexion."));
  describe_moment (last, &day, &hour);
  /* Translators: %1$s is a day ("aujourd’hui", "samedi 21 novembre"), %2$s an hour ("14 h 36"). */
  return g_strdup_printf (
      _ ("Pas disponible pour le moment : cette borne n’a plus de connexion. Dernière connexion : %1$s à %2$s."), day,
      hour);
}

ParvisWorth
parvis_desk_worth (ParvisDesk *self, gboolean needs_network, char **sentence)
{
  ParvisWorth worth = parvis_desk_is_online (self) ? PARVIS_WORTH_NOW
                      : needs_network              ? PARVIS_WORTH_NOT_NOW
                                                   : PARVIS_WORTH_LATER;

  if (sentence == NULL)
    return worth;
  if (worth == PARVIS_WORTH_NOW)
    *sentence = g_strdup (_ ("Disponible maintenant"));
  else if (worth == PARVIS_WORTH_LATER)
    *sentence = g_strdup (_ ("Vous pouvez la faire maintenant. Elle partira dès que la connexion reviendra."));
  else
    *sentence = say_not_now (parvis_desk_last_contact (self));
  return worth;
}
