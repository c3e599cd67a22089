/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/access/access-panel.h"

#include <glib/gi18n-lib.h>

#include "ui/access/access-switch.h"

struct _ParvisAccessPanel
{
  GtkWidget parent_instance;
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (ParvisAccessPanel, parvis_access_panel, GTK_TYPE_WIDGET)

static void
add_switch (ParvisAccessPanel *self, const char *icon, const char *title, const char *property)
{
  gtk_box_append (GTK_BOX (self->box), parvis_access_switch_new (icon, title, property));
}

static void
parvis_access_panel_dispose (GObject *object)
{
  g_clear_pointer (&PARVIS_ACCESS_PANEL (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (parvis_access_panel_parent_class)->dispose (object);
}

static void
parvis_access_panel_class_init (ParvisAccessPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_access_panel_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
parvis_access_panel_init (ParvisAccessPanel *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "access-panel");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
parvis_access_panel_new (void)
{
  ParvisAccessPanel *self = g_object_new (PARVIS_TYPE_ACCESS_PANEL, NULL);

  add_switch (self, "contrast", _("Contraste renforcé"), "contrast");
  add_switch (self, "text", _("Grands caractères"), "large");
  add_switch (self, "reach", _("Tout en bas de l’écran"), "low-reach");
  return GTK_WIDGET (self);
}
