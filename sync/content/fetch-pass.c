/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/content/fetch-pass.h"

#include <glib/gi18n-lib.h>

#include "sync/content/distribution.h"
#include "sync/content/fetch-bundle.h"
#include "sync/content/fetch-error.h"
#include "sync/content/fetch-list.h"
#include "sync/content/fetch-manifest.h"
#include "sync/content/fetch-resources.h"
#include "sync/content/fetch-store.h"
#include "sync/content/resource.h"

typedef struct
{
  ParvisFetchOptions options;
  char *root; /* <state>/content */
  ParvisDistribution standing;
  ParvisReleases *releases;     /* (nullable) */
  GError *complaint;            /* (nullable) what was wrong and held up nothing else */
  ParvisFetchManifest *version; /* (nullable) of the one to be fetched */
  ParvisFetchOutcome outcome;
  gint64 waiting; /* of the pass before */
} Pass;

static void
pass_free (Pass *self)
{
  g_free (self->root);
  parvis_distribution_clear (&self->standing);
  g_clear_pointer (&self->releases, parvis_releases_free);
  g_clear_error (&self->complaint);
  g_clear_pointer (&self->version, parvis_fetch_manifest_free);
  g_free (self);
}

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* ---- ends ---- */

static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
add_kept (GArray *keep, GPtrArray *rows)
{
  guint used = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const ParvisBundleRow *row = rows->pdata[i];
      gboolean served = row->state == PARVIS_BUNDLE_APPLIED || row->state == PARVIS_BUNDLE_ASIDE;

      if (row->state == PARVIS_BUNDLE_READY || (served && used++ < 2)) /* the one that serves and the one before */
        g_array_append_val (keep, row->version);
    }
}

static void
tidy (Pass *self)
{
  g_autoptr (GArray) keep = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) rows = parvis_bundle_list (self->options.outbox, NULL);

  if (rows == NULL)
    return;
  add_kept (keep, rows);
  parvis_fetch_store_tidy (self->root, keep, self->standing.wanted);
}

