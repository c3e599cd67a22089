/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/pages/list/list-page.h"

G_BEGIN_DECLS

/* ParvisLifeListPage: every life event, where there are more than the home page's tiles show. */
#define PARVIS_TYPE_LIFE_LIST_PAGE (parvis_life_list_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisLifeListPage, parvis_life_list_page, PARVIS, LIFE_LIST_PAGE, ParvisListPage)

/* @id: not used; one list only. */
ParvisPage *parvis_life_list_page_new (const char *id);

G_END_DECLS
