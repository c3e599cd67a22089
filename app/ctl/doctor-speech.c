/* SPDX-License-Identifier: EUPL-1.2 */
#include <glib/gi18n-lib.h>

#include "app/ctl/doctor.h"
#include "app/voice/speech-look.h"

void
parvis_doctor_speech (ParvisConfig *config, GPtrArray *findings)
{
  static const struct
  {
    ParvisHealth health;
    const char *text;
  } lines[] = {
    [PARVIS_SPEECH_FRENCH] = { PARVIS_HEALTH_OK, N_ ("Voix : speech-dispatcher répond et parle français.") },
    [PARVIS_SPEECH_NO_FRENCH] = { PARVIS_HEALTH_FAULT, N_ ("Voix : speech-dispatcher répond, mais n’a pas de voix "
                                                           "française. Installez-en une (apt install espeak-ng).") },
    [PARVIS_SPEECH_UNKNOWN]
    = { PARVIS_HEALTH_ATTENTION,
        N_ ("Voix : speech-dispatcher répond, mais ne nomme aucune voix. Écoutez-le : spd-say -l fr bonjour.") },
    [PARVIS_SPEECH_ABSENT]
    = { PARVIS_HEALTH_FAULT, N_ ("Voix : speech-dispatcher n’est pas là ; la borne ne parle pas. Installez-le (apt "
                                 "install speech-dispatcher espeak-ng).") },
    [PARVIS_SPEECH_MUTE]
    = { PARVIS_HEALTH_FAULT, N_ ("Voix : speech-dispatcher est là, mais ne répond pas ; la borne ne parle pas. "
                                 "Redémarrez la borne, puis écoutez : spd-say -l fr bonjour.") },
  };
  ParvisSpeechFound found;

  if (parvis_config_sound_card (config) == NULL)
    return; /* a kiosk that does not speak */
  found = parvis_speech_look ();
  parvis_doctor_add (findings, "speech", lines[found].health, "%s", _ (lines[found].text));
}
