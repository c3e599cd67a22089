/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/config/config.h"
#include "sync/queue/outbox.h"
#include "sync/seal/signature.h"
#include "sync/net/retry.h"
#include "sync/delivery/tus.h"

G_BEGIN_DECLS

/* One submission to the central server: the envelope by tus to <hub>/v1/uploads; its receipt from
 * the last answer, or from <hub>/v1/submissions/<id>/receipt, believed only when it is signed and bears our id, sum and
 * size. Knows no queue. */
typedef struct
{
  ParvisHttp *http;
  ParvisConfig *config;
  const ParvisRetryEnvironment *environment;
  gsize chunk; /* bytes of a PATCH; 0 = by how fast the line is */
  ParvisTusServer *tus;
  ParvisSigners *signers; /* of receipts */
} ParvisDeliveryServer;

typedef void (*ParvisDeliverySent) (gpointer user_data);

/* @server must outlive the call. @user_data is of all three. @sent (nullable): as in ParvisTusUpload. @envelope has the
 * sum of @entry: the outbox has checked it. GONE when the server holds everything and has no receipt: @url_changed
 * (%NULL) has been called. */
void parvis_delivery_async (const ParvisDeliveryServer *server, const ParvisOutboxEntry *entry, GBytes *envelope,
                            ParvisTusUrlChanged url_changed, ParvisDeliverySent sent, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full): the verified receipt. */
GBytes *parvis_delivery_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
