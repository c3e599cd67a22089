/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/config/config.h"
#include "sync/queue/outbox.h"
#include "sync/net/retry.h"

G_BEGIN_DECLS

/* ParvisUploader: brings the outbox's rows to the central server, one after the other (three at a time while they
 * arrive; after a failure it is one again, so that one look tells a server that is closed, and for ten minutes when
 * there were several, since that may be why), each on its own account: a row that fails is queued again for later (or
 * refused, or its upload forgotten: sync/net/retry.h) and the next one is tried. One whose envelope is not whole any
 * more is refused by us. Only when nobody answers at all, when it would be no to all alike, or when the server asks
 * everybody to wait (Retry-After), the pass ends early and the remaining rows keep their turn until
 * parvis_uploader_wake_time(). What [hub] metered and hours let leave (sync/config/delivery-rules.h) is looked at
 * before each row; the others wait for their hour or for parvis_uploader_set_metered(). The only writer of states
 * beside the kiosk's enqueue: one uploader an outbox (parvis-syncd holds a lock). Nothing blocks but SQLite. Belongs to
 * one thread.
 */
typedef struct _ParvisUploader ParvisUploader;

/* A row has changed: for a journal. @why: technical, without personal data; %NULL when delivered. */
typedef void (*ParvisUploaderSaid) (const char *id, ParvisSubmissionState state, const char *why, gpointer user_data);

typedef struct
{
  const ParvisRetryEnvironment *environment; /* (nullable) the real one when %NULL */
  gsize chunk;                               /* bytes of one PATCH; 0 = the usual */
  guint connect_timeout;                     /* seconds; 0 = the usual */
  guint silence_timeout;                     /* seconds; 0 = the usual */
  gboolean anytime;                          /* [hub] hours and metered do not count: a technician waits for it */
  ParvisUploaderSaid said;                   /* (nullable) */
  gpointer said_user_data;
} ParvisUploaderOptions;

typedef enum
{
  PARVIS_UPLOADER_DUE, /* the rows whose time has come */
  PARVIS_UPLOADER_ALL, /* every queued row once, now: the network is back, or a technician asks */
} ParvisUploaderScope;

typedef struct
{
  guint delivered;
  guint refused;
  guint failed; /* queued again */
} ParvisUploaderTally;

/* @config and @outbox must outlive it. @options may be %NULL. */
ParvisUploader *parvis_uploader_new (ParvisConfig *config, ParvisOutbox *outbox, const ParvisUploaderOptions *options);
/* No pass may be under way. */
void parvis_uploader_free (ParvisUploader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisUploader, parvis_uploader_free)

/* The line is, from now on, one that is paid by what goes through it, or it is not: for the next row. FALSE at first.
 */
void parvis_uploader_set_metered (ParvisUploader *self, gboolean metered);

/* One pass. Fails only when the outbox does (PARVIS_OUTBOX_ERROR), or when cancelled: the row under way is
 * queued again, due at once, with its upload remembered. @tally is filled either way. */
void parvis_uploader_pass_async (ParvisUploader *self, ParvisUploaderScope scope, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
gboolean parvis_uploader_pass_finish (ParvisUploader *self, GAsyncResult *result, ParvisUploaderTally *tally,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Unix seconds at which the next pass is worth it; G_MAXINT64 when nothing is queued, or nothing that time alone lets
 * leave. */
gboolean parvis_uploader_wake_time (ParvisUploader *self, gint64 *at, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
