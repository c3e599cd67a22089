/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/brake.h"

#include <glib-unix.h>
#include <string.h>
#include <sys/socket.h>

#define PIECE 4096
#define TICKS 20   /* a second, of a slow line */
#define HELD  4096 /* bytes that a slow line holds */

struct _Brake
{
  GSocketService *service;
  guint port;
  guint server_port;
  gsize allowance;
  gsize passed;
  GPtrArray *pairs;
  gsize rate; /* bytes per second; 0: none */
  guint tick; /* source */
};

/* One client and its connection to the server. */
typedef struct
{
  Brake *brake;
  GSocketConnection *client;
  GSocketConnection *server;
  GSource *up; /* %NULL while the brake holds */
  GSource *down;
} Pair;

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
pair_free (Pair *pair)
{
  drop_source (&pair->up);
  drop_source (&pair->down);
  g_io_stream_close (G_IO_STREAM (pair->client), NULL, NULL);
  g_io_stream_close (G_IO_STREAM (pair->server), NULL, NULL);
  g_object_unref (pair->client);
  g_object_unref (pair->server);
  g_free (pair);
}

/* Passes one piece of at most @most bytes on; FALSE at the end of the stream. The piece is small and the
 * reader is a program of this machine, so the blocking write ends. */
static gboolean
pass_piece (GSocketConnection *from, GSocketConnection *to, gsize most, gsize *passed)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (from));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (to));
  char piece[PIECE];
  gssize got = g_input_stream_read (input, piece, MIN (most, sizeof piece), NULL, NULL);

  if (got <= 0 || !g_output_stream_write_all (output, piece, (gsize) got, NULL, NULL, NULL))
    return FALSE;
  *passed += (gsize) got;
  return TRUE;
}

static gboolean
on_up (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  Pair *pair = user_data;
  Brake *self = pair->brake;
  gsize passed = 0;

  if (self->allowance == 0)
    {
      drop_source (&pair->up); /* until brake_set() */
      return G_SOURCE_REMOVE;
    }
  if (!pass_piece (pair->client, pair->server, self->allowance, &passed))
    {
      g_ptr_array_remove (self->pairs, pair);
      return G_SOURCE_REMOVE;
    }
  self->passed += passed;
  if (self->allowance != G_MAXSIZE)
    self->allowance -= passed;
  return G_SOURCE_CONTINUE;
}

static gboolean
on_down (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  Pair *pair = user_data;
  gsize passed = 0;

  if (pass_piece (pair->server, pair->client, PIECE, &passed))
    return G_SOURCE_CONTINUE;
  g_ptr_array_remove (pair->brake->pairs, pair);
  return G_SOURCE_REMOVE;
}

static GSource *
watch (GSocketConnection *connection, GSocketSourceFunc callback, Pair *pair)
{
  GSource *source = g_socket_create_source (g_socket_connection_get_socket (connection), G_IO_IN | G_IO_HUP, NULL);

  g_source_set_callback (source, G_SOURCE_FUNC (callback), pair, NULL);
  g_source_attach (source, NULL);
  return source;
}

static gboolean
on_incoming (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  Brake *self = user_data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *server;
  Pair *pair;

  g_socket_client_set_enable_proxy (client, FALSE);
  server = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) self->server_port, NULL, &error);
  if (server == NULL)
    return TRUE; /* the client's connection ends with its last reference */
  pair = g_new0 (Pair, 1);
  pair->brake = self;
  pair->client = g_object_ref (connection);
  pair->server = server;
  pair->up = watch (pair->client, on_up, pair);
  pair->down = watch (pair->server, on_down, pair);
  g_ptr_array_add (self->pairs, pair);
  return TRUE;
}

/* A free port, on a socket that takes in no more than the line holds. */
static void
listen_here (Brake *self)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) got = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  if (self->rate > 0)
    g_assert_true (g_socket_set_option (socket, SOL_SOCKET, SO_RCVBUF, HELD, NULL));
  g_assert_true (g_socket_bind (socket, any, FALSE, &error));
  g_assert_true (g_socket_listen (socket, &error));
  g_assert_true (g_socket_listener_add_socket (G_SOCKET_LISTENER (self->service), socket, NULL, &error));
  got = g_socket_get_local_address (socket, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (got));
}

static gboolean
on_tick (gpointer user_data)
{
  Brake *self = user_data;

  brake_set (self, self->rate / TICKS);
  return G_SOURCE_CONTINUE;
}

Brake *
brake_new_slow (guint server_port, gsize rate)
{
  Brake *self = g_new0 (Brake, 1);

  self->server_port = server_port;
  self->rate = rate;
  self->allowance = rate > 0 ? rate / TICKS : G_MAXSIZE;
  self->pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) pair_free);
  self->service = g_socket_service_new ();
  listen_here (self);
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  g_socket_service_start (self->service);
  if (rate > 0)
    self->tick = g_timeout_add (1000 / TICKS, on_tick, self);
  return self;
}

Brake *
brake_new (guint server_port)
{
  return brake_new_slow (server_port, 0);
}

void
brake_set_server (Brake *self, guint server_port)
{
  self->server_port = server_port;
}

void
brake_free (Brake *self)
{
  g_clear_handle_id (&self->tick, g_source_remove);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_ptr_array_unref (self->pairs);
  g_free (self);
}

guint
brake_port (const Brake *self)
{
  return self->port;
}

void
brake_set (Brake *self, gsize bytes)
{
  self->allowance = bytes;
  for (guint i = 0; i < self->pairs->len; i++)
    {
      Pair *pair = g_ptr_array_index (self->pairs, i);

      if (pair->up == NULL)
        pair->up = watch (pair->client, on_up, pair);
    }
}

gboolean
brake_holds (const Brake *self)
{
  return self->allowance == 0;
}

void
brake_cut (Brake *self)
{
  g_ptr_array_set_size (self->pairs, 0);
}

gsize
brake_passed (const Brake *self)
{
  return self->passed;
}
