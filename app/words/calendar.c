/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/words/calendar.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const char *
parvis_words_weekday (int day)
{
  static const char *const names[]
      = { N_ ("lundi"), N_ ("mardi"), N_ ("mercredi"), N_ ("jeudi"), N_ ("vendredi"), N_ ("samedi"), N_ ("dimanche") };

  return _ (names[(day - 1) % 7]);
}

const char *
parvis_words_short_weekday (int day)
{
  static const char *const names[]
      = { N_ ("lun."), N_ ("mar."), N_ ("mer."), N_ ("jeu."), N_ ("ven."), N_ ("sam."), N_ ("dim.") };

  return _ (names[(day - 1) % 7]);
}

const char *
parvis_words_month_name (int month)
{
  static const char *const names[]
      = { N_ ("janvier"), N_ ("février"), N_ ("mars"),      N_ ("avril"),   N_ ("mai"),      N_ ("juin"),
          N_ ("juillet"), N_ ("août"),    N_ ("septembre"), N_ ("octobre"), N_ ("novembre"), N_ ("décembre") };

  return _ (names[(month - 1) % 12]);
}

/* In a date some languages decline the month: "22 листопада", but "листопад 2026". */
static const char *
month_in_date (int month)
{
  static const char *const names[]
      = { NC_ ("date", "janvier"),   NC_ ("date", "février"), NC_ ("date", "mars"),     NC_ ("date", "avril"),
          NC_ ("date", "mai"),       NC_ ("date", "juin"),    NC_ ("date", "juillet"),  NC_ ("date", "août"),
          NC_ ("date", "septembre"), NC_ ("date", "octobre"), NC_ ("date", "novembre"), NC_ ("date", "décembre") };

  return g_dpgettext2 (GETTEXT_PACKAGE, "date", names[(month - 1) % 12]);
}

char *
parvis_words_date (int day, int month)
{
  /* Translators: the first of a month, as people say it: "1er janvier". */
  if (day == 1)
    return g_strdup_printf (_ ("1er %s"), month_in_date (month));
  /* Translators: a day and its month: "22 novembre". The month is the one of context "date". */
  return g_strdup_printf (C_ ("date", "%1$d %2$s"), day, month_in_date (month));
}

char *
parvis_words_full_date (int day, int month, int year)
{
  g_autofree char *date = parvis_words_date (day, month);

  /* Translators: a date and its year: "22 novembre 2026". */
  return g_strdup_printf (C_ ("date", "%1$s %2$d"), date, year);
}

char *
parvis_words_time (int hour, int minute)
{
  /* Translators: an hour on the clock of 24 hours; on its own "9 h", with minutes "14 h 36". */
  if (minute == 0)
    return g_strdup_printf (_ ("%d h"), hour);
  return g_strdup_printf (_ ("%1$d h %2$02d"), hour, minute);
}

const char *
parvis_words_decimal_mark (void)
{
  /* Translators: between the units and the tenths of a number. */
  return C_ ("number", ",");
}

char *
parvis_words_ltr (const char *text)
{
  /* Translators: "rtl" where words are read from right to left; else "ltr". */
  gboolean rtl = strcmp (C_ ("direction", "ltr"), "rtl") == 0;

  return rtl && *text != '\0' ? g_strconcat ("\u2066", text, "\u2069", NULL) : g_strdup (text);
}
