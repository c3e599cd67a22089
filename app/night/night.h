/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "app/content/place.h"

G_BEGIN_DECLS

/* ParvisNight: whether the screen is to be dark now ([screen] off of the configuration), and the panel's switch. It
 * does not switch by itself: whether somebody stands there is for the screen's window to know. Main thread only.
 *
 * Property "due" (boolean, with "notify"): by the schedule, the screen is to be off. The panel is lit again when this
 * is freed.
 */
#define PARVIS_TYPE_NIGHT (parvis_night_get_type ())
G_DECLARE_FINAL_TYPE (ParvisNight, parvis_night, PARVIS, NIGHT, GObject)

gboolean parvis_night_is_due (ParvisNight *self);
/* The panel and its light. What the panel refuses is said once in the journal: black pixels are dark enough. */
void parvis_night_set_lit (ParvisNight *self, gboolean lit);

G_END_DECLS
