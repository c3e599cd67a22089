/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/life/life-page.h"

#include <glib/gi18n-lib.h>

#include "ui/key/key.h"
#include "ui/pages/life/life-steps.h"
#include "ui/pages/take/take-page.h"
#include "ui/prose/prose.h"
#include "ui/sheet/sheet.h"
#include "ui/icons/icon.h"
#include "ui/speech/spoken.h"
#include "ui/text/text.h"
#include "ui/tile/tile.h"

#define CHOICE           "parvis-choice"
#define MOST_IN_A_COLUMN 4 /* on a lying screen */

struct _ParvisLifePage
{
  ParvisPage parent_instance;
  ParvisSheet *sheet;
  GtkWidget *choices; /* (nullable) of the question that is shown */
  char *event_id;
  ParvisLifeEvent *event; /* (nullable) in the language of the moment */
  GHashTable *answers;    /* question -> choice */
  guint at;               /* 0: what it is about; then the questions, from 1; then the steps */
  ParvisLeaflet *leaflet; /* (nullable) of the steps that are shown */
};

G_DEFINE_FINAL_TYPE (ParvisLifePage, parvis_life_page, PARVIS_TYPE_PAGE)

static void show_part (ParvisLifePage *self);

static void
go_to (ParvisLifePage *self, guint at)
{
  self->at = at;
  show_part (self);
  parvis_sheet_focus_title (self->sheet);
}

static GtkWidget *
add_key (ParvisLifePage *self, const char *icon, const char *label, const char *css_class, GCallback callback)
{
  GtkWidget *key = g_strcmp0 (css_class, "primary") == 0 ? parvis_key_new_trailing (label, icon)
                                                         : parvis_key_new (icon, label, GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_add_css_class (key, css_class);
  g_signal_connect (key, "clicked", callback, self);
  parvis_sheet_add_action (self->sheet, key);
  return key;
}

/* ---- what it is about ---- */

static void
on_begin (GtkButton *key, ParvisLifePage *self)
{
  go_to (self, 1);
}

static void
show_intro (ParvisLifePage *self)
{
  guint count = self->event->questions->len;

  self->sheet = parvis_sheet_new (_ ("Moment de vie"), self->event->title, self->event->summary);
  parvis_sheet_append (self->sheet, parvis_prose_new (self->event->intro, "prose-text"));
  if (count > 0)
    parvis_sheet_append (self->sheet,
                         parvis_text_new (_ ("Quelques questions simples, puis la liste de ce qui compte pour vous. "
                                             "Vos réponses ne sont pas gardées."),
                                          "see-also"));
  add_key (self, "go", count > 0 ? _ ("Commencer") : _ ("Voir ce qui compte"), "primary", G_CALLBACK (on_begin));
}

/* ---- a question ---- */

static void
on_choice (GtkButton *button, ParvisLifePage *self)
{
  g_autoptr (GPtrArray) asked = parvis_life_event_asked (self->event, self->answers);
  const ParvisGuideQuestion *question = g_ptr_array_index (asked, self->at - 1);

  g_hash_table_replace (self->answers, g_strdup (question->id),
                        g_strdup (g_object_get_data (G_OBJECT (button), CHOICE)));
  go_to (self, self->at + 1);
}

static void
on_unknown (GtkButton *button, ParvisLifePage *self)
{
  g_autoptr (GPtrArray) asked = parvis_life_event_asked (self->event, self->answers);
  const ParvisGuideQuestion *question = g_ptr_array_index (asked, self->at - 1);

  g_hash_table_remove (self->answers, question->id);
  go_to (self, self->at + 1);
}

static GtkWidget *
new_choice (ParvisLifePage *self, const ParvisGuideChoice *choice, gboolean kept)
{
  GtkWidget *mark = kept ? parvis_icon_new ("tick") : NULL;
  GtkWidget *row = parvis_row_new_with (mark, choice->label, NULL, kept ? _ ("Votre réponse") : NULL);

  gtk_widget_add_css_class (row, "choice-row");
  if (kept)
    gtk_widget_add_css_class (row, "kept");
  g_object_set_data_full (G_OBJECT (row), CHOICE, g_strdup (choice->id), g_free);
  g_signal_connect (row, "clicked", G_CALLBACK (on_choice), self);
  return row;
}

static void
show_question (ParvisLifePage *self, const GPtrArray *asked)
{
  const ParvisGuideQuestion *question = g_ptr_array_index (asked, self->at - 1);
  const char *answer = g_hash_table_lookup (self->answers, question->id);
  g_autofree char *where
      = g_strdup_printf (_ ("%1$s – question %2$u sur %3$u"), self->event->title, self->at, asked->len);

  self->sheet = parvis_sheet_new (where, question->label, _ ("Touchez votre réponse."));
  self->choices = parvis_tile_grid_new ();
  for (guint i = 0; i < question->choices->len; i++)
    {
      const ParvisGuideChoice *choice = g_ptr_array_index (question->choices, i);

      parvis_tile_grid_append (self->choices, new_choice (self, choice, g_strcmp0 (choice->id, answer) == 0));
    }
  parvis_sheet_append (self->sheet, self->choices);
  add_key (self, "question", _ ("Je ne sais pas"), "secondary", G_CALLBACK (on_unknown));
}

/* ---- what matters ---- */

static void
on_take (GtkButton *key, ParvisLifePage *self)
{
  parvis_page_go (PARVIS_PAGE (self), parvis_take_page_new (self->leaflet));
}

static void
on_change (GtkButton *key, ParvisLifePage *self)
{
  go_to (self, 1);
}

static void
show_steps (ParvisLifePage *self)
{
  g_autoptr (GPtrArray) steps = parvis_life_event_path (self->event, self->answers);

  if (steps->len == 0)
    {
      self->sheet = parvis_sheet_new (
          self->event->title, _ ("Il n’y a rien de particulier à faire."),
          _ ("Avec vos réponses, nous n’avons rien trouvé. Un agent peut vous conseiller à l’accueil."));
    }
  else
    {
      self->sheet = parvis_sheet_new (self->event->title, _ ("Voici ce qui compte, dans l’ordre"),
                                      _ ("Touchez une ligne pour en savoir plus."));
      parvis_sheet_append (self->sheet, parvis_life_steps_new (PARVIS_PAGE (self), steps));
      g_clear_pointer (&self->leaflet, parvis_leaflet_unref);
      self->leaflet = parvis_life_steps_leaflet (PARVIS_PAGE (self), self->event, steps);
    }
  if (self->event->questions->len > 0)
    add_key (self, "back", _ ("Changer mes réponses"), "secondary", G_CALLBACK (on_change));
  if (steps->len > 0)
    add_key (self, "mobile", _ ("Emporter cette liste"), "primary", G_CALLBACK (on_take));
}

/* ---- the page ---- */

static void
lay_out (ParvisLifePage *self)
{
  gboolean landscape = parvis_page_is_landscape (PARVIS_PAGE (self));
  guint count = 0;

  parvis_sheet_set_side_by_side (self->sheet, landscape);
  if (self->choices == NULL)
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (self->choices); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count++;
  parvis_tile_grid_set_columns (self->choices, landscape && count > MOST_IN_A_COLUMN ? 2 : 1);
}

static void
show_part (ParvisLifePage *self)
{
  g_autoptr (GPtrArray) asked = self->event != NULL ? parvis_life_event_asked (self->event, self->answers) : NULL;

  self->choices = NULL;
  if (self->event == NULL)
    self->sheet = parvis_sheet_new (NULL, _ ("Ce moment de vie n’existe plus."), _ ("Touchez Retour."));
  else if (self->at == 0)
    show_intro (self);
  else if (self->at <= asked->len)
    show_question (self, asked);
  else
    show_steps (self);
  parvis_page_set_child (PARVIS_PAGE (self), GTK_WIDGET (self->sheet));
  lay_out (self);
}

static void
parvis_life_page_build (ParvisPage *page)
{
  ParvisLifePage *self = PARVIS_LIFE_PAGE (page);
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));

  g_clear_pointer (&self->event, parvis_life_event_free);
  self->event = parvis_catalog_life_event (catalog, self->event_id, parvis_page_language (page), NULL);
}

