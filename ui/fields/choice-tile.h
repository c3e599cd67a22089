/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A large tile to choose by: a GtkCheckButton with its words beside the mark. @group: the first tile of those of which
 * only one can be chosen; %NULL for that first one itself, or for a tile chosen by itself. @single: one of several.
 * @hint may be %NULL. */
GtkWidget *parvis_choice_tile_new (const char *label, const char *hint, gboolean single, GtkWidget *group);
/* Where tiles stand, row by row, in one or two columns of equal width. */
GtkWidget *parvis_choice_grid_new (void);
void parvis_choice_grid_add (GtkWidget *grid, GtkWidget *tile, guint columns);

G_END_DECLS
