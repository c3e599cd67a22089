/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/base/name.h"
#include "sync/hub/service.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "sync/keys/est-message.h"
#include "sync/hub/answer.h"
#include "sync/hub/asks.h"
#include "sync/hub/checksum.h"
#include "sync/hub/enrol.h"
#include "sync/hub/content.h"
#include "sync/hub/intake.h"
#include "sync/hub/register.h"
#include "sync/hub/status-answer.h"
#include "sync/hub/store.h"

#define UPLOADS       "/v1/uploads/"
#define IDLE_BODY_MAX (64 * 1024) /* of a request that needs no body */

struct _ParvisHub
{
  const ParvisHubConfig *config;
  ParvisHubStore *store;
  ParvisHubAsks asks;
  ParvisHubLimit *codes; /* wrong enrolment codes */
  GHashTable *appending; /* upload id -> the exchange that writes to it, not owned */
};

struct _ParvisHubExchange
{
  ParvisHub *hub;
  char *kiosk;
  ParvisHubCaller caller; /* of an enrolment */
  char *authorization;    /* of an enrolment; (nullable) */
  gboolean denied;
  gboolean answered;
  ParvisHubRequest request;
  ParvisHubAnswer answer;
  ParvisHubUpload *upload; /* APPEND */
  int fd;                  /* APPEND: open while its bytes are taken */
  int write_errno;
  ParvisHubSum *sum; /* APPEND: (nullable) what the bytes are announced to be */
  goffset room;      /* bytes the upload still lacks */
  goffset taken;     /* bytes written */
  goffset drained;   /* bytes read and not wanted */
  GByteArray *body;  /* of an ask or an enrolment; %NULL for everything else */
  gint64 deadline;   /* of an ask that waits: monotonic, microseconds */
};

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* Answers --------------------------------------------------------------------------------------- */

static void
refuse (ParvisHubExchange *self, guint status, ParvisProblem problem, const char *detail)
{
  self->answered = TRUE;
  parvis_hub_answer_problem (&self->answer, status, problem, detail);
}

/* Our own trouble: the journal has the reason, the kiosk comes back later. */
static void
trouble (ParvisHubExchange *self, const GError *error)
{
  gboolean full = g_error_matches (error, PARVIS_HUB_STORE_ERROR, PARVIS_HUB_STORE_ERROR_FULL);

  g_message ("store: %s", error->message);
  refuse (self, full ? 507 : 500, PARVIS_PROBLEM_STORAGE, "see the server's journal");
}

static void
answer_plain (ParvisHubExchange *self, guint status)
{
  self->answered = TRUE;
  parvis_hub_answer_plain (&self->answer, status);
}

static void
answer_conflict (ParvisHubExchange *self)
{
  refuse (self, 409, PARVIS_PROBLEM_CONFLICT, "another envelope bears this submission id; yours was kept apart");
}

static void
answer_offset (ParvisHubExchange *self, guint status, goffset offset)
{
  answer_plain (self, status);
  parvis_hub_answer_number (&self->answer, "Upload-Offset", offset);
}

/* Uploads --------------------------------------------------------------------------------------- */

/* A connection that we have not yet seen die writes no more. */
static void
supersede (ParvisHub *hub, const char *upload)
{
  ParvisHubExchange *older = g_hash_table_lookup (hub->appending, upload);

  if (older == NULL)
    return;
  g_hash_table_remove (hub->appending, upload);
  close (older->fd);
  older->fd = -1;
  refuse (older, 409, PARVIS_PROBLEM_OFFSET, "a newer request took this upload over");
}

static gboolean
take_in (ParvisHubExchange *self, const ParvisHubUpload *upload)
{
  g_autoptr (GError) error = NULL;
  ParvisHubIntake outcome;

  if (!parvis_hub_intake (self->hub->store, self->hub->config, upload, now (), &outcome, &error))
    trouble (self, error);
  else if (outcome == PARVIS_HUB_INTAKE_APART)
    answer_conflict (self);
  else if (outcome == PARVIS_HUB_INTAKE_WRONG_SUM)
    refuse (self, 422, PARVIS_PROBLEM_SUM, "the bytes were dropped; send them again");
  else if (outcome == PARVIS_HUB_INTAKE_NOT_SEALED)
    refuse (self, 422, PARVIS_PROBLEM_NOT_SEALED, "not a CMS AuthEnvelopedData; the bytes were dropped");
  else
    g_message ("submission %s stored for %s", upload->submission, upload->kiosk);
  return !self->answered;
}

