/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/satisfaction/satisfaction.h"

#include <glib/gi18n-lib.h>

#include "ui/access/access.h"
#include "ui/key/key.h"
#include "ui/page/page.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

/* The way to a flag, from steep to flat; the word says it. */
static const struct
{
  const char *mark, *icon, *word;
} answers[] = {
  { "5", "ease-5", N_ ("Très facile") }, { "4", "ease-4", N_ ("Facile") },         { "3", "ease-3", N_ ("Moyen") },
  { "2", "ease-2", N_ ("Difficile") },   { "1", "ease-1", N_ ("Très difficile") },
};

struct _ParvisSatisfaction
{
  GtkWidget parent_instance;
  ParvisDesk *desk;
  char *demarche_id;
  GtkWidget *column, *question, *keys, *thanks;
};

#define PARVIS_TYPE_SATISFACTION (parvis_satisfaction_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSatisfaction, parvis_satisfaction, PARVIS, SATISFACTION, GtkWidget)
G_DEFINE_FINAL_TYPE (ParvisSatisfaction, parvis_satisfaction, GTK_TYPE_WIDGET)

#define KIND "demarche"

static void
show_thanks (ParvisSatisfaction *self)
{
  gtk_widget_set_visible (self->question, FALSE);
  gtk_widget_set_visible (self->keys, FALSE);
  gtk_widget_set_visible (self->thanks, TRUE);
}

static void
on_clicked (GtkButton *key, ParvisSatisfaction *self)
{
  const char *mark = g_object_get_data (G_OBJECT (key), "parvis-mark");
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), PARVIS_TYPE_PAGE);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  parvis_desk_count_opinion (self->desk, PARVIS_COUNT_SATISFACTION, KIND, self->demarche_id, mark);
  show_thanks (self);
  if (root != NULL)
    gtk_root_set_focus (root, self->thanks);
  if (page != NULL)
    parvis_page_announce (PARVIS_PAGE (page), gtk_label_get_text (GTK_LABEL (self->thanks)));
}

static void
lay_out (ParvisSatisfaction *self)
{
  gboolean large = parvis_access_get_large ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->keys),
                                  large ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  for (GtkWidget *key = gtk_widget_get_first_child (self->keys); key != NULL; key = gtk_widget_get_next_sibling (key))
    {
      GtkWidget *content = gtk_button_get_child (GTK_BUTTON (key));

      gtk_orientable_set_orientation (GTK_ORIENTABLE (content),
                                      large ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
      gtk_widget_set_halign (content, large ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
      if (large)
        gtk_widget_add_css_class (key, "in-column");
      else
        gtk_widget_remove_css_class (key, "in-column");
    }
}

static void
parvis_satisfaction_dispose (GObject *object)
{
  ParvisSatisfaction *self = PARVIS_SATISFACTION (object);

  g_clear_pointer (&self->column, gtk_widget_unparent);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->demarche_id, g_free);
  G_OBJECT_CLASS (parvis_satisfaction_parent_class)->dispose (object);
}

static void
parvis_satisfaction_class_init (ParvisSatisfactionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = parvis_satisfaction_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "satisfaction");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_answer (ParvisSatisfaction *self, const char *mark, const char *icon, const char *word)
{
  GtkWidget *key = parvis_key_new (icon, word, GTK_ORIENTATION_VERTICAL);

  gtk_widget_add_css_class (key, "ease-key");
  g_object_set_data (G_OBJECT (key), "parvis-mark", (gpointer) mark);
  g_signal_connect (key, "clicked", G_CALLBACK (on_clicked), self);
  gtk_box_append (GTK_BOX (self->keys), key);
}

static void
parvis_satisfaction_init (ParvisSatisfaction *self)
{
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->question = parvis_text_new (_ ("Cette démarche vous a-t-elle paru facile ?"), "feedback-question");
  self->keys = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->thanks = parvis_text_new (_ ("Merci de votre réponse."), "feedback-thanks");
  gtk_widget_add_css_class (self->column, "feedback");
  gtk_widget_add_css_class (self->keys, "ease-keys");
  gtk_box_set_homogeneous (GTK_BOX (self->keys), TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    add_answer (self, answers[i].mark, answers[i].icon, _ (answers[i].word));
  gtk_widget_set_focusable (self->thanks, TRUE);
  gtk_widget_set_visible (self->thanks, FALSE);
  gtk_box_append (GTK_BOX (self->column), self->question);
  gtk_box_append (GTK_BOX (self->column), self->keys);
  gtk_box_append (GTK_BOX (self->column), self->thanks);
  gtk_widget_set_parent (self->column, GTK_WIDGET (self));
  lay_out (self);
  g_signal_connect_object (parvis_access_get (), "notify::large", G_CALLBACK (lay_out), self, G_CONNECT_SWAPPED);
}

GtkWidget *
parvis_satisfaction_new (ParvisDesk *desk, const char *demarche_id)
{
  ParvisSatisfaction *self = g_object_new (PARVIS_TYPE_SATISFACTION, NULL);

  self->desk = g_object_ref (desk);
  self->demarche_id = g_strdup (demarche_id);
  parvis_spoken_set_silent (self->question, TRUE); /* the name of the group, said as it is entered */
  parvis_spoken_set (GTK_WIDGET (self), gtk_label_get_text (GTK_LABEL (self->question)), NULL, NULL);
  if (parvis_desk_has_opinion (desk, KIND, demarche_id))
    show_thanks (self);
  return GTK_WIDGET (self);
}
