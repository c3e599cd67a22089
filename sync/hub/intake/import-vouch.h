/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/intake/import.h"

G_BEGIN_DECLS

/* May what @list says, the bytes of @manifest in @folder, be taken in? (sync/hub/intake/import.h) FALSE: held
 * (PARVIS_HUB_IMPORT_ERROR), or our own trouble. Private to the import. */
gboolean parvis_hub_import_vouch (const ParvisHubImport *how, const char *folder, GBytes *list,
                                  const ParvisCarryManifest *manifest, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
