/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* What the navigator does with a page. */
void parvis_page_attach (ParvisPage *self, ParvisDesk *desk, const char *language,
                         gboolean landscape); /* and builds it */
void parvis_page_rebuild (ParvisPage *self, const char *language);
void parvis_page_notify_shown (ParvisPage *self);
gboolean parvis_page_handle_back (ParvisPage *self);
void parvis_page_set_landscape (ParvisPage *self, gboolean landscape);
const char *parvis_page_would_lose (ParvisPage *self);

G_END_DECLS
