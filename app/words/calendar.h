/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How days and hours are said, everywhere. The words are ours, not the C library's: a kiosk may have no French locale,
 * and the language of the screen changes while it runs. What belongs together is held by no-break spaces. */

/* @day: 1 Monday to 7, as g_date_time_get_day_of_week(). Static. */
const char *parvis_words_weekday (int day);       /* "lundi" */
const char *parvis_words_short_weekday (int day); /* "lun." */
const char *parvis_words_month_name (int month);  /* "novembre" */

/* "22 novembre", "1er janvier". (transfer full) */
char *parvis_words_date (int day, int month);
/* "22 novembre 2026". (transfer full) */
char *parvis_words_full_date (int day, int month, int year);
/* "9 h", "14 h 36". (transfer full) */
char *parvis_words_time (int hour, int minute);
/* "novembre 2026". (transfer full) */
char *parvis_words_month (int month, int year);
/* "samedi 28 novembre"; with its year when that is not the year of @today, and @today is given. (transfer full) */
char *parvis_words_day (const GDate *day, const GDate *today);
/* The same, but "aujourd’hui" and "demain". (transfer full) */
char *parvis_words_near_day (const GDate *day, const GDate *today);
/* When something takes place (Unix seconds), as people say it at @now, in @now's time zone: "samedi 28 novembre, de 10
 * h à 12 h", "demain, à 19 h", "lundi 21 juin 2027, de 18 h à 0 h 30", "du samedi 28 novembre à 10 h au dimanche 29
 * novembre à 19 h", once begun "jusqu’au dimanche 29 novembre, à 19 h". See parvis_days_of_event() for what a day is.
 * (transfer full) */
char *parvis_words_when (gint64 starts, gint64 ends, GDateTime *now);
/* What stands between units and tenths: ",". Static. */
const char *parvis_words_decimal_mark (void);
/* A telephone number, an IBAN, a code, an address on the web: what is read from left to right whatever is around it. As
 * it is where the language is, else between the marks of an isolate (UAX #9: LRI, PDI). (transfer full) */
char *parvis_words_ltr (const char *text);
/* @sentence with a capital letter at its beginning. (transfer full) */
char *parvis_words_capital (const char *sentence);

G_END_DECLS
