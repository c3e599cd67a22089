/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisPlacesPage: the places of the commune: all of them, what is open now, or by kind. */
#define PARVIS_TYPE_PLACES_PAGE (parvis_places_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPlacesPage, parvis_places_page, PARVIS, PLACES_PAGE, ParvisPage)

ParvisPage *parvis_places_page_new (void);

G_END_DECLS
