/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ParvisVoice: the kiosk says a text, by speech-dispatcher, through the speaker or the headphones. Main thread only,
 * and it never waits: libspeechd, which does, lives in a thread of its own. One in a process: libspeechd's events bear
 * no closure.
 *
 * speech-dispatcher may be missing, stop answering, die and come back: "available" tells; each new text tries again, a
 * text that met a dead connection is said again on the new one, and what is not said is lost, never late.
 *
 * Properties, read only, with "notify": "available" (boolean): as far as is known, a text given now would be heard;
 * "headphones" (boolean): something is in the headphone socket, see ParvisSound.
 * Signal "finished": nothing is being said any more, be it that all was said or that it was stopped. */
#define PARVIS_TYPE_VOICE (parvis_voice_get_type ())
G_DECLARE_FINAL_TYPE (ParvisVoice, parvis_voice, PARVIS, VOICE, GObject)

typedef enum
{
  PARVIS_VOICE_NOW,  /* instead of what is being said */
  PARVIS_VOICE_NEXT, /* after it */
} ParvisVoicePriority;

#define PARVIS_VOICE_LOUDEST 100
#define PARVIS_VOICE_FASTEST 100
#define PARVIS_VOICE_SLOWEST (-100)

/* @card: ALSA's name of the sound card; %NULL: this kiosk does not speak. A card without such a control, or that cannot
 * be opened: loudness is the synthesiser's own, headphones are never in.
 * @volume: percent of the loudest, at the beginning and after each reset: what was measured to be at most 65 dBA at the
 * kiosk (EN 301 549 5.1.3.13). */
ParvisVoice *parvis_voice_new (const char *card, guint volume);

/* @language: of the text, "fr"; where the synthesiser has no voice of it, the nearest one: French for Breton. The text
 * is copied, and wiped once said. */
void parvis_voice_say (ParvisVoice *self, const char *text, const char *language, ParvisVoicePriority priority);
void parvis_voice_stop (ParvisVoice *self);
/* Looks again whether somebody is there to speak; "available" tells. */
void parvis_voice_wake (ParvisVoice *self);

gboolean parvis_voice_is_available (ParvisVoice *self);
gboolean parvis_voice_is_speaking (ParvisVoice *self);
gboolean parvis_voice_has_headphones (ParvisVoice *self);

guint parvis_voice_get_volume (ParvisVoice *self); /* percent */
void parvis_voice_set_volume (ParvisVoice *self, guint percent);
int parvis_voice_get_rate (ParvisVoice *self); /* slowest to fastest; 0: the synthesiser's usual */
void parvis_voice_set_rate (ParvisVoice *self, int rate);
/* The next person: silence, usual loudness and rate. */
void parvis_voice_reset (ParvisVoice *self);

G_END_DECLS
