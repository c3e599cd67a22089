/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/config/config.h"
#include "sync/net/http.h"
#include "sync/queue/outbox.h"

G_BEGIN_DECLS

/* One look at what is published (sync/content/release.h): the list of releases, the small resources, then, when this
 * kiosk is to have another version, its manifest and the files that lack; each checked before it counts. When it ends
 * well and there was a new version, that is complete in its folder and its row is in the outbox. Whatever fails leaves
 * what was there, and what was fetched so far.
 *
 * Nothing blocks the main context but SQLite. Errors are PARVIS_FETCH_ERROR, PARVIS_DELIVERY_ERROR, PARVIS_OUTBOX_ERROR
 * or G_IO_ERROR_CANCELLED; the message is for the staff. Private to parvis-syncd.
 */
typedef struct
{
  ParvisConfig *config;
  ParvisOutbox *outbox;
  ParvisHttp *http;
  gboolean limited; /* the list and the small resources only */
} ParvisFetchOptions;

/* What @options points at must outlive the pass. */
void parvis_fetch_pass_async (const ParvisFetchOptions *options, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
/* @change: when the list says another thing for this kiosk; G_MAXINT64: never. @fresh: a new version is ready. Both are
 * filled either way. */
gboolean parvis_fetch_pass_finish (GAsyncResult *result, gint64 *change, gboolean *fresh,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
