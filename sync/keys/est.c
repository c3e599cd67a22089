/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/keys/est.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>
#include <string.h>

#include "base/secret.h"
#include "sync/pki/pki.h"
#include "sync/net/problem.h"
#include "sync/net/retry.h"

/* An ask under way: the task's data. */
typedef struct
{
  ParvisHttp *http;
  EVP_PKEY *key;
  char *kiosk, *ca_file;
  gint64 not_before;
} Asking;

static void
asking_free (Asking *self)
{
  EVP_PKEY_free (self->key);
  g_free (self->kiosk);
  g_free (self->ca_file);
  g_free (self);
}

static gboolean
refuse (ParvisEstError code, const char *message, GError **error)
{
  g_set_error_literal (error, PARVIS_EST_ERROR, (int) code, message);
  return FALSE;
}

char *
parvis_est_url (const char *url, const char *operation)
{
  g_autoptr (GUri) hub = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autofree char *path = g_strconcat (PARVIS_EST_PATH, operation, NULL);

  return hub != NULL ? g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (hub), NULL, g_uri_get_host (hub),
                                   g_uri_get_port (hub), path, NULL, NULL)
                     : g_strconcat (url, path + 1, NULL);
}

/* Judging --------------------------------------------------------------------------------------- */

/* (nullable): not owned */
static X509 *
find_for_key (X509Stack *certificates, EVP_PKEY *key)
{
  for (int i = 0; i < sk_X509_num (certificates); i++)
    {
      X509 *certificate = sk_X509_value (certificates, i);
      EVP_PKEY *theirs = X509_get0_pubkey (certificate);

      if (theirs != NULL && EVP_PKEY_eq (theirs, key) == 1)
        return certificate;
    }
  return NULL;
}

X509 *
parvis_est_judge (X509Stack *certificates, EVP_PKEY *key, const char *kiosk, const char *ca_file, GError **error)
{
  X509 *certificate = find_for_key (certificates, key);
  g_autofree char *name = certificate != NULL ? parvis_crypto_common_name (X509_get_subject_name (certificate)) : NULL;

  ERR_clear_error ();
  if (certificate == NULL)
    refuse (PARVIS_EST_ERROR_STRANGE,
            _ ("le serveur a répondu par le certificat d’une autre clé que la nôtre ; rien n’a changé"), error);
  else if (g_strcmp0 (name, kiosk) != 0)
    refuse (PARVIS_EST_ERROR_STRANGE, _ ("le serveur a répondu par le certificat d’une autre borne ; rien n’a changé"),
            error);
  else if (X509_check_ca (certificate) != 0)
    refuse (PARVIS_EST_ERROR_STRANGE, _ ("le serveur a répondu par le certificat d’une autorité ; rien n’a changé"),
            error);
  else if (!parvis_crypto_check_certificate (certificate, certificates, ca_file, PARVIS_OID_CLIENT,
                                             KU_DIGITAL_SIGNATURE, kiosk, error))
    parvis_crypto_recast (error, PARVIS_EST_ERROR, PARVIS_EST_ERROR_STRANGE);
  else
    {
      X509_up_ref (certificate);
      return certificate;
    }
  return NULL;
}

/* Answers --------------------------------------------------------------------------------------- */

static gboolean
is_pkcs7 (const ParvisHttpAnswer *answer)
{
  const char *type = parvis_http_answer_header (answer, "content-type");
  const gsize length = strlen (PARVIS_EST_PKCS7);

  return type != NULL && g_ascii_strncasecmp (type, PARVIS_EST_PKCS7, length) == 0
         && strchr ("; ", type[length]) != NULL;
}

static gboolean
explain_denial (const ParvisHttpAnswer *answer, GError **error)
{
  ParvisProblem problem = PARVIS_PROBLEM_CODE;

  if (!parvis_problem_parse (parvis_http_answer_header (answer, "content-type"), parvis_http_answer_body (answer),
                             &problem))
    problem = parvis_http_answer_status (answer) == 401 ? PARVIS_PROBLEM_CODE : PARVIS_PROBLEM_CERTIFICATE;
  if (problem == PARVIS_PROBLEM_REVOKED)
    return refuse (
        PARVIS_EST_ERROR_DENIED,
        _ ("la mairie a révoqué cette borne ; demandez-lui un code et inscrivez-la de nouveau (parvisctl enrol)"),
        error);
  if (problem == PARVIS_PROBLEM_CODE)
    return refuse (PARVIS_EST_ERROR_DENIED,
                   _ ("le serveur ne prend pas ce code : mal tapé, déjà servi, périmé ou celui d’une autre borne ; "
                      "demandez-en un autre (parvis-hub enrol)"),
                   error);
  return refuse (PARVIS_EST_ERROR_DENIED,
                 _ ("le serveur ne prend pas le certificat de cette borne ; inscrivez-la de nouveau (parvisctl enrol)"),
                 error);
}

