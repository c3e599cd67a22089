/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisTrackPage: where a request is. The person types the tracking code of the receipt, or holds the receipt's QR
 * code (or a bar code of the code alone) to a scanner; the town hall answers with the steps of the request and what it
 * has to say. What this session has sent is offered without typing. Without a connection there is no
 * question: it is said, with whom to turn to, until the connection is back. */
#define PARVIS_TYPE_TRACK_PAGE (parvis_track_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisTrackPage, parvis_track_page, PARVIS, TRACK_PAGE, ParvisPage)

ParvisPage *parvis_track_page_new (void);
/* For the gallery: as it is with a connection. (transfer floating) */
ParvisPage *parvis_track_page_new_online (void);

G_END_DECLS
