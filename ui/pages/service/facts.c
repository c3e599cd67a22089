/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/service/facts.h"

#include "ui/icons/icon.h"
#include "ui/prose/prose.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

#define WORDS_KEY "parvis-fact-words"

/* The voice says the title and the words in one breath. */
static void
join_spoken (GtkWidget *title, GtkWidget *prose)
{
  g_autoptr (GString) both = g_string_new (gtk_label_get_text (GTK_LABEL (title)));

  parvis_spoken_set_silent (title, TRUE);
  parvis_spoken_append (both, parvis_spoken_get_name (prose));
  parvis_spoken_set (prose, both->str, NULL, NULL);
}

static GtkWidget *
assemble (const char *icon, const char *title, GtkWidget *prose)
{
  GtkWidget *fact = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *picture = parvis_icon_new (icon), *heading = parvis_text_new_heading (title, "fact-title");

  gtk_widget_add_css_class (fact, "fact");
  gtk_widget_add_css_class (words, "fact-words");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (picture, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (words), heading);
  gtk_box_append (GTK_BOX (words), prose);
  gtk_box_append (GTK_BOX (fact), picture);
  gtk_box_append (GTK_BOX (fact), words);
  join_spoken (heading, prose);
  g_object_set_data (G_OBJECT (fact), WORDS_KEY, words);
  return fact;
}

GtkWidget *
parvis_fact_new (const char *icon, const char *title, const char *text)
{
  return assemble (icon, title, parvis_prose_new (text, "fact-text"));
}

GtkWidget *
parvis_fact_new_list (const char *icon, const char *title, char **items)
{
  return assemble (icon, title, parvis_prose_new_list (items, "fact-text"));
}

void
parvis_fact_append (GtkWidget *fact, GtkWidget *child)
{
  gtk_box_append (g_object_get_data (G_OBJECT (fact), WORDS_KEY), child);
}

char *
parvis_fact_describe_place (const ParvisPlace *place, GDateTime *now)
{
  g_autofree char *open = parvis_place_describe_now (place, now);
  const char *lines[] = { place->name, place->address, open, place->access };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i] != NULL && *lines[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", lines[i]);
  return g_string_free (text, FALSE);
}
