/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/bar/bar.h"

#include <math.h>

struct _ParvisBar
{
  GtkWidget parent_instance;
  GtkWidget *fill;
  double part;
};

G_DEFINE_FINAL_TYPE (ParvisBar, parvis_bar, GTK_TYPE_WIDGET)

static void
parvis_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (PARVIS_BAR (widget)->fill, orientation, -1, minimum, natural, NULL, NULL);
}

static void
parvis_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ParvisBar *self = PARVIS_BAR (widget);
  const int filled = (int) lround (self->part * width);
  const gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  gtk_widget_set_child_visible (self->fill, filled > 0);
  gtk_widget_size_allocate (self->fill, &(GtkAllocation){ mirrored ? width - filled : 0, 0, MAX (filled, 1), height },
                            -1);
}

static void
parvis_bar_dispose (GObject *object)
{
  g_clear_pointer (&PARVIS_BAR (object)->fill, gtk_widget_unparent);
  G_OBJECT_CLASS (parvis_bar_parent_class)->dispose (object);
}

static void
parvis_bar_class_init (ParvisBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = parvis_bar_dispose;
  widget_class->measure = parvis_bar_measure;
  widget_class->size_allocate = parvis_bar_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "bar");
}

static void
parvis_bar_init (ParvisBar *self)
{
  self->fill
      = g_object_new (GTK_TYPE_BOX, "css-name", "fill", "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (self->fill, GTK_WIDGET (self));
}

GtkWidget *
parvis_bar_new (GtkAccessibleRole role)
{
  return g_object_new (PARVIS_TYPE_BAR, "accessible-role", role, "hexpand", TRUE, NULL);
}

void
parvis_bar_set (ParvisBar *self, double part)
{
  self->part = CLAMP (part, 0.0, 1.0);
  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (self)) == GTK_ACCESSIBLE_ROLE_PROGRESS_BAR)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                    GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                    self->part, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
