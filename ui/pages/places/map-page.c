/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/places/map-page.h"

#include <glib/gi18n-lib.h>

#include "ui/key/key.h"
#include "ui/map/map.h"
#include "ui/pages/open.h"
#include "ui/sheet/sheet.h"
#include "ui/text/text.h"

struct _ParvisMapPage
{
  ParvisPage parent_instance;
  ParvisSheet *sheet;
  char *place_id;
};

G_DEFINE_FINAL_TYPE (ParvisMapPage, parvis_map_page, PARVIS_TYPE_PAGE)

static void
add_pins (ParvisMap *map, const GPtrArray *places, const ParvisPlace *only)
{
  for (guint i = 0; only == NULL && places != NULL && i < places->len; i++)
    {
      const ParvisPlace *place = g_ptr_array_index (places, i);

      if (place->has_position)
        parvis_map_add_pin (map, place->name, place->latitude, place->longitude);
    }
  if (only == NULL || !only->has_position)
    return;
  parvis_map_add_pin (map, only->name, only->latitude, only->longitude);
  parvis_map_look_at (map, only->latitude, only->longitude);
}

static void
parvis_map_page_build (ParvisPage *page)
{
  ParvisMapPage *self = PARVIS_MAP_PAGE (page);
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));
  g_autoptr (ParvisPlace) only = *self->place_id != '\0'
                                     ? parvis_catalog_place (catalog, self->place_id, parvis_page_language (page), NULL)
                                     : NULL;
  g_autoptr (GPtrArray) places = parvis_catalog_places (catalog, parvis_page_language (page), NULL);
  g_autofree char *name
      = only != NULL ? g_strdup_printf (_ ("Plan autour de : %s"), only->name) : g_strdup (_ ("Plan des lieux"));
  GtkWidget *map = parvis_map_new (parvis_page_get_desk (page), parvis_page_language (page), name);

  self->sheet = only != NULL ? parvis_sheet_new (_ ("Sur le plan"), only->name, only->address)
                             : parvis_sheet_new (_ ("Lieux et horaires"), _ ("Les lieux sur le plan"), NULL);
  if (map != NULL)
    {
      gtk_widget_set_vexpand (map, TRUE);
      add_pins (PARVIS_MAP (map), places, only);
      parvis_sheet_append (self->sheet, map);
    }
  else
    parvis_sheet_append (self->sheet,
                         parvis_text_new (_ ("Il n’y a pas de plan ici. Adressez-vous à l’accueil."), "note"));
  parvis_page_set_child (page, GTK_WIDGET (self->sheet));
}

static void
parvis_map_page_shown (ParvisPage *page)
{
  parvis_sheet_focus_title (PARVIS_MAP_PAGE (page)->sheet);
}

static void
parvis_map_page_layout (ParvisPage *page, gboolean landscape)
{
  parvis_sheet_set_side_by_side (PARVIS_MAP_PAGE (page)->sheet, landscape);
}

static void
parvis_map_page_finalize (GObject *object)
{
  g_free (PARVIS_MAP_PAGE (object)->place_id);
  G_OBJECT_CLASS (parvis_map_page_parent_class)->finalize (object);
}

static void
parvis_map_page_class_init (ParvisMapPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_map_page_finalize;
  PARVIS_PAGE_CLASS (klass)->build = parvis_map_page_build;
  PARVIS_PAGE_CLASS (klass)->shown = parvis_map_page_shown;
  PARVIS_PAGE_CLASS (klass)->layout = parvis_map_page_layout;
}

static void
parvis_map_page_init (ParvisMapPage *self)
{
}

ParvisPage *
parvis_map_page_new (const char *place_id)
{
  ParvisMapPage *self = g_object_new (PARVIS_TYPE_MAP_PAGE, NULL);

  self->place_id = g_strdup (place_id);
  return PARVIS_PAGE (self);
}

GtkWidget *
parvis_map_page_key (ParvisPage *page, const char *place_id)
{
  ParvisCatalog *catalog = parvis_desk_catalog (parvis_page_get_desk (page));
  g_autoptr (ParvisMapInfo) info = catalog != NULL ? parvis_catalog_map (catalog, NULL) : NULL;
  GtkWidget *key;

  if (info == NULL)
    return NULL;
  key = parvis_key_new ("pin", _ ("Voir sur le plan"), GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_add_css_class (key, "secondary");
  parvis_open_when_clicked (key, page, "map", place_id);
  return key;
}
