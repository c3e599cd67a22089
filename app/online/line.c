/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/online/line.h"

#include "sync/queue/contact.h"

#define TELL_SECONDS 60 /* a word that nobody passed on by then is of no use any more */

struct _ParvisLine
{
  GObject parent_instance;
  ParvisOutbox *outbox; /* not owned */
  char *path;
  GPtrArray *asking; /* of GTask: put, not answered */
  gboolean online;
  gint64 last_contact;
  GCancellable *session;
};

enum
{
  PROP_ONLINE = 1,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (ParvisLine, parvis_line, G_TYPE_OBJECT)

/* One ask: a task's data. */
typedef struct
{
  char *path;
  ParvisAskKind kind;
  GBytes *json;
  ParvisSealKey *key;
  guint seconds;
  char *id;       /* once put */
  gboolean ended; /* answered to the caller */
  GSource *timer;
  GSource *cancel[2]; /* the caller's, the session's */
} Asking;

static void
clear_source (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static void
asking_free (Asking *asking)
{
  g_clear_pointer (&asking->timer, clear_source);
  for (guint i = 0; i < G_N_ELEMENTS (asking->cancel); i++)
    g_clear_pointer (&asking->cancel[i], clear_source);
  g_clear_pointer (&asking->json, g_bytes_unref);
  g_clear_pointer (&asking->key, parvis_seal_key_unref);
  g_free (asking->path);
  g_free (asking->id);
  g_free (asking);
}

/* Contact --------------------------------------------------------------------------------------- */

static void
read_contact (ParvisLine *self)
{
  g_auto (ParvisContact) contact = { 0 };
  g_autoptr (GError) error = NULL;

  if (!parvis_contact_read (self->outbox, &contact, &error))
    {
      g_message ("contact: %s", error->message);
      return;
    }
  self->last_contact = contact.last_contact;
  if (contact.online == self->online)
    return;
  self->online = contact.online;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ONLINE]);
}

/* In a worker thread ------------------------------------------------------------------------------ */

static void
put (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Asking *asking = data;
  GError *error = NULL;
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (asking->path, &error);

  if (outbox != NULL
      && parvis_ask_put (outbox, asking->kind, asking->json, asking->key, asking->seconds, &asking->id, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* A copy of what a worker thread needs, so that nothing is shared with it. */
static Asking *
asking_copy (const Asking *asking)
{
  Asking *copy = g_new0 (Asking, 1);

  copy->path = g_strdup (asking->path);
  copy->kind = asking->kind;
  copy->json = asking->json != NULL ? g_bytes_ref (asking->json) : NULL;
  copy->key = asking->key != NULL ? parvis_seal_key_ref (asking->key) : NULL;
  copy->seconds = asking->seconds;
  copy->id = g_strdup (asking->id);
  return copy;
}

static void
take (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Asking *asking = data;
  GError *error = NULL;
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (asking->path, &error);
  ParvisParcel *parcel = outbox != NULL ? parvis_ask_take (outbox, asking->id, asking->key, &error) : NULL;

  if (parcel != NULL)
    g_task_return_pointer (task, parcel, (GDestroyNotify) parvis_parcel_free);
  else
    g_task_return_error (task, error);
}

/* Without an id: every row of the session. */
static void
drop (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Asking *asking = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (asking->path, &error);

  if (outbox == NULL
      || !(asking->id != NULL ? parvis_ask_drop (outbox, asking->id, &error) : parvis_ask_clear (outbox, &error)))
    g_message ("asks: %s", error->message); /* they expire */
  g_task_return_boolean (task, TRUE);
}

/* (transfer full) @asking */
static void
run (ParvisLine *self, Asking *asking, GTaskThreadFunc work, GAsyncReadyCallback done, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, done, data);

  g_task_set_task_data (task, asking, (GDestroyNotify) asking_free);
  g_task_run_in_thread (task, work);
}

/* Asking ---------------------------------------------------------------------------------------- */

/* No more of it: neither clock nor cancellation will end it. FALSE: it has ended already. */
static gboolean
leave (GTask *task)
{
  ParvisLine *self = g_task_get_source_object (task);
  Asking *asking = g_task_get_task_data (task);

  if (asking->ended)
    return FALSE;
  asking->ended = TRUE;
  g_clear_pointer (&asking->timer, clear_source);
  for (guint i = 0; i < G_N_ELEMENTS (asking->cancel); i++)
    g_clear_pointer (&asking->cancel[i], clear_source);
  g_ptr_array_remove_fast (self->asking, task);
  return TRUE;
}

/* The row, if there is one yet, is of no use. (transfer full) @error */
static void
give_up (GTask *task, GError *error)
{
  ParvisLine *self = g_task_get_source_object (task);
  const Asking *asking = g_task_get_task_data (task);

  if (!leave (task))
    {
      g_error_free (error);
      return;
    }
  if (asking->id != NULL)
    run (self, asking_copy (asking), drop, NULL, NULL);
  g_task_return_error (task, error);
}

static gboolean
on_late (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);

  give_up (task, g_error_new_literal (PARVIS_ASK_ERROR, PARVIS_ASK_ERROR_OFFLINE, "no answer in time"));
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);

  give_up (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
  return G_SOURCE_REMOVE;
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  ParvisParcel *parcel = g_task_propagate_pointer (G_TASK (result), &error);

  if (parcel != NULL)
    g_task_return_pointer (task, parcel, (GDestroyNotify) parvis_parcel_free);
  else
    g_task_return_error (task, error);
}

static void
look_at (ParvisLine *self, GTask *task)
{
  const Asking *asking = g_task_get_task_data (task);
  g_autoptr (GTask) kept = g_object_ref (task);

  if (asking->id != NULL && self->outbox != NULL && parvis_ask_is_settled (self->outbox, asking->id) && leave (task))
    run (self, asking_copy (asking), take, on_taken, g_steal_pointer (&kept));
}

static void
on_put (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParvisLine *self = PARVIS_LINE (source);
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  Asking *done = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      give_up (task, error);
      return;
    }
  asking->id = g_strdup (done->id);
  if (asking->ended) /* meanwhile */
    run (self, asking_copy (asking), drop, NULL, NULL);
  else
    look_at (self, task);
}

