/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/fleet/status.h"
#include "sync/hub/http/answer.h"

G_BEGIN_DECLS

/* POST /v1/status: takes @body of @kiosk in, and fills @answer. */
void parvis_hub_status_answer (ParvisHubStore *store, const char *kiosk, GBytes *body, ParvisHubAnswer *answer);

G_END_DECLS
