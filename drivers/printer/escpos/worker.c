/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/escpos/worker.h"

#include "drivers/printer/device-thread.h"
#include "drivers/printer/escpos/asker.h"
#include "drivers/printer/escpos/job.h"
#include "drivers/printer/escpos/link.h"

/* GS r 1: answered when all that was sent before it has been printed. */
#define MARK "\x1d\x72\x01"
/* DLE DC4 8 with its safeguard: what the printer holds and has not printed is forgotten. At once, like DLE EOT. */
#define CLEAR "\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"

const ParvisEscposLimits parvis_escpos_usual_limits = { .patience_ms = 60 * 1000, .silence_ms = 20 * 1000 };

typedef struct
{
  void (*on_news) (const ParvisEscposNews *news,
                   gpointer user_data); /* %NULL once the owner has gone; owner's thread only */
  gpointer user_data;
} Owner;

struct _ParvisEscposWorker
{
  ParvisDeviceThread thread;
  GMainContext *owner_context;
  Owner *owner; /* atomic rc box */
  char *where;
  ParvisEscposLimits limits;
  ParvisExchange *record;

  /* of the thread */
  ParvisEscposLink *link;   /* %NULL: it could not be made */
  ParvisEscposAsker *asker; /* %NULL while the printer is away */
  const ParvisEscposModel *model;
  gboolean answers, away, clear_due;
  ParvisEscposNews news;
  GQueue jobs; /* of ParvisEscposJob; only the first is ever begun */
  GSource *silence, *patience;
};

static void advance (ParvisEscposWorker *self);

static void
set_timer (ParvisEscposWorker *self, GSource **place, guint ms, GSourceFunc callback)
{
  parvis_source_set (place, g_timeout_source_new (ms), callback, self);
}

static void
send_bytes (ParvisEscposWorker *self, const void *data, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);

  parvis_escpos_link_send (self->link, bytes);
}

/* --- what the owner hears --- */

typedef struct
{
  Owner *owner;
  ParvisEscposNews news;
} Letter;

static void
letter_free (gpointer user_data)
{
  Letter *letter = user_data;

  g_atomic_rc_box_release (letter->owner);
  g_free (letter);
}

static gboolean
tell (gpointer user_data)
{
  Letter *letter = user_data;

  if (letter->owner->on_news != NULL)
    letter->owner->on_news (&letter->news, letter->owner->user_data);
  return G_SOURCE_REMOVE;
}

static void
set_news (ParvisEscposWorker *self, ParvisPrinterTrouble trouble, gboolean paper_low)
{
  const char *model = self->model != NULL ? self->model->name : NULL;
  Letter *letter;

  if (self->news.trouble == trouble && self->news.paper_low == paper_low && self->news.model == model)
    return;
  self->news = (ParvisEscposNews){ trouble, paper_low, model };
  letter = g_new0 (Letter, 1);
  letter->owner = g_atomic_rc_box_acquire (self->owner);
  letter->news = self->news;
  parvis_run_in_context (self->owner_context, tell, letter, letter_free);
}

/* --- the receipt that is being printed --- */

static ParvisEscposJob *
current (ParvisEscposWorker *self)
{
  ParvisEscposJob *job = g_queue_peek_head (&self->jobs);

  return job != NULL && job->step != PARVIS_ESCPOS_JOB_WAITING ? job : NULL;
}

static void
drop_first (ParvisEscposWorker *self)
{
  parvis_source_clear (&self->silence);
  parvis_source_clear (&self->patience);
  parvis_escpos_job_free (g_queue_pop_head (&self->jobs));
  advance (self);
}

static void
clear_memory (ParvisEscposWorker *self)
{
  if (self->clear_due)
    send_bytes (self, CLEAR, sizeof CLEAR - 1);
}

