/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/demarche/demarche.h"

G_BEGIN_DECLS

/* ParvisDatePanel: a date or a time chosen without typing, as large as the page: by wheels, or, for a day to come, on
 * the calendar of its month. What is chosen is said in words above the key that keeps it; a day that the month has not
 * becomes the last it has, with a word; a date that the question does not take says why beside the key, which waits.
 * Times are chosen by five minutes.
 *
 * Signal "picked" (string): the date "2026-03-07" or the time "14:30". */
#define PARVIS_TYPE_DATE_PANEL (parvis_date_panel_get_type ())
G_DECLARE_FINAL_TYPE (ParvisDatePanel, parvis_date_panel, PARVIS, DATE_PANEL, GtkWidget)

/* @iso: what it begins with; NULL, "" or what is no date: today, or forty years ago where only the past is asked.
 * @today: copied. */
GtkWidget *parvis_date_panel_new (const char *title, ParvisDateLimit limit, const char *iso, const GDate *today);
GtkWidget *parvis_date_panel_new_time (const char *title, const char *iso);

G_END_DECLS
