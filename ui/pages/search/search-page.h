/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisSearchPage: finds whatever the town has to say with the person’s own words, as they type. The key is shown
 * first, its answers in the next frame; keys that come faster than answers are answered together.
 *
 * Signal "answered": what is on the page is the answer to what is written. */
#define PARVIS_TYPE_SEARCH_PAGE (parvis_search_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSearchPage, parvis_search_page, PARVIS, SEARCH_PAGE, ParvisPage)

ParvisPage *parvis_search_page_new (void);

G_END_DECLS
