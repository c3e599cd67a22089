/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/tree.h"
#include "sync/content/manifest.h"

G_BEGIN_DECLS

/* manifest.json (sync/content/manifest.h), of a folder. */

/* The bytes to write for @tree, whose bundle.json has been read. The same tree always gives the same bytes.
 * (transfer full) */
GBytes *parvis_manifest_make (ParvisTree *tree, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* parvis_manifest_read(); PARVIS_BUNDLE_ERROR_UNTRUSTED when it is not one. (transfer full) */
ParvisManifest *parvis_manifest_parse (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Whether @tree has the manifest's files, all of them and no other. */
gboolean parvis_manifest_covers (const ParvisManifest *manifest, ParvisTree *tree,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
