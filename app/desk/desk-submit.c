/* SPDX-License-Identifier: EUPL-1.2 */
#include <glib/gi18n-lib.h>
#include <sys/statvfs.h>

#include "app/desk/desk-private.h"
#include "base/secret.h"
#include "sync/journal/journal.h"
#include "sync/seal/recipients.h"

/* What a person reads when their request cannot be taken; the technical reason goes to the journal. */
static void
set_not_now (GError **error, const GError *cause)
{
  g_message ("submissions are refused: %s", cause->message);
  g_set_error_literal (error, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_NOT_NOW,
                       _ ("Cette borne ne peut pas prendre de demande pour le moment. Adressez-vous à l’accueil."));
}

/* A queue that is full, for the staff; of a damaged one its keeper tells. In a worker's thread: it waits for the disk.
 */
static void
note_queue (ParvisConfig *config, const GError *cause)
{
  g_autoptr (ParvisJournal) journal = NULL;
  g_autofree char *bytes = NULL;
  struct statvfs fs = { 0 };

  if (!g_error_matches (cause, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_FULL))
    return;
  (void) !statvfs (parvis_config_state_dir (config), &fs);
  bytes = g_strdup_printf ("%" G_GUINT64_FORMAT, (guint64) fs.f_bavail * fs.f_frsize);
  journal = parvis_journal_new (parvis_config_journal_path (config), "parvis-kiosk");
  parvis_journal_note (journal, PARVIS_JOURNAL_QUEUE_FULL, bytes);
}

/* One recipient whose certificate expired does not stop the others; somebody must know all the same. */
static ParvisSealer *
open_sealer (ParvisConfig *config, GError **error)
{
  g_autoptr (GPtrArray) left_out = NULL;
  ParvisSealer *sealer = parvis_recipients_open (config, &left_out, error);

  for (guint i = 0; sealer != NULL && i < left_out->len; i++)
    g_message ("a recipient is left out: %s", (const char *) g_ptr_array_index (left_out, i));
  return sealer;
}

/* ---- before the first question ---- */

typedef struct
{
  ParvisConfig *config;
  gboolean damaged; /* out: the outbox is */
} Look;

static void
look_free (Look *look)
{
  parvis_config_unref (look->config);
  g_free (look);
}

static void
look_for_room (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Look *look = task_data;
  g_autoptr (GError) cause = NULL;
  g_autoptr (ParvisSealer) sealer = open_sealer (look->config, &cause);
  g_autoptr (ParvisOutbox) outbox
      = sealer != NULL ? parvis_outbox_open (parvis_config_outbox_path (look->config), &cause) : NULL;
  GError *error = NULL;

  if (outbox != NULL && parvis_outbox_check_room (outbox, &cause))
    {
      parvis_desk_say_service (source, outbox, NULL);
      g_task_return_boolean (task, TRUE);
      return;
    }
  look->damaged = g_error_matches (cause, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT);
  note_queue (look->config, cause);
  parvis_desk_say_service (source, outbox, cause);
  set_not_now (&error, cause);
  g_task_return_error (task, error);
}

void
parvis_desk_can_submit_async (ParvisDesk *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Look *look = g_new0 (Look, 1);

  look->config = parvis_config_ref (self->config);
  g_task_set_task_data (task, look, (GDestroyNotify) look_free);
  g_task_run_in_thread (task, look_for_room);
}

gboolean
parvis_desk_can_submit_finish (ParvisDesk *self, GAsyncResult *result, GError **error)
{
  const Look *look = g_task_get_task_data (G_TASK (result));

  parvis_desk_look_queue (self, look->damaged);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- submitting ---- */

/* One submission on its way from the screen's thread to the worker's and back. */
typedef struct
{
  ParvisConfig *config;
  char *id, *code;
  ParvisParcel *parcel;
  ParvisSlip *slip;
  gboolean damaged; /* out: the outbox is */
} Job;

static void
job_free (Job *job)
{
  parvis_config_unref (job->config);
  g_free (job->id);
  g_free (job->code);
  g_clear_pointer (&job->parcel, parvis_parcel_free);
  g_clear_pointer (&job->slip, parvis_slip_free);
  g_free (job);
}

static ParvisParcel *
pack (const ParvisSubmission *submission, GError **error)
{
  g_autoptr (ParvisParcel) parcel = parvis_parcel_new ();
  char *text = json_to_string (submission->json, TRUE);
  g_autoptr (GBytes) json = parvis_secret_bytes_new_take (text, strlen (text));

  if (!parvis_parcel_add (parcel, "submission.json", json, error))
    return NULL;
  for (guint i = 0; i < submission->attachments->len; i++)
    {
      const ParvisAttachment *attachment = g_ptr_array_index (submission->attachments, i);
      if (!parvis_parcel_add (parcel, attachment->name, attachment->bytes, error))
        return NULL;
    }
  return g_steal_pointer (&parcel);
}

static gboolean
seal_and_keep (Job *job, GError **error)
{
  g_autoptr (ParvisSealer) sealer = open_sealer (job->config, error);
  g_autoptr (ParvisOutbox) outbox = NULL;
  g_autoptr (GBytes) envelope = NULL;

  if (sealer == NULL)
    return FALSE;
  envelope = parvis_sealer_seal (sealer, job->parcel, error);
  if (envelope == NULL)
    return FALSE;
  outbox = parvis_outbox_open (parvis_config_outbox_path (job->config), error);
  return outbox != NULL && parvis_outbox_enqueue (outbox, job->id, envelope, error);
}

static void
run_job (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (GError) cause = NULL;
  GError *error = NULL;

  if (seal_and_keep (job, &cause))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  job->damaged = g_error_matches (cause, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT);
  note_queue (job->config, cause);
  parvis_desk_say_service (source, NULL, cause);
  set_not_now (&error, cause);
  g_task_return_error (task, error);
}

static Job *
prepare (ParvisDesk *self, ParvisDraft *draft, const char *language, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (ParvisSubmission) submission
      = parvis_submission_new (draft, parvis_config_kiosk_id (self->config), language, &cause);
  ParvisParcel *parcel = NULL;
  Job *job;

  if (submission == NULL)
    {
      g_set_error_literal (error, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_FAULTS, cause->message);
      return NULL;
    }
  parcel = pack (submission, &cause);
  if (parcel == NULL)
    {
      set_not_now (error, cause);
      return NULL;
    }
  job = g_new0 (Job, 1);
  job->config = parvis_config_ref (self->config);
  job->id = g_strdup (submission->id);
  job->code = g_strdup (submission->code);
  job->parcel = parcel;
  job->slip = parvis_desk_build_slip (self, draft, submission, language);
  return job;
}

void
parvis_desk_submit_async (ParvisDesk *self, ParvisDraft *draft, const char *language, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  GError *error = NULL;
  Job *job;

  if (self->submitting)
    {
      g_task_return_new_error (task, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_NOT_NOW, "%s",
                               _ ("Votre demande est en cours d’envoi."));
      return;
    }
  job = prepare (self, draft, language, &error);
  if (job == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->submitting = TRUE;
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_set_source_tag (task, parvis_desk_submit_async);
  g_task_run_in_thread (task, run_job);
}

ParvisSlip *
parvis_desk_submit_finish (ParvisDesk *self, GAsyncResult *result, GError **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  if (job != NULL)
    self->submitting = FALSE;
  if (job != NULL && job->damaged) /* the answers are still there: the next touch sends them */
    parvis_desk_look_queue (self, TRUE);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  g_hash_table_insert (self->sent, g_strdup (job->slip->code), g_strdup (job->id));
  return g_steal_pointer (&job->slip);
}
