/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/voice/voice.h"
#include "ui/speech/order.h"

G_BEGIN_DECLS

/* ParvisSpeech: reads the screen aloud while ParvisAccess "speech" is on (EN 301 549 5.1.3), and lets the five keys go
 * about it (ui/speech/keypad.h), which they do without speech too.
 *
 *   a page that comes    its title, what stands under it, how many choices or questions it has
 *   the focus            name, kind, state, hint, value, error, place in its group; the question around it when it is
 * entered what changes         letters typed and erased, answers chosen, values what is announced    errors first, then
 * where they are; what happens by itself, after what is being said Any key and any touch stops it at once (5.1.3.5); a
 * touch on a text reads that text; the bar says again, reads the whole page, sets loudness and speed. What is personal
 * is said in headphones only (5.1.3.9), and stops when they are pulled out.
 *
 * Plugging in headphones turns it on, and wakes the sleeping screen; so does the first of the five keys.
 * Signal "wake" -> gboolean: somebody is there who may not see. The window begins a session if it sleeps, and then
 * returns TRUE. */
#define PARVIS_TYPE_SPEECH (parvis_speech_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSpeech, parvis_speech, PARVIS, SPEECH, GObject)

/* @parts: outlive it; @voice: ref taken. Shows and hides parts->bar. */
ParvisSpeech *parvis_speech_new (const ParvisScreenParts *parts, ParvisVoice *voice);
/* The next page's words begin with how to get along. @town: (nullable). */
void parvis_speech_welcome (ParvisSpeech *self, const char *town);
/* Another page came to the front, or the same in other words. */
void parvis_speech_page_changed (ParvisSpeech *self);
/* See parvis_page_announce(). */
void parvis_speech_announce (ParvisSpeech *self, const char *message);
/* The session is over: silence, nothing kept of what was said. */
void parvis_speech_end (ParvisSpeech *self);

G_END_DECLS
