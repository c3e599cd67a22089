/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <shumate/shumate.h>

#include "app/desk/desk.h"

G_BEGIN_DECLS

/* ParvisMapSource: gives libshumate the tiles of the content being served, and nothing else: no tile ever comes from a
 * network. */
#define PARVIS_TYPE_MAP_SOURCE (parvis_map_source_get_type ())
G_DECLARE_FINAL_TYPE (ParvisMapSource, parvis_map_source, PARVIS, MAP_SOURCE, ShumateDataSource)

ShumateDataSource *parvis_map_source_new (ParvisDesk *desk);

G_END_DECLS
