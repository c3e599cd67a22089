/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisAttractPage: what stands there between two people: the town, the hour, what is next, "Touchez l’écran".
 * Signals "touched": a finger anywhere, or a key; "language" (string: code): the same, on a language's own name. */
#define PARVIS_TYPE_ATTRACT_PAGE (parvis_attract_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisAttractPage, parvis_attract_page, PARVIS, ATTRACT_PAGE, ParvisPage)

ParvisPage *parvis_attract_page_new (void);

G_END_DECLS
