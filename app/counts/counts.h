/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/counts/event.h"

G_BEGIN_DECLS

/* ParvisCounts: how often what happened, by day, in a small SQLite file. Anonymous by construction: an event of a fixed
 * vocabulary, a subject and a detail that are identifiers of the content ([A-Za-z0-9._-], at most 64), a day and a
 * number. No hour, no session; what is not an identifier is not kept, and nobody passes what a person typed.
 *
 * Bounds: PARVIS_COUNTS_MAX_DAYS days, then the oldest go; PARVIS_COUNTS_MAX_ROWS rows, beyond which events are counted
 * without their subject. Counting never fails and never waits for a disk: counts are kept in memory and written by a
 * worker thread at parvis_counts_flush(), or PARVIS_COUNTS_FLUSH_SECONDS after the first. When they cannot be written
 * the journal says so, once, and they wait. A power cut loses those not written yet, which is no harm. Main thread
 * only.
 */
typedef struct _ParvisCounts ParvisCounts;

#define PARVIS_COUNTS_MAX_DAYS      800
#define PARVIS_COUNTS_MAX_ROWS      100000
#define PARVIS_COUNTS_FLUSH_SECONDS 60

#define PARVIS_COUNTS_ERROR (parvis_counts_error_quark ())
typedef enum
{
  PARVIS_COUNTS_ERROR_BUSY,   /* another program holds the file: again later */
  PARVIS_COUNTS_ERROR_FAILED, /* no room, damaged, unreadable: for the staff */
} ParvisCountsError;
GQuark parvis_counts_error_quark (void);

/* Opens nothing yet. @path: state folder's counts.db. */
ParvisCounts *parvis_counts_new (const char *path);
/* Writes what is left, at once. */
void parvis_counts_free (ParvisCounts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisCounts, parvis_counts_free)

/* @subject, @detail: (nullable). */
void parvis_counts_add (ParvisCounts *self, ParvisCountEvent event, const char *subject, const char *detail);
void parvis_counts_flush (ParvisCounts *self);

/* Only for reading: any process, any thread. */
typedef struct
{
  char *day;                      /* "2026-11-22", in the kiosk's time zone */
  char *event, *subject, *detail; /* "" where there is none */
  gint64 n;
} ParvisCount;
void parvis_count_free (ParvisCount *count);
/* From @since on ("2026-11-01", %NULL: all), by day and event. A file that is not there has no counts. (transfer
 * container) */
GPtrArray *parvis_counts_read (const char *path, const char *since, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* "demarche-left". Static. */
const char *parvis_count_event_to_text (ParvisCountEvent event);

G_END_DECLS
