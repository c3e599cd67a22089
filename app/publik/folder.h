/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/publik/convert.h"

G_BEGIN_DECLS

/* Writes the bundle of @conversions (of WcsConversion) and @lists into the empty folder @path. @commune
 * (nullable): its name. */
gboolean wcs_folder_write (const char *path, const GPtrArray *conversions, GHashTable *lists, const char *commune,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean wcs_folder_write_json (const char *path, JsonNode *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
