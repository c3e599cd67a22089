/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/http/listen.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/socket.h>

#include "base/secret.h"
#include "sync/hub/config/hub-config.h"

#define CONNECTION_MEMORY (64 * 1024) /* bounds the request's headers */
#define PRIORITIES        "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

static enum MHD_Result
queue (struct MHD_Connection *connection, guint status, GPtrArray *headers, struct MHD_Response *response)
{
  enum MHD_Result result;

  if (response == NULL)
    return MHD_NO;
  for (guint i = 0; i + 1 < headers->len; i += 2)
    MHD_add_response_header (response, g_ptr_array_index (headers, i), g_ptr_array_index (headers, i + 1));
  result = MHD_queue_response (connection, status, response);
  MHD_destroy_response (response);
  return result;
}

enum MHD_Result
parvis_hub_listen_queue (struct MHD_Connection *connection, guint status, GPtrArray *headers, GBytes *body)
{
  gsize size;
  const void *data = g_bytes_get_data (body, &size);

  return queue (connection, status, headers,
                MHD_create_response_from_buffer (size, (void *) (size > 0 ? data : ""), MHD_RESPMEM_MUST_COPY));
}

enum MHD_Result
parvis_hub_listen_queue_file (struct MHD_Connection *connection, guint status, GPtrArray *headers, int fd,
                              goffset offset, goffset size)
{
  int own = fcntl (fd, F_DUPFD_CLOEXEC, 0); /* the response closes it */

  if (own < 0)
    return MHD_NO;
  return queue (connection, status, headers,
                MHD_create_response_from_fd_at_offset64 ((guint64) size, own, (guint64) offset));
}

static char *
read_pem (const char *path, const ParvisHubListening *how, GError **error)
{
  g_autoptr (GError) why = NULL;
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, &why))
    g_set_error (error, PARVIS_HUB_CONFIG_ERROR, PARVIS_HUB_CONFIG_ERROR_UNREADABLE,
                 _ ("« %s » ne peut pas être lu (%s) ; corrigez [%s] dans la configuration"), path, why->message,
                 g_str_equal (how->group, "hub") ? "trust" : how->group);
  return text;
}

static gboolean
native_address (const ParvisHubListening *how, struct sockaddr_storage *address, GError **error)
{
  g_autoptr (GSocketAddress) socket_address = g_inet_socket_address_new_from_string (how->listen, how->port);

  if (socket_address != NULL && g_socket_address_to_native (socket_address, address, sizeof *address, error))
    return TRUE;
  g_clear_error (error);
  g_set_error (error, PARVIS_HUB_CONFIG_ERROR, PARVIS_HUB_CONFIG_ERROR_INVALID,
               _ ("[%s] listen : « %s » n’est pas une adresse IP ; écrivez par exemple 0.0.0.0"), how->group,
               how->listen);
  return FALSE;
}

static struct MHD_Daemon *
start (const ParvisHubListening *how, const struct sockaddr_storage *address, const char *ca, const char *certificate,
       const char *key)
{
  unsigned int flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_TLS | MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME;
  struct MHD_OptionItem trust[]
      = { { ca != NULL ? MHD_OPTION_HTTPS_MEM_TRUST : MHD_OPTION_END, 0, (void *) ca }, { MHD_OPTION_END, 0, NULL } };

  if (address->ss_family == AF_INET6)
    flags |= MHD_USE_DUAL_STACK;
  return MHD_start_daemon (flags, 0, NULL, NULL, how->on_request, how->user_data, MHD_OPTION_SOCK_ADDR,
                           (const struct sockaddr *) address, MHD_OPTION_ARRAY, trust, MHD_OPTION_HTTPS_MEM_CERT,
                           certificate, MHD_OPTION_HTTPS_MEM_KEY, key, MHD_OPTION_HTTPS_PRIORITIES, PRIORITIES,
                           MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) CONNECTION_MEMORY, MHD_OPTION_CONNECTION_LIMIT,
                           how->connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT, how->connections_per_address,
                           MHD_OPTION_CONNECTION_TIMEOUT, how->silence_seconds, MHD_OPTION_NOTIFY_COMPLETED,
                           how->on_completed, how->user_data, MHD_OPTION_END);
}

struct MHD_Daemon *
parvis_hub_listen (const ParvisHubListening *how, GError **error)
{
  g_autofree char *ca = how->ca != NULL ? read_pem (how->ca, how, error) : NULL;
  g_autofree char *certificate = ca != NULL || how->ca == NULL ? read_pem (how->certificate, how, error) : NULL;
  struct sockaddr_storage address = { 0 };
  struct MHD_Daemon *daemon;
  g_autoptr (ParvisSecret) key = NULL;

  if (certificate == NULL || !native_address (how, &address, error))
    return NULL;
  key = read_pem (how->key, how, error);
  if (key == NULL)
    return NULL;
  daemon = start (how, &address, ca, certificate, key);
  if (daemon == NULL)
    g_set_error (
        error, G_IO_ERROR, G_IO_ERROR_FAILED,
        _ ("le serveur ne démarre pas sur %s port %u (%s) ; vérifiez que le port est libre et que certificate et key "
           "vont ensemble"),
        how->listen, how->port, g_strerror (errno));
  return daemon;
}

guint
parvis_hub_listen_port (struct MHD_Daemon *daemon)
{
  const union MHD_DaemonInfo *info = MHD_get_daemon_info (daemon, MHD_DAEMON_INFO_BIND_PORT);

  return info != NULL ? info->port : 0;
}
