/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/content/fetch-pass.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sync/net/delivery-error.h"
#include "sync/content/distribution.h"
#include "sync/content/fetch-document.h"
#include "sync/content/fetch-error.h"
#include "sync/content/fetch-file.h"
#include "sync/content/fetch-store.h"
#include "sync/content/manifest.h"
#include "sync/pki/pki.h"
#include "sync/content/release.h"
#include "sync/content/resource.h"
#include "sync/seal/signature.h"

#define MAX_SIGNATURE (64 * 1024)

typedef struct
{
  ParvisFetchOptions options;
  const ParvisContentConfig *content;
  char *root; /* <state>/content */
  ParvisDistribution standing;
  ParvisReleases *releases;
  guint resource;               /* the one that is asked for */
  GError *complaint;            /* (nullable) the first thing that was wrong and held up nothing else */
  const ParvisRelease *release; /* of @releases: the one to be fetched */
  GBytes *manifest_bytes, *signature;
  ParvisManifest *manifest;
  GPtrArray *missing; /* paths, of @manifest */
  guint file;         /* the one under way */
  gint64 change;
  gboolean fresh;
} Pass;

static void next_resource (GTask *task);
static void next_file (GTask *task);

static void
pass_free (Pass *self)
{
  g_free (self->root);
  parvis_distribution_clear (&self->standing);
  g_clear_pointer (&self->releases, parvis_releases_free);
  g_clear_error (&self->complaint);
  g_clear_pointer (&self->manifest_bytes, g_bytes_unref);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_clear_pointer (&self->missing, g_ptr_array_unref);
  g_clear_pointer (&self->manifest, parvis_manifest_free);
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
end (GTask *task)
{
  Pass *self = g_task_get_task_data (task);

  if (self->complaint != NULL)
    g_task_return_error (task, g_steal_pointer (&self->complaint));
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void fail_bad (GTask *task, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
fail_bad (GTask *task, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  fail (task, g_error_new_valist (PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_BAD, format, arguments));
  va_end (arguments);
}

/* An error of another part becomes one of what is published. */
static GError *
recast (const GError *error, const char *what)
{
  return g_error_new (PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_BAD, "%s : %s", what, error->message);
}

/* The rest goes on; the first complaint is told at the end. */
static void
complain (Pass *self, GError *error)
{
  if (self->complaint == NULL)
    self->complaint = error;
  else
    g_error_free (error);
}

/* ---- the bundle ---- */

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
seal_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Pass *self = data;
  GError *error = NULL;

  if (parvis_fetch_store_seal (self->root, self->manifest, self->manifest_bytes, self->signature, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* @work in a worker thread, on this pass, that nobody else touches meanwhile; then @done. */
static void
run_in_thread (GTask *task, GTaskThreadFunc work, GAsyncReadyCallback done)
{
  g_autoptr (GTask) inner = g_task_new (NULL, g_task_get_cancellable (task), done, task);

  g_task_set_task_data (inner, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (inner, work);
}

static void
on_sealed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pass *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)
      || !parvis_bundle_add (self->options.outbox, self->manifest->version, self->content->url, self->manifest->expires,
                             now (), &error))
    {
      fail (task, error);
      return;
    }
  self->fresh = TRUE;
  tidy (self);
  end (task);
}

static void
take_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Pass *self = data;
  GError *error = NULL;

  if (parvis_fetch_store_take (self->root, self->manifest, self->missing->pdata[self->file], &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pass *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      fail (task, error);
      return;
    }
  self->file++;
  next_file (task);
}

static void
on_file (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pass *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (parvis_fetch_file_finish (self->options.http, result, &error))
    run_in_thread (task, take_thread, on_taken);
  else
    fail (task, error);
}

static void
next_file (GTask *task)
{
  Pass *self = g_task_get_task_data (task);
  const char *path = self->file < self->missing->len ? self->missing->pdata[self->file] : NULL;
  const char *sum = path != NULL ? g_hash_table_lookup (self->manifest->sums, path) : NULL;
  g_autofree char *url = g_strconcat (self->content->url, "files/", sum, NULL);
  g_autofree char *partial = NULL;
  GError *error = NULL;

  if (path == NULL)
    {
      run_in_thread (task, seal_thread, on_sealed);
      return;
    }
  partial = parvis_fetch_store_partial (self->root, sum, &error);
  if (partial == NULL)
    fail (task, error);
  else
    parvis_fetch_file_async (self->options.http, url, partial, parvis_manifest_size (self->manifest, path),
                             g_task_get_cancellable (task), on_file, task);
}

static void
stage_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Pass *self = data;
  GError *error = NULL;

  self->missing = parvis_fetch_store_stage (self->root, self->manifest, &error);
  if (self->missing != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_staged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pass *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      fail (task, error);
      return;
    }
  g_message ("content %" G_GINT64_FORMAT ": %u of %u files to fetch", self->manifest->version, self->missing->len,
             g_hash_table_size (self->manifest->sums));
  next_file (task);
}

/* ---- the manifest ---- */

/* Of this version, signed, and of use. */
static void
judge_manifest (GTask *task)
{
  Pass *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!parvis_signature_verify (self->manifest_bytes, self->signature, parvis_config_ca (self->options.config),
                                PARVIS_OID_CONTENT, &error))
    fail (task, recast (error, _ ("la signature du nouveau contenu n’est pas acceptée")));
  else if ((self->manifest = parvis_manifest_read (self->manifest_bytes, &error)) == NULL)
    fail (task, recast (error, "manifest.json"));
  else if (self->manifest->version != self->release->version || self->manifest->sizes == NULL)
    fail_bad (task,
              _ ("le manifeste publié sous la version %" G_GINT64_FORMAT
                 " n’est pas le sien, ou ne dit pas la taille des fichiers ; signez et publiez de nouveau"),
              self->release->version);
  else if (self->manifest->expires <= now ())
    fail_bad (task, _ ("la version %" G_GINT64_FORMAT " du contenu est déjà périmée ; publiez-en une plus récente"),
              self->manifest->version);
  else
    run_in_thread (task, stage_thread, on_staged);
}

static void
on_signature (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pass *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (ParvisFetchDocument) document = parvis_fetch_document_finish (self->options.http, result, &error);

  if (document == NULL)
    {
      fail (task, error);
      return;
    }
  self->signature = document->bytes != NULL ? g_bytes_ref (document->bytes) : g_bytes_new (NULL, 0);
  judge_manifest (task);
}

static void
ask_version (GTask *task, const char *name, gsize max, GAsyncReadyCallback callback)
{
  Pass *self = g_task_get_task_data (task);
  g_autofree char *url
      = g_strdup_printf ("%s%" G_GINT64_FORMAT "/%s", self->content->url, self->release->version, name);

  parvis_fetch_document_async (self->options.http, url, NULL, max, g_task_get_cancellable (task), callback, task);
}

static void
on_manifest (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pass *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (ParvisFetchDocument) document = parvis_fetch_document_finish (self->options.http, result, &error);
  g_autofree char *sum = document != NULL && document->bytes != NULL
                             ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, document->bytes)
                             : NULL;

  if (document == NULL)
    fail (task, error);
  else if (g_strcmp0 (sum, self->release->manifest) != 0)
    fail_bad (task,
              _ ("le manifeste de la version %" G_GINT64_FORMAT
                 " n’est pas celui qui est annoncé ; publiez de nouveau ce contenu"),
              self->release->version);
  else
    {
      self->manifest_bytes = g_bytes_ref (document->bytes);
      ask_version (task, "manifest.p7s", MAX_SIGNATURE, on_signature);
    }
}

