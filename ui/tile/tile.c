/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/tile/tile.h"

#include "ui/icons/icon.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

static GtkWidget *
new_words (const char *title, const char *summary)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), parvis_text_new (title, "tile-title"));
  if (summary != NULL)
    gtk_box_append (GTK_BOX (words), parvis_text_new (summary, "tile-summary"));
  return words;
}

static GtkWidget *
new_button (GtkWidget *child, const char *style, const char *title, const char *summary)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), child);
  gtk_widget_add_css_class (button, style);
  parvis_spoken_set (button, title, summary, NULL);
  return button;
}

GtkWidget *
parvis_tile_square_new (const char *icon)
{
  GtkWidget *picture = parvis_icon_new (icon), *square = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_hexpand (picture, TRUE);
  gtk_widget_add_css_class (square, "tile-square");
  gtk_widget_set_hexpand (square, FALSE); /* it would take its icon's wish for its own */
  gtk_widget_set_valign (square, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (square), picture);
  return square;
}

GtkWidget *
parvis_tile_new (const char *icon, const char *title, const char *summary)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (content, "tile-content");
  gtk_box_append (GTK_BOX (content), parvis_tile_square_new (icon));
  gtk_box_append (GTK_BOX (content), new_words (title, summary));
  return new_button (content, "tile", title, summary);
}

GtkWidget *
parvis_row_new_with (GtkWidget *before, const char *title, GtkWidget *below, const char *summary)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *words = new_words (title, NULL);

  gtk_widget_add_css_class (content, "tile-content");
  if (before != NULL)
    {
      gtk_widget_set_hexpand (before, FALSE);
      gtk_widget_set_valign (before, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (content), before);
    }
  if (below != NULL)
    gtk_box_append (GTK_BOX (words), below);
  gtk_box_append (GTK_BOX (content), words);
  gtk_box_append (GTK_BOX (content), parvis_icon_new ("next"));
  return new_button (content, "row", title, summary);
}

GtkWidget *
parvis_row_new (const char *title, const char *summary)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (content, "tile-content");
  gtk_box_append (GTK_BOX (content), new_words (title, summary));
  gtk_box_append (GTK_BOX (content), parvis_icon_new ("next"));
  return new_button (content, "row", title, summary);
}

/* ---- the grid ---- */

static GPtrArray *
get_tiles (GtkWidget *grid)
{
  return g_object_get_data (G_OBJECT (grid), "parvis-tiles");
}

static int
get_columns (GtkWidget *grid)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (grid), "parvis-columns"));
}

static void
place (GtkWidget *grid, guint index)
{
  guint columns = (guint) get_columns (grid);

  gtk_grid_attach (GTK_GRID (grid), g_ptr_array_index (get_tiles (grid), index), (int) (index % columns),
                   (int) (index / columns), 1, 1);
}

GtkWidget *
parvis_tile_grid_new (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_widget_add_css_class (grid, "tile-grid");
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  g_object_set_data_full (G_OBJECT (grid), "parvis-tiles", g_ptr_array_new_with_free_func (g_object_unref),
                          (GDestroyNotify) g_ptr_array_unref);
  g_object_set_data (G_OBJECT (grid), "parvis-columns", GINT_TO_POINTER (2));
  return grid;
}

void
parvis_tile_grid_append (GtkWidget *grid, GtkWidget *tile)
{
  GPtrArray *tiles = get_tiles (grid);

  g_ptr_array_add (tiles, g_object_ref_sink (tile));
  place (grid, tiles->len - 1);
}

void
parvis_tile_grid_set_columns (GtkWidget *grid, int columns)
{
  GPtrArray *tiles = get_tiles (grid);

  if (columns == get_columns (grid))
    return;
  g_object_set_data (G_OBJECT (grid), "parvis-columns", GINT_TO_POINTER (columns));
  for (guint i = 0; i < tiles->len; i++)
    gtk_grid_remove (GTK_GRID (grid), g_ptr_array_index (tiles, i));
  for (guint i = 0; i < tiles->len; i++)
    place (grid, i);
}
