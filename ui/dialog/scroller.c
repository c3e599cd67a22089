/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/dialog/scroller.h"

struct _ParvisScroller
{
  GtkWidget parent_instance;
  GtkWidget *window, *child;
};

G_DEFINE_FINAL_TYPE (ParvisScroller, parvis_scroller, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
parvis_scroller_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
parvis_scroller_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  ParvisScroller *self = PARVIS_SCROLLER (widget);
  int least = 0;

  gtk_widget_measure (self->window, orientation, for_size, minimum, NULL, NULL, NULL);
  gtk_widget_measure (self->child, orientation, for_size, &least, natural, NULL, NULL);
  /* What wraps is as high as it must be at this width: its natural height, too. */
  *natural = MAX (orientation == GTK_ORIENTATION_VERTICAL ? least : *natural, *minimum);
}

static void
parvis_scroller_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (PARVIS_SCROLLER (widget)->window, width, height, baseline, NULL);
}

static void
parvis_scroller_dispose (GObject *object)
{
  g_clear_pointer (&PARVIS_SCROLLER (object)->window, gtk_widget_unparent);
  G_OBJECT_CLASS (parvis_scroller_parent_class)->dispose (object);
}

static void
parvis_scroller_class_init (ParvisScrollerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_scroller_dispose;
  widget_class->get_request_mode = parvis_scroller_get_request_mode;
  widget_class->measure = parvis_scroller_measure;
  widget_class->size_allocate = parvis_scroller_size_allocate;
}

static void
parvis_scroller_init (ParvisScroller *self)
{
  self->window = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (self->window), FALSE);
  gtk_widget_set_parent (self->window, GTK_WIDGET (self));
}

GtkWidget *
parvis_scroller_new (GtkWidget *child)
{
  ParvisScroller *self = g_object_new (PARVIS_TYPE_SCROLLER, NULL);

  self->child = child;
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->window), child);
  return GTK_WIDGET (self);
}
