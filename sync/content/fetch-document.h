/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/net/http.h"

G_BEGIN_DECLS

/* One small document from a web server, asked for only when it has changed (RFC 9110 §13): If-None-Match where the
 * server gives tags, else If-Modified-Since where its date is older than a second when it is told. Errors are
 * PARVIS_FETCH_ERROR, PARVIS_DELIVERY_ERROR or G_IO_ERROR_CANCELLED. Private to parvis-syncd. */
typedef struct
{
  GBytes *bytes; /* (nullable): it has not changed */
  char *tag;     /* (nullable) ETag, else Last-Modified: for the next time */
} ParvisFetchDocument;
void parvis_fetch_document_free (ParvisFetchDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisFetchDocument, parvis_fetch_document_free)

/* @tag: nullable. @max: longest taken, bytes. */
void parvis_fetch_document_async (ParvisHttp *http, const char *url, const char *tag, gsize max,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
ParvisFetchDocument *parvis_fetch_document_finish (ParvisHttp *http, GAsyncResult *result,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What an answer that is no document means: sets @error, and returns FALSE. */
gboolean parvis_fetch_document_refuse (const ParvisHttpAnswer *answer, const char *url, GError **error);

G_END_DECLS
