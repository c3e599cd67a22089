/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/field-control.h"

typedef struct
{
  gboolean loading;
} ParvisFieldControlPrivate;

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ParvisFieldControl, parvis_field_control, GTK_TYPE_WIDGET)

static void
parvis_field_control_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (parvis_field_control_parent_class)->dispose (object);
}

static void
parvis_field_control_class_init (ParvisFieldControlClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = parvis_field_control_dispose;
  signals[CHANGED]
      = g_signal_new ("changed", PARVIS_TYPE_FIELD_CONTROL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "control");
}

static void
parvis_field_control_init (ParvisFieldControl *self)
{
  GtkLayoutManager *box = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (box), GTK_ORIENTATION_VERTICAL);
}

void
parvis_field_control_load (ParvisFieldControl *self, const ParvisValue *value)
{
  ParvisFieldControlPrivate *priv = parvis_field_control_get_instance_private (self);

  priv->loading = TRUE;
  PARVIS_FIELD_CONTROL_GET_CLASS (self)->load (self, value);
  priv->loading = FALSE;
}

ParvisValue *
parvis_field_control_store (ParvisFieldControl *self)
{
  ParvisFieldControlClass *class = PARVIS_FIELD_CONTROL_GET_CLASS (self);

  return class->store != NULL ? class->store (self) : NULL;
}

GtkWidget *
parvis_field_control_subject (ParvisFieldControl *self)
{
  ParvisFieldControlClass *class = PARVIS_FIELD_CONTROL_GET_CLASS (self);

  return class->subject != NULL ? class->subject (self) : GTK_WIDGET (self);
}

void
parvis_field_control_refresh (ParvisFieldControl *self)
{
  ParvisFieldControlClass *class = PARVIS_FIELD_CONTROL_GET_CLASS (self);

  if (class->refresh != NULL)
    class->refresh (self);
}

GtkWidget *
parvis_field_control_show_fault (ParvisFieldControl *self, const ParvisFault *fault)
{
  ParvisFieldControlClass *class = PARVIS_FIELD_CONTROL_GET_CLASS (self);

  return class->show_fault != NULL ? class->show_fault (self, fault) : NULL;
}

void
parvis_field_control_clear_faults (ParvisFieldControl *self)
{
  ParvisFieldControlClass *class = PARVIS_FIELD_CONTROL_GET_CLASS (self);

  if (class->clear_faults != NULL)
    class->clear_faults (self);
}

gboolean
parvis_field_control_is_complete (ParvisFieldControl *self, const char *part)
{
  ParvisFieldControlClass *class = PARVIS_FIELD_CONTROL_GET_CLASS (self);

  return class->is_complete != NULL && class->is_complete (self, part);
}

void
parvis_field_control_add (ParvisFieldControl *self, GtkWidget *child)
{
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

void
parvis_field_control_emit_changed (ParvisFieldControl *self)
{
  if (!parvis_field_control_is_loading (self))
    g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
parvis_field_control_is_loading (ParvisFieldControl *self)
{
  ParvisFieldControlPrivate *priv = parvis_field_control_get_instance_private (self);

  return priv->loading;
}
