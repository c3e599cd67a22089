/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/bad-server.h"

#include <microhttpd.h>
#include <string.h>

#define DRIP_MILLISECONDS 100

struct _BadServer
{
  const BadManners *manners;
  struct MHD_Daemon *daemon;
  gint requests; /* atomic */
  GMutex mutex;
  GPtrArray *silent; /* connections that wait for a word */
  char *checksum;    /* with the mutex */
  gboolean ending;   /* with the mutex */
  guint drips;       /* timeout, on the main context; 0: nothing drips */
};

/* One request. */
typedef struct
{
  gint64 received;
} Request;

static gboolean
brings_bytes (struct MHD_Connection *connection)
{
  return g_strcmp0 (MHD_lookup_connection_value (connection, MHD_HEADER_KIND, "Content-Type"),
                    "application/offset+octet-stream")
         == 0;
}

static const BadAnswer *
pick (BadServer *self, struct MHD_Connection *connection, const char *method)
{
  const BadAnswer *with_bytes = &self->manners->post_bytes;
  static const BadAnswer plain = { 204 };

  if (g_str_equal (method, "OPTIONS"))
    return self->manners->options.status != 0 ? &self->manners->options : &plain;
  if (g_str_equal (method, "POST") && brings_bytes (connection) && (with_bytes->status != 0 || with_bytes->cuts))
    return with_bytes;
  if (g_str_equal (method, "POST"))
    return &self->manners->post;
  if (g_str_equal (method, "HEAD"))
    return &self->manners->head;
  return g_str_equal (method, "PATCH") ? &self->manners->patch : &self->manners->get;
}

static void
add_offset (struct MHD_Connection *connection, struct MHD_Response *response, gint64 received)
{
  const char *from = MHD_lookup_connection_value (connection, MHD_HEADER_KIND, "Upload-Offset");
  g_autofree char *offset
      = g_strdup_printf ("%" G_GINT64_FORMAT, received + (from != NULL ? g_ascii_strtoll (from, NULL, 10) : 0));

  MHD_add_response_header (response, "Upload-Offset", offset);
}

/* FALSE: nobody will say one any more. */
static gboolean
wait_for_a_word (BadServer *self, struct MHD_Connection *connection)
{
  gboolean waits;

  g_mutex_lock (&self->mutex);
  waits = !self->ending;
  if (waits)
    {
      MHD_suspend_connection (connection);
      g_ptr_array_add (self->silent, connection);
    }
  g_mutex_unlock (&self->mutex);
  return waits;
}

/* Of drips: who waits may go on. */
static gboolean
resume_silent (gpointer user_data)
{
  BadServer *self = user_data;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->silent->len; i++)
    MHD_resume_connection (g_ptr_array_index (self->silent, i));
  g_ptr_array_set_size (self->silent, 0);
  g_mutex_unlock (&self->mutex);
  return G_SOURCE_CONTINUE;
}

typedef struct
{
  BadServer *server;
  struct MHD_Connection *connection;
  gboolean given; /* this time's byte */
} Drip;

static ssize_t
on_drip (void *user_data, uint64_t at, char *data, size_t most)
{
  Drip *drip = user_data;

  drip->given = !drip->given;
  if (drip->given)
    {
      *data = ' ';
      return 1;
    }
  return wait_for_a_word (drip->server, drip->connection) ? 0 : MHD_CONTENT_READER_END_WITH_ERROR;
}

static struct MHD_Response *
make_drip (BadServer *self, struct MHD_Connection *connection)
{
  Drip *drip = g_new0 (Drip, 1);

  drip->server = self;
  drip->connection = connection;
  return MHD_create_response_from_callback (MHD_SIZE_UNKNOWN, 1, on_drip, drip, g_free);
}

