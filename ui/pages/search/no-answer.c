/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/search/no-answer.h"

#include <glib/gi18n-lib.h>

#include "app/words/calendar.h"
#include "ui/key/key.h"
#include "ui/pages/open.h"
#include "ui/pages/search/hit-row.h"
#include "ui/pages/service/facts.h"
#include "ui/text/text.h"
#include "ui/tile/tile.h"

#define SUGGESTIONS 6
#define NEAREST     1 /* the word leads to the others; the telephone is to be seen too */
#define THEMES      4

typedef struct
{
  ParvisPage *page; /* borrowed: we are on it */
  ParvisWordFunc on_word;
  gpointer user_data;
} Asker;

static GtkWidget *
new_column (void)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (column, "no-answer");
  return column;
}

/* ---- words ---- */

static void
on_word_clicked (GtkButton *button, Asker *asker)
{
  asker->on_word (g_object_get_data (G_OBJECT (button), "parvis-word"), asker->user_data);
}

static GtkWidget *
new_word (const Asker *asker, const char *word)
{
  GtkWidget *key = parvis_key_new ("search", word, GTK_ORIENTATION_HORIZONTAL);
  Asker *own = g_memdup2 (asker, sizeof *asker);

  gtk_widget_add_css_class (key, "secondary");
  g_object_set_data_full (G_OBJECT (key), "parvis-word", g_strdup (word), g_free);
  g_signal_connect_data (key, "clicked", G_CALLBACK (on_word_clicked), own, (GClosureNotify) (void (*) (void)) g_free,
                         (GConnectFlags) 0);
  return key;
}

static GtkWidget *
new_words (const Asker *asker, const GPtrArray *words)
{
  GtkWidget *grid = parvis_tile_grid_new ();

  for (guint i = 0; i < words->len; i++)
    parvis_tile_grid_append (grid, new_word (asker, g_ptr_array_index (words, i)));
  return grid;
}

/* ---- things ---- */

static void
on_chosen (ParvisHitRow *row, const char *kind, const char *id, ParvisPage *page)
{
  ParvisPage *next = parvis_page_for (kind, id);

  if (next != NULL)
    parvis_page_go (page, next);
}

static void
append_hit (GtkWidget *column, ParvisPage *page, const ParvisHit *hit)
{
  GtkWidget *row = parvis_hit_row_new (hit, NULL);

  g_signal_connect_object (row, "chosen", G_CALLBACK (on_chosen), page, (GConnectFlags) 0);
  gtk_box_append (GTK_BOX (column), row);
}

static void
append_first_of_theme (GtkWidget *column, ParvisPage *page, ParvisCatalog *catalog, const ParvisTheme *theme)
{
  g_autoptr (GPtrArray) services = parvis_catalog_services (catalog, theme->id, parvis_page_language (page), NULL);
  const ParvisService *service = services != NULL && services->len > 0 ? g_ptr_array_index (services, 0) : NULL;
  ParvisHit hit = { (char *) "service", NULL, NULL, NULL, (char *) "" };

  if (service == NULL)
    return;
  hit.id = service->id;
  hit.title = service->title;
  append_hit (column, page, &hit);
}

static void
append_first_of_themes (GtkWidget *column, ParvisPage *page, ParvisCatalog *catalog)
{
  g_autoptr (GPtrArray) themes = parvis_catalog_themes (catalog, parvis_page_language (page), NULL);
  GPtrArray *rows = g_ptr_array_new ();

  for (guint i = 0; themes != NULL && i < themes->len && i < THEMES; i++)
    append_first_of_theme (column, page, catalog, g_ptr_array_index (themes, i));
  for (GtkWidget *row = gtk_widget_get_first_child (column); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (PARVIS_IS_HIT_ROW (row))
      g_ptr_array_add (rows, row);
  parvis_hit_rows_set_page (rows, THEMES);
  g_ptr_array_unref (rows);
}

static void
append_suggestions (GtkWidget *column, const Asker *asker, ParvisCatalog *catalog, const char *title)
{
  g_autoptr (GPtrArray) words
      = parvis_catalog_suggestions (catalog, SUGGESTIONS, parvis_page_language (asker->page), NULL);

  if (words != NULL && words->len > 0)
    {
      gtk_box_append (GTK_BOX (column), parvis_text_new_heading (title, "hit-kind"));
      gtk_box_append (GTK_BOX (column), new_words (asker, words));
      return;
    }
  append_first_of_themes (column, asker->page, catalog);
}

GtkWidget *
parvis_suggestions_new (ParvisPage *page, ParvisWordFunc on_word, gpointer user_data)
{
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));
  GtkWidget *column = new_column ();

  if (catalog != NULL)
    append_suggestions (column, &(Asker){ page, on_word, user_data }, catalog, _ ("Ce que l’on cherche souvent"));
  return column;
}

/* ---- nothing found ---- */

static void
append_nearest (GtkWidget *column, const Asker *asker, ParvisCatalog *catalog, const ParvisNearest *nearest)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  if (nearest == NULL || nearest->words == NULL)
    {
      append_suggestions (column, asker, catalog, _ ("Vous pouvez aussi chercher"));
      return;
    }
  g_ptr_array_add (words, nearest->words);
  gtk_box_append (GTK_BOX (column), parvis_text_new_heading (_ ("Vouliez-vous dire"), "hit-kind"));
  gtk_box_append (GTK_BOX (column), new_words (asker, words));
  for (guint i = 0; i < nearest->hits->len; i++)
    append_hit (column, asker->page, g_ptr_array_index (nearest->hits, i));
}

static char *
describe_telephone (const ParvisPlace *hall)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *open = parvis_place_describe_now (hall, now);
  g_autofree char *phone = hall->phone != NULL ? parvis_words_ltr (hall->phone) : NULL;

  if (phone == NULL)
    return g_steal_pointer (&open);
  return *open != '\0' ? g_strconcat (phone, "\n", open, NULL) : g_steal_pointer (&phone);
}

/* The town hall's telephone is the answer when we have none. */
static void
append_telephone (GtkWidget *column, ParvisPage *page, ParvisCatalog *catalog)
{
  const char *language = parvis_page_language (page);
  g_autoptr (ParvisCommune) commune = parvis_catalog_commune (catalog, language, NULL);
  g_autoptr (ParvisPlace) hall
      = commune != NULL ? parvis_catalog_place (catalog, commune->place, language, NULL) : NULL;
  g_autofree char *text = hall != NULL ? describe_telephone (hall) : NULL;

  if (text != NULL && *text != '\0')
    gtk_box_append (GTK_BOX (column), parvis_fact_new ("phone", hall->name, text));
  else
    gtk_box_append (GTK_BOX (column), parvis_text_new (_ ("Demandez à l’accueil."), "note"));
}

GtkWidget *
parvis_no_answer_new (ParvisPage *page, const char *told, const char *words, ParvisWordFunc on_word, gpointer user_data)
{
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));
  g_autoptr (ParvisNearest) nearest
      = parvis_catalog_nearest (catalog, words, NEAREST, parvis_page_language (page), NULL);
  GtkWidget *column = new_column ();

  gtk_box_append (GTK_BOX (column), parvis_text_new_heading (told, "title-2"));
  append_nearest (column, &(Asker){ page, on_word, user_data }, catalog, nearest);
  append_telephone (column, page, catalog);
  return column;
}
