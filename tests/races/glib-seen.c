/* SPDX-License-Identifier: EUPL-1.2
 *
 * Loaded before a program that is built with the thread sanitizer (LD_PRELOAD; the preset "tsan" does): GLib is not
 * built so, and what it orders by its locks, pools and tasks would look unordered. Each of those tells the sanitizer
 * here, and then does what it does. In any other program nothing changes.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <gio/gio.h>

extern void __tsan_acquire (void *address) __attribute__ ((weak));
extern void __tsan_release (void *address) __attribute__ ((weak));

static void
acquire (gconstpointer what)
{
  if (__tsan_acquire != NULL)
    __tsan_acquire ((void *) what);
}

static void
release (gconstpointer what)
{
  if (__tsan_release != NULL)
    __tsan_release ((void *) what);
}

/* The function that the one of this name stands before. */
#define NEXT(function) ((__typeof__ (&function)) dlsym (RTLD_NEXT, #function))

#define BEFORE(function, Lock)                                                                                         \
  void function (Lock *lock)                                                                                           \
  {                                                                                                                    \
    static __typeof__ (&function) next;                                                                                \
    if (next == NULL)                                                                                                  \
      next = NEXT (function);                                                                                          \
    release (lock);                                                                                                    \
    next (lock);                                                                                                       \
  }

#define AFTER(function, Lock)                                                                                          \
  void function (Lock *lock)                                                                                           \
  {                                                                                                                    \
    static __typeof__ (&function) next;                                                                                \
    if (next == NULL)                                                                                                  \
      next = NEXT (function);                                                                                          \
    next (lock);                                                                                                       \
    acquire (lock);                                                                                                    \
  }

#define AFTER_TRYING(function, Lock)                                                                                   \
  gboolean function (Lock *lock)                                                                                       \
  {                                                                                                                    \
    gboolean got = NEXT (function) (lock);                                                                             \
    if (got)                                                                                                           \
      acquire (lock);                                                                                                  \
    return got;                                                                                                        \
  }

AFTER (g_mutex_lock, GMutex)
AFTER_TRYING (g_mutex_trylock, GMutex)
BEFORE (g_mutex_unlock, GMutex)
AFTER (g_rec_mutex_lock, GRecMutex)
AFTER_TRYING (g_rec_mutex_trylock, GRecMutex)
BEFORE (g_rec_mutex_unlock, GRecMutex)
AFTER (g_rw_lock_writer_lock, GRWLock)
BEFORE (g_rw_lock_writer_unlock, GRWLock)
AFTER (g_rw_lock_reader_lock, GRWLock)
BEFORE (g_rw_lock_reader_unlock, GRWLock)

void
g_cond_wait (GCond *cond, GMutex *mutex)
{
  release (mutex);
  NEXT (g_cond_wait) (cond, mutex);
  acquire (mutex);
}

gboolean
g_cond_wait_until (GCond *cond, GMutex *mutex, gint64 end_time)
{
  gboolean signalled;

  release (mutex);
  signalled = NEXT (g_cond_wait_until) (cond, mutex, end_time);
  acquire (mutex);
  return signalled;
}

/* --- counted references: the last one sees what all others did --- */

void
g_bytes_unref (GBytes *bytes)
{
  release (bytes);
  acquire (bytes);
  NEXT (g_bytes_unref) (bytes);
}

gboolean (g_atomic_ref_count_dec) (gatomicrefcount *count)
{
  gboolean last;

  release (count);
  last = NEXT (g_atomic_ref_count_dec) (count);
  if (last)
    acquire (count);
  return last;
}

/* --- pools --- */

typedef struct
{
  GFunc work;
  gpointer user_data;
} Pool;

static void
work_in_pool (gpointer data, gpointer user_data)
{
  const Pool *pool = user_data;

  acquire (data);
  acquire (pool);
  pool->work (data, pool->user_data);
  release (pool);
}

