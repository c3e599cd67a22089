/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/phone/phone-server.h"

#include <string.h>

#include "sync/hub/http/listen.h"
#include "sync/hub/http/suspend.h"
#include "sync/hub/phone/phone.h"

#define CONNECTIONS             128
#define CONNECTIONS_PER_ADDRESS 16 /* the town hall's own Wi-Fi */
#define SILENCE_SECONDS         60
#define PIECE                   (32 * 1024)

struct _ParvisHubPhoneServer
{
  ParvisHubSlots *slots;
  struct MHD_Daemon *daemon;
};

typedef struct
{
  ParvisHubPhone *phone;
  struct MHD_PostProcessor *form; /* (nullable) */
} Call;

static enum MHD_Result
on_part (void *user_data, enum MHD_ValueKind kind, const char *field, const char *filename, const char *type,
         const char *encoding, const char *data, uint64_t offset, size_t size)
{
  Call *call = user_data;

  parvis_hub_phone_piece (call->phone, field, filename, data, offset, size);
  return MHD_YES;
}

static gint64
announced_length (struct MHD_Connection *connection)
{
  const char *text = MHD_lookup_connection_value (connection, MHD_HEADER_KIND, "Content-Length");
  guint64 length;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &length, NULL) ? (gint64) length : -1;
}

static Call *
begin (ParvisHubPhoneServer *self, struct MHD_Connection *connection, const char *method, const char *path)
{
  Call *call = g_new0 (Call, 1);

  call->phone = parvis_hub_phone_begin (self->slots, method, path, announced_length (connection));
  if (parvis_hub_phone_takes_form (call->phone)) /* %NULL when it is no form: the body is then read for nothing */
    call->form = MHD_create_post_processor (connection, PIECE, on_part, call);
  return call;
}

static enum MHD_Result
finish (struct MHD_Connection *connection, Call *call)
{
  const ParvisHubParking parking = parvis_hub_parking (connection);
  const ParvisHubAnswer *answer;

  if (call->form != NULL)
    MHD_destroy_post_processor (call->form); /* gives out the last piece */
  call->form = NULL;
  answer = parvis_hub_phone_end (call->phone, &parking);
  return answer != NULL ? parvis_hub_listen_queue (connection, answer->status, answer->headers, answer->body) : MHD_YES;
}

static enum MHD_Result
on_request (void *user_data, struct MHD_Connection *connection, const char *path, const char *method,
            const char *version, const char *data, size_t *size, void **state)
{
  Call *call = *state;
  gboolean ok;

  if (call == NULL)
    {
      *state = call = begin (user_data, connection, method, path);
      return parvis_hub_phone_is_settled (call->phone) ? finish (connection, call) : MHD_YES;
    }
  if (*size == 0)
    return finish (connection, call);
  if (call->form != NULL)
    MHD_post_process (call->form, data, *size);
  ok = parvis_hub_phone_count (call->phone, *size);
  *size = 0;
  return ok ? MHD_YES : MHD_NO;
}

static void
on_completed (void *user_data, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode how)
{
  Call *call = *state;

  if (call == NULL)
    return;
  if (call->form != NULL)
    MHD_destroy_post_processor (call->form);
  parvis_hub_phone_free (call->phone);
  g_free (call);
  *state = NULL;
}

/* Port 0 in the address stands for the one we listen on. */
static char *
find_address (const ParvisHubConfig *config, guint port)
{
  g_autofree char *slash
      = g_strconcat (config->phone_address, g_str_has_suffix (config->phone_address, "/") ? "" : "/", NULL);
  g_autofree char *here = g_strdup_printf (":%u/", port);
  g_auto (GStrv) pieces = g_strsplit (slash, ":0/", 2);

  return g_strjoinv (here, pieces);
}

ParvisHubPhoneServer *
parvis_hub_phone_server_start (const ParvisHubConfig *config, ParvisHubSlots *slots, GError **error)
{
  g_autofree ParvisHubPhoneServer *self = g_new0 (ParvisHubPhoneServer, 1);
  g_autofree char *address = NULL;
  const ParvisHubListening how = {
    .group = "phone",
    .listen = config->phone_listen,
    .port = config->phone_port,
    .certificate = config->phone_certificate != NULL ? config->phone_certificate : config->certificate,
    .key = config->phone_certificate != NULL ? config->phone_key : config->key,
    .connections = CONNECTIONS,
    .connections_per_address = CONNECTIONS_PER_ADDRESS,
    .silence_seconds = SILENCE_SECONDS,
    .on_request = on_request,
    .on_completed = on_completed,
    .user_data = self,
  };

  self->slots = slots;
  self->daemon = parvis_hub_listen (&how, error);
  if (self->daemon == NULL)
    return NULL;
  address = find_address (config, parvis_hub_listen_port (self->daemon));
  parvis_hub_slots_set_address (self->slots, address);
  return g_steal_pointer (&self);
}

guint
parvis_hub_phone_server_port (const ParvisHubPhoneServer *self)
{
  return parvis_hub_listen_port (self->daemon);
}

void
parvis_hub_phone_server_stop (ParvisHubPhoneServer *self)
{
  parvis_hub_slots_end (self->slots);
  MHD_stop_daemon (self->daemon);
  g_free (self);
}
