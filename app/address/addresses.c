/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/address/addresses-private.h"

#include "app/address/store.h"

#include <glib/gi18n-lib.h>
#include <sys/stat.h>

/* How many of SQLite's steps go by between two looks at whether the answer is still wanted: some 50 microseconds. */
#define STEPS_BETWEEN_LOOKS 2000

G_DEFINE_QUARK (parvis_addresses_error_quark, parvis_addresses_error)

static int
is_unwanted (void *data)
{
  ParvisAddresses *self = data;

  return self->cancellable != NULL && g_cancellable_is_cancelled (self->cancellable);
}

/* The file never changes once it has its name: SQLite need not lock, nor look for a journal. */
static gboolean
open_immutable (ParvisAddresses *self, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *full = g_strconcat (uri, "?immutable=1", NULL);

  if (sqlite3_open_v2 (full, &self->sql.handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL)
      == SQLITE_OK)
    {
      sqlite3_progress_handler (self->sql.handle, STEPS_BETWEEN_LOOKS, is_unwanted, self);
      return TRUE;
    }
  g_set_error (error, PARVIS_ADDRESSES_ERROR, PARVIS_ADDRESSES_ERROR_INVALID, "%s", sqlite3_errmsg (self->sql.handle));
  return FALSE;
}

static gint64
read_number (ParvisAddresses *self, const char *text, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = parvis_sql_query (&self->sql, error, text, "");

  return statement != NULL && parvis_sql_next (&self->sql, statement, error) ? sqlite3_column_int64 (statement, 0) : -1;
}

static gboolean
check_format (ParvisAddresses *self, GError **error)
{
  g_autoptr (GError) problem = NULL;
  gint64 application = read_number (self, "PRAGMA application_id", &problem);
  gint64 format = problem == NULL ? read_number (self, "PRAGMA user_version", &problem) : -1;

  if (problem == NULL && application == PARVIS_ADDRESSES_APPLICATION && format == PARVIS_ADDRESSES_FORMAT)
    self->has_streets = read_number (self, "SELECT streets > 0 FROM meta", &problem) > 0;
  else if (problem == NULL)
    g_set_error (&problem, PARVIS_ADDRESSES_ERROR, PARVIS_ADDRESSES_ERROR_INVALID,
                 _ ("ce n’est pas une base d’adresses de cette version de Parvis"));
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

ParvisAddresses *
parvis_addresses_open (const char *path, GError **error)
{
  g_autoptr (ParvisAddresses) self = g_new0 (ParvisAddresses, 1);
  g_autoptr (GError) problem = NULL;
  struct stat info;

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->path = g_strdup (path);
  self->sql = (ParvisSql){ NULL, PARVIS_ADDRESSES_ERROR, PARVIS_ADDRESSES_ERROR_INVALID };
  if (stat (path, &info) != 0)
    {
      g_set_error (error, PARVIS_ADDRESSES_ERROR, PARVIS_ADDRESSES_ERROR_MISSING,
                   _ ("%s n’existe pas : aucune adresse n’a été importée (parvisctl addresses import)"), path);
      return NULL;
    }
  self->device = info.st_dev;
  self->inode = info.st_ino;
  if (open_immutable (self, &problem) && check_format (self, &problem))
    return g_steal_pointer (&self);
  g_propagate_prefixed_error (error, g_steal_pointer (&problem),
                              _ ("%s est abîmé, importez de nouveau les adresses : "), path);
  return NULL;
}

ParvisAddresses *
parvis_addresses_ref (ParvisAddresses *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
parvis_addresses_unref (ParvisAddresses *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  sqlite3_close (self->sql.handle);
  for (gsize i = 0; i < G_N_ELEMENTS (self->lexicons); i++)
    parvis_lexicon_free (self->lexicons[i]);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self->home);
  g_free (self);
}

gboolean
parvis_addresses_is_stale (ParvisAddresses *self)
{
  struct stat info;

  return stat (self->path, &info) == 0 && (info.st_dev != self->device || info.st_ino != self->inode);
}

gboolean
parvis_addresses_has_streets (ParvisAddresses *self)
{
  return self->has_streets;
}

void
parvis_addresses_set_home (ParvisAddresses *self, const char *insee)
{
  g_free (self->home);
  self->home = g_strdup (insee);
}

ParvisLexicon *
parvis_addresses_lexicon (ParvisAddresses *self, int kind, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GPtrArray) words = NULL;
  g_autoptr (GError) problem = NULL;

  if (self->lexicons[kind] != NULL)
    return self->lexicons[kind];
  statement = parvis_sql_query (&self->sql, error, "SELECT word FROM word WHERE kind = ?", "i", (gint64) kind);
  if (statement == NULL)
    return NULL;
  words = g_ptr_array_new_with_free_func (g_free);
  while (parvis_sql_next (&self->sql, statement, &problem))
    g_ptr_array_add (words, parvis_sql_text (statement, 0));
  if (problem == NULL)
    return self->lexicons[kind] = parvis_lexicon_new (g_steal_pointer (&words));
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

void
parvis_address_free (ParvisAddress *self)
{
  g_free (self->street);
  g_free (self->former);
  g_free (self->city);
  g_free (self->postcode);
  g_free (self->insee);
  g_free (self->number);
  g_free (self->numbers);
  g_free (self);
}

void
parvis_town_free (ParvisTown *self)
{
  g_free (self->name);
  g_free (self->postcode);
  g_free (self->insee);
  g_free (self);
}

/* ---- in a worker ---- */

typedef struct
{
  ParvisAddresses *addresses;
  ParvisLookup lookup;
  char *typed, *postcode;
  guint limit;
} Job;

static void
job_free (Job *job)
{
  parvis_addresses_unref (job->addresses);
  g_free (job->typed);
  g_free (job->postcode);
  g_free (job);
}

static void
run_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  GPtrArray *found = NULL;

  switch (job->lookup)
    {
    case PARVIS_LOOKUP_STREETS:
      found = parvis_addresses_find (job->addresses, job->typed, job->postcode, job->limit, cancellable, &error);
      break;
    case PARVIS_LOOKUP_TOWNS:
      found = parvis_addresses_find_towns (job->addresses, job->typed, job->limit, cancellable, &error);
      break;
    case PARVIS_LOOKUP_TOWNS_OF:
      found = parvis_addresses_towns_of (job->addresses, job->typed, cancellable, &error);
      break;
    default:
      g_assert_not_reached ();
    }
  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
parvis_addresses_lookup_async (ParvisAddresses *self, ParvisLookup lookup, const char *typed, const char *postcode,
                               guint limit, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  *job = (Job){ parvis_addresses_ref (self), lookup, g_strdup (typed), g_strdup (postcode), limit };
  g_task_set_source_tag (task, parvis_addresses_lookup_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, run_job);
}

GPtrArray *
parvis_addresses_lookup_finish (ParvisAddresses *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, parvis_addresses_lookup_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
