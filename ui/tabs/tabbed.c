/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/tabs/tabbed.h"

#include "ui/tabs/tabs.h"

struct _ParvisTabbed
{
  GtkWidget parent_instance;
  GtkWidget *box, *tabs, *content;
};

static guint chosen_signal;

G_DEFINE_FINAL_TYPE (ParvisTabbed, parvis_tabbed, GTK_TYPE_WIDGET)

static void
on_chosen (ParvisTabs *tabs, guint place, ParvisTabbed *self)
{
  g_signal_emit (self, chosen_signal, 0, place);
}

static void
parvis_tabbed_dispose (GObject *object)
{
  g_clear_pointer (&PARVIS_TABBED (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (parvis_tabbed_parent_class)->dispose (object);
}

static void
parvis_tabbed_class_init (ParvisTabbedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_tabbed_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "tabbed");
  chosen_signal = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
parvis_tabbed_init (ParvisTabbed *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
parvis_tabbed_new (const char *name, const char *const *labels, guint chosen)
{
  ParvisTabbed *self = g_object_new (PARVIS_TYPE_TABBED, NULL);

  self->tabs = parvis_tabs_new (name, labels, chosen);
  gtk_widget_set_valign (self->tabs, GTK_ALIGN_START);
  g_signal_connect (self->tabs, "chosen", G_CALLBACK (on_chosen), self);
  gtk_box_append (GTK_BOX (self->box), self->tabs);
  return GTK_WIDGET (self);
}

void
parvis_tabbed_set_content (ParvisTabbed *self, GtkWidget *content)
{
  if (self->content != NULL)
    gtk_box_remove (GTK_BOX (self->box), self->content);
  self->content = content;
  gtk_widget_set_hexpand (content, TRUE);
  gtk_widget_set_valign (content, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->box), content);
}

void
parvis_tabbed_set_landscape (ParvisTabbed *self, gboolean landscape)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  landscape ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  parvis_tabs_set_stacked (PARVIS_TABS (self->tabs), landscape);
  gtk_widget_set_hexpand (self->tabs, !landscape);
}
