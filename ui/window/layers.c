/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/window/layers.h"

struct _ParvisLayers
{
  GtkWidget parent_instance;
  GtkOverlay *overlay;
  ParvisDialog *dialogs[PARVIS_N_LAYERS]; /* borrowed from the overlay */
  GtkWidget *focus;                       /* weak: what had it before anything lay over the ground */
};

static guint uncovered_signal;

G_DEFINE_FINAL_TYPE (ParvisLayers, parvis_layers, GTK_TYPE_WIDGET)

static ParvisDialog *
top (ParvisLayers *self)
{
  for (int i = PARVIS_N_LAYERS - 1; i >= 0; i--)
    if (self->dialogs[i] != NULL)
      return self->dialogs[i];
  return NULL;
}

static void
set_widget_reachable (GtkWidget *widget, gboolean reachable)
{
  gtk_widget_set_can_focus (widget, reachable);
  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, !reachable, -1);
}

/* Only the uppermost can be reached by keys, and read by a screen reader; a veil keeps fingers off the others. */
static void
set_reachable (ParvisLayers *self)
{
  ParvisDialog *uppermost = top (self);

  set_widget_reachable (gtk_overlay_get_child (self->overlay), uppermost == NULL);
  for (int i = 0; i < PARVIS_N_LAYERS; i++)
    if (self->dialogs[i] != NULL)
      set_widget_reachable (GTK_WIDGET (self->dialogs[i]), self->dialogs[i] == uppermost);
}

static void
drop (ParvisLayers *self, ParvisLayer layer)
{
  ParvisDialog *dialog = g_steal_pointer (&self->dialogs[layer]);

  if (dialog != NULL)
    gtk_overlay_remove_overlay (self->overlay, GTK_WIDGET (dialog));
  set_reachable (self);
}

/* As large as the screen, whatever it holds: asking all of it what it would like to be is half of the time that a page
 * takes to come. */
static void
parvis_layers_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
}

/* What wants more than there is gets it, and is cut off at the edge: one page that is too wide is no reason to lose the
 * screen. */
static void
parvis_layers_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *overlay = GTK_WIDGET (PARVIS_LAYERS (widget)->overlay);
  int least_width, least_height;

  gtk_widget_measure (overlay, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  width = MAX (width, least_width);
  gtk_widget_measure (overlay, GTK_ORIENTATION_VERTICAL, width, &least_height, NULL, NULL, NULL);
  gtk_widget_allocate (overlay, width, MAX (height, least_height), baseline, NULL);
}

static void
parvis_layers_dispose (GObject *object)
{
  ParvisLayers *self = PARVIS_LAYERS (object);

  g_clear_weak_pointer (&self->focus);
  g_clear_pointer ((GtkWidget **) &self->overlay, gtk_widget_unparent);
  G_OBJECT_CLASS (parvis_layers_parent_class)->dispose (object);
}

static void
parvis_layers_class_init (ParvisLayersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_layers_dispose;
  uncovered_signal
      = g_signal_new ("uncovered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  widget_class->measure = parvis_layers_measure;
  widget_class->size_allocate = parvis_layers_size_allocate;
}

static void
parvis_layers_init (ParvisLayers *self)
{
  self->overlay = GTK_OVERLAY (gtk_overlay_new ());
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_parent (GTK_WIDGET (self->overlay), GTK_WIDGET (self));
}

ParvisLayers *
parvis_layers_new (GtkWidget *ground)
{
  ParvisLayers *self = g_object_new (PARVIS_TYPE_LAYERS, NULL);

  gtk_overlay_set_child (self->overlay, ground);
  return self;
}

void
parvis_layers_show (ParvisLayers *self, ParvisLayer layer, ParvisDialog *dialog)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (top (self) == NULL && root != NULL)
    g_set_weak_pointer (&self->focus, gtk_root_get_focus (root));
  drop (self, layer);
  self->dialogs[layer] = dialog;
  gtk_overlay_add_overlay (self->overlay, GTK_WIDGET (dialog));
  set_reachable (self);
  if (top (self) == dialog)
    parvis_dialog_take_focus (dialog);
}

void
parvis_layers_remove (ParvisLayers *self, ParvisLayer layer)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean was_there = self->dialogs[layer] != NULL;

  drop (self, layer);
  if (!was_there)
    return;
  if (top (self) != NULL)
    parvis_dialog_take_focus (top (self));
  else if (self->focus != NULL && root != NULL && gtk_widget_get_root (self->focus) == root)
    gtk_root_set_focus (root, self->focus);
  if (top (self) != NULL)
    return;
  g_clear_weak_pointer (&self->focus);
  g_signal_emit (self, uncovered_signal, 0);
}

ParvisDialog *
parvis_layers_get (ParvisLayers *self, ParvisLayer layer)
{
  return self->dialogs[layer];
}

GtkOverlay *
parvis_layers_overlay (ParvisLayers *self)
{
  return self->overlay;
}

gboolean
parvis_layers_is_covered (ParvisLayers *self)
{
  return top (self) != NULL;
}
