/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Days as people count them: week-ends, months, and the days an event is on. Only parvis_days_of_instant(),
 * parvis_days_of_event() and parvis_days_begin() know of hours and time zones; the rest is plain dates, which no change
 * of the clock can move. */

/* The day it is in @zone at @instant (Unix seconds). */
void parvis_days_of_instant (gint64 instant, GTimeZone *zone, GDate *day);
/* The first and the last day of what lasts from @starts to @ends (Unix seconds). A night belongs to its evening: what
 * ends by five in the morning is not on that day, unless it began on it. An end that is not after the start is taken
 * for the start. */
void parvis_days_of_event (gint64 starts, gint64 ends, GTimeZone *zone, GDate *first, GDate *last);
/* Unix seconds when @day begins in @zone. */
gint64 parvis_days_begin (const GDate *day, GTimeZone *zone);

/* "Ce week-end" said on @today: the Saturday and Sunday that come, or the ones we are in. */
void parvis_days_weekend (const GDate *today, GDate *saturday, GDate *sunday);
/* The month @day is in. */
void parvis_days_month (const GDate *day, GDate *first, GDate *last);
/* In a month written in weeks that begin on Monday, the empty places (0 to 6) before @first, the first day of that
 * month. */
guint parvis_days_empty_before (const GDate *first);
/* Whether @first..@last and @from..@to, ends included, have a day in common. */
gboolean parvis_days_meet (const GDate *first, const GDate *last, const GDate *from, const GDate *to);

G_END_DECLS
