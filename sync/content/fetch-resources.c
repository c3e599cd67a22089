/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/content/fetch-resources.h"

#include "sync/content/fetch-document.h"
#include "sync/content/fetch-error.h"
#include "sync/content/resource.h"

typedef struct
{
  const ParvisFetchOptions *options;
  const char *const *name; /* the one that is asked for */
  GError *complaint;       /* (nullable) */
} Asking;

static void ask (GTask *task);

static void
asking_free (Asking *self)
{
  g_clear_error (&self->complaint);
  g_free (self);
}

/* The rest goes on; the first complaint is told at the end. */
static void
complain (Asking *self, GError *error)
{
  if (self->complaint == NULL)
    self->complaint = error;
  else
    g_error_free (error);
}

static gboolean
is_of_the_way (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || parvis_fetch_error_is_later (error);
}

static void
on_document (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Asking *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (ParvisFetchDocument) document = parvis_fetch_document_finish (self->options->http, result, &error);

  if (document != NULL && document->bytes != NULL)
    (void) !parvis_resource_keep (self->options->outbox, *self->name, document->bytes, document->tag,
                                  parvis_config_ca (self->options->config), g_get_real_time () / G_USEC_PER_SEC,
                                  &error);
  if (error != NULL && is_of_the_way (error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  if (error != NULL)
    complain (self, error);
  self->name++;
  ask (task);
}

static void
ask (GTask *task)
{
  Asking *self = g_task_get_task_data (task);
  g_autofree char *url = NULL, *tag = NULL;

  if (*self->name == NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  url = g_strconcat (parvis_config_content (self->options->config)->url, "resources/", *self->name, ".p7m", NULL);
  tag = parvis_resource_etag (self->options->outbox, *self->name);
  parvis_fetch_document_async (self->options->http, url, tag, PARVIS_RESOURCE_MAX_BYTES, g_task_get_cancellable (task),
                               on_document, task);
}

void
parvis_fetch_resources_async (const ParvisFetchOptions *options, const char *const *names, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Asking *self = g_new0 (Asking, 1);

  self->options = options;
  self->name = names;
  g_task_set_task_data (task, self, (GDestroyNotify) asking_free);
  ask (task);
}

gboolean
parvis_fetch_resources_finish (GAsyncResult *result, GError **complaint, GError **error)
{
  Asking *self = g_task_get_task_data (G_TASK (result));

  *complaint = g_steal_pointer (&self->complaint);
  return g_task_propagate_boolean (G_TASK (result), error);
}
