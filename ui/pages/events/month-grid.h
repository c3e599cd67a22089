/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisMonthGrid: the days of a month in weeks that begin on Monday. A day on which something takes place is a key
 * with a bar below its number, the others are plain numbers: no colour is needed to tell them apart, and speech and the
 * Tab key stop only where there is something to find.
 *
 * Signal "chosen" (uint: the day of the month): a person chose it. */
#define PARVIS_TYPE_MONTH_GRID (parvis_month_grid_get_type ())
G_DECLARE_FINAL_TYPE (ParvisMonthGrid, parvis_month_grid, PARVIS, MONTH_GRID, GtkWidget)

#define PARVIS_MONTH_DAYS 32 /* days are counted from 1 */

/* A month to choose a day of: the days that are @open are keys, without a bar. */
GtkWidget *parvis_month_grid_new_days (const GDate *first, const gboolean open[PARVIS_MONTH_DAYS], const GDate *today,
                                       guint chosen);
/* @first: the first day of the month. @counts: of each day, how many things take place. @chosen: a day, 0 for none. */
GtkWidget *parvis_month_grid_new (const GDate *first, const guint counts[PARVIS_MONTH_DAYS], const GDate *today,
                                  guint chosen);

G_END_DECLS
