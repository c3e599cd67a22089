/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ParvisSound: the loudness and the headphone socket of one sound card, by ALSA's control interface. Who plays the
 * sound is somebody else (speech-dispatcher). Main thread only; nothing blocks: these are controls, not streams.
 *
 * Property "headphones" (boolean, read only, with "notify"): something is plugged into the headphone socket. The card's
 * jack control tells at once, by event. A card that cannot tell (no such control, or a "Phantom" one) has no
 * headphones: what is personal is then never spoken (EN 301 549 5.1.3.9). Cards mute their speaker by themselves while
 * headphones are in ("Auto-Mute Mode"); a kiosk whose card does not is to be wired so.
 *
 * The bench has no sound card: tests/drivers/sound/bench-card.c is an ALSA plug-in that libasound loads like any other
 * card, its controls being files of a folder; this code does not know the difference. */
#define PARVIS_TYPE_SOUND (parvis_sound_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSound, parvis_sound, PARVIS, SOUND, GObject)

#define PARVIS_SOUND_ERROR (parvis_sound_error_quark ())
typedef enum
{
  PARVIS_SOUND_ERROR_NO_CARD, /* ask the staff: wrong name, or pulled out */
  PARVIS_SOUND_ERROR_FAILED,
} ParvisSoundError;
GQuark parvis_sound_error_quark (void);

/* @card: as ALSA names it, "default" or "hw:0". */
ParvisSound *parvis_sound_new (const char *card, GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean parvis_sound_get_headphones (ParvisSound *self);
/* Whether loudness can be set: some cards have no such control. */
gboolean parvis_sound_has_volume (ParvisSound *self);
/* Percent of what the card can do, 0 to 100. What that is in dBA on a given kiosk is measured once, when it is
 * installed. */
gboolean parvis_sound_set_volume (ParvisSound *self, guint percent, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
