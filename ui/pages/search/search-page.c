/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/search/search-page.h"

#include <glib/gi18n-lib.h>

#include "ui/lock/text-lock.h"
#include "ui/pager/pager.h"
#include "ui/pages/open.h"
#include "ui/sheet/sheet.h"
#include "ui/speech/spoken.h"
#include "ui/tile/tile.h"

#define MAX_HITS 24
#define ROWS_A_PAGE 4 /* what stays above the keyboard */
#define ROWS_A_PAGE_LANDSCAPE 2

struct _ParvisSearchPage
{
  ParvisPage parent_instance;
  ParvisSheet *sheet;
  GtkWidget *entry, *pager, *nothing;
};

G_DEFINE_FINAL_TYPE (ParvisSearchPage, parvis_search_page, PARVIS_TYPE_PAGE)

static void
on_row_clicked (GtkButton *button, ParvisSearchPage *self)
{
  ParvisPage *next = parvis_page_for (g_object_get_data (G_OBJECT (button), "parvis-kind"),
                                      g_object_get_data (G_OBJECT (button), "parvis-id"));

  if (next != NULL)
    parvis_page_go (PARVIS_PAGE (self), next);
}

static void
add_hit (ParvisSearchPage *self, const ParvisHit *hit)
{
  GtkWidget *row = parvis_row_new (hit->title, hit->summary);

  g_object_set_data_full (G_OBJECT (row), "parvis-kind", g_strdup (hit->kind), g_free);
  g_object_set_data_full (G_OBJECT (row), "parvis-id", g_strdup (hit->id), g_free);
  g_signal_connect (row, "clicked", G_CALLBACK (on_row_clicked), self);
  parvis_pager_append (PARVIS_PAGER (self->pager), row);
}

/* The town hall's telephone is the answer when we have none. */
static void
say_nothing_found (ParvisSearchPage *self, ParvisCatalog *catalog)
{
  const char *language = parvis_page_language (PARVIS_PAGE (self));
  g_autoptr (ParvisCommune) commune = parvis_catalog_commune (catalog, language, NULL);
  g_autoptr (ParvisPlace) mairie = commune != NULL ? parvis_catalog_place (catalog, commune->place, language, NULL) : NULL;
  g_autofree char *text
      = mairie != NULL && mairie->phone != NULL
            ? g_strdup_printf (_("Nous n’avons rien trouvé avec ces mots. Essayez un autre mot, "
                                 "ou appelez la mairie au %s."), mairie->phone)
            : g_strdup (_("Nous n’avons rien trouvé avec ces mots. Essayez un autre mot, ou demandez à l’accueil."));

  gtk_label_set_label (GTK_LABEL (self->nothing), text);
}

static void
on_changed (GtkEditable *editable, ParvisSearchPage *self)
{
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (PARVIS_PAGE (self)));
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (editable)));
  g_autoptr (GPtrArray) hits = NULL;

  parvis_pager_clear (PARVIS_PAGER (self->pager));
  gtk_widget_set_visible (self->nothing, FALSE);
  if (catalog == NULL || g_utf8_strlen (words, -1) < 2)
    return;
  hits = parvis_catalog_search (catalog, words, MAX_HITS, parvis_page_language (PARVIS_PAGE (self)), NULL);
  for (guint i = 0; hits != NULL && i < hits->len; i++)
    add_hit (self, g_ptr_array_index (hits, i));
  gtk_widget_set_visible (self->nothing, hits == NULL || hits->len == 0);
  if (gtk_widget_get_visible (self->nothing))
    say_nothing_found (self, catalog);
}

static void
parvis_search_page_build (ParvisPage *page)
{
  ParvisSearchPage *self = PARVIS_SEARCH_PAGE (page);
  g_autofree char *words = self->entry != NULL ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))) : NULL;

  self->sheet = parvis_sheet_new (NULL, _("Chercher"), _("Écrivez un ou deux mots."));
  self->entry = parvis_text_lock_new_entry ();
  self->pager = parvis_pager_new (ROWS_A_PAGE);
  self->nothing = gtk_label_new (NULL);
  gtk_entry_set_max_length (GTK_ENTRY (self->entry), 80);
  gtk_widget_add_css_class (self->entry, "search-entry");
  parvis_spoken_set (self->entry, _("Chercher"), NULL, NULL);
  gtk_label_set_wrap (GTK_LABEL (self->nothing), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->nothing), 0);
  gtk_widget_add_css_class (self->nothing, "note");
  gtk_widget_set_visible (self->nothing, FALSE);
  g_signal_connect (self->entry, "changed", G_CALLBACK (on_changed), self);
  parvis_sheet_append (self->sheet, self->entry);
  parvis_sheet_append (self->sheet, self->nothing);
  parvis_sheet_append (self->sheet, self->pager);
  parvis_page_set_child (page, GTK_WIDGET (self->sheet));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), words != NULL ? words : "");
}

static void
parvis_search_page_shown (ParvisPage *page)
{
  gtk_widget_grab_focus (PARVIS_SEARCH_PAGE (page)->entry);
}

static void
parvis_search_page_layout (ParvisPage *page, gboolean landscape)
{
  ParvisSearchPage *self = PARVIS_SEARCH_PAGE (page);

  parvis_sheet_set_side_by_side (self->sheet, landscape);
  parvis_pager_set_rows_a_page (PARVIS_PAGER (self->pager), landscape ? ROWS_A_PAGE_LANDSCAPE : ROWS_A_PAGE);
}

static void
parvis_search_page_dispose (GObject *object)
{
  parvis_page_set_child (PARVIS_PAGE (object), NULL);
  G_OBJECT_CLASS (parvis_search_page_parent_class)->dispose (object);
}

static void
parvis_search_page_class_init (ParvisSearchPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_search_page_dispose;
  PARVIS_PAGE_CLASS (klass)->build = parvis_search_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_search_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_search_page_layout;
}

static void
parvis_search_page_init (ParvisSearchPage *self)
{
}

ParvisPage *
parvis_search_page_new (void)
{
  return g_object_new (PARVIS_TYPE_SEARCH_PAGE, NULL);
}
