/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisThemePage: the services of one theme, a few at a time. */
#define PARVIS_TYPE_THEME_PAGE (parvis_theme_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisThemePage, parvis_theme_page, PARVIS, THEME_PAGE, ParvisPage)

ParvisPage *parvis_theme_page_new (const char *theme_id);

G_END_DECLS
