/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/service/server.h"

#include "sync/hub/http/listen.h"
#include "sync/hub/http/peer.h"
#include "sync/hub/http/suspend.h"

#define CONNECTIONS             512
#define CONNECTIONS_PER_ADDRESS 64 /* a town's kiosks may share one */
#define SILENCE_SECONDS         120

struct _ParvisHubServer
{
  ParvisHub *hub;
  struct MHD_Daemon *daemon;
};

static const char *
get_header (const char *name, gpointer user_data)
{
  return MHD_lookup_connection_value (user_data, MHD_HEADER_KIND, name);
}

static ParvisHubExchange *
begin (ParvisHubServer *self, struct MHD_Connection *connection, const char *method, const char *path)
{
  const union MHD_ConnectionInfo *info = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
  const union MHD_ConnectionInfo *from = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  g_auto (ParvisHubCaller) caller = { NULL };

  if (info != NULL)
    parvis_hub_peer_read (info->tls_session, &caller);
  caller.address = parvis_hub_peer_address (from != NULL ? from->client_addr : NULL);
  return parvis_hub_begin (self->hub, &caller, method, path, get_header, connection);
}

/* Answers, or lets the connection sleep until there is an answer. */
static enum MHD_Result
finish (struct MHD_Connection *connection, ParvisHubExchange *exchange)
{
  const ParvisHubParking parking = parvis_hub_parking (connection);
  const ParvisHubAnswer *answer = parvis_hub_exchange_end (exchange, &parking);

  if (answer == NULL)
    return MHD_YES;
  if (answer->file >= 0)
    return parvis_hub_listen_queue_file (connection, answer->status, answer->headers, answer->file, answer->file_offset,
                                         answer->file_size);
  return parvis_hub_listen_queue (connection, answer->status, answer->headers, answer->body);
}

/* Called once when the headers are in, once for each piece of the body, once at its end, and whenever it is woken. */
static enum MHD_Result
on_request (void *user_data, struct MHD_Connection *connection, const char *path, const char *method,
            const char *version, const char *data, size_t *size, void **state)
{
  ParvisHubServer *self = user_data;
  ParvisHubExchange *exchange = *state;

  if (exchange == NULL)
    {
      *state = exchange = begin (self, connection, method, path);
      return parvis_hub_exchange_is_denied (exchange) ? finish (connection, exchange) : MHD_YES;
    }
  if (*size > 0)
    {
      gboolean ok = parvis_hub_exchange_body (exchange, data, *size);

      *size = 0;
      return ok ? MHD_YES : MHD_NO;
    }
  return finish (connection, exchange);
}

static void
on_completed (void *user_data, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode how)
{
  if (*state != NULL)
    parvis_hub_exchange_free (*state);
  *state = NULL;
}

ParvisHubServer *
parvis_hub_server_start (const ParvisHubConfig *config, ParvisHub *hub, GError **error)
{
  g_autofree ParvisHubServer *self = g_new0 (ParvisHubServer, 1);
  const ParvisHubListening how = {
    .group = "hub",
    .listen = config->listen,
    .port = config->port,
    .ca = config->ca,
    .certificate = config->certificate,
    .key = config->key,
    .connections = CONNECTIONS,
    .connections_per_address = CONNECTIONS_PER_ADDRESS,
    .silence_seconds = SILENCE_SECONDS,
    .on_request = on_request,
    .on_completed = on_completed,
    .user_data = self,
  };

  self->hub = hub;
  self->daemon = parvis_hub_listen (&how, error);
  return self->daemon != NULL ? g_steal_pointer (&self) : NULL;
}

guint
parvis_hub_server_port (const ParvisHubServer *self)
{
  return parvis_hub_listen_port (self->daemon);
}

void
parvis_hub_server_stop (ParvisHubServer *self)
{
  parvis_hub_slots_end (parvis_hub_get_slots (self->hub)); /* nobody may sleep when the daemon stops */
  parvis_hub_end_syncs (self->hub);
  MHD_stop_daemon (self->daemon);
  g_free (self);
}
