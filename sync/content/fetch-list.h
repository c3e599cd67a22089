/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/content/distribution.h"
#include "sync/content/fetch-options.h"
#include "sync/content/release.h"

G_BEGIN_DECLS

/* The list of releases (sync/content/release.h): asked for when it has changed, believed when it is signed and not
 * older than the one before. Errors are those of a pass; PARVIS_FETCH_ERROR_ABSENT: there is none at that address.
 * Private to parvis-syncd. */

/* @standing: what is known of it so far; filled anew with a list that is accepted, not written. It and @options must
 * outlive the asking. */
void parvis_fetch_list_async (const ParvisFetchOptions *options, ParvisDistribution *standing,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
ParvisReleases *parvis_fetch_list_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A list that nobody renewed: whoever stands between us and the town hall may be keeping the newer ones from us. */
gboolean parvis_fetch_list_is_current (const ParvisDistribution *standing, gint64 now, GError **error);

G_END_DECLS
