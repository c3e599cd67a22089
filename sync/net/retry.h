/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/net/delivery-error.h"

G_BEGIN_DECLS

/* What to do after a failed delivery, decided from the typed error alone, and when to try again.
 *
 * Waiting: exponential backoff with full jitter, a random time between 1 s and min (PARVIS_RETRY_CAP, 2 s x
 * 2^attempts), so that the kiosks of a town do not all come back in the same second. Retry-After (RFC 9110
 * §10.2.3) is a lower bound that is put before the random time, itself bounded: a mad or hostile answer does
 * not silence a kiosk for a year. */
#define PARVIS_RETRY_BASE      2                                               /* seconds */
#define PARVIS_RETRY_CAP       (15 * 60)                                       /* seconds */
#define PARVIS_RETRY_AFTER_MAX (6 * 3600)                                      /* seconds */
#define PARVIS_RETRY_LONGEST   (PARVIS_RETRY_AFTER_MAX + PARVIS_RETRY_CAP + 1) /* no wait is longer */

typedef enum
{
  PARVIS_RETRY_LATER,    /* queued again, after a wait */
  PARVIS_RETRY_RECREATE, /* forget the remembered upload, then queued again */
  PARVIS_RETRY_NEVER,    /* refused: kept for the staff */
} ParvisRetryAction;

typedef struct
{
  ParvisRetryAction action;
  gboolean hold; /* nobody answers, or it is no to all alike: the other submissions need not knock now either */
} ParvisRetryDecision;

/* Errors of another domain than PARVIS_DELIVERY_ERROR are our own troubles (disk, memory): later. */
ParvisRetryDecision parvis_retry_decide (const GError *error);

/* Where time and chance come from; tests put their own. */
typedef struct
{
  gint64 (*now) (gpointer user_data);    /* Unix seconds */
  double (*chance) (gpointer user_data); /* in [0, 1) */
  gpointer user_data;
} ParvisRetryEnvironment;
extern const ParvisRetryEnvironment parvis_retry_real_environment;

/* Unix seconds of the next try of something that has already been tried @attempts times before this failure.
 */
gint64 parvis_retry_next_try (const ParvisRetryEnvironment *environment, guint attempts, const GError *error);

/* Reads a Retry-After: seconds or HTTP-date. @date: the answer's own Date (nullable), which makes the
 * difference right even when our clock is wrong. Returns Unix seconds on our clock, at most
 * PARVIS_RETRY_AFTER_MAX from @now; 0 when there is nothing to be obeyed. */
gint64 parvis_retry_after_parse (const char *value, const char *date, gint64 now);

/* What must be added to @now to have the time of a Date header (RFC 9110 §6.6.1; nullable), in seconds; 0 when it is
 * none. Less than PARVIS_CLOCK_TOLERANCE either way is no difference worth a word. */
#define PARVIS_CLOCK_TOLERANCE 300 /* seconds */
gint64 parvis_retry_clock_offset (const char *date, gint64 now);

G_END_DECLS
