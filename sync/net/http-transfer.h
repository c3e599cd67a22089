/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <curl/curl.h>

#include "sync/net/http.h"

G_BEGIN_DECLS

/* ParvisHttpTransfer: one request as libcurl's easy handle, and its answer as it comes in. Private to
 * sync/net/http.c. */
typedef struct _ParvisHttpTransfer ParvisHttpTransfer;

ParvisHttpTransfer *parvis_http_transfer_new (const ParvisHttpRequest *request, const ParvisHttpOptions *options);
void parvis_http_transfer_free (ParvisHttpTransfer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisHttpTransfer, parvis_http_transfer_free)
CURL *parvis_http_transfer_easy (ParvisHttpTransfer *self);
/* @left is called once, from within libcurl, when the whole body has gone to the system. */
void parvis_http_transfer_watch_body (ParvisHttpTransfer *self, void (*left) (gpointer data), gpointer data);

/* After libcurl ended it with @code: were the dates of their certificate the one thing that was wrong? */
gboolean parvis_http_transfer_blames_dates (ParvisHttpTransfer *self, CURLcode code);
/* A question for the time to the server of @url: no certificate of ours, and theirs may have any dates. */
ParvisHttpTransfer *parvis_http_transfer_new_for_time (const char *url, const ParvisHttpOptions *options);
/* What such a @failure really is, by the answer to that question (nullable): changes its code, and says so. */
void parvis_http_transfer_judge_dates (GError *failure, const ParvisHttpAnswer *answer);
/* The answer (transfer full) of a transfer that libcurl ended with @code, or %NULL and an error. */
ParvisHttpAnswer *parvis_http_transfer_finish (ParvisHttpTransfer *self, CURLcode code, GError **error);

G_END_DECLS
