/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/queue/outbox-keeper.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "sync/queue/outbox-private.h"
#include "sync/queue/outbox-repair.h"

#define CLEARED_SECONDS 600 /* proved damaged twice within this, though its pages look sound: put aside */

struct _ParvisOutboxKeeper
{
  grefcount refs; /* the owner's, and the mending thread's */
  char *path;
  const ParvisOutboxKeeperEvents *events;
  gpointer user_data;
  GMainContext *context;
  int use;                      /* PATH-use, never closed while we are; -1: cannot be had, on a read-only disk */
  int inotify;                  /* -1: there is none */
  GSource *hearing, *suspicion; /* (nullable) */
  ParvisOutbox *outbox;         /* (nullable) */
  GObject *watch;
  gboolean closing; /* the program is letting go */
  gboolean mending; /* a thread is at it */
  gboolean told;    /* that there is none */
  gint64 cleared;   /* monotonic: its pages looked sound although it had proved damaged; 0: never */
  gboolean ended;
};

static void try_alone (ParvisOutboxKeeper *self);

static void
keeper_unref (ParvisOutboxKeeper *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;
  if (self->use >= 0)
    close (self->use);
  g_main_context_unref (self->context);
  g_free (self->path);
  g_free (self);
}

/* The word, and that somebody lets go (each who has the outbox open has PATH-use open for writing). Only who waits
 * wants to be woken by the latter. */
static void
listen_for (ParvisOutboxKeeper *self, guint32 mask)
{
  g_autofree char *name = g_strconcat (self->path, "-use", NULL);

  if (self->inotify >= 0 && inotify_add_watch (self->inotify, name, mask) < 0)
    g_message ("%s cannot be watched: %s", name, g_strerror (errno));
}

/* Once for each time that there is none. */
static void
fail (ParvisOutboxKeeper *self, const GError *error)
{
  if (self->told)
    return;
  self->told = TRUE;
  self->events->failed (error, self->user_data);
}

/* Serving ---------------------------------------------------------------------------------------- */

static void
on_changed (gpointer user_data)
{
  ParvisOutboxKeeper *self = user_data;

  self->events->changed (self->user_data);
}

static void
on_damage (gpointer user_data)
{
  parvis_outbox_keeper_suspect (user_data);
}

/* Takes @outbox. */
static void
serve (ParvisOutboxKeeper *self, ParvisOutbox *outbox)
{
  g_autoptr (GError) error = NULL;

  self->watch = parvis_outbox_watch (outbox, on_changed, self, &error);
  if (self->watch == NULL)
    {
      parvis_outbox_free (outbox);
      fail (self, error);
      return;
    }
  self->outbox = outbox;
  self->told = FALSE;
  parvis_sqlite_on_damage (parvis_outbox_get_database (outbox), on_damage, self);
  listen_for (self, IN_MODIFY);
  self->events->opened (outbox, self->user_data);
  if (parvis_outbox_word_read (self->use)) /* left meanwhile */
    parvis_outbox_keeper_suspect (self);
}

static void
let_go (ParvisOutboxKeeper *self)
{
  g_clear_object (&self->watch);
  if (self->outbox != NULL)
    parvis_sqlite_on_damage (parvis_outbox_get_database (self->outbox), NULL, NULL);
  g_clear_pointer (&self->outbox, parvis_outbox_free);
}

/* Mending ---------------------------------------------------------------------------------------- */

typedef struct
{
  ParvisOutboxKeeper *keeper;
  ParvisOutboxDoubt doubt;
  char *aside; /* out: (nullable) */
} Mending;

static void
mending_free (Mending *mending)
{
  keeper_unref (mending->keeper);
  g_free (mending->aside);
  g_free (mending);
}

static void
mend (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Mending *mending = data;
  GError *error = NULL;
  ParvisOutbox *outbox
      = parvis_outbox_mend (mending->keeper->path, mending->doubt, mending->keeper->use, &mending->aside, &error);

  if (outbox != NULL)
    g_task_return_pointer (task, outbox, (GDestroyNotify) parvis_outbox_free);
  else
    g_task_return_error (task, error);
}

static void
on_mended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const Mending *mending = g_task_get_task_data (G_TASK (result));
  ParvisOutboxKeeper *self = mending->keeper;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisOutbox) outbox = g_task_propagate_pointer (G_TASK (result), &error);

  self->mending = FALSE;
  if (self->ended)
    return;
  self->cleared = mending->aside == NULL && outbox != NULL ? g_get_monotonic_time () : 0;
  if (mending->aside != NULL)
    self->events->put_aside (mending->aside, self->user_data);
  if (outbox != NULL)
    serve (self, g_steal_pointer (&outbox));
  else
    fail (self, error);
}

static gboolean
was_cleared (const ParvisOutboxKeeper *self)
{
  return self->cleared != 0 && g_get_monotonic_time () - self->cleared < CLEARED_SECONDS * (gint64) G_USEC_PER_SEC;
}

