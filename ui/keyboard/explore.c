/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/keyboard/explore.h"

#include <math.h>

#include "ui/keyboard/keycap.h"

static gboolean
is_key (GtkWidget *widget)
{
  return PARVIS_IS_KEYCAP (widget) && gtk_widget_get_visible (widget);
}

static GtkWidget *
first_key (GtkWidget *row)
{
  GtkWidget *key = gtk_widget_get_first_child (row);

  while (key != NULL && !is_key (key))
    key = gtk_widget_get_next_sibling (key);
  return key;
}

static double
middle_of (GtkWidget *key, GtkWidget *front)
{
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (key, front, &bounds) ? bounds.origin.x + bounds.size.width / 2 : 0;
}

static GtkWidget *
nearest_key (GtkWidget *row, double middle, GtkWidget *front)
{
  GtkWidget *nearest = NULL;
  double least = G_MAXDOUBLE;

  for (GtkWidget *key = gtk_widget_get_first_child (row); key != NULL; key = gtk_widget_get_next_sibling (key))
    {
      double distance = is_key (key) ? fabs (middle_of (key, front) - middle) : G_MAXDOUBLE;
      if (distance < least)
        {
          least = distance;
          nearest = key;
        }
    }
  return nearest;
}

GtkWidget *
parvis_explore_begin (ParvisKeyboard *keyboard)
{
  GtkWidget *row = gtk_widget_get_first_child (parvis_keyboard_front (keyboard));

  if (gtk_widget_has_css_class (row, "low") && gtk_widget_get_next_sibling (row) != NULL)
    row = gtk_widget_get_next_sibling (row);
  return first_key (row);
}

static GtkWidget *
beside (GtkWidget *key, gboolean before)
{
  do
    key = before ? gtk_widget_get_prev_sibling (key) : gtk_widget_get_next_sibling (key);
  while (key != NULL && !is_key (key));
  return key;
}

GtkWidget *
parvis_explore_next (ParvisKeyboard *keyboard, GtkWidget *key, GtkDirectionType direction)
{
  GtkWidget *front = parvis_keyboard_front (keyboard), *row = gtk_widget_get_parent (key);

  if (direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT)
    return beside (key, direction == GTK_DIR_LEFT);
  row = direction == GTK_DIR_UP ? gtk_widget_get_prev_sibling (row) : gtk_widget_get_next_sibling (row);
  return row != NULL ? nearest_key (row, middle_of (key, front), front) : NULL;
}

gboolean
parvis_explore_has (ParvisKeyboard *keyboard, GtkWidget *key)
{
  return is_key (key) && gtk_widget_is_ancestor (key, parvis_keyboard_front (keyboard));
}

void
parvis_explore_mark (GtkWidget *key, gboolean explored)
{
  if (explored)
    gtk_widget_add_css_class (key, "explored");
  else
    gtk_widget_remove_css_class (key, "explored");
}
