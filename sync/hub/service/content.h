/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/config/hub-config.h"
#include "sync/hub/http/answer.h"
#include "sync/hub/http/request.h"

G_BEGIN_DECLS

/* GET /v1/content/...: the tree of `parvisctl content publish` (sync/content/release.h), as any web server would serve
 * it, with tags (RFC 9110 §13) and ranges to the end (§14): what kiosks need. Nothing but names that such a tree has is
 * ever looked for. */
void parvis_hub_content_answer (const ParvisHubConfig *config, const ParvisHubRequest *request,
                                ParvisHubAnswer *answer);

G_END_DECLS
