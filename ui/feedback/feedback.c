/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/feedback/feedback.h"

#include <glib/gi18n-lib.h>

#include "ui/key/key.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"

struct _ParvisFeedback
{
  GtkWidget parent_instance;
  ParvisPage *page; /* borrowed: we are in it */
  char *kind, *id;
  GtkWidget *column, *question, *keys, *thanks;
};

#define PARVIS_TYPE_FEEDBACK (parvis_feedback_get_type ())
G_DECLARE_FINAL_TYPE (ParvisFeedback, parvis_feedback, PARVIS, FEEDBACK, GtkWidget)
G_DEFINE_FINAL_TYPE (ParvisFeedback, parvis_feedback, GTK_TYPE_WIDGET)

static void
show_thanks (ParvisFeedback *self)
{
  gtk_widget_set_visible (self->question, FALSE);
  gtk_widget_set_visible (self->keys, FALSE);
  gtk_widget_set_visible (self->thanks, TRUE);
}

static void
answer (ParvisFeedback *self, ParvisCountEvent event)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  parvis_desk_count_opinion (parvis_page_get_desk (self->page), event, self->kind, self->id, self->kind);
  show_thanks (self);
  /* The key that had the focus is gone: the focus stays here, not at the top of the page. */
  if (root != NULL)
    gtk_root_set_focus (root, self->thanks);
  parvis_page_announce (self->page, gtk_label_get_text (GTK_LABEL (self->thanks)));
}

static void
on_yes (ParvisFeedback *self)
{
  answer (self, PARVIS_COUNT_FEEDBACK_YES);
}

static void
on_no (ParvisFeedback *self)
{
  answer (self, PARVIS_COUNT_FEEDBACK_NO);
}

static void
parvis_feedback_dispose (GObject *object)
{
  g_clear_pointer (&PARVIS_FEEDBACK (object)->column, gtk_widget_unparent);
  G_OBJECT_CLASS (parvis_feedback_parent_class)->dispose (object);
}

static void
parvis_feedback_finalize (GObject *object)
{
  g_free (PARVIS_FEEDBACK (object)->kind);
  g_free (PARVIS_FEEDBACK (object)->id);
  G_OBJECT_CLASS (parvis_feedback_parent_class)->finalize (object);
}

static void
parvis_feedback_class_init (ParvisFeedbackClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_feedback_dispose;
  G_OBJECT_CLASS (klass)->finalize = parvis_feedback_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "feedback");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_key (ParvisFeedback *self, const char *icon, const char *label, GCallback callback)
{
  GtkWidget *key = parvis_key_new (icon, label, GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_add_css_class (key, "secondary");
  gtk_widget_set_hexpand (key, TRUE);
  g_signal_connect_swapped (key, "clicked", callback, self);
  gtk_box_append (GTK_BOX (self->keys), key);
}

static void
parvis_feedback_init (ParvisFeedback *self)
{
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->question = parvis_text_new (_ ("Ces informations vous ont-elles été utiles ?"), "feedback-question");
  self->keys = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->thanks = parvis_text_new (_ ("Merci de votre réponse."), "feedback-thanks");
  gtk_widget_add_css_class (self->column, "feedback");
  gtk_widget_add_css_class (self->keys, "feedback-keys");
  gtk_box_set_homogeneous (GTK_BOX (self->keys), TRUE);
  gtk_widget_set_focusable (self->thanks, TRUE);
  gtk_widget_set_visible (self->thanks, FALSE);
  add_key (self, "tick", _ ("Oui"), G_CALLBACK (on_yes));
  add_key (self, "cross", _ ("Non"), G_CALLBACK (on_no));
  gtk_box_append (GTK_BOX (self->column), self->question);
  gtk_box_append (GTK_BOX (self->column), self->keys);
  gtk_box_append (GTK_BOX (self->column), self->thanks);
  gtk_widget_set_parent (self->column, GTK_WIDGET (self));
}

GtkWidget *
parvis_feedback_new (ParvisPage *page, const char *kind, const char *id)
{
  ParvisFeedback *self = g_object_new (PARVIS_TYPE_FEEDBACK, NULL);

  self->page = page;
  self->kind = g_strdup (kind);
  self->id = g_strdup (id);
  parvis_spoken_set_silent (self->question, TRUE); /* the name of the group, said as it is entered */
  parvis_spoken_set (GTK_WIDGET (self), gtk_label_get_text (GTK_LABEL (self->question)), NULL, NULL);
  if (parvis_desk_has_opinion (parvis_page_get_desk (page), kind, id))
    show_thanks (self);
  return GTK_WIDGET (self);
}
