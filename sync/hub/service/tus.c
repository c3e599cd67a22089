/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/service/tus.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "sync/hub/intake/intake.h"

#define UPLOADS     "/v1/uploads/"
#define SUBMISSIONS "/v1/submissions/"

static void
answer_conflict (ParvisHubExchange *self)
{
  parvis_hub_exchange_refuse (self, 409, PARVIS_PROBLEM_CONFLICT,
                              "another envelope bears this submission id; yours was kept apart");
}

static void
answer_offset (ParvisHubExchange *self, guint status, goffset offset)
{
  parvis_hub_exchange_plain (self, status);
  parvis_hub_answer_number (&self->answer, "Upload-Offset", offset);
}

/* What @upload has become, where it is stored and the kiosk would rather hear it now (RFC 7240 §4.2) than ask for it.
 */
static void
answer_receipt (ParvisHubExchange *self, const ParvisHubUpload *upload, guint status)
{
  g_autoptr (GBytes) receipt = parvis_hub_store_receipt (self->hub->store, upload->submission, NULL);
  g_autofree char *place = g_strdup_printf (SUBMISSIONS "%s/receipt", upload->submission);

  if (receipt == NULL)
    return;
  parvis_hub_answer_json (&self->answer, status, receipt);
  parvis_hub_answer_header (&self->answer, "Content-Location", place);
  parvis_hub_answer_header (&self->answer, "Preference-Applied", "return=representation");
}

/* To POST and to PATCH: so far @upload is. */
static void
answer_progress (ParvisHubExchange *self, const ParvisHubUpload *upload, goffset offset)
{
  const gboolean created = self->request.action == PARVIS_HUB_CREATE;
  g_autofree char *location = g_strconcat (UPLOADS, upload->id, NULL);

  parvis_hub_exchange_plain (self, created ? 201 : 204);
  if (self->request.represent && offset == upload->length)
    answer_receipt (self, upload, created ? 201 : 200);
  parvis_hub_answer_number (&self->answer, "Upload-Offset", offset);
  if (created)
    parvis_hub_answer_header (&self->answer, "Location", location);
}

/* One upload ------------------------------------------------------------------------------------ */

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
  parvis_hub_exchange_refuse (older, 409, PARVIS_PROBLEM_OFFSET, "a newer request took this upload over");
}

/* @sha256: (nullable) of its bytes, which are durable. */
static gboolean
take_in (ParvisHubExchange *self, const ParvisHubUpload *upload, const char *sha256)
{
  g_autoptr (GError) error = NULL;
  ParvisHubIntake outcome;

  if (!parvis_hub_intake (self->hub->store, self->hub->config, upload, sha256, parvis_hub_now (), &outcome, &error))
    parvis_hub_exchange_trouble (self, error);
  else if (outcome == PARVIS_HUB_INTAKE_APART)
    answer_conflict (self);
  else if (outcome == PARVIS_HUB_INTAKE_WRONG_SUM)
    parvis_hub_exchange_refuse (self, 422, PARVIS_PROBLEM_SUM, "the bytes were dropped; send them again");
  else if (outcome == PARVIS_HUB_INTAKE_NOT_SEALED)
    parvis_hub_exchange_refuse (self, 422, PARVIS_PROBLEM_NOT_SEALED,
                                "not a CMS AuthEnvelopedData; the bytes were dropped");
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
    parvis_hub_exchange_trouble (self, error);
  else if (*offset < upload->length)
    return TRUE;
  else if (parvis_hub_store_sync (self->hub->store, upload, -1, &error))
    return take_in (self, upload, NULL);
  else
    parvis_hub_exchange_trouble (self, error);
  return FALSE;
}

/* The upload of the request, when it is there and this kiosk's; else answered. (transfer full) */
static ParvisHubUpload *
get_upload (ParvisHubExchange *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisHubUpload) upload = parvis_hub_store_lookup (self->hub->store, self->request.upload, &error);

  if (error != NULL)
    parvis_hub_exchange_trouble (self, error);
  else if (upload == NULL || g_strcmp0 (upload->kiosk, self->kiosk) != 0)
    parvis_hub_exchange_refuse (self, 404, PARVIS_PROBLEM_UNKNOWN, "no such upload");
  else if (upload->state == PARVIS_HUB_UPLOAD_APART)
    parvis_hub_exchange_refuse (self, 410, PARVIS_PROBLEM_UNKNOWN, "kept apart; create it again to be told why");
  return self->answered ? NULL : g_steal_pointer (&upload);
}

