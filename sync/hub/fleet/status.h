/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/store/store.h"
#include "sync/status/status-report.h"

G_BEGIN_DECLS

/* How each kiosk is, as it last said (sync/status/status-report.h), and all that it sent of its journal,
 * in hub.db. Errors are those of the store.
 *
 * The journal of a kiosk must go on from the last entry that it sent: what it sends hangs on it,
 * and what it sends again is what it sent before. When it does not (entries changed, cut off,
 * missing, or the whole written anew) that is noted with the time, logged as a security event, and
 * shown by `parvis-hub fleet`; what comes then is kept as another chain, beside the one before, so
 * that nothing already here is ever written over. Of each kiosk the last PARVIS_HUB_JOURNAL_MAX
 * entries are kept.
 */
#define PARVIS_HUB_JOURNAL_MAX 50000

typedef enum
{
  PARVIS_HUB_CHAIN_WHOLE,
  PARVIS_HUB_CHAIN_CHANGED, /* an entry does not hang on the one before, or is not the one that came
                               before */
  PARVIS_HUB_CHAIN_CUT,     /* the journal ends before what had come */
  PARVIS_HUB_CHAIN_MISSING, /* entries between what had come and what comes now never came */
} ParvisHubChain;
const char *parvis_hub_chain_to_string (ParvisHubChain chain); /* "whole", "changed", "cut", "missing" */

/* Takes @report of @kiosk in, in one transaction. @head: the last entry that is here now, for the
 * answer. @found (nullable). */
gboolean parvis_hub_status_take (ParvisHubStore *store, const char *kiosk, const ParvisStatusReport *report, gint64 now,
                                 ParvisJournalHead *head, ParvisHubChain *found,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One kiosk as it is known here. */
typedef struct
{
  char *kiosk;
  gint64 seen_at;             /* Unix seconds of the last status; 0: none ever came */
  gint64 upload_at;           /* Unix seconds of the last upload begun or ended; 0: none */
  ParvisStatusReport *report; /* (nullable) its entries left out */
  ParvisJournalHead head;
  ParvisHubChain broken;        /* the last thing found wrong with its journal */
  gint64 broken_at, broken_seq; /* 0: never */
  gboolean revoked;             /* it has no certificate any more that is let in (register.h) */
} ParvisHubKiosk;
void parvis_hub_kiosk_free (ParvisHubKiosk *self);

/* Every kiosk that was ever heard of: by a status, an upload, or its certificate; by name.
 * (transfer container) */
GPtrArray *parvis_hub_status_list (ParvisHubStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What is kept of a kiosk's journal, oldest first: at most @max (0: all), the last ones. (transfer
 * container) */
GPtrArray *parvis_hub_status_journal (ParvisHubStore *store, const char *kiosk, guint max,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
