/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/config/config.h"
#include "sync/net/http.h"
#include "sync/queue/outbox.h"

G_BEGIN_DECLS

/* What every part of a pass (sync/content/fetch-pass.h) works with. Private to parvis-syncd. */
typedef struct
{
  gboolean metered; /* the network is paid by what goes through it */
  gboolean anytime; /* a technician waits for it: neither the line nor the hour counts */
} ParvisFetchLine;

typedef struct
{
  ParvisConfig *config;
  ParvisOutbox *outbox;
  ParvisHttp *http;
  const ParvisFetchLine *line; /* looked at again before each file */
} ParvisFetchOptions;

/* How many bytes a new version may take @now (Unix seconds): G_MAXINT64; 0 over a metered line, unless [content]
 * metered=yes; PARVIS_DELIVERY_SMALL outside of [hub] hours=, so that a corrected telephone number does not wait for
 * the night as a new map does. What does not fit waits; the list and the small resources never do. */
gint64 parvis_fetch_limit (const ParvisConfig *config, const ParvisFetchLine *line, gint64 now);
/* When [hub] hours= lets a large version come next, in Unix seconds: @now when it does already. */
gint64 parvis_fetch_opens (const ParvisConfig *config, const ParvisFetchLine *line, gint64 now);

G_END_DECLS
