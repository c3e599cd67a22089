/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/net/http.h"

G_BEGIN_DECLS

/* One file from a web server, from where the last try was cut (Range, RFC 9110 §14; a server that knows no ranges sends
 * it whole). The address is the file's sum, so that what is there can be no other version of it: no If-Range. Nothing
 * beyond @size is written; whether the bytes are the right ones is for parvis_fetch_store_take() to see.
 *
 * @partial: the file that takes the bytes. Errors are PARVIS_FETCH_ERROR, PARVIS_DELIVERY_ERROR or
 * G_IO_ERROR_CANCELLED; what had come stays. Private to parvis-syncd. */
void parvis_fetch_file_async (ParvisHttp *http, const char *url, const char *partial, gint64 size,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean parvis_fetch_file_finish (ParvisHttp *http, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* "bytes 100-199/200" (RFC 9110 §14.4) begins at @offset of a whole of @size. */
gboolean parvis_fetch_range_fits (const char *range, gint64 offset, gint64 size);

G_END_DECLS
