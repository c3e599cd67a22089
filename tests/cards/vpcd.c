/* SPDX-License-Identifier: EUPL-1.2 */
#include "cards/vpcd.h"

#include <gio/gio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#define GIVE_ATR 4 /* vpcd's control bytes: 0 off, 1 on, 2 reset are not answered */

const guint8 vpcd_contactless_atr[5] = { 0x3B, 0x80, 0x80, 0x01, 0x01 };
const guint8 vpcd_storage_atr[20] = { 0x3B, 0x8F, 0x80, 0x01, 0x80, 0x4F, 0x0C, 0xA0, 0x00, 0x00,
                                      0x03, 0x06, 0x03, 0x00, 0x03, 0x00, 0x00, 0x00, 0x00, 0x68 };

struct _Vpcd
{
  VpcdCard card;
  gpointer user_data;
  GSocketConnection *connection;
  GThread *thread;
};

gsize
vpcd_status (guint8 *answer, guint16 status)
{
  answer[0] = (guint8) (status >> 8);
  answer[1] = (guint8) status;
  return 2;
}

/* vpcd sends length and body apart: without this each command waits 40 ms for our acknowledgement. */
static void
acknowledge (Vpcd *self)
{
  int fd = g_socket_get_fd (g_socket_connection_get_socket (self->connection));
  int one = 1;

  setsockopt (fd, IPPROTO_TCP, TCP_QUICKACK, &one, sizeof one);
}

static gboolean
read_all (Vpcd *self, gpointer buffer, gsize length)
{
  gsize got;

  acknowledge (self);
  return g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (self->connection)), buffer, length, &got,
                                  NULL, NULL)
         && got == length;
}

static gboolean
write_answer (Vpcd *self, guint8 *framed, gsize length)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (self->connection));

  framed[0] = (guint8) (length >> 8);
  framed[1] = (guint8) length;
  return g_output_stream_write_all (output, framed, length + 2, NULL, NULL, NULL);
}

/* Says nothing more until the reader hangs up, or we are taken out. */
static void
stay_mute (Vpcd *self)
{
  guint8 byte;

  while (read_all (self, &byte, 1))
    ;
}

static gboolean
take_command (Vpcd *self, const guint8 *message, gsize length, guint8 *framed)
{
  gsize answer;

  if (length == 1 && message[0] == GIVE_ATR)
    {
      if (self->card.atr_length > 0)
        memcpy (framed + 2, self->card.atr, self->card.atr_length);
      return write_answer (self, framed, self->card.atr_length);
    }
  if (length == 1)
    {
      if (self->card.reset != NULL)
        self->card.reset (self->user_data);
      return TRUE;
    }
  answer = self->card.command (self->user_data, message, length, framed + 2);
  if (answer == VPCD_MUTE)
    stay_mute (self);
  if (answer == VPCD_MUTE || answer == VPCD_REMOVE)
    return FALSE;
  return write_answer (self, framed, answer);
}

static gpointer
run (gpointer data)
{
  Vpcd *self = data;
  g_autofree guint8 *message = g_malloc (G_MAXUINT16);
  g_autofree guint8 *framed = g_malloc (2 + VPCD_ANSWER_MAX);
  guint8 head[2];
  gsize length;

  do
    {
      if (!read_all (self, head, sizeof head))
        break;
      length = (gsize) (head[0] << 8 | head[1]);
    }
  while (read_all (self, message, length) && take_command (self, message, length, framed));
  g_socket_shutdown (g_socket_connection_get_socket (self->connection), TRUE, TRUE, NULL);
  return NULL;
}

static Vpcd *
open_slot (guint16 port, const VpcdCard *card, gpointer user_data)
{
  Vpcd *self = g_new0 (Vpcd, 1);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  self->card = *card;
  self->user_data = user_data;
  self->connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, &error);
  if (self->connection == NULL)
    g_error ("no virtual reader at port %u: %s", port, error->message);
  g_tcp_connection_set_graceful_disconnect (G_TCP_CONNECTION (self->connection), FALSE);
  g_socket_set_option (g_socket_connection_get_socket (self->connection), IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  return self;
}

static void
close_slot (Vpcd *self)
{
  g_object_unref (self->connection);
  g_free (self);
}

Vpcd *
vpcd_insert (guint16 port, const VpcdCard *card, gpointer user_data)
{
  Vpcd *self = open_slot (port, card, user_data);

  self->thread = g_thread_new ("vpcd", run, self);
  return self;
}

void
vpcd_remove (Vpcd *self)
{
  g_socket_shutdown (g_socket_connection_get_socket (self->connection), TRUE, TRUE, NULL);
  g_thread_join (self->thread);
  close_slot (self);
}

void
vpcd_run (guint16 port, const VpcdCard *card, gpointer user_data)
{
  Vpcd *self = open_slot (port, card, user_data);

  run (self);
  close_slot (self);
}
