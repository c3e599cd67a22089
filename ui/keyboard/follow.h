/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Keeps what has the focus inside @scroller in view, when the focus moves and when the room for it changes (the
 * keyboard slides in). A widget with the CSS class "keep-together" around the focus is shown whole if it fits: a field
 * with its label and its error. Once per scroller; it lasts as long as the scroller. */
void parvis_follow_focus (GtkScrolledWindow *scroller);
/* Brings @widget, a descendant of the scroller's child, into view now. */
void parvis_follow_reveal (GtkScrolledWindow *scroller, GtkWidget *widget);
/* The same, whatever scrolls around @widget, once what changed in it has its place; nothing if nothing scrolls. */
void parvis_follow_bring (GtkWidget *widget);
/* Something appeared around @inside, which has the focus or stands beside it: looks again once it has its place. */
void parvis_follow_again (GtkWidget *inside);

G_END_DECLS