/* The printer forgets what it holds, as far as it can: it must not come out for the next person. */
static void
give_up (ParvisEscposWorker *self, ParvisPrinterError code, const char *why)
{
  parvis_escpos_link_abort (self->link);
  self->clear_due = self->model->clears; /* a connection that was reset is not there yet */
  clear_memory (self);
  parvis_escpos_job_fail (g_queue_peek_head (&self->jobs), code, why);
  drop_first (self);
}

static gboolean
on_silence (gpointer user_data)
{
  ParvisEscposWorker *self = user_data;

  parvis_source_clear (&self->silence);
  if (current (self) != NULL)
    give_up (self, PARVIS_PRINTER_ERROR_FAILED, "the printer neither takes the receipt nor says why");
  return G_SOURCE_REMOVE;
}

static gboolean
on_patience (gpointer user_data)
{
  ParvisEscposWorker *self = user_data;

  parvis_source_clear (&self->patience);
  if (current (self) != NULL)
    give_up (self, PARVIS_PRINTER_ERROR_TROUBLE, "waited for the printer in vain");
  return G_SOURCE_REMOVE;
}

/* Something went on: silence begins anew, unless it is known what the printer waits for. */
static void
set_silence (ParvisEscposWorker *self)
{
  if (self->news.trouble == PARVIS_PRINTER_OK)
    set_timer (self, &self->silence, self->limits.silence_ms, on_silence);
  else
    parvis_source_clear (&self->silence);
}

static void
succeed (ParvisEscposWorker *self)
{
  parvis_escpos_job_succeed (g_queue_peek_head (&self->jobs));
  drop_first (self);
}

static gboolean
marks (ParvisEscposWorker *self)
{
  return self->model->confirms && self->answers;
}

/* A printer that cannot say when it has printed is asked how it is, which is at least not wrong. */
static void
confirm (ParvisEscposWorker *self, ParvisEscposJob *job)
{
  job->step = PARVIS_ESCPOS_JOB_CONFIRMING;
  if (marks (self))
    send_bytes (self, MARK, sizeof MARK - 1);
  else
    parvis_escpos_asker_ask (self->asker);
}

static void
send_next (ParvisEscposWorker *self)
{
  ParvisEscposJob *job = current (self);
  GBytes *piece;

  if (job == NULL || job->step != PARVIS_ESCPOS_JOB_SENDING)
    return;
  set_silence (self);
  piece = parvis_escpos_job_next_piece (job);
  if (piece == NULL)
    {
      confirm (self, job);
      return;
    }
  parvis_escpos_link_send (self->link, piece);
  if (job->next == 1) /* ESC @ made it forget that, too */
    parvis_escpos_asker_enable (self->asker);
}

static void
begin (ParvisEscposWorker *self, ParvisEscposJob *job)
{
  if (self->away || self->news.trouble != PARVIS_PRINTER_OK)
    {
      parvis_escpos_job_fail (job, PARVIS_PRINTER_ERROR_TROUBLE, "the printer cannot print now");
      drop_first (self);
      return;
    }
  if (self->asker == NULL || !parvis_escpos_asker_knows (self->asker))
    return; /* soon */
  self->clear_due = FALSE;
  parvis_escpos_job_begin (job, self->model);
  send_next (self);
}

static void
advance (ParvisEscposWorker *self)
{
  ParvisEscposJob *job = g_queue_peek_head (&self->jobs);

  if (job != NULL && job->step == PARVIS_ESCPOS_JOB_WAITING)
    begin (self, job);
}

static void
resume (ParvisEscposWorker *self, ParvisEscposJob *job)
{
  parvis_source_clear (&self->patience);
  if (job->marked)
    succeed (self);
  else if (job->step == PARVIS_ESCPOS_JOB_CONFIRMING && !marks (self))
    parvis_escpos_asker_ask (self->asker);
}

