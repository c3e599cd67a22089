/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisHomePage: the search; tiles by theme, by life event, or by public; keys to the rest (calendar, news, places,
 * questions). Without content, or with one that is too old: whom to turn to, and what works all the same. */
#define PARVIS_TYPE_HOME_PAGE (parvis_home_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisHomePage, parvis_home_page, PARVIS, HOME_PAGE, ParvisPage)

ParvisPage *parvis_home_page_new (void);
/* For the gallery, whatever the content: as it is without one, @missing being why (a French msgid), or, with %NULL,
 * with one that is too old. (transfer floating) */
ParvisPage *parvis_home_page_new_closed (const char *missing);

G_END_DECLS