/* How far @upload is, in @offset. When its last byte is there and it was not taken in (we died in between),
 * it is now. FALSE: answered. */
static gboolean
measure (ParvisHubExchange *self, const ParvisHubUpload *upload, goffset *offset)
{
  g_autoptr (GError) error = NULL;

  *offset = upload->length;
  if (upload->state != PARVIS_HUB_UPLOAD_OPEN)
    return TRUE;
  *offset = parvis_hub_store_offset (self->hub->store, upload, &error);
  if (error != NULL)
    trouble (self, error);
  else if (*offset == upload->length)
    return take_in (self, upload);
  return error == NULL;
}

/* The upload of the request, when it is there and this kiosk's; else answered. (transfer full) */
static ParvisHubUpload *
get_upload (ParvisHubExchange *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisHubUpload) upload = parvis_hub_store_lookup (self->hub->store, self->request.upload, &error);

  if (error != NULL)
    trouble (self, error);
  else if (upload == NULL || g_strcmp0 (upload->kiosk, self->kiosk) != 0)
    refuse (self, 404, PARVIS_PROBLEM_UNKNOWN, "no such upload");
  else if (upload->state == PARVIS_HUB_UPLOAD_APART)
    refuse (self, 410, PARVIS_PROBLEM_UNKNOWN, "kept apart; create it again to be told why");
  return self->answered ? NULL : g_steal_pointer (&upload);
}

/* One action each ------------------------------------------------------------------------------- */

static void
do_options (ParvisHubExchange *self)
{
  answer_plain (self, 204);
  parvis_hub_answer_header (&self->answer, "Tus-Version", "1.0.0");
  parvis_hub_answer_header (&self->answer, "Tus-Extension", "creation,checksum,termination");
  parvis_hub_answer_header (&self->answer, "Tus-Checksum-Algorithm", PARVIS_HUB_CHECKSUMS);
  parvis_hub_answer_number (&self->answer, "Tus-Max-Size", self->hub->config->max_bytes);
}

static void
answer_created (ParvisHubExchange *self, const ParvisHubUpload *upload)
{
  g_autofree char *location = g_strconcat (UPLOADS, upload->id, NULL);
  goffset offset;

  if (upload->state == PARVIS_HUB_UPLOAD_APART)
    answer_conflict (self);
  else if (measure (self, upload, &offset))
    {
      answer_offset (self, 201, offset);
      parvis_hub_answer_header (&self->answer, "Location", location);
    }
}

static void
do_create (ParvisHubExchange *self)
{
  const ParvisHubRequest *request = &self->request;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisHubUpload) upload = NULL;

  if (request->length > self->hub->config->max_bytes)
    {
      refuse (self, 413, PARVIS_PROBLEM_TOO_LARGE, "see Tus-Max-Size");
      return;
    }
  if (request->kiosk[0] != '\0' && !g_str_equal (request->kiosk, self->kiosk))
    {
      refuse (self, 403, PARVIS_PROBLEM_CERTIFICATE, "the kiosk named is not the one of the certificate");
      return;
    }
  upload = parvis_hub_store_create (self->hub->store, request->submission, request->sha256, self->kiosk,
                                    request->length, now (), &error);
  if (upload == NULL)
    trouble (self, error);
  else
    answer_created (self, upload);
}

static void
do_ask (ParvisHubExchange *self)
{
  g_autoptr (ParvisHubUpload) upload = NULL;
  goffset offset;

  supersede (self->hub, self->request.upload);
  upload = get_upload (self);
  if (upload == NULL || !measure (self, upload, &offset))
    return;
  answer_offset (self, 200, offset);
  parvis_hub_answer_number (&self->answer, "Upload-Length", upload->length);
}

