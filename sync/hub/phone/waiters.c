/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/phone/waiters.h"

typedef struct
{
  guint number;
  gconstpointer what;
  ParvisHubParking parking;
  GSource *timer;
} Waiter;

struct _ParvisHubWaiters
{
  GMutex *lock; /* the owner's */
  GMainContext *context;
  GPtrArray *waiters; /* of Waiter */
  guint last;
};

static void
wake (ParvisHubWaiters *self, guint index)
{
  Waiter *waiter = g_ptr_array_steal_index_fast (self->waiters, index);

  g_source_destroy (waiter->timer);
  g_source_unref (waiter->timer);
  waiter->parking.wake (waiter->parking.connection);
  g_free (waiter);
}

void
parvis_hub_waiters_wake (ParvisHubWaiters *self, gconstpointer what)
{
  for (guint i = self->waiters->len; i > 0; i--)
    if (what == NULL || ((const Waiter *) g_ptr_array_index (self->waiters, i - 1))->what == what)
      wake (self, i - 1);
}

typedef struct
{
  ParvisHubWaiters *waiters;
  guint number;
} Timing;

/* By its number: it may have been woken while we waited for the lock. */
static gboolean
on_time_over (gpointer user_data)
{
  const Timing *timing = user_data;
  ParvisHubWaiters *self = timing->waiters;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (self->lock);

  for (guint i = 0; i < self->waiters->len; i++)
    if (((const Waiter *) g_ptr_array_index (self->waiters, i))->number == timing->number)
      {
        wake (self, i);
        break;
      }
  return G_SOURCE_REMOVE;
}

GSource *
parvis_hub_waiters_timer (const ParvisHubWaiters *self, gint64 at, GSourceFunc callback, gpointer data,
                          GDestroyNotify free_data)
{
  GSource *source = g_timeout_source_new (0);

  g_source_set_ready_time (source, at);
  g_source_set_callback (source, callback, data, free_data);
  g_source_attach (source, self->context);
  return source;
}

void
parvis_hub_waiters_park (ParvisHubWaiters *self, gconstpointer what, gint64 deadline, const ParvisHubParking *parking)
{
  Waiter *waiter = g_new0 (Waiter, 1);
  Timing *timing = g_new0 (Timing, 1);

  waiter->number = timing->number = ++self->last;
  waiter->what = what;
  waiter->parking = *parking;
  timing->waiters = self;
  parking->park (parking->connection);
  g_ptr_array_add (self->waiters, waiter);
  waiter->timer = parvis_hub_waiters_timer (self, deadline, on_time_over, timing, g_free);
}

ParvisHubWaiters *
parvis_hub_waiters_new (GMainContext *context, GMutex *lock)
{
  ParvisHubWaiters *self = g_new0 (ParvisHubWaiters, 1);

  self->lock = lock;
  self->context = g_main_context_ref (context);
  self->waiters = g_ptr_array_new ();
  return self;
}

void
parvis_hub_waiters_free (ParvisHubWaiters *self)
{
  g_ptr_array_unref (self->waiters);
  g_main_context_unref (self->context);
  g_free (self);
}
