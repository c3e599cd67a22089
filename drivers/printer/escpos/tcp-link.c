/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/escpos/link-private.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

/* The kernel looks after an idle connection, so that we need not: gone after 10 + 2 * 5 seconds of silence. */
#define KEEPALIVE_IDLE_SECONDS     10
#define KEEPALIVE_INTERVAL_SECONDS 5
#define KEEPALIVE_PROBES           2
#define CONNECT_SECONDS            5
#define RETRY_FIRST_SECONDS        1
#define RETRY_LAST_SECONDS         30

typedef struct
{
  ParvisEscposLink parent;
  char *host, *model;
  guint16 port;
  GCancellable *cancellable;     /* of the connection, or of the attempt */
  GSocketConnection *connection; /* (nullable) */
  GQueue unsent;                 /* of GBytes; the first is being written */
  GSource *retry;
  guint retry_seconds;
} TcpLink;

/* What an asynchronous call comes back to: the link may have gone, or have another connection. */
typedef struct
{
  TcpLink *link;
  GCancellable *cancellable;
  GBytes *written;    /* (nullable) */
  guint8 buffer[256]; /* what is read */
} Call;

static void begin_connecting (TcpLink *self);
static void write_next (TcpLink *self);

static Call *
call_new (TcpLink *self)
{
  Call *call = g_new0 (Call, 1);

  call->link = self;
  call->cancellable = g_object_ref (self->cancellable);
  return call;
}

/* FALSE: nobody waits for it any more, and the link is perhaps no more. */
static gboolean
call_is_current (Call *call)
{
  return !g_cancellable_is_cancelled (call->cancellable);
}

static void
call_free (Call *call)
{
  g_object_unref (call->cancellable);
  g_clear_pointer (&call->written, g_bytes_unref);
  g_free (call);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static void
clear_retry (TcpLink *self)
{
  if (self->retry != NULL)
    g_source_destroy (self->retry);
  g_clear_pointer (&self->retry, g_source_unref);
}

static void
disconnect (TcpLink *self, gboolean reset)
{
  struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

  clear_retry (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->connection != NULL && reset)
    setsockopt (g_socket_get_fd (g_socket_connection_get_socket (self->connection)), SOL_SOCKET, SO_LINGER, &at_once,
                sizeof at_once);
  if (self->connection != NULL)
    g_io_stream_close (G_IO_STREAM (self->connection), NULL, NULL);
  g_clear_object (&self->connection);
  g_queue_clear_full (&self->unsent, (GDestroyNotify) g_bytes_unref);
}

static gboolean
on_retry (gpointer user_data)
{
  TcpLink *self = user_data;

  clear_retry (self);
  begin_connecting (self);
  return G_SOURCE_REMOVE;
}

static void
retry_later (TcpLink *self)
{
  clear_retry (self);
  self->retry = g_timeout_source_new_seconds (self->retry_seconds);
  self->retry_seconds = MIN (2 * self->retry_seconds, RETRY_LAST_SECONDS);
  g_source_set_callback (self->retry, on_retry, self, NULL);
  g_source_attach (self->retry, g_main_context_get_thread_default ());
}

static void
lose (TcpLink *self, const char *why)
{
  disconnect (self, FALSE);
  self->parent.events->down (why, self->parent.user_data);
  retry_later (self);
}

/* Printers close connections that are idle for a while: one attempt to open it again, before anybody is told. */
static void
on_closed_by_printer (TcpLink *self)
{
  if (!g_queue_is_empty (&self->unsent))
    {
      lose (self, "the printer closed the connection");
      return;
    }
  disconnect (self, FALSE);
  begin_connecting (self);
}

static void on_read (GObject *source, GAsyncResult *result, gpointer user_data);

static void
read_next (TcpLink *self)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (self->connection));
  Call *call = call_new (self);

  g_input_stream_read_async (input, call->buffer, sizeof call->buffer, G_PRIORITY_DEFAULT, self->cancellable, on_read,
                             call);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  gssize count = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);
  TcpLink *self = call->link;

  if (!call_is_current (call))
    return;
  if (count < 0)
    lose (self, error->message);
  else if (count == 0)
    on_closed_by_printer (self);
  else
    {
      parvis_escpos_link_received (&self->parent, call->buffer, (gsize) count);
      if (call_is_current (call))
        read_next (self);
    }
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  TcpLink *self = call->link;
  gboolean done = g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error);

  if (!call_is_current (call))
    return;
  if (!done)
    {
      lose (self, error->message);
      return;
    }
  g_bytes_unref (g_queue_pop_head (&self->unsent));
  if (g_queue_is_empty (&self->unsent))
    self->parent.events->sent (self->parent.user_data);
  else
    write_next (self);
}