static void
do_drop (ParvisHubExchange *self)
{
  g_autoptr (ParvisHubUpload) upload = get_upload (self);
  g_autoptr (GError) error = NULL;

  if (upload == NULL)
    return;
  if (upload->state == PARVIS_HUB_UPLOAD_STORED)
    {
      refuse (self, 403, PARVIS_PROBLEM_REQUEST, "a stored submission is not taken back");
      return;
    }
  supersede (self->hub, upload->id);
  if (parvis_hub_store_drop (self->hub->store, upload, &error))
    answer_plain (self, 204);
  else
    trouble (self, error);
}

static void
do_receipt (ParvisHubExchange *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) receipt = parvis_hub_store_receipt (self->hub->store, self->request.submission, &error);

  if (error != NULL)
    trouble (self, error);
  else if (receipt == NULL)
    refuse (self, 404, PARVIS_PROBLEM_UNKNOWN, "no such submission");
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
    trouble (self, error);
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

static void
begin_append (ParvisHubExchange *self)
{
  g_autofree char *path = NULL;
  goffset offset;

  supersede (self->hub, self->request.upload);
  self->upload = get_upload (self);
  if (self->upload == NULL || !measure (self, self->upload, &offset))
    return;
  if (offset != self->request.offset)
    {
      refuse (self, 409, PARVIS_PROBLEM_OFFSET, "ask with HEAD");
      return;
    }
  self->room = self->upload->length - offset;
  if (self->room == 0)
    {
      answer_offset (self, 204, offset);
      return;
    }
  path = parvis_hub_store_path (self->hub->store, self->upload);
  self->fd = open (path, O_WRONLY | O_APPEND | O_CLOEXEC);
  self->write_errno = self->fd < 0 ? errno : 0;
  self->sum = parvis_hub_sum_new (&self->request);
  if (self->fd >= 0)
    g_hash_table_insert (self->hub->appending, self->upload->id, self);
}

/* tus 1.0.0, "Checksum": what is not what was announced is dropped, down to the offset it came for. */
static gboolean
check_sum (ParvisHubExchange *self)
{
  if (self->sum == NULL || parvis_hub_sum_matches (self->sum))
    return TRUE;
  if (ftruncate (self->fd, self->request.offset) != 0 || fsync (self->fd) != 0)
    self->write_errno = errno;
  else
    refuse (self, 460, PARVIS_PROBLEM_OFFSET, "not the bytes of Upload-Checksum; they were dropped: send them again");
  self->taken = 0;
  return FALSE;
}

static void
end_append (ParvisHubExchange *self)
{
  goffset offset = self->request.offset + self->taken;

  g_hash_table_remove (self->hub->appending, self->upload->id);
  if (self->write_errno == 0 && self->drained == 0 && !check_sum (self) && self->answered)
    return;
  if (self->write_errno == 0 && fsync (self->fd) != 0)
    self->write_errno = errno;
  if (self->write_errno != 0)
    {
      g_message ("upload %s: %s", self->upload->id, g_strerror (self->write_errno));
      refuse (self, self->write_errno == ENOSPC ? 507 : 500, PARVIS_PROBLEM_STORAGE, "see the server's journal");
    }
  else if (self->drained > 0)
    refuse (self, 400, PARVIS_PROBLEM_REQUEST, "more bytes than Upload-Length");
  else if (self->taken < self->room || take_in (self, self->upload))
    answer_offset (self, 204, offset);
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
    [PARVIS_HUB_OPTIONS] = do_options,  [PARVIS_HUB_CREATE] = do_create,     [PARVIS_HUB_ASK] = do_ask,
    [PARVIS_HUB_APPEND] = begin_append, [PARVIS_HUB_DROP] = do_drop,         [PARVIS_HUB_RECEIPT] = do_receipt,
    [PARVIS_HUB_HEALTH] = do_health,    [PARVIS_HUB_TRACK] = begin_ask,      [PARVIS_HUB_OPEN_SLOT] = begin_ask,
    [PARVIS_HUB_NEXT_FILE] = begin_ask, [PARVIS_HUB_CLOSE_SLOT] = begin_ask, [PARVIS_HUB_CACERTS] = begin_enrol,
    [PARVIS_HUB_ENROL] = begin_enrol,   [PARVIS_HUB_REENROL] = begin_enrol,  [PARVIS_HUB_STATUS] = begin_ask,
    [PARVIS_HUB_CONTENT] = do_content,
  };

  actions[self->request.action](self);
}

