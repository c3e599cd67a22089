/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/store/store.h"

G_BEGIN_DECLS

/* The staff has closed this server: submissions are told to come later (PARVIS_PROBLEM_CLOSED) and wait in the kiosks.
 * In hub.db, so that it outlives a restart, and asked at every request about an upload, so that it holds at once and
 * ends by itself. Nothing else is closed: receipts, tracking, content, what kiosks say of themselves (a fleet that
 * falls silent hides its troubles), enrolment (a technician is on site today, and a certificate does not wait to
 * expire), and the staff's own `parvis-hub import`. Errors are PARVIS_HUB_STORE_ERROR. One thread. */
#define PARVIS_HUB_CLOSING_LONGEST (400 * 24 * 3600) /* seconds ahead that may be said */
/* Seconds that a kiosk is sent away for at most: so it learns of a server that reopened early. */
#define PARVIS_HUB_CLOSING_PAUSE (15 * 60)

typedef struct
{
  gint64 at;    /* Unix seconds; 0: open */
  gint64 until; /* Unix seconds; 0: until parvis_hub_closing_end() */
} ParvisHubClosing;

gboolean parvis_hub_closing_begin (ParvisHubStore *store, gint64 now, gint64 until,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_hub_closing_end (ParvisHubStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What holds at @now: a closing whose time is over is none. */
gboolean parvis_hub_closing_read (ParvisHubStore *store, gint64 now, ParvisHubClosing *closing,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Retry-After of a closed server: seconds from @now, at least 1. */
gint64 parvis_hub_closing_pause (const ParvisHubClosing *closing, gint64 now);

G_END_DECLS
