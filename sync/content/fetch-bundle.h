/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/content/fetch-manifest.h"

G_BEGIN_DECLS

/* The files of one version, one after the other, those that lack; then its folder gets its name
 * (sync/content/fetch-store.h). Errors are those of a pass. Private to parvis-syncd. */

/* @root: <state>/content. Everything must outlive the fetching; nobody else touches @manifest meanwhile. */
void parvis_fetch_bundle_async (const ParvisFetchOptions *options, const char *root,
                                const ParvisFetchManifest *manifest, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* @complete: the version is there, whole. Without error and not complete: what lacks is more than the line and the hour
 * let come now (parvis_fetch_limit()); what came stays. */
gboolean parvis_fetch_bundle_finish (GAsyncResult *result, gboolean *complete,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
