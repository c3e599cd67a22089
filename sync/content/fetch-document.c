/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/content/fetch-document.h"

#include <string.h>

#include <curl/curl.h>
#include <glib/gi18n-lib.h>

#include "sync/net/delivery-error.h"
#include "sync/content/fetch-error.h"

#define MAX_TAG 200 /* bytes */

typedef struct
{
  ParvisHttp *http;
  char *url;
} Asking;

G_DEFINE_QUARK (parvis_fetch_error_quark, parvis_fetch_error)

gboolean
parvis_fetch_error_is_later (const GError *error)
{
  return error->domain == PARVIS_DELIVERY_ERROR
         || g_error_matches (error, PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_LATER);
}

void
parvis_fetch_document_free (ParvisFetchDocument *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->tag);
  g_free (self);
}

static void
asking_free (Asking *asking)
{
  g_free (asking->url);
  g_free (asking);
}

gboolean
parvis_fetch_document_refuse (const ParvisHttpAnswer *answer, const char *url, GError **error)
{
  guint status = parvis_http_answer_status (answer);

  if (status == 408 || status == 425 || status == 429 || status >= 500)
    g_set_error (error, PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_LATER,
                 _ ("« %s » : le serveur demande de revenir plus tard (%u)"), url, status);
  else
    g_set_error (error, PARVIS_FETCH_ERROR,
                 status == 404 || status == 410 ? PARVIS_FETCH_ERROR_ABSENT : PARVIS_FETCH_ERROR_BAD,
                 _ ("« %s » n’est pas publié (réponse %u) ; vérifiez [content] url et ce qui est publié"), url, status);
  return FALSE;
}

/* A second that is not over yet can bring another document under the same date (RFC 9110 §8.8.2.2). */
static gboolean
is_settled (const char *modified, const char *date)
{
  time_t at = modified != NULL ? curl_getdate (modified, NULL) : -1;
  time_t told = date != NULL ? curl_getdate (date, NULL) : -1;

  return at >= 0 && told - at > 1;
}

static const char *
tag_of (const ParvisHttpAnswer *answer)
{
  const char *tag = parvis_http_answer_header (answer, "etag");
  const char *modified = parvis_http_answer_header (answer, "last-modified");

  if (tag == NULL && is_settled (modified, parvis_http_answer_header (answer, "date")))
    tag = modified;
  return tag != NULL && strlen (tag) <= MAX_TAG ? tag : NULL;
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisHttpAnswer) answer = parvis_http_send_finish (asking->http, result, &error);
  guint status = answer != NULL ? parvis_http_answer_status (answer) : 0;
  ParvisFetchDocument *document;

  if (answer == NULL || (status != 200 && status != 304 && !parvis_fetch_document_refuse (answer, asking->url, &error)))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  document = g_new0 (ParvisFetchDocument, 1);
  document->tag = g_strdup (tag_of (answer));
  if (status == 200)
    document->bytes = g_bytes_ref (parvis_http_answer_body (answer));
  g_task_return_pointer (task, document, (GDestroyNotify) parvis_fetch_document_free);
}

void
parvis_fetch_document_async (ParvisHttp *http, const char *url, const char *tag, gsize max, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  gboolean is_etag = tag != NULL && (*tag == '"' || g_str_has_prefix (tag, "W/"));
  g_autofree char *condition
      = tag != NULL ? g_strconcat (is_etag ? "If-None-Match: " : "If-Modified-Since: ", tag, NULL) : NULL;
  const char *const headers[] = { condition, NULL };
  ParvisHttpRequest request = { .method = "GET", .url = url, .headers = headers, .max_body = max };
  Asking *asking = g_new0 (Asking, 1);

  asking->http = http;
  asking->url = g_strdup (url);
  g_task_set_task_data (task, asking, (GDestroyNotify) asking_free);
  parvis_http_send_async (http, &request, cancellable, on_answered, task);
}

ParvisFetchDocument *
parvis_fetch_document_finish (ParvisHttp *http, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
