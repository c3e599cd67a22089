/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/pages/list/list-page.h"

G_BEGIN_DECLS

/* ParvisThemePage: the services of one theme, a few at a time. */
#define PARVIS_TYPE_THEME_PAGE (parvis_theme_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisThemePage, parvis_theme_page, PARVIS, THEME_PAGE, ParvisListPage)

ParvisPage *parvis_theme_page_new (const char *theme_id);

/* The theme of @id in @language, wherever its words are needed. (transfer full) (nullable) */
ParvisTheme *parvis_theme_find (ParvisCatalog *catalog, const char *id, const char *language);

G_END_DECLS
