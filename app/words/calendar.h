/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How days and hours are said, everywhere. The words are ours, not the C library's: a kiosk may have no French locale, and the
 * language of the screen changes while it runs. What belongs together is held by no-break spaces. */

/* @day: 1 Monday to 7, as g_date_time_get_day_of_week(). Static. */
const char *parvis_words_weekday (int day);       /* "lundi" */
const char *parvis_words_short_weekday (int day); /* "lun." */

/* "22 novembre", "1er janvier". (transfer full) */
char *parvis_words_date (int day, int month);
/* "9 h", "14 h 36". (transfer full) */
char *parvis_words_time (int hour, int minute);

G_END_DECLS
