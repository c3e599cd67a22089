/* SPDX-License-Identifier: EUPL-1.2
 *
 * Dates and times of day.
 */
#include "app/demarche/validate.h"

#include "app/demarche/condition-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIRST_YEAR 1850
#define LAST_YEAR  2200

static char *
check_limit (ParvisDateLimit limit, guint32 day, guint32 today)
{
  if (limit == PARVIS_DATE_PAST && day >= today)
    return g_strdup (_ ("Indiquez une date passée, avant aujourd’hui."));
  if (limit == PARVIS_DATE_PAST_OR_TODAY && day > today)
    return g_strdup (_ ("Indiquez une date passée, ou celle d’aujourd’hui."));
  if (limit == PARVIS_DATE_FUTURE && day <= today)
    return g_strdup (_ ("Indiquez une date à venir, après aujourd’hui."));
  if (limit == PARVIS_DATE_FUTURE_OR_TODAY && day < today)
    return g_strdup (_ ("Indiquez une date à venir, ou celle d’aujourd’hui."));
  return NULL;
}

static char *
check_day (const ParvisField *field, const char *text, guint32 today)
{
  GDate date;

  if (!parvis_date_from_text (text, &date))
    return g_strdup (_ ("Vérifiez la date : ce jour n’existe pas. Indiquez le jour, le mois et l’année."));
  if (g_date_get_year (&date) < FIRST_YEAR || g_date_get_year (&date) > LAST_YEAR)
    return g_strdup (_ ("Vérifiez l’année : elle s’écrit avec quatre chiffres, par exemple 1985."));
  return check_limit (field->date_limit, g_date_get_julian (&date), today);
}

char *
parvis_validate_date (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  return check_day (field, parvis_value_text (value), today);
}

static gboolean
is_time (const char *text)
{
  return strlen (text) == 5 && g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1]) && text[2] == ':'
         && g_ascii_isdigit (text[3]) && g_ascii_isdigit (text[4]) && atoi (text) < 24 && text[3] < '6';
}

static char *
ask_time (void)
{
  return g_strdup (_ ("Indiquez l’heure et les minutes, par exemple 14:30."));
}

char *
parvis_validate_time (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  return is_time (parvis_value_text (value)) ? NULL : ask_time ();
}

char *
parvis_validate_datetime (const ParvisField *field, const ParvisValue *value, guint32 today)
{
  const char *text = parvis_value_text (value);
  g_autofree char *day = g_strndup (text, 10);
  char *message = check_day (field, day, today);

  if (message != NULL)
    return message;
  return strlen (text) == 16 && text[10] == 'T' && is_time (text + 11) ? NULL : ask_time ();
}
