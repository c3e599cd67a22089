/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisDayCalendar: one day to come, chosen on the calendar of its month, with keys to the months before and after.
 *
 * Signal "chosen" (uint: Julian day): the person chose it. */
#define PARVIS_TYPE_DAY_CALENDAR (parvis_day_calendar_get_type ())
G_DECLARE_FINAL_TYPE (ParvisDayCalendar, parvis_day_calendar, PARVIS, DAY_CALENDAR, GtkWidget)

/* @first: the first day that can be chosen; there are two years of them. Dates are copied. */
GtkWidget *parvis_day_calendar_new (const GDate *first, const GDate *today, const GDate *chosen);

G_END_DECLS
