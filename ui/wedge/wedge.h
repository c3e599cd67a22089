/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Bar code and QR scanners are USB keyboards: they type faster than anybody, and end lines with Enter.
 * parvis_wedge_watch() tells the two apart by time: a run of keys with hardly a moment between them is a scanner's,
 * does not reach what has the focus (but for the first ones, before it is known for what it is), and is given to
 * @scanned line by line. Text of several lines comes as several calls. */
typedef void (*ParvisWedgeScanned) (const char *line, gpointer user_data);

/* While @widget is shown; every key of its window. */
void parvis_wedge_watch (GtkWidget *widget, ParvisWedgeScanned scanned, gpointer user_data);

G_END_DECLS
