/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/manifest.h"

G_BEGIN_DECLS

/* Everything that is asked of a bundle before it counts: signed, above @served, not expired, its files and no other,
 * unaltered, without a fault. From here on @tree gives signed bytes only. (transfer full) */
ParvisManifest *parvis_install_judge (ParvisTree *tree, GPtrArray *faults, const char *folder, const char *ca_file,
                                      gint64 served, gint64 now, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
