/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* The page that shows the thing @id of @kind, as ParvisHit names kinds: "service", "demarche", "life-event", "faq",
 * "news", "event", "place"; and "theme" and "public", which are lists of fiches; and "track" and "payment", whose id is
 * "". The page itself says so when there is no such thing any more; %NULL only for a @kind that has no page. (transfer
 * floating) (nullable) */
ParvisPage *parvis_page_for (const char *kind, const char *id);
/* @button opens that page from @page. Both strings are copied. */
void parvis_open_when_clicked (GtkWidget *button, ParvisPage *page, const char *kind, const char *id);

G_END_DECLS
