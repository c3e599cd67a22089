/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/choice-tile.h"

#include "ui/speech/spoken.h"
#include "ui/text/text.h"

GtkWidget *
parvis_choice_tile_new (const char *label, const char *hint, gboolean single, GtkWidget *group)
{
  GtkAccessibleRole role = single ? GTK_ACCESSIBLE_ROLE_RADIO : GTK_ACCESSIBLE_ROLE_CHECKBOX;
  GtkWidget *tile = g_object_new (GTK_TYPE_CHECK_BUTTON, "accessible-role", role, NULL);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (tile, "choice");
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (words,
                          TRUE); /* else GTK asks how narrow the words can be for the tile's height, and breaks "Oui" */
  gtk_box_append (GTK_BOX (words), parvis_text_new (label, "choice-label"));
  if (hint != NULL)
    gtk_box_append (GTK_BOX (words), parvis_text_new (hint, "choice-hint"));
  gtk_check_button_set_child (GTK_CHECK_BUTTON (tile), words);
  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (tile), GTK_CHECK_BUTTON (group));
  parvis_spoken_set (tile, label, hint, NULL);
  return tile;
}

GtkWidget *
parvis_choice_grid_new (void)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_widget_add_css_class (grid, "choices");
  return grid;
}

void
parvis_choice_grid_add (GtkWidget *grid, GtkWidget *tile, guint columns)
{
  guint count = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (grid); child != NULL; child = gtk_widget_get_next_sibling (child))
    count++;
  gtk_widget_set_hexpand (tile, TRUE);
  gtk_grid_attach (GTK_GRID (grid), tile, (int) (count % columns), (int) (count / columns), 1, 1);
}
