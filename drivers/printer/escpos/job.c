/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/escpos/job.h"

#include "drivers/printer/device-thread.h"
#include "drivers/printer/escpos/encoder.h"

ParvisEscposJob *
parvis_escpos_job_new (GTask *task, ParvisTicket *ticket)
{
  ParvisEscposJob *self = g_new0 (ParvisEscposJob, 1);

  self->task = task;
  self->ticket = parvis_ticket_ref (ticket);
  return self;
}

void
parvis_escpos_job_free (ParvisEscposJob *self)
{
  if (self->task != NULL)
    parvis_escpos_job_fail (self, PARVIS_PRINTER_ERROR_CANCELLED, "the printer is no longer used");
  parvis_source_clear (&self->cancel);
  g_clear_pointer (&self->pieces, g_ptr_array_unref);
  parvis_ticket_unref (self->ticket);
  g_free (self);
}

void
parvis_escpos_job_begin (ParvisEscposJob *self, const ParvisEscposModel *model)
{
  self->pieces = parvis_escpos_encode (self->ticket, model);
  self->step = PARVIS_ESCPOS_JOB_SENDING;
}

GBytes *
parvis_escpos_job_next_piece (ParvisEscposJob *self)
{
  return self->next < self->pieces->len ? g_ptr_array_index (self->pieces, self->next++) : NULL;
}

GBytes *
parvis_escpos_job_cut (ParvisEscposJob *self)
{
  if (self->pieces == NULL || self->next < 2 || self->next >= self->pieces->len)
    return NULL;
  return g_ptr_array_index (self->pieces, self->pieces->len - 1);
}

/* --- answering: in the thread of the task, which alone may be the last to let go of it, and with it of the printer:
 * the printer waits for our thread to end --- */

typedef struct
{
  GTask *task;
  GError *error; /* (nullable) */
} Reply;

static gboolean
reply (gpointer user_data)
{
  Reply *self = user_data;

  if (self->error != NULL)
    g_task_return_error (self->task, g_steal_pointer (&self->error));
  else
    g_task_return_boolean (self->task, TRUE);
  return G_SOURCE_REMOVE;
}

static void
reply_free (gpointer user_data)
{
  Reply *self = user_data;

  g_clear_error (&self->error);
  g_object_unref (self->task);
  g_free (self);
}

static void
answer (ParvisEscposJob *self, GError *error)
{
  GMainContext *context = g_task_get_context (self->task);
  Reply *letter = g_new0 (Reply, 1);

  letter->task = g_steal_pointer (&self->task);
  letter->error = error;
  parvis_run_in_context (context, reply, letter, reply_free);
}

void
parvis_escpos_job_succeed (ParvisEscposJob *self)
{
  answer (self, NULL);
}

void
parvis_escpos_job_fail (ParvisEscposJob *self, ParvisPrinterError code, const char *message)
{
  answer (self, g_error_new_literal (PARVIS_PRINTER_ERROR, (gint) code, message));
}
