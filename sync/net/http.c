/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/net/http-transfer.h"

#include <glib-unix.h>

struct _ParvisHttp
{
  CURLM *multi;
  char *ca_file;
  char *certificate_file;
  char *key_file;
  guint connect_timeout;
  guint silence_timeout;
  guint rate;
  GSource *timer;
  GQueue left; /* of GTask: their bodies have left, which is told once libcurl has returned */
};

/* A request under way: the task's data. */
typedef struct
{
  ParvisHttp *http;
  ParvisHttpTransfer *transfer;
  GSource *cancel_source;
  void (*sent) (gpointer sent_data);
  gpointer sent_data;
  char *url;
  GError *failure; /* (nullable) what the server's time decides upon: the transfer asks for it */
} Sending;

static void start_transfer (GTask *task);

static void
sending_free (Sending *sending)
{
  g_clear_pointer (&sending->transfer, parvis_http_transfer_free);
  g_clear_error (&sending->failure);
  g_free (sending->url);
  g_free (sending);
}

static void
sending_detach (Sending *sending)
{
  curl_multi_remove_handle (sending->http->multi, parvis_http_transfer_easy (sending->transfer));
  if (sending->cancel_source != NULL)
    g_source_destroy (sending->cancel_source);
  g_clear_pointer (&sending->cancel_source, g_source_unref);
}

static ParvisHttpOptions
options_of (ParvisHttp *self)
{
  return (ParvisHttpOptions){ self->ca_file,         self->certificate_file, self->key_file,
                              self->connect_timeout, self->silence_timeout,  self->rate };
}

static void
ask_for_time (GTask *task, GError *failure)
{
  Sending *sending = g_task_get_task_data (task);
  ParvisHttpOptions options = options_of (sending->http);

  sending->failure = failure;
  parvis_http_transfer_free (sending->transfer);
  sending->transfer = parvis_http_transfer_new_for_time (sending->url, &options);
  start_transfer (task);
}

static void
finish_for_time (GTask *task, const ParvisHttpAnswer *time)
{
  Sending *sending = g_task_get_task_data (task);

  parvis_http_transfer_judge_dates (sending->failure, time);
  g_task_return_error (task, g_steal_pointer (&sending->failure));
  g_object_unref (task);
}

static void
finish_transfer (GTask *task, CURLcode code)
{
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  ParvisHttpAnswer *answer;

  sending_detach (sending);
  answer = parvis_http_transfer_finish (sending->transfer, code, &error);
  if (sending->failure != NULL)
    {
      finish_for_time (task, answer);
      g_clear_pointer (&answer, parvis_http_answer_free);
      return;
    }
  if (answer == NULL && parvis_http_transfer_blames_dates (sending->transfer, code))
    {
      ask_for_time (task, g_steal_pointer (&error));
      return;
    }
  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) parvis_http_answer_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  g_object_unref (task); /* libcurl's reference */
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) owned = user_data;

  sending_detach (g_task_get_task_data (owned));
  g_task_return_error_if_cancelled (owned);
  return G_SOURCE_REMOVE;
}

static void
collect_finished (ParvisHttp *self)
{
  CURLMsg *message;
  int left;

  while ((message = curl_multi_info_read (self->multi, &left)) != NULL)
    if (message->msg == CURLMSG_DONE)
      {
        char *task = NULL;

        curl_easy_getinfo (message->easy_handle, CURLINFO_PRIVATE, &task);
        finish_transfer ((GTask *) (gpointer) task, message->data.result);
      }
}

/* From within libcurl, which may not be called now. */
static void
on_body_left (gpointer task)
{
  const Sending *sending = g_task_get_task_data (task);

  g_queue_push_tail (&sending->http->left, g_object_ref (task));
}

static void
tell_bodies_left (ParvisHttp *self)
{
  while (!g_queue_is_empty (&self->left))
    {
      g_autoptr (GTask) task = g_queue_pop_head (&self->left);
      const Sending *sending = g_task_get_task_data (task);

      sending->sent (sending->sent_data);
    }
}

