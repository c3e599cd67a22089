/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/search/search-page.h"

#include <glib/gi18n-lib.h>

#include "app/words/calendar.h"
#include "ui/lock/text-lock.h"
#include "ui/pager/pager.h"
#include "ui/pages/open.h"
#include "ui/pages/search/hit-row.h"
#include "ui/pages/search/no-answer.h"
#include "ui/sheet/sheet.h"
#include "ui/speech/spoken.h"

#define MAX_HITS              24
#define MAX_CHARACTERS        80
#define MIN_CHARACTERS        2
#define ROWS_A_PAGE           3 /* what stays above the keyboard */
#define ROWS_A_PAGE_LANDSCAPE 2
#define SETTLED_MS            900 /* without a key: the person reads, and may be told how many there are */

struct _ParvisSearchPage
{
  ParvisPage parent_instance;
  ParvisSheet *sheet;
  GtkWidget *entry, *answers; /* a box of one child */
  GtkWidget *pager;           /* in it; (nullable) */
  GPtrArray *rows;            /* of the pager */
  char *words;                /* what is written */
  char *told;                 /* how many answers, or that there is none; (nullable): nothing was asked */
  guint rows_a_page, answering, settling;
  gboolean nothing, counted; /* the present words find nothing, and that was counted */
};

G_DEFINE_FINAL_TYPE (ParvisSearchPage, parvis_search_page, PARVIS_TYPE_PAGE)

static guint answered_signal;

/* ---- what is on the page ---- */

static void
show_child (ParvisSearchPage *self, GtkWidget *child)
{
  GtkWidget *old = gtk_widget_get_first_child (self->answers);

  if (old != child && old != NULL)
    gtk_box_remove (GTK_BOX (self->answers), old);
  if (old != child)
    gtk_box_append (GTK_BOX (self->answers), child);
  if (child != self->pager)
    {
      self->pager = NULL;
      g_ptr_array_set_size (self->rows, 0);
    }
}

static void
tell (ParvisSearchPage *self, char *text)
{
  g_free (self->told);
  self->told = text;
}

static void
on_chosen (ParvisSearchPage *self, const char *kind, const char *id)
{
  ParvisPage *next = parvis_page_for (kind, id);

  if (next != NULL)
    parvis_page_go (PARVIS_PAGE (self), next);
}

static void
on_word (const char *word, gpointer self)
{
  GtkEditable *entry = GTK_EDITABLE (PARVIS_SEARCH_PAGE (self)->entry);

  gtk_editable_set_text (entry, word);
  gtk_editable_set_position (entry, -1);
}

/* An event is known by when it takes place. */
static char *
describe (const ParvisHit *hit, gpointer user_data)
{
  ParvisPage *page = user_data;
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));
  g_autoptr (ParvisEvent) event = strcmp (hit->kind, "event") == 0
                                      ? parvis_catalog_event (catalog, hit->id, parvis_page_language (page), NULL)
                                      : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *when = event != NULL ? parvis_words_when (event->starts_at, event->ends_at, now) : NULL;

  return when != NULL ? parvis_words_capital (when) : NULL;
}

/* The search stops at so many: the best ones. */
static char *
describe_count (guint count)
{
  return g_strdup_printf (count == MAX_HITS
                              ? g_dngettext (GETTEXT_PACKAGE, "%u réponse au moins", "%u réponses au moins", count)
                              : g_dngettext (GETTEXT_PACKAGE, "%u réponse", "%u réponses", count),
                          count);
}

static void
show_hits (ParvisSearchPage *self, const GPtrArray *hits)
{
  GPtrArray *rows = parvis_hit_rows_new (hits, describe, self);

  if (self->pager == NULL)
    self->pager = parvis_pager_new (self->rows_a_page);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      g_signal_connect_object (rows->pdata[i], "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (self->rows, g_object_ref_sink (rows->pdata[i]));
    }
  tell (self, describe_count (hits->len));
  parvis_hit_row_set_count (rows->pdata[0], self->told);
  parvis_hit_rows_set_page (rows, self->rows_a_page);
  parvis_pager_set_rows (PARVIS_PAGER (self->pager), rows);
  show_child (self, self->pager);
}

static void
show_nothing (ParvisSearchPage *self, const char *words)
{
  tell (self, g_strdup_printf (_ ("Aucune réponse pour « %s »."), words));
  show_child (self, parvis_no_answer_new (PARVIS_PAGE (self), self->told, words, on_word, self));
}

static void
show_suggestions (ParvisSearchPage *self)
{
  show_child (self, parvis_suggestions_new (PARVIS_PAGE (self), on_word, self));
  tell (self, NULL);
}

/* ---- answering ---- */

/* Never the words: people type their names. */
static gboolean
on_settled (gpointer user_data)
{
  ParvisSearchPage *self = user_data;

  self->settling = 0;
  if (self->told != NULL)
    parvis_page_announce (PARVIS_PAGE (self), self->told);
  if (self->nothing && !self->counted)
    parvis_desk_count (parvis_page_get_desk (PARVIS_PAGE (self)), PARVIS_COUNT_SEARCH_EMPTY, NULL, NULL);
  self->counted = self->nothing;
  return G_SOURCE_REMOVE;
}

