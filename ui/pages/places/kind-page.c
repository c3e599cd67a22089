/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/places/kind-page.h"

#include <glib/gi18n-lib.h>

#include "ui/pages/places/place-kind.h"
#include "ui/pages/places/place-row.h"

struct _ParvisKindPage
{
  ParvisListPage parent_instance;
  const ParvisPlaceKind *kind;
};

G_DEFINE_FINAL_TYPE (ParvisKindPage, parvis_kind_page, PARVIS_TYPE_LIST_PAGE)

static ParvisSheet *
parvis_kind_page_head (ParvisListPage *page, ParvisCatalog *catalog)
{
  return parvis_sheet_new (_ ("Lieux et horaires"), _ (PARVIS_KIND_PAGE (page)->kind->title), NULL);
}

static void
parvis_kind_page_fill (ParvisListPage *page, ParvisCatalog *catalog)
{
  g_autoptr (GPtrArray) places = parvis_catalog_places (catalog, parvis_page_language (PARVIS_PAGE (page)), NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  for (guint i = 0; places != NULL && i < places->len; i++)
    {
      const ParvisPlace *place = g_ptr_array_index (places, i);

      if (parvis_place_kind (place->kind) == PARVIS_KIND_PAGE (page)->kind)
        parvis_list_page_add (page, parvis_place_row_new (place, now), "place", place->id);
    }
}

static const char *
parvis_kind_page_nothing (ParvisListPage *page)
{
  return _ ("Il n’y a pas encore de lieu ici. Adressez-vous à l’accueil.");
}

static void
parvis_kind_page_class_init (ParvisKindPageClass *klass)
{
  PARVIS_LIST_PAGE_CLASS (klass)->head = parvis_kind_page_head;
  PARVIS_LIST_PAGE_CLASS (klass)->fill = parvis_kind_page_fill;
  PARVIS_LIST_PAGE_CLASS (klass)->nothing = parvis_kind_page_nothing;
}

static void
parvis_kind_page_init (ParvisKindPage *self)
{
}

ParvisPage *
parvis_kind_page_new (const char *kind)
{
  ParvisKindPage *self = g_object_new (PARVIS_TYPE_KIND_PAGE, NULL);

  self->kind = parvis_place_kind (kind);
  return PARVIS_PAGE (self);
}
