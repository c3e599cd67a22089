/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/access/access-panel.h"

#include <glib/gi18n-lib.h>

#include "ui/access/access.h"
#include "ui/icons/icon.h"
#include "ui/speech/spoken.h"

struct _ParvisAccessPanel
{
  GtkWidget parent_instance;
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (ParvisAccessPanel, parvis_access_panel, GTK_TYPE_WIDGET)

static void
on_toggled_state (GtkToggleButton *button, GParamSpec *pspec, GtkLabel *state)
{
  gtk_label_set_label (state, gtk_toggle_button_get_active (button) ? _("Activé") : _("Désactivé"));
}

static void
add_switch (ParvisAccessPanel *self, const char *icon, const char *title, const char *property)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (title), *state = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (state, "switch-state");
  gtk_widget_add_css_class (row, "key-content");
  gtk_box_append (GTK_BOX (row), parvis_icon_new (icon));
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), state);
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_add_css_class (button, "switch");
  parvis_spoken_set (button, title, NULL, NULL);
  g_object_bind_property (parvis_access_get (), property, button, "active", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  on_toggled_state (GTK_TOGGLE_BUTTON (button), NULL, GTK_LABEL (state));
  g_signal_connect (button, "notify::active", G_CALLBACK (on_toggled_state), state);
  gtk_box_append (GTK_BOX (self->box), button);
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
