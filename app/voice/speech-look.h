/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>
#include <speech-dispatcher/libspeechd.h>

G_BEGIN_DECLS

/* Whether somebody is there to speak, for `parvisctl doctor`. */
typedef enum
{
  PARVIS_SPEECH_FRENCH,    /* answers, and has a French voice */
  PARVIS_SPEECH_NO_FRENCH, /* answers; its synthesiser names its voices, none of them French */
  PARVIS_SPEECH_UNKNOWN,   /* answers; its synthesiser names no voice at all */
  PARVIS_SPEECH_ABSENT,    /* nobody is there, and nobody could be started */
  PARVIS_SPEECH_MUTE,      /* somebody is there who does not answer */
} ParvisSpeechFound;

/* Looks for speech-dispatcher as the kiosk does: at $SPEECHD_ADDRESS, else at its usual place, where it is started if
 * it does not run (and ends by itself once nobody speaks). Waits PARVIS_SPEECH_LOOK_SECONDS at most. */
#define PARVIS_SPEECH_LOOK_SECONDS 10
ParvisSpeechFound parvis_speech_look (void);

/* For whoever has a connection. Blocks. */
SPDConnection *parvis_speech_open (SPDConnectionMode mode, char **error);
/* The languages its synthesiser speaks, "fr", into @languages, a set of strings that it owns; none where it does not
 * say. */
void parvis_speech_learn_languages (SPDConnection *connection, GHashTable *languages);

G_END_DECLS
