/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/tabs/tabs.h"

#include "ui/speech/spoken.h"

#define PLACE "parvis-place"

struct _ParvisTabs
{
  GtkWidget parent_instance;
  GtkWidget *box;
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (ParvisTabs, parvis_tabs, GTK_TYPE_WIDGET)

/* Told of the one that is left, and of the one that is chosen. */
static void
on_toggled (GtkToggleButton *button, ParvisTabs *self)
{
  if (gtk_toggle_button_get_active (button))
    g_signal_emit (self, chosen_signal, 0, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), PLACE)));
}

static void
parvis_tabs_dispose (GObject *object)
{
  g_clear_pointer (&PARVIS_TABS (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (parvis_tabs_parent_class)->dispose (object);
}

static void
parvis_tabs_class_init (ParvisTabsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_tabs_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "tabs");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
parvis_tabs_init (ParvisTabs *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_set_homogeneous (GTK_BOX (self->box), TRUE);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static GtkWidget *
new_tab (const char *label)
{
  GtkWidget *button = gtk_toggle_button_new (), *word = gtk_label_new (label);

  gtk_label_set_wrap (GTK_LABEL (word), TRUE);
  gtk_label_set_justify (GTK_LABEL (word), GTK_JUSTIFY_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), word);
  gtk_widget_add_css_class (button, "tab");
  gtk_widget_set_hexpand (button, TRUE);
  parvis_spoken_set (button, label, NULL, NULL);
  return button;
}

GtkWidget *
parvis_tabs_new (const char *name, const char *const *labels, guint chosen)
{
  ParvisTabs *self = g_object_new (PARVIS_TYPE_TABS, NULL);
  GtkWidget *first = NULL;

  parvis_spoken_set (GTK_WIDGET (self), name, NULL, NULL);
  for (guint i = 0; labels[i] != NULL; i++)
    {
      GtkWidget *button = new_tab (labels[i]);

      if (first == NULL)
        first = button;
      else
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (first));
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), i == chosen);
      g_object_set_data (G_OBJECT (button), PLACE, GUINT_TO_POINTER (i));
      g_signal_connect (button, "toggled", G_CALLBACK (on_toggled), self);
      gtk_box_append (GTK_BOX (self->box), button);
    }
  return GTK_WIDGET (self);
}

void
parvis_tabs_set_stacked (ParvisTabs *self, gboolean stacked)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  stacked ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}
