/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/text/text.h"

/* To know how narrow a label may become GTK breaks its text into lines as narrow as it may: of one letter each, that is
 * several milliseconds of shaping for every sentence on every page. A few letters more cost nobody any room. */
#define LEAST_CHARACTERS 6

static GtkWidget *
new_label (const char *text, const char *css_class, GtkAccessibleRole role)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, "label", text != NULL ? text : "", "wrap",
                                   TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);

  if (text != NULL && g_utf8_strlen (text, -1) > LEAST_CHARACTERS)
    gtk_label_set_width_chars (GTK_LABEL (label), LEAST_CHARACTERS);
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
