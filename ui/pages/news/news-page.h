/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/pages/list/list-page.h"

G_BEGIN_DECLS

/* ParvisNewsPage: what is new in the commune, latest first. */
#define PARVIS_TYPE_NEWS_PAGE (parvis_news_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisNewsPage, parvis_news_page, PARVIS, NEWS_PAGE, ParvisListPage)

ParvisPage *parvis_news_page_new (void);

/* "Vendredi 20 novembre": the day it was published, the year too when that is over. (transfer full) */
char *parvis_news_describe_day (const ParvisNews *news);

G_END_DECLS