static void
parvis_life_page_shown (ParvisPage *page)
{
  parvis_sheet_focus_title (PARVIS_LIFE_PAGE (page)->sheet);
}

static gboolean
parvis_life_page_back (ParvisPage *page)
{
  ParvisLifePage *self = PARVIS_LIFE_PAGE (page);
  g_autoptr (GPtrArray) asked = NULL;

  if (self->at == 0 || self->event == NULL)
    return FALSE;
  asked = parvis_life_event_asked (self->event, self->answers);
  go_to (self, MIN (self->at, asked->len + 1) - 1);
  return TRUE;
}

/* Follows each build. */
static void
parvis_life_page_layout (ParvisPage *page, gboolean landscape)
{
  show_part (PARVIS_LIFE_PAGE (page));
}

static void
parvis_life_page_finalize (GObject *object)
{
  ParvisLifePage *self = PARVIS_LIFE_PAGE (object);

  g_free (self->event_id);
  g_clear_pointer (&self->event, parvis_life_event_free);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_clear_pointer (&self->leaflet, parvis_leaflet_unref);
  G_OBJECT_CLASS (parvis_life_page_parent_class)->finalize (object);
}

static void
parvis_life_page_class_init (ParvisLifePageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_life_page_finalize;
  PARVIS_PAGE_CLASS (klass)->build = parvis_life_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_life_page_shown;
  PARVIS_PAGE_CLASS (klass)->back = parvis_life_page_back;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_life_page_layout;
}

static void
parvis_life_page_init (ParvisLifePage *self)
{
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

ParvisPage *
parvis_life_page_new (const char *life_event_id)
{
  ParvisLifePage *self = g_object_new (PARVIS_TYPE_LIFE_PAGE, NULL);

  self->event_id = g_strdup (life_event_id);
  return PARVIS_PAGE (self);
}