/* ---- which version ---- */

static gboolean
is_known (Pass *self, gint64 version)
{
  g_autoptr (GPtrArray) rows = parvis_bundle_list (self->options.outbox, NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (((const ParvisBundleRow *) rows->pdata[i])->version == version)
      return TRUE;
  return FALSE;
}

static void
choose (GTask *task)
{
  Pass *self = g_task_get_task_data (task);
  const ParvisRelease *release = parvis_releases_choose (self->releases, parvis_config_kiosk_id (self->options.config),
                                                         self->content->group, now (), &self->change);
  GError *error = NULL;

  self->release = release;
  self->standing.wanted = release != NULL ? release->version : 0;
  if (!parvis_distribution_write (self->options.outbox, &self->standing, &error))
    fail (task, error);
  else if (release != NULL && release->version < self->standing.highest)
    fail_bad (task,
              _ ("la version %" G_GINT64_FORMAT
                 " est publiée pour cette borne, qui a déjà reçu la version %" G_GINT64_FORMAT
                 " : elle n’y revient pas ; publiez ce contenu sous un numéro plus grand"),
              release->version, self->standing.highest);
  else if (release == NULL || self->options.limited || is_known (self, release->version))
    {
      tidy (self);
      end (task);
    }
  else
    ask_version (task, "manifest.json", (gsize) release->size, on_manifest);
}

/* ---- resources ---- */

static void
on_resource (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pass *self = g_task_get_task_data (task);
  const char *name = self->releases->resources[self->resource];
  GError *error = NULL;
  g_autoptr (ParvisFetchDocument) document = parvis_fetch_document_finish (self->options.http, result, &error);

  if (document != NULL && document->bytes != NULL)
    (void) !parvis_resource_keep (self->options.outbox, name, document->bytes, document->tag,
                                  parvis_config_ca (self->options.config), now (), &error);
  if (error != NULL
      && (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || parvis_fetch_error_is_later (error)))
    {
      fail (task, error);
      return;
    }
  if (error != NULL)
    complain (self, error);
  self->resource++;
  next_resource (task);
}

static void
next_resource (GTask *task)
{
  Pass *self = g_task_get_task_data (task);
  const char *name = self->releases->resources[self->resource];
  g_autofree char *url = name != NULL ? g_strconcat (self->content->url, "resources/", name, ".p7m", NULL) : NULL;
  g_autofree char *tag = name != NULL ? parvis_resource_etag (self->options.outbox, name) : NULL;

  if (name != NULL)
    parvis_fetch_document_async (self->options.http, url, tag, PARVIS_RESOURCE_MAX_BYTES, g_task_get_cancellable (task),
                                 on_resource, task);
  else
    choose (task);
}

/* ---- the list of releases ---- */

static gboolean
take_list (Pass *self, const ParvisFetchDocument *document, GError **error)
{
  ParvisDistribution *standing = &self->standing;

  if (document->bytes != NULL)
    {
      g_clear_pointer (&standing->releases, g_bytes_unref);
      standing->releases = g_bytes_ref (document->bytes);
      g_free (standing->etag);
      standing->etag = g_strdup (document->tag);
    }
  self->releases = standing->releases != NULL
                       ? parvis_releases_open (standing->releases, parvis_config_ca (self->options.config), error)
                       : NULL;
  if (self->releases == NULL)
    return FALSE;
  if (self->releases->serial < standing->serial)
    {
      g_set_error (error, PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_BAD,
                   _ ("la liste publiée (n° %" G_GINT64_FORMAT
                      ") est plus ancienne que celle déjà reçue (n° %" G_GINT64_FORMAT ") : elle est refusée"),
                   self->releases->serial, standing->serial);
      return FALSE;
    }
  standing->serial = self->releases->serial;
  standing->expires_at = self->releases->expires;
  standing->checked_at = now ();
  return TRUE;
}

/* A list that nobody renewed: whoever stands between us and the town hall may be keeping the newer ones from us. */
static gboolean
is_frozen (GTask *task)
{
  Pass *self = g_task_get_task_data (task);
  g_autoptr (GDateTime) expired = g_date_time_new_from_unix_local (self->standing.expires_at);
  g_autofree char *day = NULL;

  if (self->standing.expires_at > now ())
    return FALSE;
  day = g_date_time_format (expired, "%d/%m/%Y");
  fail_bad (task,
            _ ("la liste des versions est périmée depuis le %s : rien de nouveau n’est pris ; renouvelez-la (parvisctl "
               "content "
               "publish), ou mettez l’horloge à l’heure"),
            day);
  return TRUE;
}

static void
on_list (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Pass *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisFetchDocument) document = parvis_fetch_document_finish (self->options.http, result, &error);

  if (document == NULL)
    fail (task, g_steal_pointer (&error));
  else if (!take_list (self, document, &error))
    fail (task, error != NULL && error->domain == PARVIS_FETCH_ERROR
                    ? g_steal_pointer (&error)
                    : g_error_new (PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_BAD,
                                   _ ("la liste des versions n’est pas acceptée : %s"),
                                   error != NULL ? error->message : "304"));
  else if (!parvis_distribution_write (self->options.outbox, &self->standing, &error)
           || !parvis_resource_keep_only (self->options.outbox, (const char *const *) self->releases->resources,
                                          &error))
    fail (task, g_steal_pointer (&error));
  else if (!is_frozen (task))
    next_resource (task);
}

