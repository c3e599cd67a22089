/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/content/fetch-options.h"
#include "sync/content/manifest.h"
#include "sync/content/release.h"

G_BEGIN_DECLS

/* The manifest of one version: the very one that the list announces, signed, of that version, not expired, and with the
 * sizes of its files. Errors are those of a pass. Private to parvis-syncd. */
typedef struct
{
  ParvisManifest *manifest;
  GBytes *bytes, *signature; /* as they came */
} ParvisFetchManifest;
void parvis_fetch_manifest_free (ParvisFetchManifest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisFetchManifest, parvis_fetch_manifest_free)

/* @options and @release must outlive the asking. */
void parvis_fetch_manifest_async (const ParvisFetchOptions *options, const ParvisRelease *release,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
ParvisFetchManifest *parvis_fetch_manifest_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