static enum MHD_Result
answer_with (BadServer *self, struct MHD_Connection *connection, const BadAnswer *answer, gint64 received)
{
  const char *body = answer->body != NULL ? answer->body : "";
  struct MHD_Response *response
      = answer->drips ? make_drip (self, connection)
                      : MHD_create_response_from_buffer (strlen (body), (void *) body, MHD_RESPMEM_MUST_COPY);
  enum MHD_Result result;

  for (guint i = 0; answer->headers[i] != NULL; i += 2)
    MHD_add_response_header (response, answer->headers[i], answer->headers[i + 1]);
  if (answer->takes)
    add_offset (connection, response, answer->nibbles > 0 ? MIN (answer->nibbles, received) : received);
  result = MHD_queue_response (connection, answer->status, response);
  MHD_destroy_response (response);
  return result;
}

static void
note_checksum (BadServer *self, struct MHD_Connection *connection)
{
  if (!brings_bytes (connection))
    return;
  g_mutex_lock (&self->mutex);
  g_free (self->checksum);
  self->checksum = g_strdup (MHD_lookup_connection_value (connection, MHD_HEADER_KIND, "Upload-Checksum"));
  g_mutex_unlock (&self->mutex);
}

char *
bad_server_checksum (BadServer *self)
{
  char *checksum;

  g_mutex_lock (&self->mutex);
  checksum = g_strdup (self->checksum != NULL ? self->checksum : "");
  g_mutex_unlock (&self->mutex);
  return checksum;
}

static enum MHD_Result
on_request (void *user_data, struct MHD_Connection *connection, const char *path, const char *method,
            const char *version, const char *data, size_t *size, void **state)
{
  BadServer *self = user_data;
  const BadAnswer *answer = pick (self, connection, method);
  Request *request = *state;

  if (request == NULL)
    {
      *state = g_new0 (Request, 1);
      note_checksum (self, connection);
      if (!g_str_equal (method, "OPTIONS"))
        g_atomic_int_inc (&self->requests);
      return MHD_YES;
    }
  if (*size > 0)
    {
      request->received += (gint64) *size;
      *size = 0;
      return answer->cuts ? MHD_NO : MHD_YES;
    }
  if (answer->status == 0)
    return wait_for_a_word (self, connection) ? MHD_YES : MHD_NO;
  return answer_with (self, connection, answer, request->received);
}

static void
on_completed (void *user_data, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode how)
{
  g_clear_pointer (state, g_free);
}

BadServer *
bad_server_new (const Town *town, const BadManners *manners)
{
  BadServer *self = g_new0 (BadServer, 1);
  g_autofree char *name = g_strconcat (manners->certificate != NULL ? manners->certificate : "server", ".pem", NULL);
  g_autofree char *certificate = town_read (town, name);
  g_autofree char *key = town_read (town, "server.key");

  self->manners = manners;
  self->silent = g_ptr_array_new ();
  g_mutex_init (&self->mutex);
  self->daemon
      = MHD_start_daemon (MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_TLS | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
                          on_request, self, MHD_OPTION_HTTPS_MEM_CERT, certificate, MHD_OPTION_HTTPS_MEM_KEY, key,
                          MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL, MHD_OPTION_END);
  g_assert_nonnull (self->daemon);
  if (manners->post.drips || manners->head.drips || manners->patch.drips || manners->get.drips)
    self->drips = g_timeout_add (DRIP_MILLISECONDS, resume_silent, self);
  return self;
}

void
bad_server_free (BadServer *self)
{
  if (self->drips != 0)
    g_source_remove (self->drips);
  g_mutex_lock (&self->mutex);
  self->ending = TRUE;
  g_mutex_unlock (&self->mutex);
  resume_silent (self);
  MHD_stop_daemon (self->daemon);
  g_ptr_array_unref (self->silent);
  g_mutex_clear (&self->mutex);
  g_free (self->checksum);
  g_free (self);
}

guint
bad_server_port (BadServer *self)
{
  return MHD_get_daemon_info (self->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}

guint
bad_server_requests (BadServer *self)
{
  return (guint) g_atomic_int_get (&self->requests);
}
