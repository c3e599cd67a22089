/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/keys/enrolment.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "sync/keys/est.h"
#include "sync/keys/key-trial.h"
#include "sync/pki/pki.h"

#define USUAL_WAIT 5 /* seconds, where the server says none */

/* One enrolment under way, on a main context of its own. */
typedef struct
{
  const ParvisConfig *config;
  const ParvisEnrolment *asked;
  const char *url;
  char *ca_file;  /* the one that is trusted for now */
  char *fresh_ca; /* (nullable): a file that becomes the configuration's ca at the end */
  ParvisKeyPair pair;
  EVP_PKEY *key;
  GBytes *request; /* the same one each time */
  X509 *certificate;
  GMainContext *context;
  GMainLoop *loop;
  gint64 not_before;
  gint64 patience; /* Unix seconds: until when waits are kept */
  GError *error;   /* of the last step */
} Run;

static void
run_clear (Run *run)
{
  if (run->fresh_ca != NULL)
    g_unlink (run->fresh_ca);
  g_free (run->fresh_ca);
  g_free (run->ca_file);
  EVP_PKEY_free (run->key);
  g_clear_pointer (&run->request, g_bytes_unref);
  X509_free (run->certificate);
  g_clear_error (&run->error);
  g_main_loop_unref (run->loop);
  g_main_context_pop_thread_default (run->context);
  g_main_context_unref (run->context);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
refuse (ParvisEstError code, const char *message, GError **error)
{
  g_set_error_literal (error, PARVIS_EST_ERROR, (int) code, message);
  return FALSE;
}

/* Whom to trust --------------------------------------------------------------------------------- */

gboolean
parvis_enrolment_check (const ParvisConfig *config, const ParvisEnrolment *asked, GError **error)
{
  if (parvis_config_certificate (config) == NULL)
    return refuse (PARVIS_EST_ERROR_FILES,
                   _ ("la configuration ne dit pas où écrire ; complétez [trust] certificate et key"), error);
  if (asked->ca_file != NULL && asked->fingerprint != NULL)
    return refuse (PARVIS_EST_ERROR_TRUST, _ ("--ca et --fingerprint : l’un ou l’autre"), error);
  if (asked->ca_file != NULL || asked->fingerprint != NULL
      || g_file_test (parvis_config_ca (config), G_FILE_TEST_EXISTS))
    return TRUE;
  return refuse (PARVIS_EST_ERROR_TRUST,
                 _ ("rien ne dit quel serveur est le bon ; donnez le certificat de l’autorité (--ca) ou son empreinte "
                    "(--fingerprint)"),
                 error);
}

static X509 *
get_authority (Run *run, GError **error)
{
  X509 *authority = run->asked->ca_file != NULL ? parvis_crypto_load_certificate (run->asked->ca_file, NULL, error)
                                                : parvis_est_fetch_authority (run->url, run->asked->fingerprint, error);

  if (authority == NULL || X509_check_ca (authority) == 1)
    return authority;
  X509_free (authority);
  refuse (PARVIS_EST_ERROR_TRUST, _ ("--ca : ce certificat n’est pas celui d’une autorité"), error);
  return NULL;
}

/* Is @authority one of those of the configuration's file? */
static gboolean
is_known (const char *ca_file, X509 *authority)
{
  X509Stack *found = NULL;
  g_autoptr (X509) first = parvis_crypto_load_certificate (ca_file, &found, NULL);
  g_autoptr (X509Stack) others = found;
  gboolean known = first != NULL && X509_cmp (first, authority) == 0;

  for (int i = 0; !known && i < sk_X509_num (others); i++)
    known = X509_cmp (sk_X509_value (others, i), authority) == 0;
  return known;
}

static gboolean
find_trust (Run *run, GError **error)
{
  const char *named = parvis_config_ca (run->config);
  g_autoptr (X509) authority = NULL;

  run->ca_file = g_strdup (named);
  if (run->asked->ca_file == NULL && run->asked->fingerprint == NULL)
    return TRUE;
  authority = get_authority (run, error);
  if (authority == NULL)
    return FALSE;
  if (is_known (named, authority))
    return TRUE;
  if (g_file_test (named, G_FILE_TEST_EXISTS))
    {
      g_set_error (
          error, PARVIS_EST_ERROR, PARVIS_EST_ERROR_TRUST,
          _ ("« %s » est celui d’une autre autorité et n’a pas été touché ; retirez-le si la borne change de commune"),
          named);
      return FALSE;
    }
  g_free (run->ca_file);
  run->ca_file = parvis_key_pair_next (named);
  run->fresh_ca = g_strdup (run->ca_file);
  return parvis_key_pair_write_certificate (run->fresh_ca, authority, error);
}

/* Steps ----------------------------------------------------------------------------------------- */

static void
on_certificate (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  run->certificate = parvis_est_ask_finish (result, &run->not_before, &run->error);
  g_main_loop_quit (run->loop);
}

static gboolean
ask_once (Run *run)
{
  const ParvisHttpOptions options = { .ca_file = run->ca_file };
  g_autoptr (ParvisHttp) http = parvis_http_new (&options);
  const ParvisEstAsk ask = { .url = run->url,
                             .ca_file = run->ca_file,
                             .kiosk = parvis_config_kiosk_id (run->config),
                             .key = run->key,
                             .code = run->asked->code,
                             .request = run->request };

  g_clear_error (&run->error);
  parvis_est_ask_async (http, &ask, NULL, on_certificate, run);
  g_main_loop_run (run->loop);
  return run->certificate != NULL;
}

static gboolean
on_waited (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static void
wait_for (Run *run, guint seconds)
{
  g_autoptr (GSource) timer = g_timeout_source_new (seconds * 1000); /* that of whole seconds may ring before them */

  if (run->asked->waits != NULL)
    run->asked->waits (seconds, run->asked->user_data);
  g_source_set_callback (timer, on_waited, run->loop, NULL);
  g_source_attach (timer, run->context);
  g_main_loop_run (run->loop);
}

/* The town hall looks at it first, or the server is busy: for longer than anybody stands here. */
static void
say_when (Run *run, gint64 wait)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (now () + wait);
  g_autofree char *minute = g_date_time_format (at, "%H:%M");

  g_clear_error (&run->error);
  g_set_error (&run->error, PARVIS_EST_ERROR, PARVIS_EST_ERROR_LATER,
               _ ("le serveur a reçu la demande et ne répondra pas avant %s (dans %d min) ; gardez le code et refaites "
                  "alors « parvisctl enrol », la clé de la borne l’attend"),
               minute, (int) ((wait + 59) / 60));
}

/* The same request with the same key until it is answered, as §4.2.3 asks. */
static gboolean
ask (Run *run, GError **error)
{
  run->request = parvis_est_write_request (run->key, parvis_config_kiosk_id (run->config), NULL, error);
  if (run->request == NULL)
    return FALSE;
  while (!ask_once (run))
    {
      const gboolean later = g_error_matches (run->error, PARVIS_EST_ERROR, PARVIS_EST_ERROR_LATER);
      const gint64 wait = run->not_before > 0 ? MAX (run->not_before - now (), 1) : USUAL_WAIT;

      if (!later || now () + wait > run->patience)
        {
          if (later)
            say_when (run, wait);
          g_propagate_error (error, g_steal_pointer (&run->error));
          return FALSE;
        }
      wait_for (run, (guint) wait);
    }
  return parvis_key_pair_keep (&run->pair, run->certificate, error);
}

static void
on_tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Run *run = user_data;

  if (!parvis_key_trial_finish (result, &run->error))
    g_assert (run->error != NULL);
  g_main_loop_quit (run->loop);
}

