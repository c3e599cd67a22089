/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/queue/outbox.h"

G_BEGIN_DECLS

/* What becomes of an outbox that is damaged: it is put aside under a name of its own, outbox.damaged-DATE with its
 * log beside it, never deleted by us, and a new one is made, so that the kiosk goes on. What it held is out of sight
 * then: the caller tells the staff. parvis_outbox_salvage() brings back all of it that is whole.
 */

/* As parvis_outbox_open(). @suspect: it has proved damaged in use; every page is looked at, which takes its time.
 * @aside: (out) (transfer full) (nullable): where a damaged one was put. As long as anybody else has the damaged file
 * open it cannot be put aside: PARVIS_OUTBOX_ERROR_CORRUPT, and they are asked to let go. The programs that run for
 * long (parvis-kiosk, parvis-syncd) hear that: sync/queue/outbox-keeper.h. */
ParvisOutbox *parvis_outbox_open_mended (const char *path, gboolean suspect, char **aside,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Files put aside beside @path that nobody has recovered yet, oldest first. (transfer full): of paths */
GPtrArray *parvis_outbox_list_damaged (const char *path);

typedef struct
{
  guint queued;    /* brought back */
  guint already;   /* were in the outbox */
  guint delivered; /* had been delivered: nothing to do */
  guint lost;      /* known by name and not delivered, but their envelope is not whole */
  guint nameless;  /* whole envelopes of which nothing says whose they are */
} ParvisOutboxSalvage;

/* Reads @damaged (and its log) page by page and queues every envelope that is what it was: its SHA-256 is right. As
 * often as one likes: what is there stays as it is. @damaged is not touched. */
gboolean parvis_outbox_salvage (ParvisOutbox *self, const char *damaged, ParvisOutboxSalvage *found,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Renames it to outbox.recovered-DATE: nothing is left to be done with it. */
gboolean parvis_outbox_note_recovered (const char *damaged, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
