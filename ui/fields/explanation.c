/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/explanation.h"

#include "ui/icons/icon.h"

static GtkWidget *
new_paragraph (const char *text, ParvisExplanationStyle style)
{
  GtkAccessibleRole role
      = style == PARVIS_EXPLANATION_HEADING ? GTK_ACCESSIBLE_ROLE_HEADING : GTK_ACCESSIBLE_ROLE_LABEL;
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, "label", text, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);

  gtk_widget_add_css_class (label, "paragraph");
  return label;
}

static GtkWidget *
new_paragraphs (const char *text, ParvisExplanationStyle style)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      gtk_box_append (GTK_BOX (box), new_paragraph (lines[i], style));
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

GtkWidget *
parvis_explanation_new (const char *text, ParvisExplanationStyle style)
{
  static const char *const classes[] = { "plain", "heading", "note" };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "explanation");
  gtk_widget_add_css_class (box, classes[style]);
  if (style == PARVIS_EXPLANATION_NOTE)
    gtk_box_append (GTK_BOX (box), parvis_icon_new ("info"));
  gtk_box_append (GTK_BOX (box), new_paragraphs (text, style));
  return box;
}
