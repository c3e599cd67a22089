/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/net/http-transfer.h"

#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <string.h>

#include "sync/net/retry.h"
#include "sync/net/transfer-failure.h"

#define DEFAULT_CONNECT_TIMEOUT 20
#define DEFAULT_SILENCE_TIMEOUT 60
#define LEAST_SPEED             500         /* bytes per second: a line that is slower than that is no line */
#define UNSENT_MAX              (64 * 1024) /* bytes that wait in the kernel: else a slow line looks silent */

struct _ParvisHttpAnswer
{
  guint status;
  GHashTable *headers; /* lower-case name -> value */
  GBytes *body;
};

struct _ParvisHttpTransfer
{
  CURL *easy;
  struct curl_slist *headers;
  GBytes *sent;
  GHashTable *received_headers;
  gsize header_bytes;
  GByteArray *received;
  gsize max_received;
  gboolean too_long;
  ParvisHttpSink sink; /* (nullable) */
  gpointer sink_data;
  void (*left) (gpointer data); /* (nullable) until it is called */
  gpointer left_data;
  char message[CURL_ERROR_SIZE];
};

guint
parvis_http_answer_status (const ParvisHttpAnswer *self)
{
  return self->status;
}

const char *
parvis_http_answer_header (const ParvisHttpAnswer *self, const char *name)
{
  g_autofree char *key = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (self->headers, key);
}

gint64
parvis_http_answer_clock_offset (const ParvisHttpAnswer *self)
{
  return parvis_retry_clock_offset (parvis_http_answer_header (self, "date"), g_get_real_time () / G_USEC_PER_SEC);
}

GBytes *
parvis_http_answer_body (const ParvisHttpAnswer *self)
{
  return self->body;
}

void
parvis_http_answer_free (ParvisHttpAnswer *self)
{
  g_hash_table_unref (self->headers);
  g_bytes_unref (self->body);
  g_free (self);
}

/* The body belongs to the sink, and not to the answer. */
static gboolean
is_for_sink (const ParvisHttpTransfer *self, long *status)
{
  *status = 0;
  if (self->sink != NULL)
    curl_easy_getinfo (self->easy, CURLINFO_RESPONSE_CODE, status);
  return *status == 200 || *status == 206;
}

static size_t
on_body (char *data, size_t size, size_t count, void *user_data)
{
  ParvisHttpTransfer *self = user_data;
  long status;

  if (is_for_sink (self, &status))
    return self->sink ((guint) status, g_hash_table_lookup (self->received_headers, "content-range"), data,
                       size * count, self->sink_data)
               ? size * count
               : 0;
  if (self->received->len + size * count > self->max_received)
    {
      self->too_long = TRUE;
      return 0;
    }
  g_byte_array_append (self->received, (const guint8 *) data, (guint) (size * count));
  return size * count;
}

static void
keep_header (ParvisHttpTransfer *self, const char *line, gsize size)
{
  const char *colon = memchr (line, ':', size);
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  if (colon == NULL)
    return;
  name = g_ascii_strdown (line, colon - line);
  value = g_strstrip (g_strndup (colon + 1, (gsize) (line + size - colon - 1)));
  if (g_utf8_validate (name, -1, NULL) && g_utf8_validate (value, -1, NULL))
    g_hash_table_insert (self->received_headers, g_steal_pointer (&name), g_steal_pointer (&value));
}

static size_t
on_header (char *data, size_t size, size_t count, void *user_data)
{
  ParvisHttpTransfer *self = user_data;

  self->header_bytes += size * count;
  if (self->header_bytes > PARVIS_HTTP_MAX_HEADERS)
    {
      self->too_long = TRUE;
      return 0;
    }
  if (size * count >= 5 && memcmp (data, "HTTP/", 5) == 0)
    g_hash_table_remove_all (self->received_headers); /* a 1xx came before the answer itself */
  else
    keep_header (self, data, size * count);
  return size * count;
}

static void
set_trust (CURL *easy, const ParvisHttpOptions *options)
{
  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, "https,http"); /* http: sync/config/config.h, loopback only */
  curl_easy_setopt (easy, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt (easy, CURLOPT_CAINFO, options->ca_file);
  curl_easy_setopt (easy, CURLOPT_CAPATH, NULL);
  curl_easy_setopt (easy, CURLOPT_SSLCERT, options->certificate_file);
  curl_easy_setopt (easy, CURLOPT_SSLKEY, options->key_file);
}

