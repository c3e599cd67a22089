/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/reader.h"

#include "drivers/card/reader-job.h"
#include "drivers/card/reader-private.h"

#define ANSWER_MS    10000
#define JOB_MS       60000
#define MOST_WAITING 8

struct _ParvisCardReader
{
  GObject parent_instance;

  ParvisReaderWatch *watch;
  ParvisCardReaderState seen, state; /* by the watch; told to others */
  char *name;
  gboolean unreadable; /* a job could not connect to the card that is there */
  guint answer_ms, job_ms;

  GQueue waiting; /* of ParvisReaderJob */
  ParvisReaderJob *running;
  GPtrArray *abandoned; /* of ParvisReaderJob */
};

enum
{
  PROP_STATE = 1,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (ParvisCardReader, parvis_card_reader, G_TYPE_OBJECT)

GType
parvis_card_reader_state_get_type (void)
{
  static gsize type;
  static const GEnumValue values[] = {
    { PARVIS_CARD_READER_NO_SERVICE, "PARVIS_CARD_READER_NO_SERVICE", "no-service" },
    { PARVIS_CARD_READER_NO_READER, "PARVIS_CARD_READER_NO_READER", "no-reader" },
    { PARVIS_CARD_READER_EMPTY, "PARVIS_CARD_READER_EMPTY", "empty" },
    { PARVIS_CARD_READER_CARD, "PARVIS_CARD_READER_CARD", "card" },
    { PARVIS_CARD_READER_UNREADABLE, "PARVIS_CARD_READER_UNREADABLE", "unreadable" },
    { PARVIS_CARD_READER_STUCK, "PARVIS_CARD_READER_STUCK", "stuck" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("ParvisCardReaderState", values));
  return type;
}

/* ---- the state ---- */

static void
update_state (ParvisCardReader *self)
{
  ParvisCardReaderState state = self->seen;

  if (self->abandoned->len >= PARVIS_CARD_READER_MOST_ABANDONED)
    state = PARVIS_CARD_READER_STUCK;
  else if (self->unreadable && state == PARVIS_CARD_READER_CARD)
    state = PARVIS_CARD_READER_UNREADABLE;
  if (state == self->state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

/* The job on a card that is gone ends for the person now, even if PC/SC takes its time. */
static void
fail_without_card (ParvisCardReader *self)
{
  gboolean service = self->seen != PARVIS_CARD_READER_NO_SERVICE;
  gboolean there = self->seen == PARVIS_CARD_READER_CARD || self->seen == PARVIS_CARD_READER_UNREADABLE;

  if (self->running != NULL && !there)
    parvis_reader_job_fail (self->running, service ? PARVIS_CARD_ERROR_REMOVED : PARVIS_CARD_ERROR_NO_SERVICE,
                            service ? "the card was taken out" : "the card service is gone");
}

static void
on_watch (ParvisCardReaderState state, const char *name, gpointer user_data)
{
  g_autoptr (ParvisCardReader) self = g_object_ref (user_data);

  self->seen = state;
  self->unreadable = FALSE;
  g_free (self->name);
  self->name = g_strdup (name);
  fail_without_card (self);
  update_state (self);
}

/* ---- jobs ---- */

static void on_job (ParvisReaderJob *job, ParvisReaderJobNews news, gboolean mute, gpointer user_data);

/* What a job would fail of if it were begun now; 0 is no error. */
static gboolean
find_hindrance (ParvisCardReader *self, ParvisCardError *code, const char **message)
{
  *code = PARVIS_CARD_ERROR_REMOVED;
  *message = "there is no card";
  if (self->state == PARVIS_CARD_READER_NO_SERVICE)
    {
      *code = PARVIS_CARD_ERROR_NO_SERVICE;
      *message = "there is no card service";
    }
  else if (self->state == PARVIS_CARD_READER_STUCK || self->state == PARVIS_CARD_READER_UNREADABLE)
    {
      *code = PARVIS_CARD_ERROR_MUTE;
      *message = "the reader or its card does not answer";
    }
  return self->state != PARVIS_CARD_READER_CARD;
}

static void
start_next (ParvisCardReader *self)
{
  while (self->running == NULL && !g_queue_is_empty (&self->waiting))
    {
      ParvisReaderJob *job = g_queue_pop_head (&self->waiting);
      const char *message = NULL;
      ParvisCardError code = PARVIS_CARD_ERROR_REMOVED;

      if (!parvis_reader_job_is_answered (job) && !find_hindrance (self, &code, &message))
        {
          self->running = job;
          parvis_reader_job_start (job, self->name, self->answer_ms, self->job_ms, on_job, self);
          return;
        }
      if (!parvis_reader_job_is_answered (job))
        parvis_reader_job_fail (job, code, message);
      parvis_reader_job_unref (job);
    }
}

static void
on_job (ParvisReaderJob *job, ParvisReaderJobNews news, gboolean mute, gpointer user_data)
{
  g_autoptr (ParvisCardReader) self = g_object_ref (user_data);

  if (news == PARVIS_READER_JOB_ABANDONED)
    {
      g_message ("the card reader \"%s\" does not answer: given up", self->name != NULL ? self->name : "");
      g_ptr_array_add (self->abandoned, g_steal_pointer (&self->running));
    }
  else if (job == self->running)
    g_clear_pointer (&self->running, parvis_reader_job_unref);
  else
    g_ptr_array_remove (self->abandoned, job);
  self->unreadable |= mute;
  update_state (self);
  start_next (self);
}

/* ---- lifecycle ---- */

static void
leave_job (gpointer data)
{
  ParvisReaderJob *job = data;

  if (!parvis_reader_job_is_answered (job))
    parvis_reader_job_fail (job, PARVIS_CARD_ERROR_CANCELLED, "the reader is closed");
  parvis_reader_job_forget (job);
  parvis_reader_job_unref (job);
}

static void
dispose (GObject *object)
{
  ParvisCardReader *self = PARVIS_CARD_READER (object);

  g_clear_pointer (&self->watch, parvis_reader_watch_free);
  g_queue_clear_full (&self->waiting, leave_job);
  g_clear_pointer (&self->running, leave_job);
  g_ptr_array_set_size (self->abandoned, 0);
  G_OBJECT_CLASS (parvis_card_reader_parent_class)->dispose (object);
}

static void
finalize (GObject *object)
{
  ParvisCardReader *self = PARVIS_CARD_READER (object);

  g_ptr_array_unref (self->abandoned);
  g_free (self->name);
  G_OBJECT_CLASS (parvis_card_reader_parent_class)->finalize (object);
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_enum (value, (int) PARVIS_CARD_READER (object)->state);
}

static void
parvis_card_reader_class_init (ParvisCardReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = get_property;
  object_class->dispose = dispose;
  object_class->finalize = finalize;
  props[PROP_STATE]
      = g_param_spec_enum ("state", NULL, NULL, PARVIS_TYPE_CARD_READER_STATE, PARVIS_CARD_READER_NO_SERVICE,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
parvis_card_reader_init (ParvisCardReader *self)
{
  g_queue_init (&self->waiting);
  self->abandoned = g_ptr_array_new_with_free_func (leave_job);
  self->answer_ms = ANSWER_MS;
  self->job_ms = JOB_MS;
}

/* ---- public ---- */

ParvisCardReader *
parvis_card_reader_new (const char *pattern)
{
  ParvisCardReader *self = g_object_new (PARVIS_TYPE_CARD_READER, NULL);

  self->watch = parvis_reader_watch_new (pattern, on_watch, self);
  return self;
}

ParvisCardReaderState
parvis_card_reader_get_state (ParvisCardReader *self)
{
  return self->state;
}

const char *
parvis_card_reader_get_name (ParvisCardReader *self)
{
  return self->name;
}

void
parvis_card_reader_look (ParvisCardReader *self)
{
  parvis_reader_watch_look (self->watch);
}

void
parvis_card_reader_set_patience (ParvisCardReader *self, guint answer_ms, guint job_ms)
{
  self->answer_ms = answer_ms != 0 ? answer_ms : self->answer_ms;
  self->job_ms = job_ms != 0 ? job_ms : self->job_ms;
}

void
parvis_card_reader_run_async (ParvisCardReader *self, ParvisCardJob job, gpointer data, GDestroyNotify free_data,
                              GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  ParvisReaderJob *one = parvis_reader_job_new (task, job, data, free_data, free_result, cancellable);

  g_task_set_source_tag (task, parvis_card_reader_run_async);
  if (g_queue_get_length (&self->waiting) >= MOST_WAITING)
    {
      parvis_reader_job_fail (one, PARVIS_CARD_ERROR_MUTE, "too many wait for the reader");
      parvis_reader_job_unref (one);
      return;
    }
  g_queue_push_tail (&self->waiting, one);
  start_next (self);
}

gpointer
parvis_card_reader_run_finish (ParvisCardReader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

ParvisReaderWatch *
parvis_card_reader_get_watch (ParvisCardReader *self)
{
  return self->watch;
}
