/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/reader-job.h"

#include "drivers/card/pcsc.h"

struct _ParvisReaderJob
{
  gatomicrefcount refs; /* the owner's, the thread's and its message's */

  /* Main thread only. */
  GTask *task;        /* NULL once it is answered */
  GSource *cancelled; /* of the caller's cancellable */
  GSource *watchdog;
  guint answer_ms, job_ms;
  gint64 begun;
  ParvisReaderJobTell tell; /* NULL once the owner is gone */
  gpointer user_data;

  /* The thread's, between its start and its end. */
  ParvisPcscCard *card;
  GCancellable *stop;
  GMainContext *main;
  ParvisCardJob job;
  gpointer data, result;
  GDestroyNotify free_data, free_result;
  GError *error;
  gboolean mute;
};

static void
drop_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
free_data (ParvisReaderJob *self)
{
  if (self->free_data != NULL && self->data != NULL)
    self->free_data (self->data);
  self->data = NULL;
}

void
parvis_reader_job_unref (ParvisReaderJob *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  free_data (self); /* of a job that was never begun */
  if (self->free_result != NULL && self->result != NULL)
    self->free_result (self->result);
  g_clear_error (&self->error);
  g_clear_pointer (&self->card, parvis_pcsc_card_free);
  g_object_unref (self->stop);
  g_main_context_unref (self->main);
  g_free (self);
}

static ParvisReaderJob *
job_ref (ParvisReaderJob *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/* ---- answering ---- */

/* To be called last: the callback may do anything. */
static void
answer (ParvisReaderJob *self, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  drop_source (&self->cancelled);
  if (task == NULL)
    g_clear_error (&error);
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&self->result), self->free_result);
}

void
parvis_reader_job_fail (ParvisReaderJob *self, ParvisCardError code, const char *message)
{
  g_cancellable_cancel (self->stop);
  answer (self, g_error_new_literal (PARVIS_CARD_ERROR, (int) code, message));
}

gboolean
parvis_reader_job_is_answered (ParvisReaderJob *self)
{
  return self->task == NULL;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  parvis_reader_job_fail (user_data, PARVIS_CARD_ERROR_CANCELLED, "the reading was cancelled");
  return G_SOURCE_REMOVE;
}

/* ---- the thread ---- */

static void
news_free (gpointer data)
{
  parvis_reader_job_unref (data);
}

static gboolean
on_ended (gpointer data)
{
  ParvisReaderJob *self = data;
  g_autoptr (GTask) task = self->task != NULL ? g_object_ref (self->task) : NULL; /* its source object owns us */

  drop_source (&self->watchdog);
  if (self->tell != NULL)
    self->tell (self, PARVIS_READER_JOB_ENDED, self->mute, self->user_data);
  answer (self, g_steal_pointer (&self->error));
  return G_SOURCE_REMOVE;
}

static void
tell_end (ParvisReaderJob *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_ended, self, news_free);
  g_source_attach (source, self->main);
}

static gpointer
run (gpointer data)
{
  ParvisReaderJob *self = data;

  if (parvis_pcsc_card_open (self->card, &self->error))
    {
      ParvisCardLink *link = parvis_pcsc_card_link (self->card);

      self->result = self->job (link, self->data, self->stop, &self->error);
      parvis_card_link_free (link);
      if (self->result == NULL && self->error == NULL)
        g_set_error_literal (&self->error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_UNSUPPORTED,
                             "nothing was found on the card");
    }
  else
    self->mute = g_error_matches (self->error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_MUTE);
  parvis_pcsc_card_close (self->card);
  free_data (self);
  tell_end (self);
  return NULL;
}

/* ---- the watch over it ---- */

static void arm (ParvisReaderJob *self, gint64 after_usec);

/* When it is to be given up, if nothing happens until then. */
static gint64
deadline (ParvisReaderJob *self)
{
  gint64 since = parvis_pcsc_card_waiting_since (self->card);
  gint64 whole = self->begun + (gint64) self->job_ms * 1000;

  return since == 0 ? whole : MIN (whole, since + (gint64) self->answer_ms * 1000);
}

static gboolean
on_watchdog (gpointer user_data)
{
  ParvisReaderJob *self = user_data;
  gint64 now = g_get_monotonic_time ();
  gint64 end = deadline (self);
  ParvisReaderJobTell news = self->tell;

  g_clear_pointer (&self->watchdog, g_source_unref);
  if (now < end)
    {
      arm (self, MIN (end - now, (gint64) self->answer_ms * 1000));
      return G_SOURCE_REMOVE;
    }
  job_ref (self);
  if (news != NULL)
    news (self, PARVIS_READER_JOB_ABANDONED, FALSE, self->user_data);
  parvis_reader_job_fail (self, PARVIS_CARD_ERROR_MUTE, "the card does not answer in time");
  parvis_reader_job_unref (self);
  return G_SOURCE_REMOVE;
}

static void
arm (ParvisReaderJob *self, gint64 after_usec)
{
  self->watchdog = g_timeout_source_new ((guint) (after_usec / 1000) + 1);
  g_source_set_callback (self->watchdog, on_watchdog, self, NULL);
  g_source_attach (self->watchdog, self->main);
}

/* ---- public ---- */

ParvisReaderJob *
parvis_reader_job_new (GTask *task, ParvisCardJob job, gpointer data, GDestroyNotify data_free,
                       GDestroyNotify free_result, GCancellable *cancellable)
{
  ParvisReaderJob *self = g_new0 (ParvisReaderJob, 1);

  g_atomic_ref_count_init (&self->refs);
  self->task = task;
  self->job = job;
  self->data = data;
  self->free_data = data_free;
  self->free_result = free_result;
  self->stop = g_cancellable_new ();
  self->main = g_main_context_ref_thread_default ();
  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (on_cancelled), self, NULL);
      g_source_attach (self->cancelled, self->main);
    }
  return self;
}

void
parvis_reader_job_start (ParvisReaderJob *self, const char *reader, guint answer_ms, guint job_ms,
                         ParvisReaderJobTell news, gpointer user_data)
{
  self->tell = news;
  self->user_data = user_data;
  self->answer_ms = answer_ms;
  self->job_ms = job_ms;
  self->begun = g_get_monotonic_time ();
  self->card = parvis_pcsc_card_new (reader, self->stop);
  arm (self, (gint64) answer_ms * 1000);
  g_thread_unref (g_thread_new ("card-job", run, job_ref (self)));
}

void
parvis_reader_job_forget (ParvisReaderJob *self)
{
  self->tell = NULL;
  drop_source (&self->watchdog);
  drop_source (&self->cancelled);
}
