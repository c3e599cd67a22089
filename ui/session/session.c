/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/session/session.h"

struct _ParvisSession
{
  GObject parent_instance;
  ParvisSessionState state;
  guint idle_seconds, warning_seconds;
  gint64 last_touch; /* monotonic, microseconds */
  gint64 expected;   /* no warning before, whatever the silence */
  guint left;        /* seconds of warning left */
  guint timer;
};

enum
{
  SIGNAL_BEGIN,
  SIGNAL_WARN,
  SIGNAL_TICK,
  SIGNAL_RESUME,
  SIGNAL_END,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisSession, parvis_session, G_TYPE_OBJECT)

static gboolean on_silence (gpointer user_data);

static void
stop_timer (ParvisSession *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
}

static gboolean
on_second (gpointer user_data)
{
  ParvisSession *self = user_data;

  self->left--;
  if (self->left > 0)
    {
      g_signal_emit (self, signals[SIGNAL_TICK], 0, self->left);
      return G_SOURCE_CONTINUE;
    }
  self->timer = 0;
  parvis_session_end (self);
  return G_SOURCE_REMOVE;
}

static void
warn (ParvisSession *self)
{
  self->state = PARVIS_SESSION_WARNING;
  self->left = self->warning_seconds;
  self->timer = g_timeout_add_seconds (1, on_second, self);
  g_signal_emit (self, signals[SIGNAL_WARN], 0);
  g_signal_emit (self, signals[SIGNAL_TICK], 0, self->left);
}

/* One timer at a time: a touch only notes its hour, and the timer, when it fires, waits for what is left. */
static void
arm (ParvisSession *self)
{
  gint64 silence = g_get_monotonic_time () - self->last_touch;
  gint64 left = MAX ((gint64) self->idle_seconds * G_USEC_PER_SEC - silence, self->expected - g_get_monotonic_time ());

  self->timer = g_timeout_add ((guint) MAX (left / 1000, 1), on_silence, self);
}

static gboolean
on_silence (gpointer user_data)
{
  ParvisSession *self = user_data;
  gint64 silence = g_get_monotonic_time () - self->last_touch;

  self->timer = 0;
  if (silence >= (gint64) self->idle_seconds * G_USEC_PER_SEC && g_get_monotonic_time () >= self->expected)
    warn (self);
  else
    arm (self);
  return G_SOURCE_REMOVE;
}

static void
parvis_session_finalize (GObject *object)
{
  stop_timer (PARVIS_SESSION (object));
  G_OBJECT_CLASS (parvis_session_parent_class)->finalize (object);
}

static void
parvis_session_class_init (ParvisSessionClass *klass)
{
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = parvis_session_finalize;
  signals[SIGNAL_BEGIN] = g_signal_new ("begin", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_WARN] = g_signal_new ("warn", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TICK]
      = g_signal_new ("tick", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_RESUME] = g_signal_new ("resume", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_END] = g_signal_new ("end", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parvis_session_init (ParvisSession *self)
{
}

ParvisSession *
parvis_session_new (guint idle_seconds, guint warning_seconds)
{
  ParvisSession *self = g_object_new (PARVIS_TYPE_SESSION, NULL);

  self->idle_seconds = idle_seconds;
  self->warning_seconds = MAX (warning_seconds, 1);
  return self;
}

ParvisSessionState
parvis_session_state (ParvisSession *self)
{
  return self->state;
}

void
parvis_session_begin (ParvisSession *self)
{
  if (self->state != PARVIS_SESSION_ASLEEP)
    return;
  self->state = PARVIS_SESSION_ACTIVE;
  self->last_touch = g_get_monotonic_time ();
  self->expected = 0;
  arm (self);
  g_signal_emit (self, signals[SIGNAL_BEGIN], 0);
}

void
parvis_session_touched (ParvisSession *self)
{
  self->last_touch = g_get_monotonic_time ();
}

void
parvis_session_expect (ParvisSession *self, guint seconds)
{
  self->expected = seconds > 0 ? g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC : 0;
  self->last_touch = g_get_monotonic_time ();
}

void
parvis_session_stay (ParvisSession *self)
{
  if (self->state != PARVIS_SESSION_WARNING)
    return;
  stop_timer (self);
  self->state = PARVIS_SESSION_ACTIVE;
  self->last_touch = g_get_monotonic_time ();
  arm (self);
  g_signal_emit (self, signals[SIGNAL_RESUME], 0);
}

void
parvis_session_end (ParvisSession *self)
{
  if (self->state == PARVIS_SESSION_ASLEEP)
    return;
  stop_timer (self);
  self->state = PARVIS_SESSION_ASLEEP;
  g_signal_emit (self, signals[SIGNAL_END], 0);
}