GThreadPool *
g_thread_pool_new (GFunc func, gpointer user_data, gint max_threads, gboolean exclusive, GError **error)
{
  Pool *pool = g_new (Pool, 1); /* for the life of the process: a pool has no place for it */

  *pool = (Pool){ func, user_data };
  release (pool);
  return NEXT (g_thread_pool_new) (work_in_pool, pool, max_threads, exclusive, error);
}

gboolean
g_thread_pool_push (GThreadPool *pool, gpointer data, GError **error)
{
  release (data);
  return NEXT (g_thread_pool_push) (pool, data, error);
}

void
g_thread_pool_free (GThreadPool *pool, gboolean immediate, gboolean wait)
{
  const Pool *ours = pool->user_data;

  NEXT (g_thread_pool_free) (pool, immediate, wait);
  acquire (ours);
}

/* --- tasks --- */

static void
work_in_task (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GTaskThreadFunc work = (GTaskThreadFunc) g_object_get_data (G_OBJECT (task), "parvis-races-work");

  acquire (task);
  work (task, source, data, cancellable);
}

void
g_task_run_in_thread (GTask *task, GTaskThreadFunc work)
{
  g_object_set_data (G_OBJECT (task), "parvis-races-work", (gpointer) work);
  release (task);
  NEXT (g_task_run_in_thread) (task, work_in_task);
}

void
g_task_run_in_thread_sync (GTask *task, GTaskThreadFunc work)
{
  g_object_set_data (G_OBJECT (task), "parvis-races-work", (gpointer) work);
  release (task);
  NEXT (g_task_run_in_thread_sync) (task, work_in_task);
  acquire (task);
}

#define RETURNS(function, Value)                                                                                       \
  void function (GTask *task, Value value)                                                                             \
  {                                                                                                                    \
    release (task);                                                                                                    \
    NEXT (function) (task, value);                                                                                     \
  }
RETURNS (g_task_return_boolean, gboolean)
RETURNS (g_task_return_int, gssize)
RETURNS (g_task_return_error, GError *)

void
g_task_return_pointer (GTask *task, gpointer result, GDestroyNotify result_destroy)
{
  release (task);
  NEXT (g_task_return_pointer) (task, result, result_destroy);
}

#define TAKES(function, Value)                                                                                         \
  Value function (GTask *task, GError **error)                                                                         \
  {                                                                                                                    \
    acquire (task);                                                                                                    \
    return NEXT (function) (task, error);                                                                              \
  }
TAKES (g_task_propagate_boolean, gboolean)
TAKES (g_task_propagate_int, gssize)
TAKES (g_task_propagate_pointer, gpointer)

/* --- what a thread gives to a main loop --- */

typedef struct
{
  GSourceFunc call;
  gpointer data;
  GDestroyNotify done;
} Call;

static gboolean
call_in_loop (gpointer user_data)
{
  const Call *call = user_data;

  acquire (call);
  return call->call (call->data);
}

static void
call_done (gpointer user_data)
{
  g_autofree Call *call = user_data;

  acquire (call);
  if (call->done != NULL)
    call->done (call->data);
}

static Call *
call_new (GSourceFunc function, gpointer data, GDestroyNotify done)
{
  Call *call = g_new (Call, 1);

  *call = (Call){ function, data, done };
  release (call);
  return call;
}

guint
g_idle_add_full (gint priority, GSourceFunc function, gpointer data, GDestroyNotify notify)
{
  return NEXT (g_idle_add_full) (priority, call_in_loop, call_new (function, data, notify), call_done);
}

guint
g_idle_add (GSourceFunc function, gpointer data)
{
  return g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, function, data, NULL);
}

void
g_main_context_invoke_full (GMainContext *context, gint priority, GSourceFunc function, gpointer data,
                            GDestroyNotify notify)
{
  NEXT (g_main_context_invoke_full) (context, priority, call_in_loop, call_new (function, data, notify), call_done);
}

void
g_main_context_invoke (GMainContext *context, GSourceFunc function, gpointer data)
{
  g_main_context_invoke_full (context, G_PRIORITY_DEFAULT, function, data, NULL);
}
