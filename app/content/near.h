/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/place.h"

G_BEGIN_DECLS

/* Where that is, in words, from the nearest of @places (of ParvisPlace): "Mairie", "à 80 m au nord de : Mairie".
 * Degrees, WGS 84. (transfer full) (nullable): none of them has a position. */
char *parvis_near_describe (const GPtrArray *places, double latitude, double longitude);

G_END_DECLS
