/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/content/fetch-options.h"

G_BEGIN_DECLS

/* The small signed documents (sync/content/resource.h), one after the other, each when it has changed. Private to
 * parvis-syncd. */

/* @names: as the list of releases has them. It and @options must outlive the asking. */
void parvis_fetch_resources_async (const ParvisFetchOptions *options, const char *const *names,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* FALSE: the way failed, or it was cancelled. @complaint: (transfer full) (nullable) what was wrong with the first of
 * those that were not as they must be, and held up nothing else; filled either way. */
gboolean parvis_fetch_resources_finish (GAsyncResult *result, GError **complaint,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
