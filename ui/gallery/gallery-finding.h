/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* Scenes of the pages for finding (gallery-scenes.h): the first of each kind that the content has; %NULL when it has none. */
ParvisPage *parvis_gallery_open_agenda (ParvisDesk *desk);
ParvisPage *parvis_gallery_open_event (ParvisDesk *desk);
ParvisPage *parvis_gallery_open_places (ParvisDesk *desk);
ParvisPage *parvis_gallery_open_place (ParvisDesk *desk);
ParvisPage *parvis_gallery_open_news (ParvisDesk *desk);
ParvisPage *parvis_gallery_open_article (ParvisDesk *desk);
ParvisPage *parvis_gallery_open_faq (ParvisDesk *desk);
ParvisPage *parvis_gallery_open_answer (ParvisDesk *desk);
ParvisPage *parvis_gallery_open_life (ParvisDesk *desk);
ParvisPage *parvis_gallery_open_public (ParvisDesk *desk);

G_END_DECLS
