/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*ParvisAfterTouch) (GtkWidget *widget);

/* Calls @func once the finger, the button or the key that is down is up again, and what it pressed has heard of it:
 * what appears or goes when the focus moves must not move what is being touched away from under the finger. Not at all
 * when @widget is gone or off the screen by then. */
void parvis_after_touch (GtkWidget *widget, ParvisAfterTouch func);

G_END_DECLS
