/* SPDX-License-Identifier: EUPL-1.2 */
#include "fake-tcp-printer.h"

#include <gio/gio.h>
#include <sys/socket.h>

struct _FakeTcpPrinter
{
  GSocketListener *listener;
  GCancellable *over;
  GThread *thread;
  GMutex lock;
  GCond changed;
  FakeEscpos brain;
  guint16 port;
  GSocket *socket; /* of the connection; (nullable) */
  guint connections;
  gssize hang_up_after;
};

static void
on_say (const guint8 *data, gsize length, gpointer user_data)
{
  FakeTcpPrinter *self = user_data;

  if (self->socket != NULL)
    g_socket_send (self->socket, (const char *) data, length, NULL, NULL);
}

/* FALSE: it is time to hang up. */
static gboolean
take (FakeTcpPrinter *self, const guint8 *data, gsize length)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->hang_up_after >= 0 && (gssize) length > self->hang_up_after)
    {
      self->hang_up_after = -1;
      return FALSE;
    }
  if (self->hang_up_after >= 0)
    self->hang_up_after -= (gssize) length;
  fake_escpos_take_stream (&self->brain, data, length);
  while (!fake_escpos_has_room (&self->brain, data, length) && !g_cancellable_is_cancelled (self->over))
    g_cond_wait (&self->changed, &self->lock);
  return TRUE;
}

static void
serve (FakeTcpPrinter *self, GSocket *socket)
{
  guint8 buffer[512];
  gssize count;

  g_mutex_lock (&self->lock);
  self->socket = socket;
  self->connections++;
  self->brain.asb = FALSE;
  g_mutex_unlock (&self->lock);
  do
    count = g_socket_receive (socket, (char *) buffer, sizeof buffer, self->over, NULL);
  while (count > 0 && take (self, buffer, (gsize) count));
  g_mutex_lock (&self->lock);
  self->socket = NULL;
  fake_escpos_forget (&self->brain);
  g_mutex_unlock (&self->lock);
  g_socket_close (socket, NULL);
}

static gpointer
listen_on (gpointer user_data)
{
  FakeTcpPrinter *self = user_data;

  while (!g_cancellable_is_cancelled (self->over))
    {
      g_autoptr (GSocketConnection) connection = g_socket_listener_accept (self->listener, NULL, self->over, NULL);
      if (connection != NULL)
        serve (self, g_socket_connection_get_socket (connection));
    }
  return NULL;
}

FakeTcpPrinter *
fake_tcp_printer_new (guint16 port)
{
  FakeTcpPrinter *self = g_new0 (FakeTcpPrinter, 1);
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  fake_escpos_init (&self->brain, on_say, self);
  self->hang_up_after = -1;
  self->over = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  self->port = port;
  if (port == 0)
    self->port = g_socket_listener_add_any_inet_port (self->listener, NULL, &error);
  else
    g_socket_listener_add_inet_port (self->listener, port, NULL, &error);
  g_assert_no_error (error);
  self->thread = g_thread_new ("fake-printer", listen_on, self);
  return self;
}

void
fake_tcp_printer_free (FakeTcpPrinter *self)
{
  g_mutex_lock (&self->lock);
  g_cancellable_cancel (self->over);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->over);
  fake_escpos_clear (&self->brain);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

guint16
fake_tcp_printer_get_port (FakeTcpPrinter *self)
{
  return self->port;
}

FakeEscpos *
fake_tcp_printer_lock (FakeTcpPrinter *self)
{
  g_mutex_lock (&self->lock);
  return &self->brain;
}

void
fake_tcp_printer_unlock (FakeTcpPrinter *self)
{
  fake_escpos_change (&self->brain);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

guint
fake_tcp_printer_get_connections (FakeTcpPrinter *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->connections;
}

void
fake_tcp_printer_hang_up (FakeTcpPrinter *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->socket != NULL) /* not g_socket_shutdown(): its own thread is at work on the GSocket */
    shutdown (g_socket_get_fd (self->socket), SHUT_RDWR);
}

void
fake_tcp_printer_hang_up_after (FakeTcpPrinter *self, gssize bytes)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->hang_up_after = bytes;
}
