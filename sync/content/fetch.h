/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/config/config.h"
#include "sync/queue/outbox.h"

G_BEGIN_DECLS

/* ParvisFetch: when parvis-syncd looks for new content (sync/content/fetch-pass.h does it). At start; when told that
 * the network or the central server is back; when the kiosk stirs (the outbox changed), at most once in
 * PARVIS_FETCH_LOOK_SECONDS; every [content] every= minutes, since nobody touches a kiosk whose screen must show an
 * alert, and a web server of plain files cannot call; every day at [content] hour with up to an hour of chance, so that
 * the kiosks of a town do not come all at once; when a release begins; and, for a version that waits for it, when
 * [hub] hours= begin. One alarm: nothing is polled. What fails on the way is tried again after longer and longer times,
 * with full jitter; what is wrong with the content waits for one of the above. Whatever is wrong is written where the
 * staff sees it (sync/content/distribution.h), a way that fails once it has for PARVIS_FETCH_SILENCE_SECONDS. Belongs
 * to one thread.
 */
#define PARVIS_FETCH_LOOK_SECONDS    60
#define PARVIS_FETCH_SILENCE_SECONDS (2 * 24 * 3600)

typedef struct _ParvisFetch ParvisFetch;

/* A pass has ended. @fresh: a new version is ready; @error: (nullable) what went wrong. */
typedef void (*ParvisFetchSaid) (gboolean fresh, const GError *error, gpointer user_data);

/* @config and @outbox must outlive it. @anytime: a technician waits for it, neither hours nor a metered line count.
 * @said: nullable. Looks at once. */
ParvisFetch *parvis_fetch_new (ParvisConfig *config, ParvisOutbox *outbox, gboolean anytime, ParvisFetchSaid said,
                               gpointer user_data, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Ends what is under way first (iterating the main context); what was fetched stays. */
void parvis_fetch_free (ParvisFetch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisFetch, parvis_fetch_free)

/* The outbox has changed. */
void parvis_fetch_look (ParvisFetch *self);
/* The network or the central server is back, or somebody asks. */
void parvis_fetch_hurry (ParvisFetch *self);
/* The network is metered: the list and the small resources only, unless [content] metered=yes. */
void parvis_fetch_set_metered (ParvisFetch *self, gboolean metered);

/* For tests. The next time of day @minute (of @zone) after @now, Unix seconds. */
gint64 parvis_fetch_next_day (gint64 now, guint minute, const char *zone);

G_END_DECLS
