/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/config/config.h"
#include "sync/journal/journal.h"
#include "sync/net/retry.h"

G_BEGIN_DECLS

/* ParvisRenewal: the kiosk's certificate renewed by parvis-syncd itself, with a new key, when a third of its time is
 * left (RFC 7030 simplereenroll). One alarm and nothing else: at rest it never wakes up. A try that fails is tried
 * again after a random time (an hour or so; less when little time is left; as the server says where it says it); the
 * present pair serves until the next one has been accepted once. A kiosk without a certificate waits for parvisctl
 * enrol. Belongs to one thread's main context. */
typedef struct _ParvisRenewal ParvisRenewal;

/* @config must outlive it; @journal (nullable) too. @environment (nullable): the real one. Looks at once. */
ParvisRenewal *parvis_renewal_new (ParvisConfig *config, ParvisJournal *journal,
                                   const ParvisRetryEnvironment *environment, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Ends what is under way first (iterating the main context). */
void parvis_renewal_free (ParvisRenewal *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisRenewal, parvis_renewal_free)

/* Something changed: the network, the files. Looks at the certificate again, and tries what is due; @now_too: even
 * before the time of the next try. */
void parvis_renewal_look (ParvisRenewal *self, gboolean now_too);

/* When a certificate good from @from until @until is to be renewed. */
gint64 parvis_renewal_due (gint64 from, gint64 until);
/* When a renewal that failed at @now is tried again; @chance in [0, 1). */
gint64 parvis_renewal_next_try (gint64 now, gint64 until, gint64 not_before, double chance);

G_END_DECLS
