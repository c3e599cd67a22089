/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ParvisSpeaker: the thread in which libspeechd may wait. Commands are queued from the main thread; what happens is
 * told there, too, by @tell, never after parvis_speaker_free(). */
typedef struct _ParvisSpeaker ParvisSpeaker;

typedef enum
{
  PARVIS_SPEAKER_OPEN,  /* somebody is there to speak */
  PARVIS_SPEAKER_LOST,  /* nobody is; a text may have been lost */
  PARVIS_SPEAKER_TAKEN, /* a text was handed over, @id is its number; not told of texts before the last stop */
  PARVIS_SPEAKER_BEGUN, /* its sound has begun */
  PARVIS_SPEAKER_ENDED, /* it was said, or cancelled */
} ParvisSpeakerEvent;
typedef void (*ParvisSpeakerTell) (ParvisSpeakerEvent event, guint id, gpointer user_data);

ParvisSpeaker *parvis_speaker_new (ParvisSpeakerTell tell, gpointer user_data);
/* Does not wait for the thread, which may be waiting itself. */
void parvis_speaker_free (ParvisSpeaker *self);

void parvis_speaker_open (ParvisSpeaker *self); /* if it is not open */
/* @rate and @volume: -100 to 100, as libspeechd has them. */
void parvis_speaker_say (ParvisSpeaker *self, const char *text, const char *language, int rate, int volume);
/* Forgets what waits in the queue, too. */
void parvis_speaker_stop (ParvisSpeaker *self);

G_END_DECLS
