/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/http/answer.h"
#include "sync/hub/http/limit.h"
#include "sync/hub/http/request.h"
#include "sync/hub/phone/slots.h"
#include "sync/hub/store/store.h"

G_BEGIN_DECLS

/* What the hub answers to a kiosk's questions: small JSON bodies, never logged. */
#define PARVIS_HUB_ASK_MAX      (8 * 1024) /* bytes of a body */
#define PARVIS_HUB_POLL_SECONDS 25         /* a long poll without news */

typedef struct
{
  ParvisHubStore *store;
  ParvisHubSlots *slots;
  ParvisHubLimit *limit;
} ParvisHubAsks;

/* @action is PARVIS_HUB_TRACK, _OPEN_SLOT, _NEXT_FILE or _CLOSE_SLOT; @deadline: of this exchange, monotonic
 * microseconds. FALSE: parked, to be called again with the same when woken; else @answer is filled. */
gboolean parvis_hub_asks_answer (const ParvisHubAsks *self, ParvisHubAction action, const char *kiosk, GBytes *body,
                                 gint64 deadline, const ParvisHubParking *parking, ParvisHubAnswer *answer);

G_END_DECLS
