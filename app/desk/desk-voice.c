/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/desk/desk-private.h"

ParvisVoice *
parvis_desk_voice (ParvisDesk *self)
{
  if (self->voice == NULL)
    self->voice = parvis_voice_new (parvis_config_sound_card (self->config), parvis_config_sound_volume (self->config));
  return self->voice;
}