static void
end (GTask *task)
{
  Pass *self = g_task_get_task_data (task);

  tidy (self);
  if (self->complaint != NULL)
    g_task_return_error (task, g_steal_pointer (&self->complaint));
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* ---- the version ---- */

static void
on_bundle (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pass *self = g_task_get_task_data (task);
  const ParvisManifest *manifest = self->version->manifest;
  gboolean complete;
  GError *error = NULL;

  if (!parvis_fetch_bundle_finish (result, &complete, &error)
      || (complete
          && !parvis_bundle_add (self->options.outbox, manifest->version,
                                 parvis_config_content (self->options.config)->url, manifest->expires, now (), &error)))
    {
      fail (task, error);
      return;
    }
  self->outcome.fresh = complete;
  self->outcome.waiting = complete ? 0 : manifest->version;
  end (task);
}

static void
on_manifest (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pass *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->version = parvis_fetch_manifest_finish (result, &error);
  if (self->version != NULL)
    parvis_fetch_bundle_async (&self->options, self->root, self->version, g_task_get_cancellable (task), on_bundle,
                               task);
  else
    fail (task, error);
}

/* It is more than may come now: the pass before has seen that, or its manifest alone is. */
static gboolean
must_wait (const Pass *self, const ParvisRelease *release)
{
  gint64 limit = parvis_fetch_limit (self->options.config, self->options.line, now ());

  return limit < G_MAXINT64 && (release->version == self->waiting || release->size > limit);
}

static void
fetch_version (GTask *task, const ParvisRelease *release)
{
  Pass *self = g_task_get_task_data (task);

  if (must_wait (self, release))
    {
      self->outcome.waiting = release->version;
      end (task);
    }
  else
    parvis_fetch_manifest_async (&self->options, release, g_task_get_cancellable (task), on_manifest, task);
}

/* ---- which version ---- */

static gboolean
is_known (const Pass *self, gint64 version)
{
  g_autoptr (GPtrArray) rows = parvis_bundle_list (self->options.outbox, NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (((const ParvisBundleRow *) rows->pdata[i])->version == version)
      return TRUE;
  return FALSE;
}

static gboolean
is_no_rollback (const Pass *self, const ParvisRelease *release, GError **error)
{
  if (release == NULL || release->version >= self->standing.highest)
    return TRUE;
  g_set_error (error, PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_BAD,
               _ ("la version %" G_GINT64_FORMAT
                  " est publiée pour cette borne, qui a déjà reçu la version %" G_GINT64_FORMAT
                  " : elle n’y revient pas ; publiez ce contenu sous un numéro plus grand"),
               release->version, self->standing.highest);
  return FALSE;
}

static void
choose (GTask *task)
{
  Pass *self = g_task_get_task_data (task);
  const ParvisRelease *release
      = parvis_releases_choose (self->releases, parvis_config_kiosk_id (self->options.config),
                                parvis_config_content (self->options.config)->group, now (), &self->outcome.change);
  GError *error = NULL;

  self->standing.wanted = release != NULL ? release->version : 0;
  if (!parvis_distribution_write (self->options.outbox, &self->standing, &error)
      || !is_no_rollback (self, release, &error))
    fail (task, error);
  else if (release == NULL || is_known (self, release->version))
    end (task);
  else
    fetch_version (task, release);
}

/* ---- the list and the resources ---- */

static void
on_resources (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pass *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (parvis_fetch_resources_finish (result, &self->complaint, &error))
    choose (task);
  else
    fail (task, error);
}

/* The central server's own address serves when none is written: that nothing was ever published there is no fault. */
static gboolean
is_unused (const Pass *self, const GError *error)
{
  return g_error_matches (error, PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_ABSENT) && self->standing.releases == NULL
         && parvis_config_content (self->options.config)->of_hub;
}

static void
on_list (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pass *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  const char *const *names;

  self->releases = parvis_fetch_list_finish (result, &error);
  names = self->releases != NULL ? (const char *const *) self->releases->resources : NULL;
  if (names == NULL && is_unused (self, error))
    end (task);
  else if (names == NULL || !parvis_distribution_write (self->options.outbox, &self->standing, &error)
           || !parvis_resource_keep_only (self->options.outbox, names, &error)
           || !parvis_fetch_list_is_current (&self->standing, now (), &error))
    fail (task, g_steal_pointer (&error));
  else
    parvis_fetch_resources_async (&self->options, names, g_task_get_cancellable (task), on_resources, task);
}

/* ---- public ---- */

/* Another place than before: what is known of the old one says nothing of it. */
static void
forget_other_place (ParvisDistribution *standing, const char *url)
{
  if (g_strcmp0 (standing->source, url) == 0)
    return;
  g_free (standing->source);
  standing->source = g_strdup (url);
  g_clear_pointer (&standing->etag, g_free);
  g_clear_pointer (&standing->releases, g_bytes_unref);
  standing->serial = 0;
}

void
parvis_fetch_pass_async (const ParvisFetchOptions *options, gint64 waiting, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Pass *self = g_new0 (Pass, 1);
  GError *error = NULL;

  self->options = *options;
  self->waiting = waiting;
  self->root = g_build_filename (parvis_config_state_dir (options->config), "content", NULL);
  self->outcome.change = G_MAXINT64;
  g_task_set_task_data (task, self, (GDestroyNotify) pass_free);
  if (!parvis_distribution_read (options->outbox, &self->standing, &error))
    {
      fail (task, error);
      return;
    }
  forget_other_place (&self->standing, parvis_config_content (options->config)->url);
  parvis_fetch_list_async (&self->options, &self->standing, cancellable, on_list, task);
}

gboolean
parvis_fetch_pass_finish (GAsyncResult *result, ParvisFetchOutcome *outcome, GError **error)
{
  const Pass *self = g_task_get_task_data (G_TASK (result));

  *outcome = self->outcome;
  return g_task_propagate_boolean (G_TASK (result), error);
}
