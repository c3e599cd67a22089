/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <curl/curl.h>

#include "sync/net/delivery-error.h"

G_BEGIN_DECLS

/* A transfer that brought no answer: what it is for the sender (ParvisDeliveryError), and what it is for persons.
 * libcurl and OpenSSL know English only; what they say is looked into here and never shown. The staff reads one French
 * sentence that names the server and, where there is one, the remedy, and ends with the numbers that a support asks
 * for:
 * "(curl 60, X.509 20)". Pure. */
typedef struct
{
  const char *url; /* (nullable) that was asked; only its host and port are shown */
  CURLcode code;
  long verified;     /* CURLINFO_SSL_VERIFYRESULT, X509_V_... */
  long system;       /* CURLINFO_OS_ERRNO, of a connection that failed; 0 */
  gboolean begun;    /* TLS is set up, or a request has left: they had answered so far */
  gboolean too_long; /* it was us who ended it: an answer beyond its bound */
  const char *said;  /* CURLOPT_ERRORBUFFER; "" */
} ParvisTransferFailure;

/* What @easy, which ended with @code, knows; @url and @said must outlive it. The rest is for the caller to say. */
ParvisTransferFailure parvis_transfer_failure_of (CURL *easy, CURLcode code, const char *url, const char *said);

/* Of PARVIS_DELIVERY_ERROR. (transfer full) */
GError *parvis_transfer_failure_to_error (const ParvisTransferFailure *self);

/* Their certificate is in order but for its dates, by our clock. */
gboolean parvis_transfer_failure_blames_dates (const ParvisTransferFailure *self);

G_END_DECLS