static void
answer (ParvisSearchPage *self)
{
  ParvisPage *page = PARVIS_PAGE (self);
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));
  g_autofree char *words = g_strstrip (g_strdup (self->words));
  gboolean asked = catalog != NULL && g_utf8_strlen (words, -1) >= MIN_CHARACTERS;
  g_autoptr (GPtrArray) hits
      = asked ? parvis_catalog_search (catalog, words, MAX_HITS, parvis_page_language (page), NULL) : NULL;

  self->nothing = asked && (hits == NULL || hits->len == 0);
  if (self->nothing)
    show_nothing (self, words);
  else if (asked)
    show_hits (self, hits);
  else
    show_suggestions (self);
  g_clear_handle_id (&self->settling, g_source_remove);
  if (asked)
    self->settling = g_timeout_add (SETTLED_MS, on_settled, self);
  g_signal_emit (self, answered_signal, 0);
}

static gboolean
on_idle (gpointer user_data)
{
  ParvisSearchPage *self = user_data;

  self->answering = 0;
  answer (self);
  return G_SOURCE_REMOVE;
}

/* The key is drawn first: an idle comes after the frame. */
static void
on_changed (GtkEditable *editable, ParvisSearchPage *self)
{
  g_free (self->words);
  self->words = g_strdup (gtk_editable_get_text (editable));
  g_clear_handle_id (&self->settling, g_source_remove);
  if (self->answering == 0)
    self->answering = g_idle_add (on_idle, self);
}

/* ---- the page ---- */

static GtkWidget *
new_entry (ParvisSearchPage *self)
{
  GtkWidget *entry = parvis_text_lock_new_entry ();

  gtk_entry_set_max_length (GTK_ENTRY (entry), MAX_CHARACTERS);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Écrivez un ou deux mots."));
  gtk_widget_add_css_class (entry, "search-entry");
  parvis_spoken_set (entry, _ ("Chercher"), NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), self->words);
  gtk_editable_set_position (GTK_EDITABLE (entry), -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_changed), self, (GConnectFlags) 0);
  return entry;
}

static void
parvis_search_page_build (ParvisPage *page)
{
  ParvisSearchPage *self = PARVIS_SEARCH_PAGE (page);

  self->pager = NULL;
  self->sheet = parvis_sheet_new (NULL, _ ("Chercher"), NULL);
  self->entry = new_entry (self);
  self->answers = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  parvis_sheet_append (self->sheet, self->entry);
  parvis_sheet_append (self->sheet, self->answers);
  parvis_page_set_child (page, GTK_WIDGET (self->sheet));
  answer (self);
}

static void
parvis_search_page_shown (ParvisPage *page)
{
  GtkWidget *entry = PARVIS_SEARCH_PAGE (page)->entry;

  gtk_widget_grab_focus (entry);
  gtk_editable_set_position (GTK_EDITABLE (entry), -1); /* and not all of it selected, to be lost at the next key */
}

/* A lying screen is short once the keyboard is up: there the field stands beside its answers. */
static void
place_entry (ParvisSearchPage *self, gboolean landscape)
{
  g_autoptr (GtkWidget) entry = g_object_ref (self->entry);
  GtkWidget *body = parvis_sheet_body (self->sheet);
  gboolean focused = (gtk_widget_get_state_flags (entry) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  if (landscape == (gtk_widget_get_parent (entry) != body))
    return;
  gtk_box_remove (GTK_BOX (gtk_widget_get_parent (entry)), entry);
  if (landscape)
    parvis_sheet_add_action (self->sheet, entry);
  else
    gtk_box_prepend (GTK_BOX (body), entry);
  if (focused)
    gtk_widget_grab_focus (entry);
}

static void
parvis_search_page_layout (ParvisPage *page, gboolean landscape)
{
  ParvisSearchPage *self = PARVIS_SEARCH_PAGE (page);

  self->rows_a_page = landscape ? ROWS_A_PAGE_LANDSCAPE : ROWS_A_PAGE;
  parvis_sheet_set_side_by_side (self->sheet, landscape);
  place_entry (self, landscape);
  parvis_hit_rows_set_page (self->rows, self->rows_a_page);
  if (self->pager != NULL)
    parvis_pager_set_rows_a_page (PARVIS_PAGER (self->pager), self->rows_a_page);
}

static void
parvis_search_page_dispose (GObject *object)
{
  ParvisSearchPage *self = PARVIS_SEARCH_PAGE (object);

  g_clear_handle_id (&self->answering, g_source_remove);
  g_clear_handle_id (&self->settling, g_source_remove);
  g_ptr_array_set_size (self->rows, 0);
  parvis_page_set_child (PARVIS_PAGE (self), NULL);
  G_OBJECT_CLASS (parvis_search_page_parent_class)->dispose (object);
}

static void
parvis_search_page_finalize (GObject *object)
{
  ParvisSearchPage *self = PARVIS_SEARCH_PAGE (object);

  g_ptr_array_unref (self->rows);
  g_free (self->words);
  g_free (self->told);
  G_OBJECT_CLASS (parvis_search_page_parent_class)->finalize (object);
}

static void
parvis_search_page_class_init (ParvisSearchPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_search_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = parvis_search_page_finalize;
  PARVIS_PAGE_CLASS (klass)->build = parvis_search_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_search_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_search_page_layout;
  answered_signal
      = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parvis_search_page_init (ParvisSearchPage *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->words = g_strdup ("");
  self->rows_a_page = ROWS_A_PAGE;
}

ParvisPage *
parvis_search_page_new (void)
{
  return g_object_new (PARVIS_TYPE_SEARCH_PAGE, NULL);
}
