/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/journal/journal-entry.h"
#include "sync/queue/kiosk-state.h"

G_BEGIN_DECLS

/* ParvisStatusReport: how a kiosk is, as it tells the central server (POST /v1/status,
 * sync/hub/openapi.yaml): one JSON object, at most PARVIS_STATUS_MAX_BYTES. Nothing of or about a
 * person. Pure: no file, any thread. */
#define PARVIS_STATUS_MAX_BYTES (64 * 1024)
/* Of the journal: the longest of them fit with all the rest. */
#define PARVIS_STATUS_MAX_ENTRIES 48
#define PARVIS_STATUS_MAX_KEYS    16
#define PARVIS_STATUS_MAX_ERROR   200 /* bytes */

/* One certificate of the kiosk: sync/keys/keys.h has the words. */
typedef struct
{
  char *role, *state;
  gint64 until; /* Unix seconds; 0: not known */
} ParvisStatusKey;
void parvis_status_key_free (ParvisStatusKey *key);

typedef struct
{
  gint64 at;                         /* Unix seconds, of the kiosk's clock */
  char *program;                     /* parvis_version() of parvis-syncd */
  gint64 queued, refused, delivered; /* rows of the outbox, as they are now */
  gint64 oldest;                     /* age in seconds of the oldest that is queued; 0: none is */
  gint64 disk_free, disk_size;       /* bytes, where the outbox is */
  char *error;                       /* (nullable) why the oldest queued one could not be delivered the last time */
  GPtrArray *states;                 /* of ParvisKioskState, at most PARVIS_KIOSK_STATE_MAX */
  GPtrArray *keys;                   /* of ParvisStatusKey, at most PARVIS_STATUS_MAX_KEYS */
  ParvisJournalHead head;            /* the journal's */
  ParvisJournalHead after;           /* what the first of @entries hangs on */
  GPtrArray *entries;                /* of ParvisJournalEntry, at most PARVIS_STATUS_MAX_ENTRIES */
} ParvisStatusReport;
ParvisStatusReport *parvis_status_report_new (void); /* all empty, and nothing %NULL but @error */
void parvis_status_report_free (ParvisStatusReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisStatusReport, parvis_status_report_free)

/* What goes over the wire. (transfer full) */
GBytes *parvis_status_report_to_bytes (const ParvisStatusReport *self);
/* Hostile bytes: %NULL with a %G_IO_ERROR_INVALID_DATA that names the member unless all of it is
 * there and within its bounds. Members that we do not know are passed over. Whether the entries are
 * a chain is not looked at here. (transfer full) */
ParvisStatusReport *parvis_status_report_parse (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* {"journal": {"seq", "hash"}}: what the central server answers, the last entry that it has. */
GBytes *parvis_status_answer_to_bytes (const ParvisJournalHead *head); /* (transfer full) */
gboolean parvis_status_answer_parse (GBytes *bytes, ParvisJournalHead *head) G_GNUC_WARN_UNUSED_RESULT;

/* A sum of what is worth telling at once when it changes: not ages, not counts of what goes well,
 * not the journal. (transfer full) */
char *parvis_status_report_gist (const ParvisStatusReport *self);

G_END_DECLS
