/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/fault-bar.h"

#include "ui/icons/icon.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

static GtkWidget *
new_bar (GtkAccessibleRole role, const char *icon, const char *css_class)
{
  GtkWidget *bar = g_object_new (GTK_TYPE_BOX, "accessible-role", role, NULL);
  GtkWidget *text = parvis_text_new (NULL, "fault-text");

  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (bar), parvis_icon_new (icon));
  gtk_box_append (GTK_BOX (bar), text);
  gtk_widget_add_css_class (bar, css_class);
  gtk_widget_set_visible (bar, FALSE);
  parvis_spoken_set_silent (bar, TRUE);
  return bar;
}

GtkWidget *
parvis_fault_bar_new (void)
{
  return new_bar (GTK_ACCESSIBLE_ROLE_ALERT, "alert", "fault");
}

GtkWidget *
parvis_right_bar_new (void)
{
  return new_bar (GTK_ACCESSIBLE_ROLE_STATUS, "tick", "right");
}

GtkWidget *
parvis_advice_bar_new (void)
{
  return new_bar (GTK_ACCESSIBLE_ROLE_STATUS, "info", "advice");
}

GtkWidget *
parvis_fault_bar_get_text (GtkWidget *bar)
{
  return gtk_widget_get_last_child (bar);
}

void
parvis_fault_bar_say (GtkWidget *bar, const char *message)
{
  if (message != NULL)
    {
      gtk_label_set_text (GTK_LABEL (parvis_fault_bar_get_text (bar)), message);
      parvis_spoken_set (bar, message, NULL, NULL);
    }
  gtk_widget_set_visible (bar, message != NULL);
}
