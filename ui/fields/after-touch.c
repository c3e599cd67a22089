/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/after-touch.h"

typedef struct
{
  GWeakRef widget;
  GWeakRef root;
  GtkEventController *controller; /* the root's */
  ParvisAfterTouch func;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *self = data;

  g_weak_ref_clear (&self->widget);
  g_weak_ref_clear (&self->root);
  g_free (self);
}

static gboolean
on_done (gpointer data)
{
  Waiting *self = data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&self->widget);
  g_autoptr (GtkWidget) root = g_weak_ref_get (&self->root);

  if (widget != NULL && gtk_widget_get_mapped (widget))
    self->func (widget);
  if (root != NULL)
    gtk_widget_remove_controller (root, self->controller); /* frees self */
  return G_SOURCE_REMOVE;
}

/* Everything else hears of the event first: an idle moment later. */
static gboolean
on_event (GtkEventController *controller, GdkEvent *event, Waiting *self)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_TOUCH_END:
    case GDK_TOUCH_CANCEL:
    case GDK_BUTTON_RELEASE:
    case GDK_KEY_RELEASE:
      g_signal_handlers_disconnect_by_data (controller, self);
      g_idle_add (on_done, self);
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

void
parvis_after_touch (GtkWidget *widget, ParvisAfterTouch func)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  Waiting *self;

  if (root == NULL)
    return;
  self = g_new0 (Waiting, 1);
  g_weak_ref_init (&self->widget, widget);
  g_weak_ref_init (&self->root, root);
  self->func = func;
  self->controller = gtk_event_controller_legacy_new ();
  gtk_event_controller_set_propagation_phase (self->controller, GTK_PHASE_CAPTURE);
  g_signal_connect (self->controller, "event", G_CALLBACK (on_event), self);
  g_object_set_data_full (G_OBJECT (self->controller), "waiting", self, waiting_free);
  gtk_widget_add_controller (GTK_WIDGET (root), self->controller);
}
