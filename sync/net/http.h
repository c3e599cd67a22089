/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "sync/net/delivery-error.h"

G_BEGIN_DECLS

/* ParvisHttp: HTTP/1.1 over TLS with the kiosk's certificate, by libcurl's multi interface on the calling
 * thread's main context; nothing blocks. https (http only to this machine: the configuration sees to it);
 * redirects are not followed (a captive portal redirects); answers are bounded by PARVIS_HTTP_MAX_BODY (or what
 * the request says) and PARVIS_HTTP_MAX_HEADERS; every wait has an end. Belongs to one thread.
 *
 * When the other side's certificate is one of our CA for the name we asked for, but not good at this hour by our clock,
 * it is asked once for the time (its Date, RFC 9110 §6.6.1), with a check of everything but dates, without our
 * certificate and without anything to read: CLOCK with the difference, or UNTRUSTED when our clock is right and theirs
 * has expired.
 *
 * Errors are of PARVIS_DELIVERY_ERROR (UNREACHABLE, UNTRUSTED, PORTAL, CLOCK, INTERRUPTED, STRANGE), or
 * G_IO_ERROR_CANCELLED; their messages are whole French sentences for the staff (sync/net/transfer-failure.h). An
 * answer of whatever status is not an error here.
 */
#define PARVIS_HTTP_MAX_BODY    (16 * 1024)
#define PARVIS_HTTP_MAX_HEADERS (16 * 1024)

typedef struct
{
  const char *ca_file;          /* PEM; the only anchor, the system's are not used */
  const char *certificate_file; /* (nullable) PEM client certificate */
  const char *key_file;         /* (nullable) */
  guint connect_timeout;        /* seconds; 0 = 20 */
  guint silence_timeout;        /* seconds with fewer than 500 bytes each, both ways, before giving up; 0 = 60 */
  guint rate;                   /* bytes per second that are sent at most; 0 = as the line can */
} ParvisHttpOptions;

/* Takes the body of an answer as it comes, in place of the answer's own; only that of 200 and 206. @range: its
 * Content-Range (nullable). FALSE ends the transfer (PARVIS_DELIVERY_ERROR_STRANGE). */
typedef gboolean (*ParvisHttpSink) (guint status, const char *range, const void *data, gsize size, gpointer user_data);

typedef struct
{
  const char *method;
  const char *url;
  const char *const *headers; /* (nullable) %NULL-terminated "Name: value" */
  GBytes *body;               /* (nullable) sent from where it is, not copied */
  gsize max_body;             /* longest answer taken; 0 = PARVIS_HTTP_MAX_BODY */
  ParvisHttpSink sink;        /* (nullable) */
  gpointer sink_data;
  void (*sent) (gpointer sent_data); /* (nullable) the whole body has left: only the answer is waited for */
  gpointer sent_data;
} ParvisHttpRequest;

typedef struct _ParvisHttpAnswer ParvisHttpAnswer;
guint parvis_http_answer_status (const ParvisHttpAnswer *self);
const char *parvis_http_answer_header (const ParvisHttpAnswer *self, const char *name); /* (nullable) any case */
GBytes *parvis_http_answer_body (const ParvisHttpAnswer *self);                         /* (transfer none) */
/* What must be added to our clock to have theirs, in seconds, by its Date; 0 when it says none. */
gint64 parvis_http_answer_clock_offset (const ParvisHttpAnswer *self);
void parvis_http_answer_free (ParvisHttpAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisHttpAnswer, parvis_http_answer_free)

typedef struct _ParvisHttp ParvisHttp;
ParvisHttp *parvis_http_new (const ParvisHttpOptions *options);
/* No request may be under way. */
void parvis_http_free (ParvisHttp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisHttp, parvis_http_free)

void parvis_http_send_async (ParvisHttp *self, const ParvisHttpRequest *request, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
ParvisHttpAnswer *parvis_http_send_finish (ParvisHttp *self, GAsyncResult *result,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
