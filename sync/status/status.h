/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/config/config.h"
#include "sync/journal/journal.h"
#include "sync/net/retry.h"
#include "sync/status/status-report.h"

G_BEGIN_DECLS

/* ParvisStatus: tells the central server how this kiosk is (sync/status/status-report.h), for
 * parvis-syncd: when it starts, when what is worth knowing has changed, and once a day, at a time
 * that differs from kiosk to kiosk. What of the journal it does not have yet goes with it, in
 * several reports when there is much. A report that did not get through is tried again as a
 * submission is (sync/net/retry.h), or at once when told that the way is open. Nobody waits for it,
 * though: a server that answered, and not with yes, has PARVIS_STATUS_BUSY_PAUSE seconds at least,
 * and one that refuses it PARVIS_RETRY_CAP, whether or not the way is open, since it was; one that
 * knows no status is asked again a day later. Nothing blocks but SQLite. Belongs to one thread.
 */
#define PARVIS_STATUS_BUSY_PAUSE 60
typedef struct _ParvisStatus ParvisStatus;

/* parvis_status_due() is another one: for whoever keeps the alarm. */
typedef void (*ParvisStatusPlanned) (gpointer user_data);

/* All must outlive it. @environment: (nullable) */
ParvisStatus *parvis_status_new (const ParvisConfig *config, ParvisOutbox *outbox, ParvisJournal *journal,
                                 const ParvisRetryEnvironment *environment, ParvisStatusPlanned planned,
                                 gpointer user_data);
/* Cancels what is under way, iterating the main context until it has ended. */
void parvis_status_free (ParvisStatus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisStatus, parvis_status_free)

/* Something may have changed, or time has passed: sends a report if it is worth one. */
void parvis_status_look (ParvisStatus *self);
/* The central server answers again: what waits for its next try is tried at the next look, unless it was refused. */
void parvis_status_hurry (ParvisStatus *self);
/* Unix seconds of the next look that is worth it whatever happens; G_MAXINT64 while a report is
 * under way. */
gint64 parvis_status_due (const ParvisStatus *self);

/* What a report would say now; with the journal's entries that were not sent yet. (transfer full)
 */
ParvisStatusReport *parvis_status_collect (const ParvisConfig *config, ParvisOutbox *outbox,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