static void
set_trouble (ParvisEscposWorker *self, ParvisPrinterTrouble trouble, gboolean paper_low)
{
  gboolean changed = trouble != self->news.trouble, mended = changed && trouble == PARVIS_PRINTER_OK;
  ParvisEscposJob *job = current (self);

  set_news (self, trouble, paper_low);
  if (job == NULL)
    return;
  if (changed)
    set_silence (self);
  if (mended)
    resume (self, job);
  else if (trouble != PARVIS_PRINTER_OK && self->patience == NULL)
    set_timer (self, &self->patience, self->limits.patience_ms, on_patience);
}

/* --- what the link and the asker tell --- */

static void
on_state (gpointer user_data)
{
  ParvisEscposWorker *self = user_data;

  set_trouble (self, parvis_escpos_asker_trouble (self->asker), parvis_escpos_asker_paper_low (self->asker));
  advance (self);
}

/* One that has answered before and keeps silent now is no proof that anything was printed: it is asked again, until the
 * silence has lasted too long. */
static void
on_asked (gboolean settled, gpointer user_data)
{
  ParvisEscposWorker *self = user_data;
  ParvisEscposJob *job = current (self);

  if (job == NULL || job->step != PARVIS_ESCPOS_JOB_CONFIRMING || marks (self)
      || self->news.trouble != PARVIS_PRINTER_OK)
    return;
  if (settled)
    succeed (self);
  else
    parvis_escpos_asker_ask (self->asker);
}

static void
on_mark (gpointer user_data)
{
  ParvisEscposWorker *self = user_data;
  ParvisEscposJob *job = current (self);

  if (job == NULL || job->step != PARVIS_ESCPOS_JOB_CONFIRMING || !marks (self))
    return;
  job->marked = TRUE;
  if (self->news.trouble == PARVIS_PRINTER_OK)
    succeed (self);
}

static const ParvisEscposAskerEvents asker_events = { on_state, on_asked, on_mark };

static void
fail_current (ParvisEscposWorker *self, const char *why)
{
  if (current (self) == NULL)
    return;
  parvis_escpos_job_fail (g_queue_peek_head (&self->jobs), PARVIS_PRINTER_ERROR_TROUBLE, why);
  drop_first (self);
}

static void
on_up (guint16 vendor, guint16 product, const char *device_id, gboolean answers, gpointer user_data)
{
  ParvisEscposWorker *self = user_data;

  self->away = FALSE;
  self->answers = answers;
  self->model = parvis_escpos_model_find (vendor, product, device_id);
  g_clear_pointer (&self->asker, parvis_escpos_asker_free);
  fail_current (self, "the connection was interrupted");
  self->asker = parvis_escpos_asker_new (self->link, self->model, answers, &asker_events, self);
  clear_memory (self);
  parvis_escpos_asker_enable (self->asker);
  parvis_escpos_asker_ask (self->asker);
}

static void
on_down (const char *why, gpointer user_data)
{
  ParvisEscposWorker *self = user_data;

  if (!self->away)
    g_message ("%s: %s", self->where, why);
  self->away = TRUE;
  g_clear_pointer (&self->asker, parvis_escpos_asker_free);
  set_news (self, PARVIS_PRINTER_UNREACHABLE, FALSE);
  fail_current (self, why);
  advance (self);
}

static void
on_received (const guint8 *data, gsize length, gpointer user_data)
{
  ParvisEscposWorker *self = user_data;

  if (self->asker != NULL)
    parvis_escpos_asker_take (self->asker, data, length);
}

static void
on_sent (gpointer user_data)
{
  send_next (user_data);
}

static void
on_port (gboolean paper_out, gboolean error, gpointer user_data)
{
  ParvisEscposWorker *self = user_data;

  if (self->asker != NULL)
    parvis_escpos_asker_take_port (self->asker, paper_out, error);
}

static const ParvisEscposLinkEvents link_events = { on_up, on_down, on_received, on_sent, on_port };

/* --- the thread --- */

