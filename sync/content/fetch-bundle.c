/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/content/fetch-bundle.h"

#include "sync/content/fetch-file.h"
#include "sync/content/fetch-store.h"

typedef struct
{
  const ParvisFetchOptions *options;
  const char *root;
  const ParvisFetchManifest *manifest;
  GPtrArray *missing; /* paths, of the manifest */
  guint file;         /* the one under way */
  gint64 lacking;     /* bytes, of it and those after it */
  gboolean complete;
} Fetching;

static void next_file (GTask *task);

static void
fetching_free (Fetching *self)
{
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  g_free (self);
}

static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
end (GTask *task)
{
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* ---- the disk: in a worker thread, while nobody else touches what is fetched ---- */

static void
run_in_thread (GTask *task, GTaskThreadFunc work, GAsyncReadyCallback done)
{
  g_autoptr (GTask) inner = g_task_new (NULL, g_task_get_cancellable (task), done, task);

  g_task_set_task_data (inner, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (inner, work);
}

static void
return_from_thread (GTask *inner, GError *error)
{
  if (error == NULL)
    g_task_return_boolean (inner, TRUE);
  else
    g_task_return_error (inner, error);
}

static void
seal_thread (GTask *inner, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Fetching *self = data;
  const ParvisFetchManifest *got = self->manifest;
  GError *error = NULL;

  (void) !parvis_fetch_store_seal (self->root, got->manifest, got->bytes, got->signature, &error);
  return_from_thread (inner, error);
}

static void
take_thread (GTask *inner, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Fetching *self = data;
  GError *error = NULL;

  (void) !parvis_fetch_store_take (self->root, self->manifest->manifest, self->missing->pdata[self->file], &error);
  return_from_thread (inner, error);
}

static void
stage_thread (GTask *inner, gpointer source, gpointer data, GCancellable *cancellable)
{
  Fetching *self = data;
  GError *error = NULL;

  self->missing = parvis_fetch_store_stage (self->root, self->manifest->manifest, &error);
  return_from_thread (inner, error);
}

/* ---- the files ---- */

static gint64
size_of (const Fetching *self, guint file)
{
  return parvis_manifest_size (self->manifest->manifest, self->missing->pdata[file]);
}

static void
on_sealed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Fetching *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->complete = g_task_propagate_boolean (G_TASK (result), &error);
  if (self->complete)
    end (task);
  else
    fail (task, error);
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Fetching *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      fail (task, error);
      return;
    }
  self->lacking -= size_of (self, self->file);
  self->file++;
  next_file (task);
}

static void
on_file (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  const Fetching *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (parvis_fetch_file_finish (self->options->http, result, &error))
    run_in_thread (task, take_thread, on_taken);
  else
    fail (task, error);
}

static void
ask_file (GTask *task, const char *path)
{
  const Fetching *self = g_task_get_task_data (task);
  const ParvisManifest *manifest = self->manifest->manifest;
  const char *sum = g_hash_table_lookup (manifest->sums, path);
  g_autofree char *url = g_strconcat (parvis_config_content (self->options->config)->url, "files/", sum, NULL);
  GError *error = NULL;
  g_autofree char *partial = parvis_fetch_store_partial (self->root, sum, &error);

  if (partial == NULL)
    fail (task, error);
  else
    parvis_fetch_file_async (self->options->http, url, partial, parvis_manifest_size (manifest, path),
                             g_task_get_cancellable (task), on_file, task);
}

/* The line and the hour may be others than they were for the file before. */
static void
next_file (GTask *task)
{
  const Fetching *self = g_task_get_task_data (task);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (self->file == self->missing->len)
    run_in_thread (task, seal_thread, on_sealed);
  else if (self->lacking > parvis_fetch_limit (self->options->config, self->options->line, now))
    end (task);
  else
    ask_file (task, self->missing->pdata[self->file]);
}

static void
on_staged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Fetching *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      fail (task, error);
      return;
    }
  for (guint i = 0; i < self->missing->len; i++)
    self->lacking += size_of (self, i);
  g_message ("content %" G_GINT64_FORMAT ": %u of %u files to fetch", self->manifest->manifest->version,
             self->missing->len, g_hash_table_size (self->manifest->manifest->sums));
  next_file (task);
}

/* ---- public ---- */

void
parvis_fetch_bundle_async (const ParvisFetchOptions *options, const char *root, const ParvisFetchManifest *manifest,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Fetching *self = g_new0 (Fetching, 1);

  self->options = options;
  self->root = root;
  self->manifest = manifest;
  g_task_set_task_data (task, self, (GDestroyNotify) fetching_free);
  run_in_thread (task, stage_thread, on_staged);
}

gboolean
parvis_fetch_bundle_finish (GAsyncResult *result, gboolean *complete, GError **error)
{
  const Fetching *self = g_task_get_task_data (G_TASK (result));

  *complete = self->complete;
  return g_task_propagate_boolean (G_TASK (result), error);
}