/* ---- public ---- */

/* Another place than before: what is known of the old one says nothing of it. */
static void
forget_other_place (Pass *self)
{
  ParvisDistribution *standing = &self->standing;

  if (g_strcmp0 (standing->source, self->content->url) == 0)
    return;
  g_free (standing->source);
  standing->source = g_strdup (self->content->url);
  g_clear_pointer (&standing->etag, g_free);
  g_clear_pointer (&standing->releases, g_bytes_unref);
  standing->serial = 0;
}

void
parvis_fetch_pass_async (const ParvisFetchOptions *options, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Pass *self = g_new0 (Pass, 1);
  g_autofree char *url = NULL;
  GError *error = NULL;

  self->options = *options;
  self->content = parvis_config_content (options->config);
  self->root = g_build_filename (parvis_config_state_dir (options->config), "content", NULL);
  self->change = G_MAXINT64;
  g_task_set_task_data (task, self, (GDestroyNotify) pass_free);
  if (!parvis_distribution_read (options->outbox, &self->standing, &error))
    {
      fail (task, error);
      return;
    }
  forget_other_place (self);
  url = g_strconcat (self->content->url, "releases.p7m", NULL);
  parvis_fetch_document_async (options->http, url, self->standing.releases != NULL ? self->standing.etag : NULL,
                               PARVIS_RELEASES_MAX_BYTES + MAX_SIGNATURE, cancellable, on_list, task);
}

gboolean
parvis_fetch_pass_finish (GAsyncResult *result, gint64 *change, gboolean *fresh, GError **error)
{
  const Pass *self = g_task_get_task_data (G_TASK (result));

  *change = self->change;
  *fresh = self->fresh;
  return g_task_propagate_boolean (G_TASK (result), error);
}
