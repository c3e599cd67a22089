/* SPDX-License-Identifier: EUPL-1.2
 *
 * The screen's nights: the configuration's schedule, the content's opening hours, the panel's switch.
 */
#include "app/desk/desk-private.h"

void
parvis_desk_open_night (ParvisDesk *self)
{
  g_autoptr (ParvisScreen) screen = parvis_backlight_screen_new (parvis_config_backlight (self->config));
  ParvisSchedule schedule;

  parvis_schedule_parse (parvis_config_screen_off (self->config),
                         &schedule); /* of that shape: the configuration was read */
  self->night = parvis_night_new (&schedule, screen, parvis_config_screen_brightness (self->config));
  parvis_desk_take_hours (self);
}

void
parvis_desk_take_hours (ParvisDesk *self)
{
  g_autoptr (ParvisCommune) commune = self->catalog != NULL ? parvis_catalog_commune (self->catalog, "fr", NULL) : NULL;

  if (self->night != NULL)
    parvis_night_set_place (self->night,
                            commune != NULL ? parvis_catalog_place (self->catalog, commune->place, "fr", NULL) : NULL);
}

ParvisNight *
parvis_desk_night (ParvisDesk *self)
{
  return self->night;
}
