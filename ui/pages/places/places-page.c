/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/places/places-page.h"

#include <glib/gi18n-lib.h>

#include "ui/access/access.h"
#include "ui/pages/list/list-page.h"
#include "ui/pages/open.h"
#include "ui/pages/places/map-page.h"
#include "ui/pages/places/place-kind.h"
#include "ui/pages/places/place-row.h"
#include "ui/pager/pager.h"
#include "ui/sheet/sheet.h"
#include "ui/style/style.h"
#include "ui/tabs/tabbed.h"
#include "ui/text/text.h"
#include "ui/tile/tile.h"

typedef enum
{
  ALL,
  OPEN_NOW,
  BY_KIND
} Mode;

struct _ParvisPlacesPage
{
  ParvisPage parent_instance;
  ParvisSheet *sheet;
  ParvisTabbed *tabbed;
  Mode mode;
  gboolean has_map;
};

G_DEFINE_FINAL_TYPE (ParvisPlacesPage, parvis_places_page, PARVIS_TYPE_PAGE)

/* The tabs take the room of a row, large ones do not take more; so does the way to the map. */
static GtkWidget *
new_pager (ParvisPlacesPage *self)
{
  guint rows = parvis_list_page_rows (parvis_page_is_landscape (PARVIS_PAGE (self)));

  if (!parvis_style_get_large (parvis_style_get ()) && !parvis_access_get_low_reach ())
    rows--;
  return parvis_pager_new (self->has_map ? MAX (rows - 1, 1) : rows);
}

static GtkWidget *
new_list (ParvisPlacesPage *self, const GPtrArray *places, gboolean open_only)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  GtkWidget *pager = new_pager (self);
  guint shown = 0;

  for (guint i = 0; i < places->len; i++)
    {
      const ParvisPlace *place = g_ptr_array_index (places, i);
      GtkWidget *row;

      if (open_only && !parvis_place_is_open (place, now))
        continue;
      row = parvis_place_row_new (place, now);
      parvis_open_when_clicked (row, PARVIS_PAGE (self), "place", place->id);
      parvis_pager_append (PARVIS_PAGER (pager), row);
      shown++;
    }
  if (shown > 0)
    return pager;
  g_object_ref_sink (pager);
  g_object_unref (pager);
  return parvis_text_new (
      open_only ? _ ("Aucun lieu n’est ouvert en ce moment. Touchez « Tous les lieux » pour voir leurs horaires.")
                : _ ("Il n’y a pas encore de lieu ici. Adressez-vous à l’accueil."),
      "note");
}

static guint
count_of (const GPtrArray *places, const ParvisPlaceKind *kind)
{
  guint count = 0;

  for (guint i = 0; i < places->len; i++)
    count += parvis_place_kind (((const ParvisPlace *) g_ptr_array_index (places, i))->kind) == kind;
  return count;
}

/* Rows as large as tiles: there may be more kinds than tiles a page holds. */
static GtkWidget *
new_kinds (ParvisPlacesPage *self, const GPtrArray *places)
{
  GtkWidget *pager = new_pager (self);

  for (const ParvisPlaceKind *kind = parvis_place_kinds (); kind->id != NULL; kind++)
    {
      guint count = count_of (places, kind);
      g_autofree char *summary = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u lieu", "%u lieux", count), count);
      GtkWidget *row;

      if (count == 0)
        continue;
      row = parvis_row_new_with (parvis_tile_square_new (kind->icon), _ (kind->title),
                                 parvis_text_new (summary, "tile-summary"), summary);
      parvis_open_when_clicked (row, PARVIS_PAGE (self), "place-kind", kind->id);
      parvis_pager_append (PARVIS_PAGER (pager), row);
    }
  return pager;
}

static void
show_mode (ParvisPlacesPage *self)
{
  ParvisPage *page = PARVIS_PAGE (self);
  g_autoptr (GPtrArray) places
      = parvis_catalog_places (parvis_desk_catalog (parvis_page_get_desk (page)), parvis_page_language (page), NULL);
  GtkWidget *content;

  if (places == NULL || places->len == 0)
    content = parvis_text_new (_ ("Il n’y a pas encore de lieu ici. Adressez-vous à l’accueil."), "note");
  else
    content = self->mode == BY_KIND ? new_kinds (self, places) : new_list (self, places, self->mode == OPEN_NOW);
  parvis_tabbed_set_content (self->tabbed, content);
}

static void
on_large_changed (ParvisPlacesPage *self)
{
  if (self->tabbed != NULL)
    show_mode (self);
}

static void
on_chosen (ParvisTabbed *tabbed, guint mode, ParvisPlacesPage *self)
{
  self->mode = mode;
  show_mode (self);
}

static void
parvis_places_page_build (ParvisPage *page)
{
  ParvisPlacesPage *self = PARVIS_PLACES_PAGE (page);
  const char *modes[] = { _ ("Tous les lieux"), _ ("Ouverts maintenant"), _ ("Par type"), NULL };
  GtkWidget *key;

  self->sheet = parvis_sheet_new (NULL, _ ("Lieux et horaires"), NULL);
  self->tabbed = PARVIS_TABBED (parvis_tabbed_new (_ ("Quels lieux montrer"), modes, self->mode));
  g_signal_connect_object (self->tabbed, "chosen", G_CALLBACK (on_chosen), self, (GConnectFlags) 0);
  parvis_sheet_append (self->sheet, GTK_WIDGET (self->tabbed));
  key = parvis_map_page_key (page, "");
  self->has_map = key != NULL;
  if (key != NULL)
    parvis_sheet_add_action (self->sheet, key);
  parvis_page_set_child (page, GTK_WIDGET (self->sheet));
}

static void
parvis_places_page_shown (ParvisPage *page)
{
  parvis_sheet_focus_title (PARVIS_PLACES_PAGE (page)->sheet);
}

static void
parvis_places_page_layout (ParvisPage *page, gboolean landscape)
{
  ParvisPlacesPage *self = PARVIS_PLACES_PAGE (page);

  parvis_tabbed_set_landscape (self->tabbed, landscape);
  show_mode (self);
}

static void
parvis_places_page_dispose (GObject *object)
{
  PARVIS_PLACES_PAGE (object)->tabbed = NULL;
  G_OBJECT_CLASS (parvis_places_page_parent_class)->dispose (object);
}

static void
parvis_places_page_class_init (ParvisPlacesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_places_page_dispose;
  PARVIS_PAGE_CLASS (klass)->build = parvis_places_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_places_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_places_page_layout;
}

static void
parvis_places_page_init (ParvisPlacesPage *self)
{
  g_signal_connect_object (parvis_style_get (), "large-changed", G_CALLBACK (on_large_changed), self,
                           G_CONNECT_SWAPPED);
}

ParvisPage *
parvis_places_page_new (void)
{
  return g_object_new (PARVIS_TYPE_PLACES_PAGE, NULL);
}
