/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/keys/est-message.h"
#include "sync/net/http.h"

G_BEGIN_DECLS

/* The client of Enrollment over Secure Transport (RFC 7030). Errors are PARVIS_EST_ERROR, or those of sync/net/http.h.
 */

/* What is asked for. */
typedef struct
{
  const char *url; /* the central server's; enrolment is at the root of its host (§3.2.2) */
  const char *ca_file;
  const char *kiosk;
  EVP_PKEY *key;
  const char *code; /* (nullable): simpleenroll with this one-time code; %NULL: simplereenroll, by the certificate of
                       the ParvisHttp */
  const X509_NAME *subject; /* (nullable): of the present certificate, which a renewal repeats */
  GBytes *request; /* (nullable): of parvis_est_write_request(), to repeat the very same one after a 202 (§4.2.3);
                      without it one is made, which no other signature is like */
} ParvisEstAsk;

/* @ask is read before this returns, but its @key and @request, which are held. */
void parvis_est_ask_async (ParvisHttp *http, const ParvisEstAsk *ask, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
/* The certificate, judged by parvis_est_judge(). @not_before: (out) with PARVIS_EST_ERROR_LATER, Unix seconds, or 0
 * when the server did not say. (transfer full) */
X509 *parvis_est_ask_finish (GAsyncResult *result, gint64 *not_before, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The one of @certificates that is for @key, bears the name @kiosk, is for TLS clients and comes from @ca_file, and is
 * good now; else PARVIS_EST_ERROR_STRANGE. (transfer full) */
X509 *parvis_est_judge (X509Stack *certificates, EVP_PKEY *key, const char *kiosk, const char *ca_file,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* §4.1.1, bootstrapping: asks a server that is not yet trusted for its authorities and returns the one whose SHA-256
 * fingerprint is
 * @fingerprint (64 hexadecimal digits, any case, ":" between them or not); PARVIS_EST_ERROR_TRUST when it is not among
 * them. Nothing secret is sent. Blocks, a minute at most. (transfer full) */
X509 *parvis_est_fetch_authority (const char *url, const char *fingerprint, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* (transfer full): https://HOST:PORT/.well-known/est/@operation */
char *parvis_est_url (const char *url, const char *operation);

G_END_DECLS
