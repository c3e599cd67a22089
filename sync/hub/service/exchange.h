/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/http/limit.h"
#include "sync/hub/service/asks.h"
#include "sync/hub/service/checksum.h"
#include "sync/hub/service/service.h"
#include "sync/hub/service/syncer.h"
#include "sync/hub/store/store.h"

G_BEGIN_DECLS

/* What the parts of the service share: the hub, and one exchange with a kiosk. Private to them. */
struct _ParvisHub
{
  const ParvisHubConfig *config;
  ParvisHubStore *store;
  ParvisHubAsks asks;
  ParvisHubLimit *codes; /* wrong enrolment codes */
  ParvisHubSyncer *syncer;
  GHashTable *appending; /* upload id -> the exchange that writes to it, not owned */
};

struct _ParvisHubExchange
{
  ParvisHub *hub;
  char *kiosk;
  ParvisHubCaller caller; /* of an enrolment */
  char *authorization;    /* of an enrolment; (nullable) */
  gboolean denied;
  gboolean answered;
  ParvisHubRequest request;
  ParvisHubAnswer answer;
  ParvisHubUpload *upload; /* that bytes come for: APPEND, or CREATE that brings some */
  int fd;                  /* open while its bytes are taken */
  int write_errno;
  ParvisHubSum *sum;   /* (nullable) of its bytes */
  ParvisHubSync *sync; /* (nullable) all of them have come, and the disk is waited for */
  goffset room;        /* bytes the upload still lacks */
  goffset taken;       /* bytes written */
  goffset drained;     /* bytes read and not wanted */
  GByteArray *body;    /* of an ask or an enrolment; %NULL for everything else */
  gint64 deadline;     /* of an ask that waits: monotonic, microseconds */
};

gint64 parvis_hub_now (void); /* Unix seconds */

/* Each of these answers. */
void parvis_hub_exchange_refuse (ParvisHubExchange *self, guint status, ParvisProblem problem, const char *detail);
/* Our own trouble: the journal has the reason, the kiosk comes back later. */
void parvis_hub_exchange_trouble (ParvisHubExchange *self, const GError *error);
void parvis_hub_exchange_plain (ParvisHubExchange *self, guint status);

G_END_DECLS
