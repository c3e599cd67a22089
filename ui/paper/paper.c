/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/paper/paper.h"

#include <glib/gi18n-lib.h>

#include "ui/key/key.h"
#include "ui/keyboard/follow.h"
#include "ui/page/page.h"
#include "ui/text/text.h"

typedef enum
{
  STATE_NOT_ASKED,
  STATE_RUNNING,
  STATE_DONE,
  STATE_FAILED,
} State;

/* What is printed on: where the desk says whether it is there and well, and what is said of it. */
typedef struct
{
  const char *has, *trouble; /* the desk's properties */
  const char *icon, *coming, *done, *again;
} Kind;

static const Kind sheet = { "has-printer",
                            "printer-trouble",
                            "printer",
                            N_ ("Votre feuille sort dans quelques secondes."),
                            N_ ("Votre feuille est imprimée. Pensez à la prendre."),
                            N_ ("Imprimer encore la feuille") };
static const Kind ticket = { "has-receipt-printer",
                             "receipt-printer-trouble",
                             "ticket",
                             N_ ("Votre ticket sort dans quelques secondes."),
                             N_ ("Votre ticket est imprimé. Pensez à le prendre."),
                             N_ ("Imprimer encore le ticket") };
static const Kind sticker = { "has-label-printer",
                              "label-printer-trouble",
                              "ticket",
                              N_ ("Votre étiquette sort dans quelques secondes."),
                              N_ ("Votre étiquette est imprimée. Collez-la sur vos papiers."),
                              N_ ("Imprimer encore l’étiquette") };

struct _ParvisPaper
{
  GtkWidget parent_instance;
  ParvisDesk *desk;
  const Kind *kind;
  gboolean in_trouble; /* was said, and not mended yet */
  char *label, *without;
  ParvisPaperFunc print;
  gpointer what;
  State state;
  GtkWidget *column, *terms, *key, *spinner, *note;
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

/* It may stand below the key, where the page ends. */
static void
announce (ParvisPaper *self)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), PARVIS_TYPE_PAGE);

  if (page != NULL)
    parvis_page_announce (PARVIS_PAGE (page), gtk_label_get_text (GTK_LABEL (self->note)));
  if (self->state != STATE_NOT_ASKED)
    parvis_follow_bring (GTK_WIDGET (self));
}

static const char *
key_words (ParvisPaper *self)
{
  switch (self->state)
    {
    case STATE_RUNNING:
      return _ ("Impression en cours…");
    case STATE_DONE:
      return _ (self->kind->again);
    default:
      return self->label;
    }
}

static char *
get_trouble (ParvisPaper *self)
{
  char *trouble = NULL;

  g_object_get (self->desk, self->kind->trouble, &trouble, NULL);
  if (trouble != NULL && *trouble == '\0')
    g_clear_pointer (&trouble, g_free);
  return trouble;
}

/* What a page costs and how many are left: of sheets, which the desk counts; a ticket is free. */
static void
show_terms (ParvisPaper *self)
{
  g_autofree char *terms = NULL;

  if (self->kind == &sheet)
    g_object_get (self->desk, "print-terms", &terms, NULL);
  gtk_label_set_text (GTK_LABEL (self->terms), terms != NULL ? terms : "");
  gtk_widget_set_visible (self->terms, terms != NULL && *terms != '\0');
}

static gboolean
has_pages_left (ParvisPaper *self)
{
  gboolean can_print = TRUE;

  if (self->kind == &sheet)
    g_object_get (self->desk, "can-print", &can_print, NULL);
  return can_print;
}

static void
show (ParvisPaper *self)
{
  gboolean has_printer = FALSE, running = self->state == STATE_RUNNING;
  g_autofree char *trouble = get_trouble (self);

  show_terms (self);
  g_object_get (self->desk, self->kind->has, &has_printer, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), has_printer || self->without != NULL);
  gtk_widget_set_visible (self->key, has_printer);
  gtk_widget_set_sensitive (self->key, !running && trouble == NULL && has_pages_left (self));
  gtk_widget_set_visible (self->spinner, running);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), running);
  parvis_key_set_label (self->key, key_words (self));
  if (!has_printer)
    say (self, self->without != NULL ? self->without : "", "waiting");
}

/* What it wants is said whether it prints now or not: before, so that nobody tries in vain; after half a paper, with
 * what to do. */
static void
on_trouble_changed (ParvisPaper *self)
{
  g_autofree char *trouble = get_trouble (self);
  gboolean was_in_trouble = self->in_trouble;

  self->in_trouble = trouble != NULL;
  show (self);
  if (trouble != NULL)
    say (self, trouble, "waiting");
  else if (self->state == STATE_RUNNING)
    say (self, _ (self->kind->coming), "delivered");
  else if (was_in_trouble)
    say (self, _ ("L’imprimante marche de nouveau. Vous pouvez imprimer."), "delivered");
  if (trouble != NULL || (was_in_trouble && self->state != STATE_RUNNING))
    announce (self);
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
  say (self, printed ? _ (self->kind->done) : error->message, printed ? "delivered" : "waiting");
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
  parvis_follow_bring (GTK_WIDGET (self));
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
  gtk_widget_set_parent (self->column, GTK_WIDGET (self));
}

static void
build (ParvisPaper *self)
{
  self->terms = parvis_text_new (NULL, "take-words");
  gtk_widget_set_visible (self->terms, FALSE);
  gtk_box_append (GTK_BOX (self->column), self->terms);
  self->key = parvis_key_new (self->kind->icon, "", GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_add_css_class (self->key, "secondary");
  self->spinner = gtk_spinner_new ();
  gtk_box_append (GTK_BOX (gtk_button_get_child (GTK_BUTTON (self->key))), self->spinner);
  self->note = parvis_text_new (NULL, "note");
  gtk_widget_set_visible (self->note, FALSE);
  gtk_box_append (GTK_BOX (self->column), self->key);
  gtk_box_append (GTK_BOX (self->column), self->note);
  g_signal_connect_swapped (self->key, "clicked", G_CALLBACK (on_clicked), self);
}

static GtkWidget *
new_paper (ParvisDesk *desk, const Kind *kind, const char *label, const char *without, ParvisPaperFunc print,
           gpointer what)
{
  ParvisPaper *self = g_object_new (PARVIS_TYPE_PAPER, NULL);
  g_autofree char *trouble_changed = g_strconcat ("notify::", kind->trouble, NULL);
  g_autofree char *has_changed = g_strconcat ("notify::", kind->has, NULL);

  self->desk = g_object_ref (desk);
  self->kind = kind;
  self->label = g_strdup (label);
  self->without = g_strdup (without);
  self->print = print;
  self->what = what;
  build (self);
  on_trouble_changed (self);
  g_signal_connect_object (desk, trouble_changed, G_CALLBACK (on_trouble_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, has_changed, G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::print-terms", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

GtkWidget *
parvis_paper_new (ParvisDesk *desk, const char *label, const char *without, ParvisPaperFunc print, gpointer what)
{
  return new_paper (desk, &sheet, label, without, print, what);
}

GtkWidget *
parvis_paper_new_ticket (ParvisDesk *desk, const char *label, ParvisPaperFunc print, gpointer what)
{
  return new_paper (desk, &ticket, label, NULL, print, what);
}

GtkWidget *
parvis_paper_new_label (ParvisDesk *desk, const char *words, ParvisPaperFunc print, gpointer what)
{
  return new_paper (desk, &sticker, words, NULL, print, what);
}