static GSource *
watch (GTask *task, GCancellable *cancellable)
{
  GSource *source;

  if (cancellable == NULL)
    return NULL;
  source = g_cancellable_source_new (cancellable);
  g_source_set_callback (source, G_SOURCE_FUNC (on_cancelled), task, NULL);
  g_source_attach (source, NULL);
  return source;
}

static Asking *
asking_new (ParvisLine *self, ParvisAskKind kind, GBytes *json, ParvisSealKey *key, guint seconds)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->path = g_strdup (self->path);
  asking->kind = kind;
  asking->json = g_bytes_ref (json);
  asking->key = key != NULL ? parvis_seal_key_ref (key) : NULL;
  asking->seconds = seconds;
  return asking;
}

void
parvis_line_ask_async (ParvisLine *self, ParvisAskKind kind, GBytes *json, ParvisSealKey *key, guint seconds,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Asking *asking = asking_new (self, kind, json, key, seconds);

  g_task_set_task_data (task, asking, (GDestroyNotify) asking_free);
  g_ptr_array_add (self->asking, g_object_ref (task));
  asking->timer = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (asking->timer, on_late, task, NULL);
  g_source_attach (asking->timer, NULL);
  asking->cancel[0] = watch (task, cancellable);
  asking->cancel[1] = watch (task, self->session);
  run (self, asking_copy (asking), put, on_put, g_object_ref (task));
}

ParvisParcel *
parvis_line_ask_finish (ParvisLine *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
parvis_line_tell (ParvisLine *self, ParvisAskKind kind, GBytes *json)
{
  run (self, asking_new (self, kind, json, NULL, TELL_SECONDS), put, NULL, NULL);
}

/* The line -------------------------------------------------------------------------------------- */

void
parvis_line_look (ParvisLine *self)
{
  g_autoptr (GPtrArray) asking = g_ptr_array_copy (self->asking, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);

  g_ptr_array_set_free_func (asking, g_object_unref);
  for (guint i = 0; i < asking->len; i++)
    look_at (self, g_ptr_array_index (asking, i));
  read_contact (self);
}

gboolean
parvis_line_is_online (ParvisLine *self)
{
  return self->online;
}

gint64
parvis_line_last_contact (ParvisLine *self)
{
  return self->last_contact;
}

void
parvis_line_begin (ParvisLine *self)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("{}", 2);

  parvis_line_tell (self, PARVIS_ASK_HELLO, nothing);
}

void
parvis_line_end (ParvisLine *self)
{
  Asking *all = g_new0 (Asking, 1);

  g_cancellable_cancel (self->session);
  g_object_unref (self->session);
  self->session = g_cancellable_new ();
  all->path = g_strdup (self->path);
  run (self, all, drop, NULL, NULL);
}

static void
parvis_line_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, PARVIS_LINE (object)->online);
}

/* Whoever still waits for an answer keeps us, but not the outbox. */
static void
parvis_line_dispose (GObject *object)
{
  PARVIS_LINE (object)->outbox = NULL;
  G_OBJECT_CLASS (parvis_line_parent_class)->dispose (object);
}

static void
parvis_line_finalize (GObject *object)
{
  ParvisLine *self = PARVIS_LINE (object);

  g_ptr_array_unref (self->asking); /* empty: each task holds us */
  g_object_unref (self->session);
  g_free (self->path);
  G_OBJECT_CLASS (parvis_line_parent_class)->finalize (object);
}

static void
parvis_line_class_init (ParvisLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = parvis_line_get_property;
  object_class->dispose = parvis_line_dispose;
  object_class->finalize = parvis_line_finalize;
  props[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
parvis_line_init (ParvisLine *self)
{
  self->asking = g_ptr_array_new_with_free_func (g_object_unref);
  self->session = g_cancellable_new ();
}

ParvisLine *
parvis_line_new (ParvisOutbox *outbox)
{
  ParvisLine *self = g_object_new (PARVIS_TYPE_LINE, NULL);
  g_autoptr (GError) error = NULL;

  self->outbox = outbox;
  self->path = g_strdup (parvis_outbox_path (outbox));
  if (!parvis_ask_clear (outbox, &error))
    g_message ("asks: %s", error->message);
  read_contact (self);
  return self;
}