/* Answered, and FALSE, when this caller may ask for nothing. A revoked one loses its connection, too: the next one may
 * come with another certificate. */
static gboolean
admit (ParvisHubExchange *self, const ParvisHubCaller *caller)
{
  g_autoptr (GError) error = NULL;
  gboolean revoked = FALSE;

  if (!parvis_name_is_valid (caller->kiosk))
    refuse (self, 403, PARVIS_PROBLEM_CERTIFICATE,
            "a client certificate of this server's CA with a kiosk's name is needed");
  else if (!parvis_hub_register_admit (self->hub->store, caller, now (), &revoked, &error))
    trouble (self, error);
  else if (revoked)
    {
      refuse (self, 403, PARVIS_PROBLEM_REVOKED, "this certificate is revoked; the staff has to enrol the kiosk again");
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
  if (parvis_hub_request_parse (method, path, header, user_data, &self->request, &rejection))
    start (self);
  else
    refuse (self, rejection.status, rejection.problem, rejection.detail);
  return self;
}

static gboolean
write_all (ParvisHubExchange *self, const char *data, gsize size)
{
  while (size > 0)
    {
      gssize written = write (self->fd, data, size);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        {
          self->write_errno = written < 0 ? errno : ENOSPC;
          return FALSE;
        }
      if (self->sum != NULL)
        parvis_hub_sum_add (self->sum, data, (gsize) written);
      self->taken += written;
      data += written;
      size -= (gsize) written;
    }
  return TRUE;
}

gboolean
parvis_hub_exchange_body (ParvisHubExchange *self, const void *data, gsize size)
{
  gsize wanted = 0;

  if (self->body != NULL)
    {
      g_byte_array_append (self->body, data, (guint) size);
      return self->body->len <= IDLE_BODY_MAX; /* longer than an ask may be is told so, within reason */
    }
  if (self->fd >= 0 && self->write_errno == 0)
    {
      wanted = (gsize) MIN ((goffset) size, self->room - self->taken);
      if (!write_all (self, data, wanted))
        wanted = 0;
    }
  self->drained += (goffset) (size - wanted);
  /* What an upload that was refused still sends is read to its end, so that the answer is heard; within
   * reason. */
  return self->drained <= (self->request.action == PARVIS_HUB_APPEND ? self->hub->config->max_bytes : IDLE_BODY_MAX);
}

const ParvisHubAnswer *
parvis_hub_exchange_end (ParvisHubExchange *self, const ParvisHubParking *parking)
{
  if (!self->answered && self->body != NULL)
    end_ask (self, parking);
  else if (!self->answered)
    end_append (self);
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
  if (self->taken > 0) /* also when the connection broke: these bytes need not be sent again */
    g_message ("upload %s: %" G_GOFFSET_FORMAT " bytes at %" G_GINT64_FORMAT, self->upload->id, self->taken,
               self->request.offset);
  if (self->upload != NULL && g_hash_table_lookup (self->hub->appending, self->upload->id) == self)
    g_hash_table_remove (self->hub->appending, self->upload->id);
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->sum, parvis_hub_sum_free);
  if (self->body != NULL)
    g_byte_array_unref (self->body);
  g_clear_pointer (&self->upload, parvis_hub_upload_free);
  parvis_hub_answer_clear (&self->answer);
  parvis_hub_caller_clear (&self->caller);
  if (self->authorization != NULL)
    explicit_bzero (self->authorization, strlen (self->authorization));
  g_free (self->authorization);
  g_free (self->kiosk);
  g_free (self);
}

ParvisHub *
parvis_hub_new (const ParvisHubConfig *config, GError **error)
{
  g_autoptr (ParvisHub) self = g_new0 (ParvisHub, 1);

  self->config = config;
  self->appending = g_hash_table_new (g_str_hash, g_str_equal);
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
parvis_hub_free (ParvisHub *self)
{
  g_clear_pointer (&self->store, parvis_hub_store_free);
  parvis_hub_slots_free (self->asks.slots);
  parvis_hub_limit_free (self->asks.limit);
  parvis_hub_limit_free (self->codes);
  g_hash_table_unref (self->appending);
  g_free (self);
}
