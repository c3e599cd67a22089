/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/fleet/status.h"

G_BEGIN_DECLS

/* What is wrong with a kiosk, seen from the central server: for `parvis-hub fleet`. Pure. */

/* A kiosk tells how it is once a day, an hour early or late; after this it is silent. */
#define PARVIS_HUB_SILENT_SECONDS (26 * 3600)
/* Something has been waiting that long: it does not deliver. */
#define PARVIS_HUB_STUCK_SECONDS 3600

typedef struct
{
  const char *code; /* for programs; static: "silent", "never-seen", "stuck", "refused", "restricted",
                       "device", "stranger", "disk", "clock",  "certificate", "journal", "revoked" */
  char *text;       /* for the staff: one French sentence */
} ParvisHubTrouble;
void parvis_hub_trouble_free (ParvisHubTrouble *trouble);

/* The worst first; empty when all is well. @now: Unix seconds. (transfer full): of ParvisHubTrouble
 */
GPtrArray *parvis_hub_fleet_troubles (const ParvisHubKiosk *kiosk, gint64 now);
/* Age in seconds, now, of the oldest that was queued when it last said so; 0: none was. */
gint64 parvis_hub_fleet_oldest (const ParvisHubKiosk *kiosk, gint64 now);

/* "3 jours", "2 heures", "5 minutes". (transfer full) */
char *parvis_hub_fleet_span (gint64 seconds);

G_END_DECLS
