/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/daemon/syncd-notes.h"
#include "sync/delivery/uploader.h"

G_BEGIN_DECLS

/* ParvisSyncd: what parvis-syncd does with an outbox, as long as that serves: when the uploader passes. At start, when
 * the outbox changes, when the time of a next try has
 * come (one alarm), when the network comes back or is another (sync/net/network.h), and when asked; at most one pass at
 * a time, and once more when something happened meanwhile. Before each pass, delivered rows past their retention are
 * purged. Nothing is polled: a kiosk at rest does not wake up. Beside it, a ParvisAsker answers the kiosk's questions,
 * a ParvisRenewal keeps its certificate good, and a ParvisFetch looks for new content. */
typedef struct _ParvisSyncd ParvisSyncd;

/* @config, @outbox and @notes must outlive it. Starts at once. */
ParvisSyncd *parvis_syncd_new (ParvisConfig *config, ParvisOutbox *outbox, ParvisSyncdNotes *notes,
                               const ParvisUploaderOptions *options, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Ends the pass under way first (iterating the main context until its row is back in the queue). */
void parvis_syncd_free (ParvisSyncd *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSyncd, parvis_syncd_free)

/* Another process has committed to the outbox. */
void parvis_syncd_changed (ParvisSyncd *self);
/* Tries every queued row now, whatever its time, and looks for new content. */
void parvis_syncd_hurry (ParvisSyncd *self);

/* Deletes the rows delivered more than the configured retention before @now. */
gboolean parvis_syncd_purge (ParvisConfig *config, ParvisOutbox *outbox, gint64 now,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
