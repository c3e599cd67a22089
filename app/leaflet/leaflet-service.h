/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/catalog.h"
#include "app/leaflet/leaflet.h"

G_BEGIN_DECLS

/* Writes a whole fiche into @leaflet: whom it is for, papers with boxes to tick, cost, delay, place and hours, chapters
 * with their tables; lead and link too. @place: (nullable). @easy: in easy words where the fiche has them. */
void parvis_leaflet_add_service (ParvisLeaflet *leaflet, const ParvisService *service, const ParvisPlace *place,
                                 gboolean easy);
/* Only what to bring, and where to. */
void parvis_leaflet_add_papers (ParvisLeaflet *leaflet, const ParvisService *service, const ParvisPlace *place);

G_END_DECLS
