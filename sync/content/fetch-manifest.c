/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/content/fetch-manifest.h"

#include <glib/gi18n-lib.h>

#include "sync/content/fetch-document.h"
#include "sync/content/fetch-error.h"
#include "sync/pki/pki.h"
#include "sync/seal/signature.h"

#define MAX_SIGNATURE (64 * 1024)

typedef struct
{
  const ParvisFetchOptions *options;
  const ParvisRelease *release;
  ParvisFetchManifest *got;
} Asking;

void
parvis_fetch_manifest_free (ParvisFetchManifest *self)
{
  g_clear_pointer (&self->manifest, parvis_manifest_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->signature, g_bytes_unref);
  g_free (self);
}

static void
asking_free (Asking *self)
{
  g_clear_pointer (&self->got, parvis_fetch_manifest_free);
  g_free (self);
}

static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_BAD, format, arguments));
  va_end (arguments);
  return FALSE;
}

static gboolean
read_signed (const Asking *self, GError **error)
{
  ParvisFetchManifest *got = self->got;
  g_autoptr (GError) why = NULL;

  if (!parvis_signature_verify (got->bytes, got->signature, parvis_config_ca (self->options->config),
                                PARVIS_OID_CONTENT, &why))
    return refuse (error,
                   _ ("la signature du nouveau contenu n’est pas acceptée : %s ; faites-le signer par le certificat de "
                      "contenu de la commune, puis publiez de nouveau"),
                   why->message);
  got->manifest = parvis_manifest_read (got->bytes, &why);
  return got->manifest != NULL
         || refuse (error, _ ("manifest.json : %s ; signez et publiez de nouveau ce contenu"), why->message);
}

/* Of this version, and of use. */
static gboolean
judge (const Asking *self, GError **error)
{
  const ParvisManifest *manifest = self->got->manifest;

  if (manifest->version != self->release->version || manifest->sizes == NULL)
    return refuse (error,
                   _ ("le manifeste publié sous la version %" G_GINT64_FORMAT
                      " n’est pas le sien, ou ne dit pas la taille des fichiers ; signez et publiez de nouveau"),
                   self->release->version);
  if (manifest->expires <= g_get_real_time () / G_USEC_PER_SEC)
    return refuse (error,
                   _ ("la version %" G_GINT64_FORMAT " du contenu est déjà périmée ; publiez-en une plus récente"),
                   manifest->version);
  return TRUE;
}

static void
on_signature (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Asking *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (ParvisFetchDocument) document = parvis_fetch_document_finish (self->options->http, result, &error);

  if (document == NULL)
    {
      fail (task, error);
      return;
    }
  self->got->signature = document->bytes != NULL ? g_bytes_ref (document->bytes) : g_bytes_new (NULL, 0);
  if (!read_signed (self, &error) || !judge (self, &error))
    {
      fail (task, error);
      return;
    }
  g_task_return_pointer (task, g_steal_pointer (&self->got), (GDestroyNotify) parvis_fetch_manifest_free);
  g_object_unref (task);
}

static void
ask (GTask *task, const char *name, gsize max, GAsyncReadyCallback callback)
{
  const Asking *self = g_task_get_task_data (task);
  g_autofree char *url = g_strdup_printf (
      "%s%" G_GINT64_FORMAT "/%s", parvis_config_content (self->options->config)->url, self->release->version, name);

  parvis_fetch_document_async (self->options->http, url, NULL, max, g_task_get_cancellable (task), callback, task);
}

static void
on_manifest (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Asking *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (ParvisFetchDocument) document = parvis_fetch_document_finish (self->options->http, result, &error);
  g_autofree char *sum = document != NULL && document->bytes != NULL
                             ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, document->bytes)
                             : NULL;

  if (document != NULL && g_strcmp0 (sum, self->release->manifest) != 0)
    refuse (&error,
            _ ("le manifeste de la version %" G_GINT64_FORMAT
               " n’est pas celui qui est annoncé ; publiez de nouveau ce contenu"),
            self->release->version);
  if (error != NULL)
    {
      fail (task, error);
      return;
    }
  self->got->bytes = g_bytes_ref (document->bytes);
  ask (task, "manifest.p7s", MAX_SIGNATURE, on_signature);
}

void
parvis_fetch_manifest_async (const ParvisFetchOptions *options, const ParvisRelease *release, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Asking *self = g_new0 (Asking, 1);

  *self = (Asking){ options, release, g_new0 (ParvisFetchManifest, 1) };
  g_task_set_task_data (task, self, (GDestroyNotify) asking_free);
  ask (task, "manifest.json", (gsize) release->size, on_manifest);
}

ParvisFetchManifest *
parvis_fetch_manifest_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
