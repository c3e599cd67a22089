/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/prose/prose.h"

#include "ui/speech/spoken.h"
#include "ui/text/text.h"

struct _ParvisProse
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (ParvisProse, parvis_prose, GTK_TYPE_WIDGET)

static void
parvis_prose_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (parvis_prose_parent_class)->dispose (object);
}

static void
parvis_prose_class_init (ParvisProseClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_prose_dispose;
  gtk_widget_class_set_css_name (widget_class, "prose");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
parvis_prose_init (ParvisProse *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

static GtkWidget *
new_words (const char *text, const char *css_class)
{
  GtkWidget *label = parvis_text_new (text, css_class);

  parvis_spoken_set_silent (label, TRUE); /* said as part of the whole */
  return label;
}

static GtkWidget *
new_item (const char *text, const char *css_class)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *dot = gtk_label_new ("•"), *words = new_words (text, css_class);

  gtk_widget_add_css_class (row, "prose-item");
  gtk_widget_add_css_class (dot, "prose-dot");
  parvis_spoken_set_silent (dot, TRUE);
  gtk_widget_set_valign (dot, GTK_ALIGN_START);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (row), dot);
  gtk_box_append (GTK_BOX (row), words);
  return row;
}

static void
add (ParvisProse *self, GString *spoken, const char *line, gboolean item, const char *css_class)
{
  if (*line == '\0')
    return;
  gtk_widget_set_parent (item ? new_item (line, css_class) : new_words (line, css_class), GTK_WIDGET (self));
  parvis_spoken_append (spoken, line);
}

GtkWidget *
parvis_prose_new (const char *text, const char *css_class)
{
  ParvisProse *self = g_object_new (PARVIS_TYPE_PROSE, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) spoken = g_string_new (NULL);

  for (char **line = lines; *line != NULL; line++)
    {
      gboolean item = g_str_has_prefix (*line, "- ");
      add (self, spoken, item ? *line + 2 : *line, item, css_class);
    }
  parvis_spoken_set (GTK_WIDGET (self), spoken->str, NULL, NULL);
  return GTK_WIDGET (self);
}

GtkWidget *
parvis_prose_new_list (char **items, const char *css_class)
{
  ParvisProse *self = g_object_new (PARVIS_TYPE_PROSE, NULL);
  g_autoptr (GString) spoken = g_string_new (NULL);

  for (char **item = items; *item != NULL; item++)
    add (self, spoken, *item, TRUE, css_class);
  parvis_spoken_set (GTK_WIDGET (self), spoken->str, NULL, NULL);
  return GTK_WIDGET (self);
}