static gboolean
check_status (Asking *asking, const ParvisHttpAnswer *answer, GError **error)
{
  const guint status = parvis_http_answer_status (answer);

  if (status == 200 && is_pkcs7 (answer))
    return TRUE;
  if (status == 202 || status == 429 || (status >= 500 && status != 511))
    {
      asking->not_before
          = parvis_retry_after_parse (parvis_http_answer_header (answer, "retry-after"),
                                      parvis_http_answer_header (answer, "date"), g_get_real_time () / G_USEC_PER_SEC);
      return refuse (PARVIS_EST_ERROR_LATER, _ ("le serveur demande de revenir plus tard"), error);
    }
  if (status == 401 || status == 403)
    return explain_denial (answer, error);
  if (status == 404)
    return refuse (
        PARVIS_EST_ERROR_NONE,
        _ ("ce serveur n’inscrit pas les bornes ; faites leurs certificats à la mairie (parvisctl pki issue)"), error);
  g_set_error (error, PARVIS_EST_ERROR, PARVIS_EST_ERROR_STRANGE,
               _ ("réponse %u inattendue : est-ce bien l’adresse du serveur central ?"), status);
  return FALSE;
}

static X509 *
read_answer (Asking *asking, const ParvisHttpAnswer *answer, GError **error)
{
  g_autoptr (X509Stack) certificates = NULL;

  if (!check_status (asking, answer, error))
    return NULL;
  certificates = parvis_est_read_certificates (parvis_http_answer_body (answer), error);
  return certificates != NULL ? parvis_est_judge (certificates, asking->key, asking->kiosk, asking->ca_file, error)
                              : NULL;
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (ParvisHttpAnswer) answer = parvis_http_send_finish (asking->http, result, &error);
  X509 *certificate = answer != NULL ? read_answer (asking, answer, &error) : NULL;

  if (certificate != NULL)
    g_task_return_pointer (task, certificate, (GDestroyNotify) X509_free);
  else
    g_task_return_error (task, error);
}

/* Asking ---------------------------------------------------------------------------------------- */

/* RFC 7617. (transfer full): the header, to be wiped. */
static char *
make_authorization (const char *kiosk, const char *code)
{
  g_autoptr (ParvisSecret) pair = g_strconcat (kiosk, ":", code, NULL);
  g_autoptr (ParvisSecret) base64 = g_base64_encode ((const guchar *) pair, strlen (pair));

  return g_strconcat ("Authorization: Basic ", base64, NULL);
}

static void
send_ask (ParvisHttp *http, const ParvisEstAsk *ask, GBytes *body, GTask *task)
{
  g_autofree char *url = parvis_est_url (ask->url, ask->code != NULL ? "simpleenroll" : "simplereenroll");
  g_autoptr (ParvisSecret) authorization = ask->code != NULL ? make_authorization (ask->kiosk, ask->code) : NULL;
  const char *const headers[]
      = { "Content-Type: " PARVIS_EST_PKCS10, "Content-Transfer-Encoding: base64", authorization, NULL };
  const ParvisHttpRequest request
      = { .method = "POST", .url = url, .headers = headers, .body = body, .max_body = PARVIS_EST_MAX_BODY };

  parvis_http_send_async (http, &request, g_task_get_cancellable (task), on_answer, task);
}

void
parvis_est_ask_async (ParvisHttp *http, const ParvisEstAsk *ask, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data); /* on_answer's */
  Asking *asking = g_new0 (Asking, 1);
  GError *error = NULL;
  g_autoptr (GBytes) body = ask->request != NULL
                                ? g_bytes_ref (ask->request)
                                : parvis_est_write_request (ask->key, ask->kiosk, ask->subject, &error);

  asking->http = http;
  asking->key = ask->key;
  EVP_PKEY_up_ref (asking->key);
  asking->kiosk = g_strdup (ask->kiosk);
  asking->ca_file = g_strdup (ask->ca_file);
  g_task_set_task_data (task, asking, (GDestroyNotify) asking_free);
  if (body != NULL)
    {
      send_ask (http, ask, body, task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

X509 *
parvis_est_ask_finish (GAsyncResult *result, gint64 *not_before, GError **error)
{
  Asking *asking = g_task_get_task_data (G_TASK (result));

  *not_before = asking->not_before;
  return g_task_propagate_pointer (G_TASK (result), error);
}
