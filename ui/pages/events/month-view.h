/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisMonthView: a month of the calendar, the way to the months around it, and what takes place on the day that was
 * chosen. Part of the calendar's page, which keeps where the person is. */
#define PARVIS_TYPE_MONTH_VIEW (parvis_month_view_get_type ())
G_DECLARE_FINAL_TYPE (ParvisMonthView, parvis_month_view, PARVIS, MONTH_VIEW, GtkWidget)

/* @page: what opens the events. @day (inout): the day that is chosen, or any day of the month to show when none is;
 * kept up to date, outlives this. */
GtkWidget *parvis_month_view_new (ParvisPage *page, GDate *day);

G_END_DECLS
