/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/key/key.h"

#include "ui/icons/icon.h"
#include "ui/speech/spoken.h"

#define LABEL_KEY "parvis-key-label"

static GtkWidget *
new_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  return label;
}

static GtkWidget *
assemble (GtkWidget *first, GtkWidget *second, GtkWidget *label, GtkOrientation orientation)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (orientation, 0);

  gtk_widget_add_css_class (box, "key-content");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  /* A box gives a wrapping label the least width that does for the key's height: two lines where one has room.
   * Expanding, it gets what there is; the key itself expands only when asked to. */
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_hexpand (box, FALSE);
  if (first != NULL)
    gtk_box_append (GTK_BOX (box), first);
  if (second != NULL)
    gtk_box_append (GTK_BOX (box), second);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "key");
  g_object_set_data (G_OBJECT (button), LABEL_KEY, label);
  parvis_key_set_label (button, gtk_label_get_label (GTK_LABEL (label)));
  return button;
}

GtkWidget *
parvis_key_new (const char *icon, const char *label, GtkOrientation orientation)
{
  GtkWidget *word = new_label (label);

  return assemble (icon != NULL ? parvis_icon_new (icon) : NULL, word, word, orientation);
}

GtkWidget *
parvis_key_new_trailing (const char *label, const char *icon)
{
  GtkWidget *word = new_label (label);

  return assemble (word, parvis_icon_new (icon), word, GTK_ORIENTATION_HORIZONTAL);
}

void
parvis_key_set_label (GtkWidget *key, const char *label)
{
  GtkLabel *word = g_object_get_data (G_OBJECT (key), LABEL_KEY);

  gtk_label_set_label (word, label);
  parvis_spoken_set (key, label, NULL, NULL);
}
