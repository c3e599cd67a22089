/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/store/store.h"

G_BEGIN_DECLS

/* Where requests are, by tracking code: what the town hall has said of each, in order, for the person who holds the
 * code. Kept in hub.db. A code is kept as PBKDF2-HMAC-SHA256 of itself with a salt of this database (RFC 8018), so that
 * a copy of the file gives nobody a code to ask with. Messages are kept as they were written: whoever writes them knows
 * that they are shown on a public screen, and puts no name into them.
 */
#define PARVIS_HUB_MESSAGE_MAX 400 /* characters */
#define PARVIS_HUB_EVENTS_MAX  12  /* the last ones of a code that are told */

typedef enum
{
  PARVIS_HUB_TRACK_RECEIVED,
  PARVIS_HUB_TRACK_IN_PROGRESS,
  PARVIS_HUB_TRACK_WAITING, /* for something from the person */
  PARVIS_HUB_TRACK_DONE,
  PARVIS_HUB_TRACK_REFUSED,
} ParvisHubTrackState;
const char *parvis_hub_track_state_to_string (ParvisHubTrackState state); /* "received", "in-progress", ... */
gboolean parvis_hub_track_state_from_string (const char *text, ParvisHubTrackState *state);

typedef struct
{
  gint64 at; /* Unix seconds */
  ParvisHubTrackState state;
  char *message; /* (nullable) */
} ParvisHubEvent;
void parvis_hub_event_free (ParvisHubEvent *event);

/* @code: as parvis_tracking_code_read() gives it. @message (nullable): plain text of at most PARVIS_HUB_MESSAGE_MAX
 * characters, one line. */
gboolean parvis_hub_tracking_note (ParvisHubStore *store, const char *code, ParvisHubTrackState state,
                                   const char *message, gint64 now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The last PARVIS_HUB_EVENTS_MAX, oldest first; empty when nothing was said of this code. (transfer full) */
GPtrArray *parvis_hub_tracking_list (ParvisHubStore *store, const char *code, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
