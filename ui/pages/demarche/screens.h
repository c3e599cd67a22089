/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/demarche/draft.h"

G_BEGIN_DECLS

/* A step is shown in screens of a few questions, in order. A screen is named by the index of its first field in the
 * step; what it shows depends on the answers, so it is worked out each time it is asked for. @room: how many plain
 * questions fit. Explanations weigh nothing or little, an address more than a name, a repeated block has a screen to
 * itself. */
#define PARVIS_SCREEN_ROOM           5
#define PARVIS_SCREEN_ROOM_LANDSCAPE 3

gboolean parvis_screen_shows (ParvisDraft *draft, const ParvisStep *step,
                              guint index); /* visible at all, on whatever screen */
/* The index after the last field of the screen that starts at @first. */
guint parvis_screen_end (ParvisDraft *draft, const ParvisStep *step, guint first, guint room);
/* Where the first screen that starts at @from or later starts; the number of fields when there is none. */
guint parvis_screen_start (ParvisDraft *draft, const ParvisStep *step, guint from);
/* The step (nullable) and start (out) @first of the screen that follows @end of @step (NULL: the very first screen). */
const ParvisStep *parvis_screen_next (ParvisDraft *draft, const ParvisStep *step, guint end, guint *first);
/* The screen on which the field @index is. */
guint parvis_screen_of (ParvisDraft *draft, const ParvisStep *step, guint index, guint room);
/* How far in its step the screen is: its place from 0, and how many there are. */
guint parvis_screen_place (ParvisDraft *draft, const ParvisStep *step, guint first, guint room, guint *count);
/* The first step whose answers have faults (NULL: none), the screen of the first one, and all of the step. (out)
 * @first; (out) (transfer full) @faults: of ParvisFault. */
const ParvisStep *parvis_screen_with_fault (ParvisDraft *draft, guint room, guint *first, GPtrArray **faults);

G_END_DECLS
