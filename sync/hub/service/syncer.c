/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/service/syncer.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define THREADS 4 /* a disk that is asked for several syncs together does them together */

struct _ParvisHubSyncer
{
  GMutex lock;
  GThreadPool *pool; /* %NULL: ended */
};

struct _ParvisHubSync
{
  gatomicrefcount refs; /* the exchange's, and the thread's */
  int file, folder;     /* our own */
  int saved;            /* errno; written before the connection is woken, read after */
  ParvisHubParking parking;
};

void
parvis_hub_sync_let_go (ParvisHubSync *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  if (self->file >= 0)
    close (self->file);
  if (self->folder >= 0)
    close (self->folder);
  g_free (self);
}

int
parvis_hub_sync_get_errno (const ParvisHubSync *self)
{
  return self->saved;
}

/* In a thread of the pool. */
static void
run (gpointer data, gpointer user_data)
{
  g_autoptr (ParvisHubSync) self = data;

  self->saved = fsync (self->file) == 0 && fsync (self->folder) == 0 ? 0 : errno;
  self->parking.wake (self->parking.connection);
}

ParvisHubSyncer *
parvis_hub_syncer_new (void)
{
  ParvisHubSyncer *self = g_new0 (ParvisHubSyncer, 1);

  g_mutex_init (&self->lock);
  self->pool = g_thread_pool_new (run, NULL, THREADS, FALSE, NULL);
  return self;
}

void
parvis_hub_syncer_end (ParvisHubSyncer *self)
{
  GThreadPool *pool;

  g_mutex_lock (&self->lock);
  pool = g_steal_pointer (&self->pool);
  g_mutex_unlock (&self->lock);
  if (pool != NULL)
    g_thread_pool_free (pool, FALSE, TRUE);
}

void
parvis_hub_syncer_free (ParvisHubSyncer *self)
{
  parvis_hub_syncer_end (self);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static ParvisHubSync *
sync_new (ParvisHubStore *store, int fd, const ParvisHubParking *parking)
{
  ParvisHubSync *sync = g_new0 (ParvisHubSync, 1);

  g_atomic_ref_count_init (&sync->refs);
  sync->file = fcntl (fd, F_DUPFD_CLOEXEC, 0); /* the same open file: it knows what went wrong in writing to it */
  sync->folder = open (parvis_hub_store_envelopes (store), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  sync->parking = *parking;
  return sync;
}

ParvisHubSync *
parvis_hub_syncer_begin (ParvisHubSyncer *self, ParvisHubStore *store, int fd, const ParvisHubParking *parking)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (ParvisHubSync) sync = NULL;

  if (parking == NULL || self->pool == NULL)
    return NULL;
  sync = sync_new (store, fd, parking);
  if (sync->file < 0 || sync->folder < 0) /* no descriptors left: the caller finds out why */
    return NULL;
  parking->park (parking->connection);
  g_atomic_ref_count_inc (&sync->refs);
  g_thread_pool_push (self->pool, sync, NULL); /* a thread too few only makes it wait */
  return g_steal_pointer (&sync);
}
