/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/cups-worker.h"

#include <glib-unix.h>

#include "drivers/printer/cups-events.h"
#include "drivers/printer/cups-job.h"
#include "drivers/printer/device-thread.h"
#include "drivers/printer/ipp-device.h"
#include "drivers/printer/reasons.h"

/* A printer has no event of its own that we could wait for: it is asked, while somebody is there to print. */
#define ASK_PRINTER_SECONDS      5
#define ASK_PRINTER_BUSY_SECONDS 2
#define RECONNECT_SECONDS        2
#define RESUME_SECONDS           20 /* a queue that stops again and again is not started more often */

struct _ParvisCupsWorker
{
  ParvisDeviceThread thread;
  ParvisCupsNews *news;
  ParvisCupsLink *link;

  /* of the thread */
  ParvisCupsEvents *events;
  GPtrArray *jobs;  /* of ParvisCupsJob, oldest first */
  GHashTable *owed; /* names of cancelled jobs that the printer itself may still hold */
  char *device_uri; /* (nullable) */
  gboolean adopted, pull_due, closely;
  gint64 resume_at; /* monotonic: not before */
  GSource *soon, *tick, *pull, *watch;
};

static void refresh (ParvisCupsWorker *self);

/* --- timers --- */

static gboolean
on_tick (gpointer user_data)
{
  refresh (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
on_pull (gpointer user_data)
{
  ParvisCupsWorker *self = user_data;

  self->pull_due = TRUE;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_soon (gpointer user_data)
{
  ParvisCupsWorker *self = user_data;

  parvis_source_clear (&self->soon);
  refresh (self);
  return G_SOURCE_REMOVE;
}

/* However many reasons there are to look, one look is enough. */
static void
refresh_soon (ParvisCupsWorker *self)
{
  if (self->soon == NULL)
    parvis_source_set (&self->soon, g_idle_source_new (), on_soon, self);
}

static void
on_event (gpointer user_data)
{
  ParvisCupsWorker *self = user_data;

  self->pull_due = TRUE;
  refresh_soon (self);
}

/* Somebody waits for what we tell. */
static gboolean
is_needed (ParvisCupsWorker *self)
{
  return self->closely || self->jobs->len > 0 || g_hash_table_size (self->owed) > 0;
}

/* The server closed an idle connection, or died: seen by opening another; once nobody is there it is opened at the next
 * event. */
static gboolean
on_link_closed (int fd, GIOCondition condition, gpointer user_data)
{
  ParvisCupsWorker *self = user_data;

  parvis_source_clear (&self->watch);
  parvis_cups_link_close (self->link);
  if (is_needed (self))
    refresh_soon (self);
  return G_SOURCE_REMOVE;
}

static void
watch_link (ParvisCupsWorker *self)
{
  int fd = parvis_cups_link_fd (self->link);

  parvis_source_clear (&self->watch);
  if (fd >= 0)
    parvis_source_set (&self->watch, g_unix_fd_source_new (fd, G_IO_IN | G_IO_HUP | G_IO_ERR),
                       G_SOURCE_FUNC (on_link_closed), self);
}

static void
set_tick (ParvisCupsWorker *self, guint seconds)
{
  parvis_source_set (&self->tick, g_timeout_source_new_seconds (seconds), on_tick, self);
}

/* --- jobs --- */

static gboolean
has_step (ParvisCupsWorker *self, ParvisJobStep step)
{
  for (guint i = 0; i < self->jobs->len; i++)
    if (((ParvisCupsJob *) g_ptr_array_index (self->jobs, i))->step == step)
      return TRUE;
  return FALSE;
}

/* A job that leaves CUPS may be at the printer already. */
static void
note_owed (ParvisCupsWorker *self, const ParvisCupsJob *job)
{
  if (job->step == PARVIS_JOB_LEAVING && job->name != NULL)
    g_hash_table_add (self->owed, g_strdup (job->name));
}

static void
cancel_job (ParvisCupsWorker *self, ParvisCupsJob *job)
{
  parvis_cups_job_cancel (job, self->link);
  note_owed (self, job);
}

static void
adopt_job (int id, const char *name, gpointer user_data)
{
  ParvisCupsWorker *self = user_data;

  for (guint i = 0; i < self->jobs->len; i++)
    if (((ParvisCupsJob *) g_ptr_array_index (self->jobs, i))->id == id)
      return;
  g_ptr_array_add (self->jobs, parvis_cups_job_new_found (id, name));
}

/* Jobs of ours that nobody here waits for: of an earlier life, or of a purge that did not find the server. */
static void
cancel_strangers (ParvisCupsWorker *self)
{
  guint known = self->jobs->len;

  self->adopted = parvis_cups_link_each_job (self->link, adopt_job, self, NULL);
  for (guint i = known; i < self->jobs->len; i++)
    cancel_job (self, g_ptr_array_index (self->jobs, i));
}

static void
follow_jobs (ParvisCupsWorker *self, gboolean busy)
{
  for (guint i = self->jobs->len; i > 0; i--)
    {
      ParvisCupsJob *job = g_ptr_array_index (self->jobs, i - 1);
      parvis_cups_job_follow (job, self->link, self->events, self->device_uri, busy);
      if (job->step == PARVIS_JOB_DONE)
        g_ptr_array_remove_index (self->jobs, i - 1);
    }
}

/* The printer is told at once: CUPS' back end, which is told by CUPS, takes a second and more, in which paper may come.
 * It is told again at each look until CUPS has let them go: a back end still at work could hand one over after we
 * looked. */
static void
settle_with_printer (ParvisCupsWorker *self)
{
  gboolean told;

  if (g_hash_table_size (self->owed) == 0)
    return;
  told = !parvis_ipp_device_can_be_asked (self->device_uri)
         || parvis_ipp_device_cancel (self->device_uri, self->owed, parvis_cups_link_abandoned (self->link));
  if (told && !has_step (self, PARVIS_JOB_LEAVING))
    g_hash_table_remove_all (self->owed);
}

static void
submit_waiting (ParvisCupsWorker *self)
{
  if (has_step (self, PARVIS_JOB_LEAVING))
    return;
  for (guint i = 0; i < self->jobs->len; i++)
    {
      ParvisCupsJob *job = g_ptr_array_index (self->jobs, i);
      if (job->step == PARVIS_JOB_WAITING)
        parvis_cups_job_submit (job, self->link, parvis_cups_news_get_abilities (self->news));
      note_owed (self, job);
    }
}

static void
refuse_waiting (ParvisCupsWorker *self, const GError *cause)
{
  for (guint i = self->jobs->len; i > 0; i--)
    {
      ParvisCupsJob *job = g_ptr_array_index (self->jobs, i - 1);
      if (job->step != PARVIS_JOB_WAITING)
        continue;
      parvis_cups_job_refuse (job, cause);
      g_ptr_array_remove_index (self->jobs, i - 1);
    }
}

/* --- looking --- */

/* Its abilities are asked for once, and again when it comes back: another may stand there. */
static ParvisPrinterCondition
ask_printer (ParvisCupsWorker *self, const ParvisQueueState *state)
{
  g_autoptr (ParvisPrinterAbilities) abilities = NULL;
  gboolean known = parvis_cups_news_get_abilities (self->news) != NULL;
  ParvisPrinterCondition condition;

  if (!parvis_ipp_device_can_be_asked (state->device_uri))
    {
      if (state->abilities != NULL)
        parvis_cups_news_set_abilities (self->news, state->abilities);
      return state->condition;
    }
  condition
      = parvis_ipp_device_look (state->device_uri, known ? NULL : &abilities, parvis_cups_link_abandoned (self->link));
  if (abilities != NULL || condition.trouble == PARVIS_PRINTER_UNREACHABLE)
    parvis_cups_news_set_abilities (self->news, abilities);
  return condition;
}

/* CUPS starts again nothing that it stopped (its issue 278); what staff stopped is theirs to start. A printer that
 * cannot be asked is believed to be mended by whoever is in front of it. */
static void
resume_queue (ParvisCupsWorker *self, const ParvisQueueState *state, ParvisPrinterTrouble trouble)
{
  gboolean by_failure
      = parvis_cups_events_stopped_by_failure (self->events) || parvis_queue_state_stopped_by_failure (state);
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_monotonic_time ();

  if (!state->stopped)
    parvis_cups_events_forget_stop (self->events);
  if (!state->stopped || !by_failure || now < self->resume_at)
    return;
  if (parvis_ipp_device_can_be_asked (state->device_uri) && trouble != PARVIS_PRINTER_OK)
    return;
  self->resume_at = now + RESUME_SECONDS * G_USEC_PER_SEC;
  if (parvis_cups_link_resume (self->link, &error))
    refresh_soon (self);
  else
    g_message ("the queue that CUPS stopped cannot be started again: %s", error->message);
}

static void
tell_condition (ParvisCupsWorker *self, const ParvisQueueState *state)
{
  ParvisPrinterCondition condition = ask_printer (self, state);

  resume_queue (self, state, condition.trouble);
  if (condition.trouble == PARVIS_PRINTER_OK && (state->stopped || !state->accepting))
    condition.trouble = PARVIS_PRINTER_STOPPED;
  parvis_cups_news_tell (self->news, condition);
}

static void
pull_events (ParvisCupsWorker *self)
{
  guint seconds;

  if (!self->pull_due)
    return;
  self->pull_due = FALSE;
  parvis_source_clear (&self->pull);
  seconds = parvis_cups_events_pull (self->events, NULL);
  if (is_needed (self))
    parvis_source_set (&self->pull, g_timeout_source_new_seconds (seconds), on_pull, self);
}

static void
look_away (ParvisCupsWorker *self, const GError *error)
{
  gboolean silence = g_error_matches (error, PARVIS_PRINTER_ERROR, PARVIS_PRINTER_ERROR_TROUBLE);
  ParvisPrinterCondition condition
      = { silence ? PARVIS_PRINTER_UNREACHABLE : PARVIS_PRINTER_OTHER, (ParvisPrinterWarnings) 0 };

  self->pull_due = TRUE;
  refuse_waiting (self, error);
  parvis_cups_news_set_abilities (self->news, NULL);
  parvis_cups_news_tell (self->news, condition);
  if (is_needed (self))
    set_tick (self, RECONNECT_SECONDS);
}

static void
look (ParvisCupsWorker *self, const ParvisQueueState *state)
{
  g_free (self->device_uri);
  self->device_uri = g_strdup (state->device_uri);
  if (!self->adopted)
    cancel_strangers (self);
  pull_events (self);
  follow_jobs (self, state->processing);
  settle_with_printer (self);
  submit_waiting (self);
  tell_condition (self, state);
  if (self->jobs->len > 0 || g_hash_table_size (self->owed) > 0)
    set_tick (self, ASK_PRINTER_BUSY_SECONDS);
  else if (self->closely && (state->stopped || parvis_ipp_device_can_be_asked (self->device_uri)))
    set_tick (self, ASK_PRINTER_SECONDS);
}

static void
refresh (ParvisCupsWorker *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisQueueState) state = NULL;
  gboolean abilities = parvis_cups_news_get_abilities (self->news) == NULL;

  parvis_source_clear (&self->tick);
  parvis_source_clear (&self->watch);
  state = parvis_cups_link_queue_state (self->link, abilities, &error);
  if (state != NULL)
    look (self, state);
  else
    look_away (self, error);
  watch_link (self);
}

/* --- the thread --- */

static void
begin (gpointer user_data)
{
  ParvisCupsWorker *self = user_data;

  self->events = parvis_cups_events_new (self->link, on_event, self);
  on_event (self);
}

static void
end (gpointer user_data)
{
  ParvisCupsWorker *self = user_data;

  parvis_source_clear (&self->soon);
  parvis_source_clear (&self->tick);
  parvis_source_clear (&self->pull);
  parvis_source_clear (&self->watch);
  g_ptr_array_set_size (self->jobs, 0);
  parvis_cups_events_free (self->events);
}

ParvisCupsWorker *
parvis_cups_worker_new (const char *queue, ParvisCupsNewsFunc heard, gpointer user_data)
{
  ParvisCupsWorker *self = g_new0 (ParvisCupsWorker, 1);

  self->closely = TRUE;
  self->news = parvis_cups_news_new (heard, user_data);
  self->link = parvis_cups_link_new (queue);
  self->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_cups_job_free);
  self->owed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  parvis_device_thread_start (&self->thread, "parvis-cups", begin, end, self);
  return self;
}

void
parvis_cups_worker_free (ParvisCupsWorker *self)
{
  parvis_cups_news_leave (self->news);
  parvis_cups_link_abandon (self->link);
  parvis_device_thread_stop (&self->thread);
  parvis_cups_link_free (self->link);
  g_ptr_array_unref (self->jobs);
  g_hash_table_unref (self->owed);
  g_free (self->device_uri);
  parvis_cups_news_free (self->news);
  g_free (self);
}

/* --- orders --- */

typedef struct
{
  ParvisCupsWorker *worker;
  ParvisCupsJob *job;
} Order;

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  Order *order = user_data;

  cancel_job (order->worker, order->job);
  settle_with_printer (order->worker);
  refresh_soon (order->worker);
  return G_SOURCE_REMOVE;
}