static gboolean
on_socket (int fd, GIOCondition condition, gpointer user_data)
{
  ParvisHttp *self = user_data;
  int running, action = 0;

  action |= condition & (G_IO_IN | G_IO_HUP) ? CURL_CSELECT_IN : 0;
  action |= condition & G_IO_OUT ? CURL_CSELECT_OUT : 0;
  action |= condition & G_IO_ERR ? CURL_CSELECT_ERR : 0;
  curl_multi_socket_action (self->multi, fd, action, &running);
  tell_bodies_left (self);
  collect_finished (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_timer (gpointer user_data)
{
  ParvisHttp *self = user_data;
  int running;

  g_clear_pointer (&self->timer, g_source_unref);
  curl_multi_socket_action (self->multi, CURL_SOCKET_TIMEOUT, 0, &running);
  tell_bodies_left (self);
  collect_finished (self);
  return G_SOURCE_REMOVE;
}

static void
clear_source (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

/* libcurl asks to be woken: the callback of CURLMOPT_TIMERFUNCTION. */
static int
set_timer (CURLM *multi, long milliseconds, void *user_data)
{
  ParvisHttp *self = user_data;

  g_clear_pointer (&self->timer, clear_source);
  if (milliseconds >= 0)
    {
      self->timer = g_timeout_source_new ((guint) MIN (milliseconds, G_MAXINT));
      g_source_set_callback (self->timer, on_timer, self, NULL);
      g_source_attach (self->timer, g_main_context_get_thread_default ());
    }
  return 0;
}

/* libcurl says which sockets it waits for: the callback of CURLMOPT_SOCKETFUNCTION. */
static int
set_socket (CURL *easy, curl_socket_t fd, int what, void *user_data, void *socket_data)
{
  ParvisHttp *self = user_data;
  GSource *source = socket_data;
  GIOCondition condition = G_IO_ERR | G_IO_HUP;

  g_clear_pointer (&source, clear_source);
  if (what != CURL_POLL_REMOVE)
    {
      condition |= what & CURL_POLL_IN ? G_IO_IN : 0;
      condition |= what & CURL_POLL_OUT ? G_IO_OUT : 0;
      source = g_unix_fd_source_new (fd, condition);
      g_source_set_callback (source, G_SOURCE_FUNC (on_socket), self, NULL);
      g_source_attach (source, g_main_context_get_thread_default ());
    }
  curl_multi_assign (self->multi, fd, source);
  return 0;
}

ParvisHttp *
parvis_http_new (const ParvisHttpOptions *options)
{
  ParvisHttp *self = g_new0 (ParvisHttp, 1);

  curl_global_init (CURL_GLOBAL_DEFAULT);
  self->multi = curl_multi_init ();
  self->ca_file = g_strdup (options->ca_file);
  self->certificate_file = g_strdup (options->certificate_file);
  self->key_file = g_strdup (options->key_file);
  self->connect_timeout = options->connect_timeout;
  self->silence_timeout = options->silence_timeout;
  self->rate = options->rate;
  curl_multi_setopt (self->multi, CURLMOPT_TIMERFUNCTION, set_timer);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERDATA, self);
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETFUNCTION, set_socket);
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETDATA, self);
  return self;
}

void
parvis_http_free (ParvisHttp *self)
{
  curl_multi_cleanup (self->multi); /* may still close sockets through set_socket */
  g_clear_pointer (&self->timer, clear_source);
  g_free (self->ca_file);
  g_free (self->certificate_file);
  g_free (self->key_file);
  g_free (self);
}

static void
watch_cancellable (GTask *task, Sending *sending)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable == NULL)
    return;
  sending->cancel_source = g_cancellable_source_new (cancellable);
  g_source_set_callback (sending->cancel_source, G_SOURCE_FUNC (on_cancelled), task, NULL);
  g_source_attach (sending->cancel_source, g_main_context_get_thread_default ());
}

static void
start_transfer (GTask *task)
{
  Sending *sending = g_task_get_task_data (task);
  CURL *easy = parvis_http_transfer_easy (sending->transfer);

  watch_cancellable (task, sending);
  curl_easy_setopt (easy, CURLOPT_PRIVATE, task);
  curl_multi_add_handle (sending->http->multi, easy);
}

void
parvis_http_send_async (ParvisHttp *self, const ParvisHttpRequest *request, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data); /* owned by libcurl until it ends */
  ParvisHttpOptions options = options_of (self);
  Sending *sending = g_new0 (Sending, 1);

  sending->http = self;
  sending->transfer = parvis_http_transfer_new (request, &options);
  sending->url = g_strdup (request->url);
  sending->sent = request->sent;
  sending->sent_data = request->sent_data;
  if (request->sent != NULL)
    parvis_http_transfer_watch_body (sending->transfer, on_body_left, task);
  g_task_set_task_data (task, sending, (GDestroyNotify) sending_free);
  start_transfer (task);
}

ParvisHttpAnswer *
parvis_http_send_finish (ParvisHttp *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
