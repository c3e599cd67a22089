/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisDrawing: one of our illustrations (ui/drawings/<name>.svg, one "currentColor"), in the widget's own CSS colour,
 * as large as fits its CSS min-width and min-height. */
#define PARVIS_TYPE_DRAWING (parvis_drawing_get_type ())
G_DECLARE_FINAL_TYPE (ParvisDrawing, parvis_drawing, PARVIS, DRAWING, GtkWidget)

/* @label: what is seen on it, for who does not see it; %NULL when the words beside it say all of it. */
GtkWidget *parvis_drawing_new (const char *name, const char *label);

G_END_DECLS
