/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisHomePage: the themes as large tiles, and the way to the search. */
#define PARVIS_TYPE_HOME_PAGE (parvis_home_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisHomePage, parvis_home_page, PARVIS, HOME_PAGE, ParvisPage)

ParvisPage *parvis_home_page_new (void);

G_END_DECLS
