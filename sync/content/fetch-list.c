/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/content/fetch-list.h"

#include <glib/gi18n-lib.h>

#include "sync/content/fetch-document.h"
#include "sync/content/fetch-error.h"

#define MAX_SIGNATURE (64 * 1024)

typedef struct
{
  const ParvisFetchOptions *options;
  ParvisDistribution *standing;
} Asking;

static void
refuse_list (GError **error, const char *why)
{
  g_set_error (error, PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_BAD,
               _ ("la liste des versions n’est pas acceptée : %s ; publiez-la de nouveau avec le certificat de contenu "
                  "de la commune (parvisctl content renew), ou vérifiez [content] url"),
               why);
}

static gboolean
check_serial (const ParvisReleases *releases, const ParvisDistribution *standing, GError **error)
{
  if (releases->serial >= standing->serial)
    return TRUE;
  g_set_error (error, PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_BAD,
               _ ("la liste publiée (n° %" G_GINT64_FORMAT
                  ") est plus ancienne que celle déjà reçue (n° %" G_GINT64_FORMAT
                  ") : elle est refusée ; remettez en ligne la dernière publication, ou publiez de nouveau"),
               releases->serial, standing->serial);
  return FALSE;
}

/* 304, and the one we have: it is looked at again, since trust may have changed. */
static GBytes *
bytes_of (const ParvisFetchDocument *document, const ParvisDistribution *standing)
{
  return document->bytes != NULL ? document->bytes : standing->releases;
}

static void
note_list (ParvisDistribution *standing, const ParvisFetchDocument *document, const ParvisReleases *releases)
{
  if (document->bytes != NULL)
    {
      g_clear_pointer (&standing->releases, g_bytes_unref);
      standing->releases = g_bytes_ref (document->bytes);
      g_free (standing->etag);
      standing->etag = g_strdup (document->tag);
    }
  standing->serial = releases->serial;
  standing->expires_at = releases->expires;
  standing->checked_at = g_get_real_time () / G_USEC_PER_SEC;
}

static ParvisReleases *
take_list (const Asking *self, const ParvisFetchDocument *document, GError **error)
{
  GBytes *bytes = bytes_of (document, self->standing);
  g_autoptr (GError) why = NULL;
  g_autoptr (ParvisReleases) releases
      = bytes != NULL ? parvis_releases_open (bytes, parvis_config_ca (self->options->config), &why) : NULL;

  if (releases == NULL)
    refuse_list (error, why != NULL ? why->message : "304");
  else if (check_serial (releases, self->standing, error))
    {
      note_list (self->standing, document, releases);
      return g_steal_pointer (&releases);
    }
  return NULL;
}

static void
on_document (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Asking *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (ParvisFetchDocument) document = parvis_fetch_document_finish (self->options->http, result, &error);
  ParvisReleases *releases = document != NULL ? take_list (self, document, &error) : NULL;

  if (releases != NULL)
    g_task_return_pointer (task, releases, (GDestroyNotify) parvis_releases_free);
  else
    g_task_return_error (task, error);
}

void
parvis_fetch_list_async (const ParvisFetchOptions *options, ParvisDistribution *standing, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Asking *self = g_new0 (Asking, 1);
  g_autofree char *url = g_strconcat (parvis_config_content (options->config)->url, "releases.p7m", NULL);

  *self = (Asking){ options, standing };
  g_task_set_task_data (task, self, g_free);
  parvis_fetch_document_async (options->http, url, standing->releases != NULL ? standing->etag : NULL,
                               PARVIS_RELEASES_MAX_BYTES + MAX_SIGNATURE, cancellable, on_document, task);
}

ParvisReleases *
parvis_fetch_list_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
parvis_fetch_list_is_current (const ParvisDistribution *standing, gint64 now, GError **error)
{
  g_autoptr (GDateTime) expired = g_date_time_new_from_unix_local (standing->expires_at);
  g_autofree char *day = g_date_time_format (expired, "%d/%m/%Y");

  if (standing->expires_at > now)
    return TRUE;
  g_set_error (
      error, PARVIS_FETCH_ERROR, PARVIS_FETCH_ERROR_BAD,
      _ ("la liste des versions est périmée depuis le %s : rien de nouveau n’est pris ; renouvelez-la (parvisctl "
         "content renew), ou mettez l’horloge à l’heure"),
      day);
  return FALSE;
}
