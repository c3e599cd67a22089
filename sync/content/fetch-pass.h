/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/content/fetch-options.h"

G_BEGIN_DECLS

/* One look at what is published (sync/content/release.h): the list of releases (fetch-list.h), the small resources
 * (fetch-resources.h), then, when this kiosk is to have another version, its manifest (fetch-manifest.h) and the files
 * that lack (fetch-bundle.h), as far as the line and the hour let them come (fetch-options.h); each checked before it
 * counts. When it ends well and there was a new version, that is complete in its folder and its row is in the outbox.
 * Whatever fails leaves what was there, and what was fetched so far.
 *
 * Nothing blocks the main context but SQLite. Errors are PARVIS_FETCH_ERROR, PARVIS_DELIVERY_ERROR, PARVIS_OUTBOX_ERROR
 * or G_IO_ERROR_CANCELLED; the message is for the staff. Private to parvis-syncd.
 */
typedef struct
{
  gint64 change;  /* when the list says another thing for this kiosk; G_MAXINT64: never */
  gint64 waiting; /* the version that is more than may come now; 0: none */
  gboolean fresh; /* a new version is ready */
} ParvisFetchOutcome;

/* @waiting: of the pass before, under the same rules; 0: none. While they hold it is not asked for again. What @options
 * points at must outlive the pass. */
void parvis_fetch_pass_async (const ParvisFetchOptions *options, gint64 waiting, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
/* @outcome is filled either way. */
gboolean parvis_fetch_pass_finish (GAsyncResult *result, ParvisFetchOutcome *outcome,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
