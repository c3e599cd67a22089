/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Large buttons that lead somewhere, named by their title and described by their summary.
 * A tile has its icon in a coloured square; a row runs across the page and ends in an arrow. */
GtkWidget *parvis_tile_new (const char *icon, const char *title, const char *summary);
GtkWidget *parvis_row_new (const char *title, const char *summary);
/* A row with something before its words (a number, a date) and below them (a state); each may be %NULL. What is in them
 * is not said by itself: @summary, which is not shown, says it. (transfer floating) */
GtkWidget *parvis_row_new_with (GtkWidget *before, const char *title, GtkWidget *below, const char *summary);
/* The coloured square with an icon that a tile has, for a row. */
GtkWidget *parvis_tile_square_new (const char *icon);

/* ParvisTileGrid: tiles in @columns equal columns; the same tiles again when the number changes. */
GtkWidget *parvis_tile_grid_new (void);
void parvis_tile_grid_append (GtkWidget *grid, GtkWidget *tile);
void parvis_tile_grid_set_columns (GtkWidget *grid, int columns);

G_END_DECLS
