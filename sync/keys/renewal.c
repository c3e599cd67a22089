/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/keys/renewal.h"

#include <glib/gi18n-lib.h>

#include "sync/base/alarm.h"
#include "sync/keys/est.h"
#include "sync/keys/key-trial.h"
#include "sync/pki/pki.h"

#define LONGEST_PAUSE  (2 * 3600)
#define SHORTEST_PAUSE 60

struct _ParvisRenewal
{
  ParvisConfig *config;
  ParvisJournal *journal;
  ParvisRetryEnvironment environment;
  ParvisKeyPair pair;
  ParvisHttp *http;  /* with the present pair */
  ParvisHttp *trial; /* with the next one */
  ParvisAlarm *alarm;
  GCancellable *cancellable;
  gboolean busy;
  GBytes *request; /* (nullable) for @requested; the same until there is a certificate */
  EVP_PKEY *requested;
  gint64 not_before; /* of the next try; 0: whenever it is due */
  gint64 until;      /* of the present certificate */
};

gint64
parvis_renewal_due (gint64 from, gint64 until)
{
  return until - (until - from) / 3;
}

/* Full jitter, so that the kiosks of a town, enrolled on one day, do not all come at once. */
gint64
parvis_renewal_next_try (gint64 now, gint64 until, gint64 not_before, double chance)
{
  const gint64 most = CLAMP ((until - now) / 8, 15 * SHORTEST_PAUSE, LONGEST_PAUSE);

  return MAX (now, not_before) + SHORTEST_PAUSE + (gint64) (chance * (double) most);
}

static gint64
now (ParvisRenewal *self)
{
  return self->environment.now (self->environment.user_data);
}

static void
tell (ParvisRenewal *self, ParvisJournalEvent event, const char *detail)
{
  g_autofree char *text = g_strdup_printf ("kiosk: %s", detail);

  g_message ("%s: %s", parvis_journal_event_to_string (event), detail);
  parvis_journal_post (self->journal, event, text);
}

static void
fail (ParvisRenewal *self, gint64 not_before, const GError *error)
{
  self->busy = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->not_before = parvis_renewal_next_try (now (self), self->until, not_before,
                                              self->environment.chance (self->environment.user_data));
  tell (self, PARVIS_JOURNAL_CERTIFICATE_RENEWAL_FAILED, error->message);
  parvis_alarm_set (self->alarm, self->not_before);
}

/* The trial ------------------------------------------------------------------------------------- */

static void
on_tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParvisRenewal *self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 from, until;
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *text = NULL;

  if (!parvis_key_trial_finish (result, &error))
    {
      fail (self, 0, error);
      return;
    }
  self->busy = FALSE;
  self->not_before = 0;
  if (parvis_pki_read_validity (self->pair.certificate_file, &from, &until, NULL))
    date = g_date_time_new_from_unix_utc (until);
  text = date != NULL ? g_date_time_format_iso8601 (date) : g_strdup ("?");
  tell (self, PARVIS_JOURNAL_CERTIFICATE_RENEWED, text);
  parvis_renewal_look (self, FALSE);
}

static void
try_next (ParvisRenewal *self)
{
  self->busy = TRUE;
  parvis_key_trial_async (self->trial, &self->pair, parvis_config_hub_url (self->config), self->cancellable, on_tried,
                          self);
}

/* The request ----------------------------------------------------------------------------------- */

static void
forget_request (ParvisRenewal *self)
{
  g_clear_pointer (&self->request, g_bytes_unref);
  g_clear_pointer (&self->requested, EVP_PKEY_free);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParvisRenewal *self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 not_before = 0;
  g_autoptr (X509) certificate = parvis_est_ask_finish (result, &not_before, &error);

  if (!g_error_matches (error, PARVIS_EST_ERROR, PARVIS_EST_ERROR_LATER))
    forget_request (self);
  if (certificate == NULL || !parvis_key_pair_keep (&self->pair, certificate, &error))
    fail (self, not_before, error);
  else
    try_next (self);
}

