/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/alert/age.h"

#include <glib/gi18n-lib.h>

#include "app/words/calendar.h"

void
parvis_age_words (gint64 made, char **day, char **hour)
{
  g_autoptr (GDateTime) instant = g_date_time_new_from_unix_local (made);

  *day = parvis_words_date (g_date_time_get_day_of_month (instant), g_date_time_get_month (instant));
  *hour = parvis_words_time (g_date_time_get_hour (instant), g_date_time_get_minute (instant));
}

char *
parvis_age_sentence (gint64 made)
{
  g_autofree char *day = NULL, *hour = NULL;

  parvis_age_words (made, &day, &hour);
  /* Translators: %1$s is a day ("22 novembre"), %2$s an hour ("14 h 05"). */
  return g_strdup_printf (_ ("À jour au %1$s à %2$s."), day, hour);
}