/* Under the exclusive lock, which the thread gives back. */
static void
start_mending (ParvisOutboxKeeper *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_mended, NULL);
  Mending *mending = g_new0 (Mending, 1);

  g_ref_count_inc (&self->refs);
  mending->keeper = self;
  mending->doubt = was_cleared (self) ? PARVIS_OUTBOX_SPENT : PARVIS_OUTBOX_SUSPECT;
  self->mending = TRUE;
  g_task_set_task_data (task, mending, (GDestroyNotify) mending_free);
  g_task_run_in_thread (task, mend);
}

/* As at any start: quick, unless it is damaged. */
static void
open_now (ParvisOutboxKeeper *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;
  ParvisOutbox *outbox;

  listen_for (self, IN_MODIFY); /* an open that fails lets go, too, and must not wake us */
  outbox = parvis_outbox_open_mended (self->path, FALSE, &aside, &error);
  if (aside != NULL)
    self->events->put_aside (aside, self->user_data);
  if (outbox != NULL)
    serve (self, outbox);
  else if (parvis_outbox_word_read (self->use))
    try_alone (self);
  else
    fail (self, error);
}

/* Listens first: whoever lets go after the lock was refused wakes us. */
static void
try_alone (ParvisOutboxKeeper *self)
{
  g_autoptr (GError) error = NULL;

  listen_for (self, IN_MODIFY | IN_CLOSE_WRITE);
  if (flock (self->use, LOCK_EX | LOCK_NB) == 0)
    {
      start_mending (self);
      return;
    }
  g_set_error (&error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT,
               _ ("« %s » est abîmée, et un autre programme s’en sert ; la borne attend qu’il la laisse"), self->path);
  fail (self, error);
}

void
parvis_outbox_keeper_look (ParvisOutboxKeeper *self)
{
  if (self->outbox != NULL || self->mending || self->closing)
    return;
  if (parvis_outbox_word_read (self->use))
    try_alone (self);
  else
    open_now (self);
}

/* Hearing ---------------------------------------------------------------------------------------- */

static gboolean
on_heard (int fd, GIOCondition condition, gpointer user_data)
{
  ParvisOutboxKeeper *self = user_data;
  char events[4096] __attribute__ ((aligned (__alignof__(struct inotify_event))));

  while (read (fd, events, sizeof events) > 0)
    continue; /* what is so now counts, not what happened */
  if (self->outbox == NULL)
    parvis_outbox_keeper_look (self);
  else if (parvis_outbox_word_read (self->use))
    parvis_outbox_keeper_suspect (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_suspicion (gpointer user_data)
{
  ParvisOutboxKeeper *self = user_data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->suspicion, g_source_unref);
  if (!parvis_outbox_word_write (self->use, TRUE))
    g_message ("%s is damaged, and nobody can be told", self->path);
  self->closing = TRUE;
  self->events->closing (self->user_data);
  self->closing = FALSE;
  let_go (self);
  if (parvis_outbox_word_read (self->use))
    {
      try_alone (self);
      return G_SOURCE_REMOVE;
    }
  g_set_error (&error, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_CORRUPT,
               _ ("« %s » est abîmée, et rien ne peut être écrit à côté ; vérifiez les droits du dossier"), self->path);
  fail (self, error);
  return G_SOURCE_REMOVE;
}

void
parvis_outbox_keeper_suspect (ParvisOutboxKeeper *self)
{
  if (self->suspicion != NULL || self->closing || self->outbox == NULL)
    return;
  self->suspicion = g_idle_source_new ();
  g_source_set_priority (self->suspicion, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->suspicion, on_suspicion, self, NULL);
  g_source_attach (self->suspicion, self->context);
}

/* Lifecycle -------------------------------------------------------------------------------------- */

static void
start_hearing (ParvisOutboxKeeper *self)
{
  self->inotify = self->use >= 0 ? inotify_init1 (IN_NONBLOCK | IN_CLOEXEC) : -1;
  if (self->inotify < 0)
    return;
  listen_for (self, IN_MODIFY);
  self->hearing = g_unix_fd_source_new (self->inotify, G_IO_IN);
  g_source_set_callback (self->hearing, G_SOURCE_FUNC (on_heard), self, NULL);
  g_source_attach (self->hearing, self->context);
}

ParvisOutboxKeeper *
parvis_outbox_keeper_new (const char *path, const ParvisOutboxKeeperEvents *events, gpointer user_data)
{
  ParvisOutboxKeeper *self = g_new0 (ParvisOutboxKeeper, 1);

  g_ref_count_init (&self->refs);
  self->path = g_strdup (path);
  self->events = events;
  self->user_data = user_data;
  self->context = g_main_context_ref_thread_default ();
  self->use = parvis_outbox_use_lock (path, LOCK_UN);
  start_hearing (self);
  return self;
}

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

void
parvis_outbox_keeper_free (ParvisOutboxKeeper *self)
{
  self->ended = TRUE;
  clear_source (&self->hearing);
  clear_source (&self->suspicion);
  if (self->inotify >= 0)
    close (self->inotify);
  let_go (self);
  keeper_unref (self);
}
