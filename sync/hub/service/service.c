/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/service/service.h"

#include <string.h>

#include "base/secret.h"
#include "sync/base/name.h"
#include "sync/hub/fleet/status-answer.h"
#include "sync/hub/kiosks/enrol.h"
#include "sync/hub/kiosks/register.h"
#include "sync/hub/service/content.h"
#include "sync/hub/service/exchange.h"
#include "sync/hub/service/tus.h"
#include "sync/hub/store/closing.h"
#include "sync/keys/est-message.h"

#define IDLE_BODY_MAX (64 * 1024) /* of a request that needs no body */

/* One action each ------------------------------------------------------------------------------- */

static void
do_receipt (ParvisHubExchange *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) receipt = parvis_hub_store_receipt (self->hub->store, self->request.submission, &error);

  if (error != NULL)
    parvis_hub_exchange_trouble (self, error);
  else if (receipt == NULL)
    parvis_hub_exchange_refuse (self, 404, PARVIS_PROBLEM_UNKNOWN, "no such submission");
  else
    {
      self->answered = TRUE;
      parvis_hub_answer_json (&self->answer, 200, receipt);
    }
}

static void
do_health (ParvisHubExchange *self)
{
  static const char body[] = "{\"status\":\"ok\"}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, sizeof body - 1);
  g_autoptr (GBytes) none = parvis_hub_store_receipt (self->hub->store, "00000000-0000-0000-0000-000000000000", &error);

  if (none == NULL && error != NULL) /* the database was really asked */
    parvis_hub_exchange_trouble (self, error);
  else
    {
      self->answered = TRUE;
      parvis_hub_answer_json (&self->answer, 200, bytes);
    }
}

static void
do_content (ParvisHubExchange *self)
{
  self->answered = TRUE;
  parvis_hub_content_answer (self->hub->config, &self->request, &self->answer);
}

/* Asks ------------------------------------------------------------------------------------------- */

static void
begin_ask (ParvisHubExchange *self)
{
  self->body = g_byte_array_new ();
  self->deadline = g_get_monotonic_time () + PARVIS_HUB_POLL_SECONDS * (gint64) G_USEC_PER_SEC;
}

static void
begin_enrol (ParvisHubExchange *self)
{
  self->body = g_byte_array_new ();
}

static void
end_enrol (ParvisHubExchange *self)
{
  const ParvisHubEnrolment enrolment = { self->hub->config, self->hub->store, self->hub->codes };
  g_autoptr (GBytes) body = g_bytes_new (self->body->data, self->body->len);

  self->answered = TRUE;
  parvis_hub_enrol_answer (&enrolment, self->request.action, &self->caller, self->authorization, body, &self->answer);
}

static void
end_ask (ParvisHubExchange *self, const ParvisHubParking *parking)
{
  g_autoptr (GBytes) body = g_bytes_new (self->body->data, self->body->len);

  if (self->request.action >= PARVIS_HUB_CACERTS && self->request.action <= PARVIS_HUB_REENROL)
    end_enrol (self);
  else if (self->request.action == PARVIS_HUB_STATUS)
    {
      self->answered = TRUE;
      parvis_hub_status_answer (self->hub->store, self->kiosk, body, &self->answer);
    }
  else
    self->answered = parvis_hub_asks_answer (&self->hub->asks, self->request.action, self->kiosk, body, self->deadline,
                                             parking, &self->answer);
}

/* The exchange ---------------------------------------------------------------------------------- */

static void
start (ParvisHubExchange *self)
{
  void (*const actions[]) (ParvisHubExchange *) = {
    [PARVIS_HUB_OPTIONS] = parvis_hub_tus_options,
    [PARVIS_HUB_CREATE] = parvis_hub_tus_create,
    [PARVIS_HUB_ASK] = parvis_hub_tus_ask,
    [PARVIS_HUB_APPEND] = parvis_hub_tus_begin_append,
    [PARVIS_HUB_DROP] = parvis_hub_tus_drop,
    [PARVIS_HUB_RECEIPT] = do_receipt,
    [PARVIS_HUB_HEALTH] = do_health,
    [PARVIS_HUB_TRACK] = begin_ask,
    [PARVIS_HUB_OPEN_SLOT] = begin_ask,
    [PARVIS_HUB_NEXT_FILE] = begin_ask,
    [PARVIS_HUB_CLOSE_SLOT] = begin_ask,
    [PARVIS_HUB_CACERTS] = begin_enrol,
    [PARVIS_HUB_ENROL] = begin_enrol,
    [PARVIS_HUB_REENROL] = begin_enrol,
    [PARVIS_HUB_STATUS] = begin_ask,
    [PARVIS_HUB_CONTENT] = do_content,
  };

  actions[self->request.action](self);
}

static gboolean
is_about_uploads (ParvisHubAction action)
{
  return action == PARVIS_HUB_CREATE || action == PARVIS_HUB_ASK || action == PARVIS_HUB_APPEND
         || action == PARVIS_HUB_DROP;
}

/* Answered, and FALSE, when the staff has closed this server to what is asked. */
static gboolean
is_open_to (ParvisHubExchange *self)
{
  const gint64 now = parvis_hub_now ();
  g_autoptr (GError) error = NULL;
  ParvisHubClosing closing;

  if (!is_about_uploads (self->request.action))
    return TRUE;
  if (!parvis_hub_closing_read (self->hub->store, now, &closing, &error))
    parvis_hub_exchange_trouble (self, error);
  else if (closing.at > 0)
    {
      parvis_hub_exchange_refuse (self, 503, PARVIS_PROBLEM_CLOSED, "this server takes no submissions for now");
      parvis_hub_answer_number (&self->answer, "Retry-After", parvis_hub_closing_pause (&closing, now));
    }
  return !self->answered;
}

