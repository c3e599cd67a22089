/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/net/http.h"
#include "sync/keys/key-pair.h"

G_BEGIN_DECLS

/* The next pair of a kiosk tried once at the central server; accepted, it becomes the present one. Only then: a kiosk
 * always has a pair that has worked. */

/* Speaks with the next pair, whatever it is when a connection is made. (transfer full) */
ParvisHttp *parvis_key_trial_http (const ParvisKeyPair *pair, const char *ca_file);

/* @http: that. Errors: those of sync/net/http.h; PARVIS_EST_ERROR_DENIED when the pair is not accepted (and then
 * dropped); LATER; FILES. @pair must outlive it. */
void parvis_key_trial_async (ParvisHttp *http, const ParvisKeyPair *pair, const char *url, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
gboolean parvis_key_trial_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