/* What is asked of one ---------------------------------------------------------------------------- */

void
parvis_hub_tus_options (ParvisHubExchange *self)
{
  parvis_hub_exchange_plain (self, 204);
  parvis_hub_answer_header (&self->answer, "Tus-Version", "1.0.0");
  parvis_hub_answer_header (&self->answer, "Tus-Extension", "creation,creation-with-upload,checksum,termination");
  parvis_hub_answer_header (&self->answer, "Tus-Checksum-Algorithm", PARVIS_HUB_CHECKSUMS);
  parvis_hub_answer_number (&self->answer, "Tus-Max-Size", self->hub->config->max_bytes);
}

void
parvis_hub_tus_ask (ParvisHubExchange *self)
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

void
parvis_hub_tus_drop (ParvisHubExchange *self)
{
  g_autoptr (ParvisHubUpload) upload = get_upload (self);
  g_autoptr (GError) error = NULL;

  if (upload == NULL)
    return;
  if (upload->state == PARVIS_HUB_UPLOAD_STORED)
    {
      parvis_hub_exchange_refuse (self, 403, PARVIS_PROBLEM_REQUEST, "a stored submission is not taken back");
      return;
    }
  supersede (self->hub, upload->id);
  if (parvis_hub_store_drop (self->hub->store, upload, &error))
    parvis_hub_exchange_plain (self, 204);
  else
    parvis_hub_exchange_trouble (self, error);
}

/* Its bytes --------------------------------------------------------------------------------------- */

gboolean
parvis_hub_tus_brings_bytes (const ParvisHubExchange *self)
{
  return self->request.action == PARVIS_HUB_APPEND || self->request.brings;
}

/* The bytes that come are those of @self->upload from the request's offset on. */
static void
begin_bytes (ParvisHubExchange *self)
{
  g_autofree char *path = parvis_hub_store_path (self->hub->store, self->upload);

  self->room = self->upload->length - self->request.offset;
  self->fd = open (path, O_WRONLY | O_APPEND | O_CLOEXEC);
  self->write_errno = self->fd < 0 ? errno : 0;
  self->sum = parvis_hub_sum_new (&self->request, self->request.offset == 0);
  if (self->fd >= 0)
    g_hash_table_insert (self->hub->appending, self->upload->id, self);
}

void
parvis_hub_tus_begin_append (ParvisHubExchange *self)
{
  goffset offset;

  supersede (self->hub, self->request.upload);
  self->upload = get_upload (self);
  if (self->upload == NULL || !measure (self, self->upload, &offset))
    return;
  if (offset != self->request.offset)
    parvis_hub_exchange_refuse (self, 409, PARVIS_PROBLEM_OFFSET, "ask with HEAD");
  else if (offset == self->upload->length)
    answer_progress (self, self->upload, offset);
  else
    begin_bytes (self);
}

/* Its first bytes follow, and are wanted as long as there are no others. */
static void
begin_created (ParvisHubExchange *self, ParvisHubUpload *upload)
{
  g_autoptr (GError) error = NULL;
  goffset offset;

  self->upload = upload;
  supersede (self->hub, upload->id);
  if (!measure (self, upload, &offset))
    return;
  if (offset == 0)
    begin_bytes (self);
  else if (offset == upload->length || parvis_hub_store_keep (self->hub->store, upload, &error))
    answer_progress (self, upload, offset);
  else
    parvis_hub_exchange_trouble (self, error);
}

static void
answer_created (ParvisHubExchange *self, const ParvisHubUpload *upload)
{
  goffset offset;

  if (measure (self, upload, &offset))
    answer_progress (self, upload, offset);
}

static gboolean
may_create (ParvisHubExchange *self)
{
  const ParvisHubRequest *request = &self->request;

  if (request->length > self->hub->config->max_bytes)
    parvis_hub_exchange_refuse (self, 413, PARVIS_PROBLEM_TOO_LARGE, "see Tus-Max-Size");
  else if (request->kiosk[0] != '\0' && !g_str_equal (request->kiosk, self->kiosk))
    parvis_hub_exchange_refuse (self, 403, PARVIS_PROBLEM_CERTIFICATE,
                                "the kiosk named is not the one of the certificate");
  return !self->answered;
}