/* Answered, and FALSE, when this caller may ask for nothing. A revoked one loses its connection, too: the next one may
 * come with another certificate. */
static gboolean
admit (ParvisHubExchange *self, const ParvisHubCaller *caller)
{
  g_autoptr (GError) error = NULL;
  gboolean revoked = FALSE;

  if (!parvis_name_is_valid (caller->kiosk))
    parvis_hub_exchange_refuse (self, 403, PARVIS_PROBLEM_CERTIFICATE,
                                "a client certificate of this server's CA with a kiosk's name is needed");
  else if (!parvis_hub_register_admit (self->hub->store, caller, parvis_hub_now (), &revoked, &error))
    parvis_hub_exchange_trouble (self, error);
  else if (revoked)
    {
      parvis_hub_exchange_refuse (self, 403, PARVIS_PROBLEM_REVOKED,
                                  "this certificate is revoked; the staff has to enrol the kiosk again");
      parvis_hub_answer_header (&self->answer, "Connection", "close");
    }
  return !self->answered;
}

/* Enrolment is for those who have no certificate yet; it looks at its callers itself. */
static void
keep_caller (ParvisHubExchange *self, const ParvisHubCaller *caller, ParvisHubHeader header, gpointer user_data)
{
  const char *authorization = header ("Authorization", user_data);

  self->caller = (ParvisHubCaller){ g_strdup (caller->kiosk), g_strdup (caller->serial), caller->from, caller->until,
                                    g_strdup (caller->address) };
  if (authorization != NULL && strlen (authorization) <= PARVIS_HUB_ENROL_MAX_AUTHORIZATION)
    self->authorization = g_strdup (authorization);
}

ParvisHubExchange *
parvis_hub_begin (ParvisHub *hub, const ParvisHubCaller *caller, const char *method, const char *path,
                  ParvisHubHeader header, gpointer user_data)
{
  const gboolean enrols = g_str_has_prefix (path, PARVIS_EST_PATH);
  ParvisHubExchange *self = g_new0 (ParvisHubExchange, 1);
  ParvisHubRejection rejection;

  self->hub = hub;
  self->kiosk = g_strdup (caller->kiosk);
  self->fd = -1;
  parvis_hub_answer_init (&self->answer);
  if (enrols)
    keep_caller (self, caller, header, user_data);
  self->denied = !enrols && !admit (self, caller);
  if (self->denied)
    return self;
  if (!parvis_hub_request_parse (method, path, header, user_data, &self->request, &rejection))
    parvis_hub_exchange_refuse (self, rejection.status, rejection.problem, rejection.detail);
  else if (is_open_to (self))
    start (self);
  return self;
}

gboolean
parvis_hub_exchange_body (ParvisHubExchange *self, const void *data, gsize size)
{
  if (self->body != NULL)
    {
      g_byte_array_append (self->body, data, (guint) size);
      return self->body->len <= IDLE_BODY_MAX; /* longer than an ask may be is told so, within reason */
    }
  self->drained += (goffset) (size - parvis_hub_tus_append (self, data, size));
  /* What an upload that was refused still sends is read to its end, so that the answer is heard; within
   * reason. */
  return self->drained <= (parvis_hub_tus_brings_bytes (self) ? self->hub->config->max_bytes : IDLE_BODY_MAX);
}

const ParvisHubAnswer *
parvis_hub_exchange_end (ParvisHubExchange *self, const ParvisHubParking *parking)
{
  if (!self->answered && self->body != NULL)
    end_ask (self, parking);
  else if (!self->answered)
    parvis_hub_tus_end_append (self, parking);
  return self->answered ? &self->answer : NULL;
}

gboolean
parvis_hub_exchange_is_denied (const ParvisHubExchange *self)
{
  return self->denied;
}

void
parvis_hub_exchange_free (ParvisHubExchange *self)
{
  parvis_hub_tus_let_go (self);
  if (self->body != NULL)
    g_byte_array_unref (self->body);
  parvis_hub_answer_clear (&self->answer);
  parvis_hub_caller_clear (&self->caller);
  parvis_secret_free (self->authorization);
  g_free (self->kiosk);
  g_free (self);
}

ParvisHub *
parvis_hub_new (const ParvisHubConfig *config, GError **error)
{
  g_autoptr (ParvisHub) self = g_new0 (ParvisHub, 1);

  self->config = config;
  self->appending = g_hash_table_new (g_str_hash, g_str_equal);
  self->syncer = parvis_hub_syncer_new ();
  self->asks.slots = parvis_hub_slots_new ();
  self->asks.limit = parvis_hub_limit_new ();
  self->codes = parvis_hub_limit_new ();
  self->store = self->asks.store = parvis_hub_store_open (config->store, error);
  return self->store != NULL ? g_steal_pointer (&self) : NULL;
}

ParvisHubSlots *
parvis_hub_get_slots (ParvisHub *self)
{
  return self->asks.slots;
}

void
parvis_hub_end_syncs (ParvisHub *self)
{
  parvis_hub_syncer_end (self->syncer);
}

void
parvis_hub_free (ParvisHub *self)
{
  parvis_hub_syncer_free (self->syncer);
  g_clear_pointer (&self->store, parvis_hub_store_free);
  parvis_hub_slots_free (self->asks.slots);
  parvis_hub_limit_free (self->asks.limit);
  parvis_hub_limit_free (self->codes);
  g_hash_table_unref (self->appending);
  g_free (self);
}
