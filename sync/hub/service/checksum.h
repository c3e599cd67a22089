/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/http/request.h"

G_BEGIN_DECLS

/* The sum of one PATCH's bytes as they come: tus 1.0.0, checksum extension. Private to the hub. */
typedef struct _ParvisHubSum ParvisHubSum;

/* What the request announces; %NULL when it announces nothing. */
ParvisHubSum *parvis_hub_sum_new (const ParvisHubRequest *request);
void parvis_hub_sum_free (ParvisHubSum *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisHubSum, parvis_hub_sum_free)

void parvis_hub_sum_add (ParvisHubSum *self, const void *data, gsize size);
/* At the end, once: are these the bytes that were announced? */
gboolean parvis_hub_sum_matches (ParvisHubSum *self);

G_END_DECLS
