/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/access/access-switch.h"

#include <glib/gi18n-lib.h>

#include "ui/access/access.h"
#include "ui/icons/icon.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

#define WORDS "parvis-words"

static void
on_toggled_state (GtkToggleButton *button, GParamSpec *pspec, GtkLabel *state)
{
  gtk_label_set_label (state, gtk_toggle_button_get_active (button) ? _ ("Oui") : _ ("Non"));
}

GtkWidget *
parvis_access_switch_new (const char *icon, const char *title, const char *property)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *state = gtk_label_new (NULL);

  gtk_box_append (GTK_BOX (words), parvis_text_new (title, NULL));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (state, "switch-state");
  gtk_widget_add_css_class (row, "key-content");
  gtk_box_append (GTK_BOX (row), parvis_icon_new (icon));
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), state);
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_add_css_class (button, "switch");
  g_object_set_data (G_OBJECT (button), WORDS, words);
  parvis_spoken_set (button, title, NULL, NULL);
  g_object_bind_property (parvis_access_get (), property, button, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  on_toggled_state (GTK_TOGGLE_BUTTON (button), NULL, GTK_LABEL (state));
  g_signal_connect (button, "notify::active", G_CALLBACK (on_toggled_state), state);
  return button;
}

void
parvis_access_switch_describe (GtkWidget *button, const char *sentence)
{
  GtkWidget *words = g_object_get_data (G_OBJECT (button), WORDS), *old = gtk_widget_get_last_child (words);

  if (old != gtk_widget_get_first_child (words))
    gtk_box_remove (GTK_BOX (words), old);
  gtk_box_append (GTK_BOX (words), parvis_text_new (sentence, "switch-sentence"));
  parvis_spoken_set (button, NULL, sentence, NULL);
}