/* RFC 7030 §4.2.3: after a 202, the same request again; unless an enrolment has taken its key meanwhile. */
static gboolean
prepare_request (ParvisRenewal *self, EVP_PKEY *key, X509 *present, GError **error)
{
  if (self->request != NULL && EVP_PKEY_eq (self->requested, key) == 1)
    return TRUE;
  forget_request (self);
  self->request
      = parvis_est_write_request (key, parvis_config_kiosk_id (self->config), X509_get_subject_name (present), error);
  self->requested = key;
  EVP_PKEY_up_ref (key);
  return self->request != NULL;
}

static void
ask (ParvisRenewal *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (X509) present = parvis_crypto_load_certificate (self->pair.certificate_file, NULL, &error);
  g_autoptr (EVP_PKEY) key = present != NULL ? parvis_key_pair_prepare (&self->pair, &error) : NULL;
  ParvisEstAsk asked = {
    .url = parvis_config_hub_url (self->config),
    .ca_file = parvis_config_ca (self->config),
    .kiosk = parvis_config_kiosk_id (self->config),
    .key = key,
  };

  if (key == NULL || !prepare_request (self, key, present, &error))
    {
      fail (self, 0, error);
      return;
    }
  asked.request = self->request;
  self->busy = TRUE;
  parvis_est_ask_async (self->http, &asked, self->cancellable, on_answer, self);
}

/* When ------------------------------------------------------------------------------------------ */

/* The next moment at which there is something to do; G_MAXINT64: none. */
static gint64
find_due (ParvisRenewal *self, gboolean now_too)
{
  gint64 from, due;

  if (!parvis_pki_read_validity (self->pair.certificate_file, &from, &self->until, NULL))
    return G_MAXINT64; /* not enrolled yet */
  due = parvis_key_pair_waits (&self->pair) ? 0 : parvis_renewal_due (from, self->until);
  return now_too ? due : MAX (due, self->not_before);
}

void
parvis_renewal_look (ParvisRenewal *self, gboolean now_too)
{
  g_autoptr (GError) error = NULL;
  gint64 due;

  if (self->busy || self->pair.key_file == NULL)
    return;
  if (!parvis_key_pair_settle (&self->pair, &error))
    {
      fail (self, 0, error);
      return;
    }
  due = find_due (self, now_too);
  if (due > now (self))
    parvis_alarm_set (self->alarm, due);
  else if (parvis_key_pair_waits (&self->pair))
    try_next (self);
  else
    ask (self);
}

static void
on_alarm (gpointer user_data)
{
  parvis_renewal_look (user_data, FALSE);
}

ParvisRenewal *
parvis_renewal_new (ParvisConfig *config, ParvisJournal *journal, const ParvisRetryEnvironment *environment,
                    GError **error)
{
  g_autoptr (ParvisRenewal) self = g_new0 (ParvisRenewal, 1);
  const ParvisHttpOptions options = { .ca_file = parvis_config_ca (config),
                                      .certificate_file = parvis_config_certificate (config),
                                      .key_file = parvis_config_key (config) };

  self->config = parvis_config_ref (config);
  self->journal = journal;
  self->environment = environment != NULL ? *environment : parvis_retry_real_environment;
  self->pair = (ParvisKeyPair){ parvis_config_certificate (config), parvis_config_key (config) };
  self->cancellable = g_cancellable_new ();
  self->alarm = parvis_alarm_new (on_alarm, self, error);
  if (self->alarm == NULL)
    return NULL;
  self->http = parvis_http_new (&options);
  if (self->pair.key_file != NULL)
    self->trial = parvis_key_trial_http (&self->pair, parvis_config_ca (config));
  parvis_renewal_look (self, FALSE);
  return g_steal_pointer (&self);
}

void
parvis_renewal_free (ParvisRenewal *self)
{
  g_cancellable_cancel (self->cancellable);
  while (self->busy)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  forget_request (self);
  g_clear_pointer (&self->alarm, parvis_alarm_free);
  g_clear_pointer (&self->http, parvis_http_free);
  g_clear_pointer (&self->trial, parvis_http_free);
  g_object_unref (self->cancellable);
  parvis_config_unref (self->config);
  g_free (self);
}
