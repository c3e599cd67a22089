/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/night/night.h"
#include "app/night/schedule.h"
#include "drivers/screen/screen.h"

G_BEGIN_DECLS

/* Keeps a reference on @screen. @brightness: percent; 0 leaves it. */
ParvisNight *parvis_night_new (const ParvisSchedule *schedule, ParvisScreen *screen, guint brightness);
/* Whose hours count. (transfer full) (nullable) */
void parvis_night_set_place (ParvisNight *self, ParvisPlace *place);

G_END_DECLS
