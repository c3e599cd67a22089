/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/life/life-list-page.h"

#include <glib/gi18n-lib.h>

#include "ui/text/text.h"
#include "ui/tile/tile.h"

struct _ParvisLifeListPage
{
  ParvisListPage parent_instance;
};

G_DEFINE_FINAL_TYPE (ParvisLifeListPage, parvis_life_list_page, PARVIS_TYPE_LIST_PAGE)

static ParvisSheet *
parvis_life_list_page_head (ParvisListPage *page, ParvisCatalog *catalog)
{
  return parvis_sheet_new (NULL, _ ("Par moment de vie"), _ ("Que vivez-vous en ce moment ?"));
}

static void
parvis_life_list_page_fill (ParvisListPage *page, ParvisCatalog *catalog)
{
  g_autoptr (GPtrArray) events = parvis_catalog_life_events (catalog, parvis_page_language (PARVIS_PAGE (page)), NULL);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const ParvisLifeEvent *event = g_ptr_array_index (events, i);
      GtkWidget *row = parvis_row_new_with (parvis_tile_square_new (event->icon), event->title,
                                            parvis_text_new (event->summary, "tile-summary"), event->summary);

      parvis_list_page_add (page, row, "life-event", event->id);
    }
}

static const char *
parvis_life_list_page_nothing (ParvisListPage *page)
{
  return _ ("Il n’y a encore rien ici. Adressez-vous à l’accueil.");
}

static void
parvis_life_list_page_class_init (ParvisLifeListPageClass *klass)
{
  PARVIS_LIST_PAGE_CLASS (klass)->head = parvis_life_list_page_head;
  PARVIS_LIST_PAGE_CLASS (klass)->fill = parvis_life_list_page_fill;
  PARVIS_LIST_PAGE_CLASS (klass)->nothing = parvis_life_list_page_nothing;
}

static void
parvis_life_list_page_init (ParvisLifeListPage *self)
{
}

ParvisPage *
parvis_life_list_page_new (const char *id)
{
  return g_object_new (PARVIS_TYPE_LIFE_LIST_PAGE, NULL);
}