void
parvis_hub_tus_create (ParvisHubExchange *self)
{
  const ParvisHubRequest *request = &self->request;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisHubUpload) upload = NULL;

  if (!may_create (self))
    return;
  upload = (request->brings ? parvis_hub_store_begin : parvis_hub_store_create) (
      self->hub->store, request->submission, request->sha256, self->kiosk, request->length, parvis_hub_now (), &error);
  if (upload == NULL)
    parvis_hub_exchange_trouble (self, error);
  else if (upload->state == PARVIS_HUB_UPLOAD_APART)
    answer_conflict (self);
  else if (request->brings)
    begin_created (self, g_steal_pointer (&upload));
  else
    answer_created (self, upload);
}

/* tus 1.0.0, "Checksum": what is not what was announced is dropped, down to the offset it came for. */
static gboolean
check_sum (ParvisHubExchange *self)
{
  parvis_hub_sum_end (self->sum);
  if (parvis_hub_sum_matches (self->sum))
    return TRUE;
  if (ftruncate (self->fd, self->request.offset) != 0 || fsync (self->fd) != 0)
    self->write_errno = errno;
  else
    parvis_hub_exchange_refuse (self, 460, PARVIS_PROBLEM_OFFSET,
                                "not the bytes of Upload-Checksum; they were dropped: send them again");
  self->taken = 0;
  return FALSE;
}

static void
answer_not_written (ParvisHubExchange *self)
{
  g_message ("upload %s: %s", self->upload->id, g_strerror (self->write_errno));
  parvis_hub_exchange_refuse (self, self->write_errno == ENOSPC ? 507 : 500, PARVIS_PROBLEM_STORAGE,
                              "see the server's journal");
}

/* The bytes that have come are on the disk: what becomes of them is said. */
static void
answer_synced (ParvisHubExchange *self)
{
  g_autoptr (GError) error = NULL;

  if (self->drained > 0)
    parvis_hub_exchange_refuse (self, 400, PARVIS_PROBLEM_REQUEST, "more bytes than Upload-Length");
  else if (self->taken < self->room && self->request.brings
           && !parvis_hub_store_keep (self->hub->store, self->upload, &error))
    parvis_hub_exchange_trouble (self, error); /* whoever is told of an upload finds it again */
  else if (self->taken < self->room || take_in (self, self->upload, parvis_hub_sum_envelope (self->sum)))
    answer_progress (self, self->upload, self->request.offset + self->taken);
}

static void
sync_at_once (ParvisHubExchange *self)
{
  g_autoptr (GError) error = NULL;

  if (parvis_hub_store_sync (self->hub->store, self->upload, self->fd, &error))
    answer_synced (self);
  else
    parvis_hub_exchange_trouble (self, error);
}

static void
end_sync (ParvisHubExchange *self)
{
  self->write_errno = parvis_hub_sync_get_errno (self->sync);
  if (self->write_errno != 0)
    answer_not_written (self);
  else
    answer_synced (self);
}

void
parvis_hub_tus_end_append (ParvisHubExchange *self, const ParvisHubParking *parking)
{
  if (self->sync != NULL)
    {
      end_sync (self);
      return;
    }
  g_hash_table_remove (self->hub->appending, self->upload->id);
  if (self->write_errno == 0 && self->drained == 0 && !check_sum (self) && self->answered)
    return;
  if (self->write_errno == 0)
    self->sync = parvis_hub_syncer_begin (self->hub->syncer, self->hub->store, self->fd, parking);
  if (self->write_errno != 0)
    answer_not_written (self);
  else if (self->sync == NULL)
    sync_at_once (self);
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
      parvis_hub_sum_add (self->sum, data, (gsize) written);
      self->taken += written;
      data += written;
      size -= (gsize) written;
    }
  return TRUE;
}

gsize
parvis_hub_tus_append (ParvisHubExchange *self, const void *data, gsize size)
{
  gsize wanted;

  if (self->fd < 0 || self->write_errno != 0)
    return 0;
  wanted = (gsize) MIN ((goffset) size, self->room - self->taken);
  return write_all (self, data, wanted) ? wanted : 0;
}

void
parvis_hub_tus_let_go (ParvisHubExchange *self)
{
  if (self->taken > 0) /* also when the connection broke: these bytes need not be sent again */
    g_message ("upload %s: %" G_GOFFSET_FORMAT " bytes at %" G_GINT64_FORMAT, self->upload->id, self->taken,
               self->request.offset);
  if (self->upload != NULL && g_hash_table_lookup (self->hub->appending, self->upload->id) == self)
    g_hash_table_remove (self->hub->appending, self->upload->id);
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->sum, parvis_hub_sum_free);
  g_clear_pointer (&self->sync, parvis_hub_sync_let_go);
  g_clear_pointer (&self->upload, parvis_hub_upload_free);
}
