/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisHomePage: the search; tiles by theme, by life event, or by public; keys to the rest (calendar, news, places,
 * questions). */
#define PARVIS_TYPE_HOME_PAGE (parvis_home_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisHomePage, parvis_home_page, PARVIS, HOME_PAGE, ParvisPage)

ParvisPage *parvis_home_page_new (void);

G_END_DECLS