static int
on_new_socket (void *user_data, curl_socket_t fd, curlsocktype purpose)
{
  int unsent = UNSENT_MAX;

  setsockopt (fd, IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent, sizeof unsent); /* without it, only less precise */
  return CURL_SOCKOPT_OK;
}

static void
set_bounds (CURL *easy, const ParvisHttpOptions *options)
{
  guint connect = options->connect_timeout ? options->connect_timeout : DEFAULT_CONNECT_TIMEOUT;
  guint silence = options->silence_timeout ? options->silence_timeout : DEFAULT_SILENCE_TIMEOUT;

  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt (easy, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_1_1);
  curl_easy_setopt (easy, CURLOPT_CONNECTTIMEOUT, (long) connect);
  curl_easy_setopt (easy, CURLOPT_LOW_SPEED_LIMIT, (long) LEAST_SPEED);
  curl_easy_setopt (easy, CURLOPT_LOW_SPEED_TIME, (long) silence);
  curl_easy_setopt (easy, CURLOPT_SOCKOPTFUNCTION, on_new_socket);
  curl_easy_setopt (easy, CURLOPT_MAX_SEND_SPEED_LARGE, (curl_off_t) options->rate);
}

static void
set_method (ParvisHttpTransfer *self, const ParvisHttpRequest *request)
{
  if (g_str_equal (request->method, "HEAD"))
    curl_easy_setopt (self->easy, CURLOPT_NOBODY, 1L);
  else if (!g_str_equal (request->method, "GET"))
    {
      gsize size = 0;
      const char *data = self->sent != NULL ? g_bytes_get_data (self->sent, &size) : NULL;

      curl_easy_setopt (self->easy, CURLOPT_POSTFIELDS, data != NULL ? data : "");
      curl_easy_setopt (self->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) size);
      curl_easy_setopt (self->easy, CURLOPT_CUSTOMREQUEST, request->method);
    }
}

static void
set_headers (ParvisHttpTransfer *self, const ParvisHttpRequest *request)
{
  for (guint i = 0; request->headers != NULL && request->headers[i] != NULL; i++)
    self->headers = curl_slist_append (self->headers, request->headers[i]);
  self->headers = curl_slist_append (self->headers, "Expect:"); /* no 100-continue round trip a chunk */
  curl_easy_setopt (self->easy, CURLOPT_HTTPHEADER, self->headers);
  curl_easy_setopt (self->easy, CURLOPT_USERAGENT, "parvis-syncd");
}

