/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/queue/outbox.h"

G_BEGIN_DECLS

/* What parvis-syncd has fetched of the content and what became of it: tables of the outbox, which its watch tells of.
 * The bundle itself is the folder <state>/content/<version>/, complete and synced before its row is there.
 *
 *   ready --the kiosk imported it, between two sessions--> applied --parvisctl content restore--> aside
 *     '--the kiosk found a fault--> refused
 *
 * A version that is not "ready" any more is never taken again: a newer one must come. Errors are PARVIS_OUTBOX_ERROR.
 */
typedef enum
{
  PARVIS_BUNDLE_READY,
  PARVIS_BUNDLE_APPLIED,
  PARVIS_BUNDLE_REFUSED,
  PARVIS_BUNDLE_ASIDE, /* the one before was brought back in its place */
} ParvisBundleState;
const char *parvis_bundle_state_to_string (ParvisBundleState state);

typedef struct
{
  gint64 version;
  ParvisBundleState state;
  char *source;      /* where from: a URL */
  gint64 expires_at; /* Unix seconds, as the ones below */
  gint64 fetched_at;
  gint64 decided_at; /* since when @state is what it is; 0: ready */
  char *why;         /* (nullable) refused: the reason; ready: what kept it from being imported yet */
} ParvisBundleRow;
void parvis_bundle_row_free (ParvisBundleRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisBundleRow, parvis_bundle_row_free)

/* Of ParvisBundleRow, the latest version first. */
GPtrArray *parvis_bundle_list (ParvisOutbox *outbox, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The highest version that waits to be imported; 0: none. */
gboolean parvis_bundle_waiting (ParvisOutbox *outbox, gint64 *version, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* <state>/content/<version>. (transfer full) */
char *parvis_bundle_folder (const char *state_dir, gint64 version);

/* For the kiosk and parvisctl. A version without a row (it came on a key) gets one. @why: nullable, cut to 500 bytes.
 */
gboolean parvis_bundle_decide (ParvisOutbox *outbox, gint64 version, ParvisBundleState state, const char *why,
                               gint64 now, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* For parvis-syncd. */
gboolean parvis_bundle_add (ParvisOutbox *outbox, gint64 version, const char *source, gint64 expires_at, gint64 now,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* How distribution stands. */
typedef struct
{
  gint64 highest;    /* the highest version ever accepted: nothing below is */
  gint64 serial;     /* of the last list of releases */
  GBytes *releases;  /* (nullable) that list, signature and all */
  char *etag;        /* (nullable) the tag it came with */
  char *source;      /* (nullable) where it came from: a list of another place is no older one */
  gint64 expires_at; /* of that list; 0: none */
  gint64 checked_at; /* Unix seconds of the last answer that was ours; 0: never */
  gint64 wanted;     /* the version this kiosk is to have; 0: none was said */
  char *trouble;     /* (nullable) what is wrong, for the staff */
  gint64 trouble_since;
} ParvisDistribution;
void parvis_distribution_clear (ParvisDistribution *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParvisDistribution, parvis_distribution_clear)

gboolean parvis_distribution_read (ParvisOutbox *outbox, ParvisDistribution *self,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* For parvis-syncd: all but the trouble. */
gboolean parvis_distribution_write (ParvisOutbox *outbox, const ParvisDistribution *self,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* In one word, for whoever only wants to know whether all is well: "none" (no trouble; or nothing has ever been
 * published where nobody said that it would be: @expected is whether somebody did), "trouble", or "stale": the last
 * list of releases has expired, and no other one came, so that nobody can tell whether something is kept from this
 * kiosk. */
const char *parvis_distribution_word (const ParvisDistribution *self, gboolean expected, gint64 now);
/* %NULL: none any more. Writes nothing when it would say the same. */
gboolean parvis_distribution_set_trouble (ParvisOutbox *outbox, const char *trouble, gint64 now,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
