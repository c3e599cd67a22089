/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/text/text.h"

static GtkWidget *
new_label (const char *text, const char *css_class, GtkAccessibleRole role)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, "label", text != NULL ? text : "", "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

GtkWidget *
parvis_text_new (const char *text, const char *css_class)
{
  return new_label (text, css_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

GtkWidget *
parvis_text_new_heading (const char *text, const char *css_class)
{
  return new_label (text, css_class, GTK_ACCESSIBLE_ROLE_HEADING);
}