ParvisHttpTransfer *
parvis_http_transfer_new (const ParvisHttpRequest *request, const ParvisHttpOptions *options)
{
  ParvisHttpTransfer *self = g_new0 (ParvisHttpTransfer, 1);

  self->easy = curl_easy_init ();
  self->sent = request->body != NULL ? g_bytes_ref (request->body) : NULL;
  self->received = g_byte_array_new ();
  self->max_received = request->max_body != 0 ? request->max_body : PARVIS_HTTP_MAX_BODY;
  self->sink = request->sink;
  self->sink_data = request->sink_data;
  self->received_headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  curl_easy_setopt (self->easy, CURLOPT_URL, request->url);
  curl_easy_setopt (self->easy, CURLOPT_ERRORBUFFER, self->message);
  curl_easy_setopt (self->easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt (self->easy, CURLOPT_WRITEDATA, self);
  curl_easy_setopt (self->easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt (self->easy, CURLOPT_HEADERDATA, self);
  set_trust (self->easy, options);
  set_bounds (self->easy, options);
  set_method (self, request);
  set_headers (self, request);
  return self;
}

void
parvis_http_transfer_free (ParvisHttpTransfer *self)
{
  curl_easy_cleanup (self->easy);
  curl_slist_free_all (self->headers);
  g_clear_pointer (&self->sent, g_bytes_unref);
  g_byte_array_unref (self->received);
  g_hash_table_unref (self->received_headers);
  g_free (self);
}

static int
on_progress (void *user_data, curl_off_t to_come, curl_off_t come, curl_off_t to_send, curl_off_t gone)
{
  ParvisHttpTransfer *self = user_data;
  void (*left) (gpointer) = self->left;

  if (left == NULL || gone < (curl_off_t) g_bytes_get_size (self->sent))
    return 0;
  self->left = NULL;
  left (self->left_data);
  return 0;
}

void
parvis_http_transfer_watch_body (ParvisHttpTransfer *self, void (*left) (gpointer data), gpointer data)
{
  if (self->sent == NULL)
    return;
  self->left = left;
  self->left_data = data;
  curl_easy_setopt (self->easy, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt (self->easy, CURLOPT_XFERINFODATA, self);
  curl_easy_setopt (self->easy, CURLOPT_NOPROGRESS, 0L);
}

CURL *
parvis_http_transfer_easy (ParvisHttpTransfer *self)
{
  return self->easy;
}

/* The time ---------------------------------------------------------------------------------------- */

static CURLcode
ignore_dates (CURL *easy, void *context, void *user_data)
{
  X509_VERIFY_PARAM_set_flags (SSL_CTX_get0_param (context), X509_V_FLAG_NO_CHECK_TIME);
  return CURLE_OK;
}

ParvisHttpTransfer *
parvis_http_transfer_new_for_time (const char *url, const ParvisHttpOptions *options)
{
  const ParvisHttpRequest request = { .method = "HEAD", .url = url };
  ParvisHttpOptions nobody = *options;
  ParvisHttpTransfer *self;

  nobody.certificate_file = nobody.key_file = NULL;
  self = parvis_http_transfer_new (&request, &nobody);
  curl_easy_setopt (self->easy, CURLOPT_SSL_CTX_FUNCTION, ignore_dates);
  curl_easy_setopt (self->easy, CURLOPT_SSL_SESSIONID_CACHE, 0L); /* what was not checked is not remembered */
  curl_easy_setopt (self->easy, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt (self->easy, CURLOPT_FORBID_REUSE, 1L);
  return self;
}

/* What went wrong; its strings are ours, or libcurl's. */
static ParvisTransferFailure
failure_of (const ParvisHttpTransfer *self, CURLcode code)
{
  const char *url = NULL;
  ParvisTransferFailure failure;

  curl_easy_getinfo (self->easy, CURLINFO_EFFECTIVE_URL, &url); /* redirects are not followed: the one that was asked */
  failure = parvis_transfer_failure_of (self->easy, code, url, self->message);
  failure.too_long = self->too_long;
  return failure;
}

gboolean
parvis_http_transfer_blames_dates (ParvisHttpTransfer *self, CURLcode code)
{
  const ParvisTransferFailure failure = failure_of (self, code);

  return parvis_transfer_failure_blames_dates (&failure);
}

static void
say (GError *failure, char *message)
{
  g_free (failure->message);
  failure->message = message;
}

void
parvis_http_transfer_judge_dates (GError *failure, const ParvisHttpAnswer *answer)
{
  gint64 offset = answer != NULL ? parvis_http_answer_clock_offset (answer) : 0;

  if (ABS (offset) < PARVIS_CLOCK_TOLERANCE)
    return;
  failure->code = PARVIS_DELIVERY_ERROR_CLOCK;
  parvis_delivery_error_set_clock_offset (failure, offset);
  say (failure, g_strdup_printf (
                    offset > 0 ? _ ("l’horloge de la borne retarde de %" G_GINT64_FORMAT " s sur le serveur central")
                               : _ ("l’horloge de la borne avance de %" G_GINT64_FORMAT " s sur le serveur central"),
                    ABS (offset)));
}

ParvisHttpAnswer *
parvis_http_transfer_finish (ParvisHttpTransfer *self, CURLcode code, GError **error)
{
  ParvisHttpAnswer *answer;
  long status = 0;

  if (code != CURLE_OK)
    {
      const ParvisTransferFailure failure = failure_of (self, code);

      g_propagate_error (error, parvis_transfer_failure_to_error (&failure));
      return NULL;
    }
  curl_easy_getinfo (self->easy, CURLINFO_RESPONSE_CODE, &status);
  answer = g_new0 (ParvisHttpAnswer, 1);
  answer->status = (guint) status;
  answer->headers = g_hash_table_ref (self->received_headers);
  answer->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->received));
  self->received = g_byte_array_new ();
  return answer;
}
