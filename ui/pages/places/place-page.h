/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisPlacePage: one place: whether it is open, where it is, its telephone, the hours of the week, when it is closed,
 * how to get in. */
#define PARVIS_TYPE_PLACE_PAGE (parvis_place_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPlacePage, parvis_place_page, PARVIS, PLACE_PAGE, ParvisPage)

ParvisPage *parvis_place_page_new (const char *place_id);

G_END_DECLS