static void
write_next (TcpLink *self)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (self->connection));
  GBytes *bytes = g_queue_peek_head (&self->unsent);
  Call *call = call_new (self);

  call->written = g_bytes_ref (bytes);
  g_output_stream_write_all_async (output, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), G_PRIORITY_DEFAULT,
                                   self->cancellable, on_written, call);
}

/* A small buffer: what is in it has left us, and cannot be called back. */
static void
tune (GSocketConnection *connection)
{
  GSocket *socket = g_socket_connection_get_socket (connection);

  g_socket_set_timeout (socket, 0); /* an idle printer is not a lost one */
  g_socket_set_keepalive (socket, TRUE);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPIDLE, KEEPALIVE_IDLE_SECONDS, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPINTVL, KEEPALIVE_INTERVAL_SECONDS, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPCNT, KEEPALIVE_PROBES, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  g_socket_set_option (socket, SOL_SOCKET, SO_SNDBUF, 8192, NULL);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection
      = g_socket_client_connect_to_host_finish (G_SOCKET_CLIENT (source), result, &error);
  TcpLink *self = call->link;

  if (!call_is_current (call))
    return;
  if (connection == NULL)
    {
      lose (self, error->message);
      return;
    }
  self->connection = g_steal_pointer (&connection);
  self->retry_seconds = RETRY_FIRST_SECONDS;
  tune (self->connection);
  self->parent.events->up (0, 0, self->model, TRUE, self->parent.user_data);
  if (call_is_current (call))
    read_next (self);
}

static void
begin_connecting (TcpLink *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  self->cancellable = g_cancellable_new ();
  g_socket_client_set_timeout (client, CONNECT_SECONDS);
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_connect_to_host_async (client, self->host, self->port, self->cancellable, on_connected,
                                         call_new (self));
}

static void
tcp_start (ParvisEscposLink *link)
{
  begin_connecting ((TcpLink *) link);
}

static void
tcp_send (ParvisEscposLink *link, GBytes *bytes)
{
  TcpLink *self = (TcpLink *) link;

  if (self->connection == NULL)
    return;
  g_queue_push_tail (&self->unsent, g_bytes_ref (bytes));
  if (g_queue_get_length (&self->unsent) == 1)
    write_next (self);
}

static void
tcp_abort (ParvisEscposLink *link)
{
  TcpLink *self = (TcpLink *) link;

  if (self->connection == NULL)
    return;
  disconnect (self, TRUE);
  begin_connecting (self);
}

static void
tcp_free (ParvisEscposLink *link)
{
  TcpLink *self = (TcpLink *) link;

  disconnect (self, FALSE);
  g_free (self->host);
  g_free (self->model);
  g_free (self);
}

static const ParvisEscposLinkClass tcp_class = { tcp_start, tcp_send, tcp_abort, NULL, tcp_free };

ParvisEscposLink *
parvis_escpos_tcp_link_new (const char *host, guint16 port, const char *model)
{
  TcpLink *self = g_new0 (TcpLink, 1);

  self->parent.class = &tcp_class;
  self->host = g_strdup (host);
  self->port = port;
  self->model = g_strdup (model);
  self->retry_seconds = RETRY_FIRST_SECONDS;
  g_queue_init (&self->unsent);
  return &self->parent;
}
