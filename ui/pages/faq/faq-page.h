/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/pages/list/list-page.h"

G_BEGIN_DECLS

/* ParvisFaqPage: the questions people ask: the themes that have some; or, with a theme, the questions of that one. */
#define PARVIS_TYPE_FAQ_PAGE (parvis_faq_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisFaqPage, parvis_faq_page, PARVIS, FAQ_PAGE, ParvisListPage)

/* @theme_id: %NULL for the themes. */
ParvisPage *parvis_faq_page_new (const char *theme_id);

G_END_DECLS
