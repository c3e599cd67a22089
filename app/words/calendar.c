/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/words/calendar.h"

#include <glib/gi18n-lib.h>

const char *
parvis_words_weekday (int day)
{
  static const char *const names[]
      = { N_("lundi"), N_("mardi"), N_("mercredi"), N_("jeudi"), N_("vendredi"), N_("samedi"), N_("dimanche") };

  return _(names[(day - 1) % 7]);
}

const char *
parvis_words_short_weekday (int day)
{
  static const char *const names[] = { N_("lun."), N_("mar."), N_("mer."), N_("jeu."), N_("ven."), N_("sam."), N_("dim.") };

  return _(names[(day - 1) % 7]);
}

const char *
parvis_words_month_name (int month)
{
  static const char *const names[]
      = { N_("janvier"), N_("février"), N_("mars"),      N_("avril"),   N_("mai"),      N_("juin"),
          N_("juillet"), N_("août"),    N_("septembre"), N_("octobre"), N_("novembre"), N_("décembre") };

  return _(names[(month - 1) % 12]);
}

char *
parvis_words_date (int day, int month)
{
  if (day == 1)
    return g_strdup_printf (_("1er %s"), parvis_words_month_name (month));
  return g_strdup_printf (_("%d %s"), day, parvis_words_month_name (month));
}

char *
parvis_words_time (int hour, int minute)
{
  if (minute == 0)
    return g_strdup_printf (_("%d h"), hour);
  return g_strdup_printf (_("%d h %02d"), hour, minute);
}