static gboolean
try_pair (Run *run, GError **error)
{
  g_autoptr (ParvisHttp) http = parvis_key_trial_http (&run->pair, run->ca_file);

  parvis_key_trial_async (http, &run->pair, run->url, NULL, on_tried, run);
  g_main_loop_run (run->loop);
  if (run->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&run->error));
  return FALSE;
}

static gboolean
keep_authority (Run *run, GError **error)
{
  g_autoptr (X509) authority
      = run->fresh_ca != NULL ? parvis_crypto_load_certificate (run->fresh_ca, NULL, error) : NULL;

  if (run->fresh_ca == NULL)
    return TRUE;
  return authority != NULL && parvis_key_pair_write_certificate (parvis_config_ca (run->config), authority, error);
}

gboolean
parvis_enrolment_run (const ParvisConfig *config, const ParvisEnrolment *asked, gint64 *until, GError **error)
{
  g_auto (Run) run = {
    .config = config,
    .asked = asked,
    .url = asked->url != NULL ? asked->url : parvis_config_hub_url (config),
    .pair = { parvis_config_certificate (config), parvis_config_key (config) },
    .patience = now () + PARVIS_ENROLMENT_PATIENCE,
    .context = g_main_context_new (),
  };
  gint64 from;

  g_main_context_push_thread_default (run.context);
  run.loop = g_main_loop_new (run.context, FALSE);
  if (!parvis_enrolment_check (config, asked, error) || !find_trust (&run, error)
      || !parvis_key_pair_settle (&run.pair, error))
    return FALSE;
  run.key = parvis_key_pair_prepare (&run.pair, error);
  if (run.key == NULL || !ask (&run, error) || !try_pair (&run, error) || !keep_authority (&run, error))
    return FALSE;
  return parvis_pki_read_validity (run.pair.certificate_file, &from, until, error);
}
