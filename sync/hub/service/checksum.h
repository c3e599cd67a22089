/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/http/request.h"

G_BEGIN_DECLS

/* The sums of one request's bytes, made as they come: the one that it announces (tus 1.0.0, checksum extension), and
 * the envelope's own where the request brings it from its first byte on, so that nothing need be read again. Private to
 * the hub. */
typedef struct _ParvisHubSum ParvisHubSum;

/* @from_start: what comes begins the envelope. */
ParvisHubSum *parvis_hub_sum_new (const ParvisHubRequest *request, gboolean from_start);
void parvis_hub_sum_free (ParvisHubSum *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisHubSum, parvis_hub_sum_free)

void parvis_hub_sum_add (ParvisHubSum *self, const void *data, gsize size);
/* No more comes; once, before the next two. */
void parvis_hub_sum_end (ParvisHubSum *self);
/* Are these the bytes that were announced? TRUE when nothing was. */
gboolean parvis_hub_sum_matches (const ParvisHubSum *self);
/* SHA-256 from the envelope's first byte on, hexadecimal; %NULL when others had come before. */
const char *parvis_hub_sum_envelope (const ParvisHubSum *self);

G_END_DECLS
