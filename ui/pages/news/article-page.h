/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisArticlePage: one piece of news, with its picture. */
#define PARVIS_TYPE_ARTICLE_PAGE (parvis_article_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisArticlePage, parvis_article_page, PARVIS, ARTICLE_PAGE, ParvisPage)

ParvisPage *parvis_article_page_new (const char *news_id);

G_END_DECLS
