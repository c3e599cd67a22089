/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/service.h"

G_BEGIN_DECLS

/* GET /v1/content/...: the tree of `parvisctl content publish` (sync/content/release.h), as any web server would serve
 * it, with tags (RFC 9110 §13) and ranges to the end (§14): what kiosks need. Nothing but names that such a tree has is
 * ever looked for. */
#define PARVIS_HUB_CONTENT_PATH "/v1/content/"

/* Fills @request's content, tag and offset from what follows PARVIS_HUB_CONTENT_PATH and the headers. FALSE: no such
 * name. */
gboolean parvis_hub_content_parse (const char *rest, ParvisHubHeader header, gpointer user_data,
                                   ParvisHubRequest *request);
void parvis_hub_content_answer (const ParvisHubConfig *config, const ParvisHubRequest *request,
                                ParvisHubAnswer *answer);

G_END_DECLS
