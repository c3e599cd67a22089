/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/paper/paper.h"

#include <glib/gi18n-lib.h>

#include "ui/key/key.h"
#include "ui/page/page.h"
#include "ui/text/text.h"

typedef enum
{
  STATE_NOT_ASKED,
  STATE_RUNNING,
  STATE_DONE,
  STATE_FAILED,
} State;

struct _ParvisPaper
{
  GtkWidget parent_instance;
  ParvisDesk *desk;
  char *label, *without;
  ParvisPaperFunc print;
  gpointer what;
  State state;
  GtkWidget *column, *key, *spinner, *note;
};

G_DEFINE_FINAL_TYPE (ParvisPaper, parvis_paper, GTK_TYPE_WIDGET)

static void
say (ParvisPaper *self, const char *words, const char *style)
{
  gtk_label_set_text (GTK_LABEL (self->note), words);
  gtk_widget_set_visible (self->note, *words != '\0');
  gtk_widget_remove_css_class (self->note, "delivered");
  gtk_widget_remove_css_class (self->note, "waiting");
  gtk_widget_add_css_class (self->note, style);
}

static void
announce (ParvisPaper *self)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), PARVIS_TYPE_PAGE);

  if (page != NULL)
    parvis_page_announce (PARVIS_PAGE (page), gtk_label_get_text (GTK_LABEL (self->note)));
}

static const char *
key_words (ParvisPaper *self)
{
  switch (self->state)
    {
    case STATE_RUNNING:
      return _("Impression en cours…");
    case STATE_DONE:
      return _("Imprimer encore une fois");
    default:
      return self->label;
    }
}

static void
show (ParvisPaper *self)
{
  gboolean has_printer = FALSE, running = self->state == STATE_RUNNING;

  g_object_get (self->desk, "has-printer", &has_printer, NULL);
  gtk_widget_set_visible (self->key, has_printer);
  gtk_widget_set_sensitive (self->key, !running);
  gtk_widget_set_visible (self->spinner, running);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), running);
  parvis_key_set_label (self->key, key_words (self));
  if (!has_printer)
    say (self, self->without != NULL ? self->without : "", "waiting");
}

static void
on_trouble_changed (ParvisPaper *self)
{
  g_autofree char *trouble = NULL;

  if (self->state != STATE_RUNNING)
    return;
  g_object_get (self->desk, "printer-trouble", &trouble, NULL);
  if (trouble != NULL && *trouble != '\0')
    {
      say (self, trouble, "waiting");
      announce (self);
    }
  else
    say (self, _("Votre feuille sort dans quelques secondes."), "delivered");
}

static void
on_printed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ParvisPaper) self = data;
  g_autoptr (GError) error = NULL;
  gboolean printed = parvis_desk_print_finish (PARVIS_DESK (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return; /* the person has gone on, or away */
  self->state = printed ? STATE_DONE : STATE_FAILED;
  show (self);
  say (self, printed ? _("Votre feuille est imprimée. Pensez à la prendre.") : error->message, printed ? "delivered" : "waiting");
  announce (self);
}

static void
on_clicked (ParvisPaper *self)
{
  if (self->state == STATE_RUNNING)
    return;
  self->state = STATE_RUNNING;
  show (self);
  on_trouble_changed (self);
  self->print (self->desk, self->what, on_printed, g_object_ref (self));
}

static void
parvis_paper_dispose (GObject *object)
{
  ParvisPaper *self = PARVIS_PAPER (object);

  g_clear_pointer (&self->column, gtk_widget_unparent);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (parvis_paper_parent_class)->dispose (object);
}

static void
parvis_paper_finalize (GObject *object)
{
  ParvisPaper *self = PARVIS_PAPER (object);

  g_free (self->label);
  g_free (self->without);
  G_OBJECT_CLASS (parvis_paper_parent_class)->finalize (object);
}

static void
parvis_paper_class_init (ParvisPaperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_paper_dispose;
  G_OBJECT_CLASS (klass)->finalize = parvis_paper_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "paper");
}

static void
parvis_paper_init (ParvisPaper *self)
{
  self->column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->column, "paper-column");
  self->key = parvis_key_new ("printer", "", GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_add_css_class (self->key, "secondary");
  self->spinner = gtk_spinner_new ();
  gtk_box_append (GTK_BOX (gtk_button_get_child (GTK_BUTTON (self->key))), self->spinner);
  self->note = parvis_text_new (NULL, "note");
  gtk_widget_set_visible (self->note, FALSE);
  gtk_box_append (GTK_BOX (self->column), self->key);
  gtk_box_append (GTK_BOX (self->column), self->note);
  gtk_widget_set_parent (self->column, GTK_WIDGET (self));
  g_signal_connect_swapped (self->key, "clicked", G_CALLBACK (on_clicked), self);
}

GtkWidget *
parvis_paper_new (ParvisDesk *desk, const char *label, const char *without, ParvisPaperFunc print, gpointer what)
{
  ParvisPaper *self = g_object_new (PARVIS_TYPE_PAPER, NULL);

  self->desk = g_object_ref (desk);
  self->label = g_strdup (label);
  self->without = g_strdup (without);
  self->print = print;
  self->what = what;
  show (self);
  g_signal_connect_object (desk, "notify::printer-trouble", G_CALLBACK (on_trouble_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::has-printer", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
