/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/counts/counts-private.h"

#include <string.h>

#define MAX_IDENTIFIER        64
#define IDENTIFIER_CHARACTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"
#define MAX_WAITING           5000 /* different things counted and not written: then the disk is lost anyway */

struct _ParvisCounts
{
  char *path;
  GHashTable *waiting; /* "day event subject detail" -> ParvisTally */
  guint timer;
  gboolean writing;
  gboolean said; /* that they cannot be written */
};

static void
tally_free (ParvisTally *tally)
{
  g_free (tally->day);
  g_free (tally->subject);
  g_free (tally->detail);
  g_free (tally);
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) tally_free);
}

ParvisCounts *
parvis_counts_new (const char *path)
{
  ParvisCounts *self = g_atomic_rc_box_new0 (ParvisCounts);

  self->path = g_strdup (path);
  self->waiting = new_table ();
  return self;
}

/* ---- counting ---- */

/* Identifiers of the content only; a sentence is none. */
static const char *
identifier (const char *text)
{
  gsize length = text != NULL ? strspn (text, IDENTIFIER_CHARACTERS) : 0;

  return length > 0 && length <= MAX_IDENTIFIER && text[length] == '\0' ? text : "";
}

static ParvisTally *
find_tally (ParvisCounts *self, const char *day, ParvisCountEvent event, const char *subject, const char *detail)
{
  g_autofree char *key = g_strdup_printf ("%s %d %s %s", day, (int) event, subject, detail);
  ParvisTally *tally = g_hash_table_lookup (self->waiting, key);

  if (tally != NULL || g_hash_table_size (self->waiting) >= MAX_WAITING)
    return tally;
  tally = g_new0 (ParvisTally, 1);
  *tally = (ParvisTally){ g_strdup (day), event, g_strdup (subject), g_strdup (detail), 0 };
  g_hash_table_insert (self->waiting, g_steal_pointer (&key), tally);
  return tally;
}

static void
add_tally (ParvisCounts *self, const char *day, ParvisCountEvent event, const char *subject, const char *detail,
           gint64 n)
{
  ParvisTally *tally = find_tally (self, day, event, subject, detail);

  if (tally != NULL)
    tally->n += n;
}

static gboolean
on_time (gpointer user_data)
{
  ParvisCounts *self = user_data;

  self->timer = 0;
  parvis_counts_flush (self);
  return G_SOURCE_REMOVE;
}

void
parvis_counts_add (ParvisCounts *self, ParvisCountEvent event, const char *subject, const char *detail)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");

  g_return_if_fail ((guint) event < PARVIS_COUNT_N);
  add_tally (self, day, event, identifier (subject), identifier (detail), 1);
  if (self->timer == 0)
    self->timer = g_timeout_add_seconds (PARVIS_COUNTS_FLUSH_SECONDS, on_time, self);
}

/* ---- writing ---- */

/* The hash table's tallies; the table is empty then. */
static GPtrArray *
take_waiting (ParvisCounts *self)
{
  GPtrArray *tallies = g_ptr_array_new_with_free_func ((GDestroyNotify) tally_free);
  GHashTableIter iter;
  gpointer key, tally;

  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, &key, &tally))
    {
      g_hash_table_iter_steal (&iter);
      g_free (key);
      g_ptr_array_add (tallies, tally);
    }
  return tallies;
}

/* The job owns its share of us: we may be gone when it is done. */
typedef struct
{
  ParvisCounts *counts;
  char *path;
  GPtrArray *tallies;
} Job;

static void
counts_clear (gpointer data)
{
  ParvisCounts *self = data;

  g_hash_table_unref (self->waiting);
  g_free (self->path);
}

static void
job_free (Job *job)
{
  g_atomic_rc_box_release_full (job->counts, counts_clear);
  g_free (job->path);
  g_ptr_array_unref (job->tallies);
  g_free (job);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  GError *error = NULL;

  if (parvis_counts_write (job->path, job->tallies, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
say_once (ParvisCounts *self, const GError *error)
{
  if (!self->said)
    g_message ("counts are not written: %s", error->message);
  self->said = TRUE;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  job->counts->writing = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    return;
  say_once (job->counts, error);
  for (guint i = 0; i < job->tallies->len; i++)
    {
      const ParvisTally *tally = g_ptr_array_index (job->tallies, i);
      add_tally (job->counts, tally->day, tally->event, tally->subject, tally->detail, tally->n);
    }
}

void
parvis_counts_flush (ParvisCounts *self)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  if (self->writing || g_hash_table_size (self->waiting) == 0)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  job = g_new0 (Job, 1);
  job->counts = g_atomic_rc_box_acquire (self);
  job->path = g_strdup (self->path);
  job->tallies = take_waiting (self);
  self->writing = TRUE;
  task = g_task_new (NULL, NULL, on_written, NULL);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, write_in_thread);
}

void
parvis_counts_free (ParvisCounts *self)
{
  g_autoptr (GPtrArray) tallies = take_waiting (self);
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (tallies->len > 0 && !parvis_counts_write (self->path, tallies, &error))
    say_once (self, error);
  g_atomic_rc_box_release_full (self, counts_clear);
}
