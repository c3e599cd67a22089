/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/config/config.h"
#include "sync/delivery/uploader.h"

G_BEGIN_DECLS

/* ParvisSyncdHost: parvis-syncd as long as it runs. It keeps the outbox (sync/queue/outbox-keeper.h) and the notes for
 * the journal, and has a ParvisSyncd at work while there is an outbox to work with. An outbox that proves damaged, at
 * start or while it serves, is put aside, told in the journal, and with the first status that follows to the central
 * server; the work goes on with the new one, in the same process. While there is none (another program holds the
 * damaged one, the disk is full) it waits, and looks again when something happens and every PARVIS_SYNCD_HOST_PAUSE. */
#define PARVIS_SYNCD_HOST_PAUSE 30 /* seconds */
typedef struct _ParvisSyncdHost ParvisSyncdHost;

/* It cannot go on: parvis_syncd_host_finish() says why. */
typedef void (*ParvisSyncdHostEnded) (gpointer user_data);

/* @config and @options must outlive it. */
ParvisSyncdHost *parvis_syncd_host_new (ParvisConfig *config, const ParvisUploaderOptions *options,
                                        ParvisSyncdHostEnded ended, gpointer user_data);
/* Ends what is under way first (parvis_syncd_free()). */
void parvis_syncd_host_free (ParvisSyncdHost *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSyncdHost, parvis_syncd_host_free)

/* FALSE: there is no outbox and will be none; no @ended then. */
gboolean parvis_syncd_host_start (ParvisSyncdHost *self) G_GNUC_WARN_UNUSED_RESULT;
/* parvis_syncd_hurry(), when there is an outbox. */
void parvis_syncd_host_hurry (ParvisSyncdHost *self);
/* FALSE with the reason when it could not go on. Once. */
gboolean parvis_syncd_host_finish (ParvisSyncdHost *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
