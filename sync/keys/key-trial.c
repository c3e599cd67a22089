/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/keys/key-trial.h"

#include <glib/gi18n-lib.h>

#include "sync/keys/est-message.h"

typedef struct
{
  const ParvisKeyPair *pair;
  ParvisHttp *http;
} Trial;

static gboolean
judge (const ParvisKeyPair *pair, guint status, GError **error)
{
  if (status == 200)
    return parvis_key_pair_swap (pair, error);
  if (status == 401 || status == 403)
    {
      parvis_key_pair_drop (pair);
      g_set_error_literal (error, PARVIS_EST_ERROR, PARVIS_EST_ERROR_DENIED,
                           _ ("le serveur n’accepte pas le certificat qu’il vient de donner ; l’ancien reste"));
      return FALSE;
    }
  g_set_error (error, PARVIS_EST_ERROR, PARVIS_EST_ERROR_LATER,
               _ ("le nouveau certificat n’a pas pu être essayé (réponse %u)"), status);
  return FALSE;
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Trial *trial = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (ParvisHttpAnswer) answer = parvis_http_send_finish (trial->http, result, &error);

  if (answer != NULL && judge (trial->pair, parvis_http_answer_status (answer), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

ParvisHttp *
parvis_key_trial_http (const ParvisKeyPair *pair, const char *ca_file)
{
  g_autofree char *certificate_file = parvis_key_pair_next (pair->certificate_file);
  g_autofree char *key_file = parvis_key_pair_next (pair->key_file);
  const ParvisHttpOptions options = { .ca_file = ca_file, .certificate_file = certificate_file, .key_file = key_file };

  return parvis_http_new (&options);
}

void
parvis_key_trial_async (ParvisHttp *http, const ParvisKeyPair *pair, const char *url, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data); /* on_answer's */
  g_autofree char *address = g_strconcat (url, "v1/health", NULL);
  const ParvisHttpRequest request = { .method = "GET", .url = address };
  Trial *trial = g_new0 (Trial, 1);

  trial->pair = pair;
  trial->http = http;
  g_task_set_task_data (task, trial, g_free);
  parvis_http_send_async (http, &request, cancellable, on_answer, task);
}

gboolean
parvis_key_trial_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
