/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisMapPage: one place on the map, or all of them. */
#define PARVIS_TYPE_MAP_PAGE (parvis_map_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisMapPage, parvis_map_page, PARVIS, MAP_PAGE, ParvisPage)

/* @place_id: "": all. */
ParvisPage *parvis_map_page_new (const char *place_id);
/* "Voir sur le plan": opens that page from @page. %NULL when the content has no map. (transfer floating) */
GtkWidget *parvis_map_page_key (ParvisPage *page, const char *place_id);

G_END_DECLS