static gboolean
take_job (gpointer user_data)
{
  g_autofree Order *order = user_data;
  GCancellable *cancellable = g_task_get_cancellable (order->job->task);

  g_ptr_array_add (order->worker->jobs, order->job);
  if (cancellable != NULL)
    {
      order->job->cancel = g_cancellable_source_new (cancellable);
      g_source_set_callback (order->job->cancel, G_SOURCE_FUNC (on_cancelled), g_memdup2 (order, sizeof *order),
                             g_free);
      g_source_attach (order->job->cancel, order->worker->thread.context);
    }
  on_event (order->worker); /* where no bus tells, the server's events are asked for again from now on */
  return G_SOURCE_REMOVE;
}

void
parvis_cups_worker_print (ParvisCupsWorker *self, GTask *task, GBytes *pdf, const ParvisPrintOptions *options,
                          const char *title)
{
  Order *order = g_new0 (Order, 1);

  order->worker = self;
  order->job = parvis_cups_job_new (task, pdf, options, title);
  parvis_run_in_context (self->thread.context, take_job, order, NULL);
}

static gboolean
purge (gpointer user_data)
{
  ParvisCupsWorker *self = user_data;

  for (guint i = 0; i < self->jobs->len; i++)
    cancel_job (self, g_ptr_array_index (self->jobs, i));
  cancel_strangers (self);
  settle_with_printer (self);
  refresh_soon (self);
  return G_SOURCE_REMOVE;
}

void
parvis_cups_worker_purge (ParvisCupsWorker *self)
{
  parvis_run_in_context (self->thread.context, purge, self, NULL);
}

static gboolean
watch_closely (gpointer user_data)
{
  ParvisCupsWorker *self = user_data;

  self->closely = TRUE;
  on_event (self);
  return G_SOURCE_REMOVE;
}

static gboolean
look_elsewhere (gpointer user_data)
{
  ParvisCupsWorker *self = user_data;

  self->closely = FALSE;
  refresh_soon (self); /* once more, without the next one */
  return G_SOURCE_REMOVE;
}

void
parvis_cups_worker_watch (ParvisCupsWorker *self, gboolean closely)
{
  parvis_run_in_context (self->thread.context, closely ? watch_closely : look_elsewhere, self, NULL);
}
