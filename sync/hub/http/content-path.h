/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/http/request.h"

G_BEGIN_DECLS

/* What may be asked of a published tree (sync/content/release.h): nothing but the names that such a tree has. */
#define PARVIS_HUB_CONTENT_PATH "/v1/content/"

/* Fills @request's content, tag and offset from what follows PARVIS_HUB_CONTENT_PATH and the headers. FALSE: no such
 * name. */
gboolean parvis_hub_content_parse (const char *rest, ParvisHubHeader header, gpointer user_data,
                                   ParvisHubRequest *request);

G_END_DECLS
