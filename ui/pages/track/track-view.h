/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/desk/online.h"
#include "ui/sheet/sheet.h"

G_BEGIN_DECLS

/* What is known of a request, onto @sheet: its steps, or why there are none. */
void parvis_track_view_fill (ParvisSheet *sheet, const ParvisTrack *track);
/* The same in a sentence, for the voice. (transfer full) */
char *parvis_track_view_say (const ParvisTrack *track);

G_END_DECLS
