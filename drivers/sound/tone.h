/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

#include "drivers/sound/sound.h"

G_BEGIN_DECLS

/* Plays two short notes (A4, then E5, not loud) on @card, as ALSA names it, as loud as the card is set: for whoever
 * stands before the kiosk and listens. Blocks until they are out, a few seconds at most: not in the screen's thread.
 * Errors are PARVIS_SOUND_ERROR. */
gboolean parvis_tone_play (const char *card, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
