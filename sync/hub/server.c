/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/server.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <microhttpd.h>
#include <string.h>
#include <sys/socket.h>

#include "sync/hub/peer.h"

#define CONNECTION_MEMORY       (64 * 1024) /* bounds the request's headers */
#define CONNECTIONS             512
#define CONNECTIONS_PER_ADDRESS 64 /* a town's kiosks may share one */
#define SILENCE_SECONDS         120
#define PRIORITIES              "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

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
  const union MHD_ConnectionInfo *info
      = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
  g_autofree char *kiosk = info != NULL ? parvis_hub_peer_name (info->tls_session) : NULL;

  return parvis_hub_begin (self->hub, kiosk, method, path, get_header, connection);
}

static enum MHD_Result
queue (struct MHD_Connection *connection, const ParvisHubAnswer *answer)
{
  gsize size;
  const void *data = g_bytes_get_data (answer->body, &size);
  struct MHD_Response *response
      = MHD_create_response_from_buffer (size, (void *) (size > 0 ? data : ""), MHD_RESPMEM_MUST_COPY);
  enum MHD_Result result;

  if (response == NULL)
    return MHD_NO;
  for (guint i = 0; i + 1 < answer->headers->len; i += 2)
    MHD_add_response_header (response, g_ptr_array_index (answer->headers, i),
                             g_ptr_array_index (answer->headers, i + 1));
  result = MHD_queue_response (connection, answer->status, response);
  MHD_destroy_response (response);
  return result;
}

/* Called once when the headers are in, once for each piece of the body, and once at its end. */
static enum MHD_Result
on_request (void *user_data, struct MHD_Connection *connection, const char *path, const char *method,
            const char *version, const char *data, size_t *size, void **state)
{
  ParvisHubServer *self = user_data;
  ParvisHubExchange *exchange = *state;

  if (exchange == NULL)
    {
      *state = exchange = begin (self, connection, method, path);
      return parvis_hub_exchange_is_denied (exchange) ? queue (connection, parvis_hub_exchange_end (exchange))
                                                      : MHD_YES;
    }
  if (*size > 0)
    {
      gboolean ok = parvis_hub_exchange_body (exchange, data, *size);

      *size = 0;
      return ok ? MHD_YES : MHD_NO;
    }
  return queue (connection, parvis_hub_exchange_end (exchange));
}

static void
on_completed (void *user_data, struct MHD_Connection *connection, void **state,
              enum MHD_RequestTerminationCode how)
{
  if (*state != NULL)
    parvis_hub_exchange_free (*state);
  *state = NULL;
}

static char *
read_pem (const char *path, GError **error)
{
  g_autoptr (GError) why = NULL;
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, &why))
    g_set_error (error, PARVIS_HUB_CONFIG_ERROR, PARVIS_HUB_CONFIG_ERROR_UNREADABLE,
                 _ ("« %s » ne peut pas être lu (%s) ; corrigez [trust] dans la configuration"), path,
                 why->message);
  return text;
}

static gboolean
native_address (const ParvisHubConfig *config, struct sockaddr_storage *address, GError **error)
{
  g_autoptr (GSocketAddress) socket_address
      = g_inet_socket_address_new_from_string (config->listen, config->port);

  if (socket_address != NULL && g_socket_address_to_native (socket_address, address, sizeof *address, error))
    return TRUE;
  g_clear_error (error);
  g_set_error (error, PARVIS_HUB_CONFIG_ERROR, PARVIS_HUB_CONFIG_ERROR_INVALID,
               _ ("[hub] listen : « %s » n’est pas une adresse IP ; écrivez par exemple 0.0.0.0"),
               config->listen);
  return FALSE;
}

static struct MHD_Daemon *
start_daemon (ParvisHubServer *self, const struct sockaddr_storage *address, const char *ca,
              const char *certificate, const char *key)
{
  unsigned int flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_TLS | MHD_USE_EPOLL;

  if (address->ss_family == AF_INET6)
    flags |= MHD_USE_DUAL_STACK;
  return MHD_start_daemon (
      flags, 0, NULL, NULL, on_request, self, MHD_OPTION_SOCK_ADDR, (const struct sockaddr *) address,
      MHD_OPTION_HTTPS_MEM_TRUST, ca, MHD_OPTION_HTTPS_MEM_CERT, certificate, MHD_OPTION_HTTPS_MEM_KEY, key,
      MHD_OPTION_HTTPS_PRIORITIES, PRIORITIES, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) CONNECTION_MEMORY,
      MHD_OPTION_CONNECTION_LIMIT, (unsigned int) CONNECTIONS, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
      (unsigned int) CONNECTIONS_PER_ADDRESS, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned int) SILENCE_SECONDS,
      MHD_OPTION_NOTIFY_COMPLETED, on_completed, NULL, MHD_OPTION_END);
}

static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

ParvisHubServer *
parvis_hub_server_start (const ParvisHubConfig *config, ParvisHub *hub, GError **error)
{
  g_autofree ParvisHubServer *self = g_new0 (ParvisHubServer, 1);
  g_autofree char *ca = read_pem (config->ca, error);
  g_autofree char *certificate = ca != NULL ? read_pem (config->certificate, error) : NULL;
  struct sockaddr_storage address = { 0 };
  char *key;

  if (certificate == NULL || !native_address (config, &address, error))
    return NULL;
  key = read_pem (config->key, error);
  if (key == NULL)
    return NULL;
  self->hub = hub;
  self->daemon = start_daemon (self, &address, ca, certificate, key);
  wipe (key);
  if (self->daemon != NULL)
    return g_steal_pointer (&self);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               _ ("le serveur ne démarre pas sur %s port %u (%s) ; vérifiez que le port est libre et que "
                  "[trust] certificate "
                  "et key vont ensemble"),
               config->listen, config->port, g_strerror (errno));
  return NULL;
}

guint
parvis_hub_server_port (const ParvisHubServer *self)
{
  const union MHD_DaemonInfo *info = MHD_get_daemon_info (self->daemon, MHD_DAEMON_INFO_BIND_PORT);

  return info != NULL ? info->port : 0;
}

void
parvis_hub_server_stop (ParvisHubServer *self)
{
  MHD_stop_daemon (self->daemon);
  g_free (self);
}