static void
open_link (gpointer user_data)
{
  ParvisEscposWorker *self = user_data;
  g_autoptr (GError) error = NULL;

  self->link = parvis_escpos_link_new (self->where, &link_events, self, &error);
  if (self->link == NULL)
    {
      on_down (error->message, self);
      return;
    }
  parvis_escpos_link_record (self->link, self->record);
  parvis_escpos_link_start (self->link);
}

static void
end (gpointer user_data)
{
  ParvisEscposWorker *self = user_data;

  parvis_source_clear (&self->silence);
  parvis_source_clear (&self->patience);
  g_clear_pointer (&self->asker, parvis_escpos_asker_free);
  g_clear_pointer (&self->link, parvis_escpos_link_free);
  g_queue_clear_full (&self->jobs, (GDestroyNotify) parvis_escpos_job_free);
}

ParvisEscposWorker *
parvis_escpos_worker_new (const char *where, const ParvisEscposLimits *limits, ParvisExchange *record,
                          void (*on_news) (const ParvisEscposNews *news, gpointer user_data), gpointer user_data)
{
  ParvisEscposWorker *self = g_new0 (ParvisEscposWorker, 1);

  self->owner_context = g_main_context_ref_thread_default ();
  self->owner = g_atomic_rc_box_new0 (Owner);
  self->owner->on_news = on_news;
  self->owner->user_data = user_data;
  self->where = g_strdup (where);
  self->limits = *limits;
  self->record = record;
  g_queue_init (&self->jobs);
  parvis_device_thread_start (&self->thread, "parvis-escpos", open_link, end, self);
  return self;
}

void
parvis_escpos_worker_free (ParvisEscposWorker *self)
{
  self->owner->on_news = NULL;
  parvis_device_thread_stop (&self->thread);
  g_main_context_unref (self->owner_context);
  g_atomic_rc_box_release (self->owner);
  g_free (self->where);
  g_free (self);
}

/* --- orders --- */

typedef struct
{
  ParvisEscposWorker *worker;
  ParvisEscposJob *job;
} Order;

static void
cancel_current (ParvisEscposWorker *self, ParvisEscposJob *job)
{
  GBytes *cut = parvis_escpos_job_cut (job);

  if (self->news.trouble != PARVIS_PRINTER_OK)
    {
      give_up (self, PARVIS_PRINTER_ERROR_CANCELLED, "cancelled");
      return;
    }
  if (cut != NULL) /* what is out belongs to this person, and the next receipt begins on clean paper */
    parvis_escpos_link_send (self->link, cut);
  parvis_escpos_job_fail (job, PARVIS_PRINTER_ERROR_CANCELLED, "cancelled");
  drop_first (self);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  Order *order = user_data;
  ParvisEscposWorker *self = order->worker;
  ParvisEscposJob *job = order->job;

  if (job == current (self))
    {
      cancel_current (self, job);
      return G_SOURCE_REMOVE;
    }
  g_queue_remove (&self->jobs, job);
  parvis_escpos_job_free (job);
  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (const Order *order)
{
  GCancellable *cancellable = g_task_get_cancellable (order->job->task);

  if (cancellable == NULL)
    return;
  order->job->cancel = g_cancellable_source_new (cancellable);
  g_source_set_callback (order->job->cancel, G_SOURCE_FUNC (on_cancelled), g_memdup2 (order, sizeof *order), g_free);
  g_source_attach (order->job->cancel, order->worker->thread.context);
}

static gboolean
take_job (gpointer user_data)
{
  g_autofree Order *order = user_data;

  watch_cancellable (order);
  g_queue_push_tail (&order->worker->jobs, order->job);
  advance (order->worker);
  return G_SOURCE_REMOVE;
}

void
parvis_escpos_worker_print (ParvisEscposWorker *self, GTask *task, ParvisTicket *ticket)
{
  Order *order = g_new0 (Order, 1);

  order->worker = self;
  order->job = parvis_escpos_job_new (task, ticket);
  parvis_run_in_context (self->thread.context, take_job, order, NULL);
}
