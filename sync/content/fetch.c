/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/content/fetch.h"

#include <glib/gi18n-lib.h>

#include "sync/base/alarm.h"
#include "sync/net/delivery-error.h"
#include "sync/content/distribution.h"
#include "sync/content/fetch-error.h"
#include "sync/content/fetch-pass.h"
#include "sync/net/http.h"
#include "sync/net/retry.h"

#define JITTER       (60 * 60) /* seconds after the hour */
#define EVERY_JITTER 4         /* one part in so many of the time between two looks */

struct _ParvisFetch
{
  ParvisConfig *config;
  ParvisOutbox *outbox;
  ParvisHttp *http;
  ParvisAlarm *alarm;
  GCancellable *cancellable;
  gboolean passing, again;
  ParvisFetchLine line;
  guint attempts; /* that failed on the way, in a row */
  gint64 passed;  /* monotonic, microseconds: when the last pass began; 0: never */
  gint64 waiting; /* the version that is more than may come now; 0: none */
  gint64 change;  /* Unix seconds, as the ones below: a release begins */
  gint64 opens;   /* the hours begin that @waiting waits for; G_MAXINT64: none does */
  gint64 retry;   /* G_MAXINT64: nothing is to be tried again */
  gint64 daily;
  gint64 next;          /* the next of [content] every; G_MAXINT64: never */
  ParvisFetchSaid said; /* (nullable) */
  gpointer user_data;
};

static void start_pass (ParvisFetch *self);

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* ---- when ---- */

gint64
parvis_fetch_next_day (gint64 at, guint minute, const char *zone)
{
  g_autoptr (GTimeZone) time_zone = g_time_zone_new_identifier (zone);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at);
  g_autoptr (GDateTime) here = time_zone != NULL ? g_date_time_to_timezone (utc, time_zone) : g_date_time_ref (utc);
  gint64 seconds
      = (gint64) minute * 60
        - (g_date_time_get_hour (here) * 3600 + g_date_time_get_minute (here) * 60 + g_date_time_get_second (here));

  return at + (seconds > 0 ? seconds : seconds + 24 * 3600); /* an hour off on the nights of a change of the clock */
}

static gint64
next_of_any (const ParvisFetch *self)
{
  return MIN (MIN (MIN (self->retry, self->change), MIN (self->daily, self->next)), self->opens);
}

static gint64
plan_opening (const ParvisFetch *self)
{
  gint64 at = now ();
  gint64 opens = self->waiting > 0 ? parvis_fetch_opens (self->config, &self->line, at) : at;

  return opens > at ? opens + g_random_int_range (0, JITTER / EVERY_JITTER) : G_MAXINT64;
}

static void
plan (ParvisFetch *self)
{
  const ParvisContentConfig *content = parvis_config_content (self->config);
  gint64 every = (gint64) content->every * 60;

  self->daily = parvis_fetch_next_day (now (), content->minute, parvis_config_timezone (self->config))
                + g_random_int_range (0, JITTER);
  self->next = every > 0 ? now () + every + g_random_int_range (0, (gint32) (every / EVERY_JITTER)) : G_MAXINT64;
  self->opens = plan_opening (self);
  parvis_alarm_set (self->alarm, next_of_any (self));
}

/* It rings, too, when the clock was set: all is planned again. */
static void
on_alarm (gpointer user_data)
{
  ParvisFetch *self = user_data;

  if (next_of_any (self) <= now ())
    start_pass (self);
  else
    plan (self);
}

/* ---- one pass ---- */

/* What keeps content away for a while is no trouble: content is kept, and the way to the central server is the
 * uploader's to tell of. (transfer full) (nullable) */
static char *
describe_silence (const ParvisFetch *self, const GError *failure)
{
  const ParvisContentConfig *content = parvis_config_content (self->config);
  g_auto (ParvisDistribution) standing = { 0 };

  if (!parvis_distribution_read (self->outbox, &standing, NULL)
      || (standing.checked_at == 0 ? content->of_hub : now () - standing.checked_at < PARVIS_FETCH_SILENCE_SECONDS))
    return NULL;
  return g_strdup_printf (_ ("le contenu ne vient plus de « %1$s » : %2$s"), content->url, failure->message);
}

static void
note (ParvisFetch *self, const GError *failure)
{
  g_autoptr (GError) error = NULL;
  gboolean later = failure != NULL && parvis_fetch_error_is_later (failure);
  g_autofree char *silence = later ? describe_silence (self, failure) : NULL;
  const char *trouble = silence != NULL || failure == NULL ? silence : failure->message;

  if ((!later || silence != NULL) && !parvis_distribution_set_trouble (self->outbox, trouble, now (), &error))
    g_warning ("content: %s", error->message);
  self->attempts = later ? self->attempts + 1 : 0;
  self->retry = later ? parvis_retry_next_try (&parvis_retry_real_environment, self->attempts, failure) : G_MAXINT64;
}

static void
take_outcome (ParvisFetch *self, const ParvisFetchOutcome *outcome)
{
  self->change = outcome->change;
  self->waiting = outcome->waiting;
}

static void
say (const ParvisFetch *self, const ParvisFetchOutcome *outcome, const GError *error)
{
  if (outcome->waiting > 0)
    g_message ("content %" G_GINT64_FORMAT " waits for %s", outcome->waiting,
               self->line.metered ? "another line" : "its hour");
  g_message ("content: %s", error != NULL ? error->message : outcome->fresh ? "a new version is ready" : "nothing new");
}

static void
on_passed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParvisFetch *self = user_data;
  g_autoptr (GError) error = NULL;
  ParvisFetchOutcome outcome;

  self->passing = FALSE;
  if (!parvis_fetch_pass_finish (result, &outcome, &error) && g_cancellable_is_cancelled (self->cancellable))
    return;
  take_outcome (self, &outcome);
  note (self, error);
  say (self, &outcome, error);
  plan (self);
  if (self->said != NULL)
    self->said (outcome.fresh, error, self->user_data);
  if (self->again && !g_cancellable_is_cancelled (self->cancellable))
    start_pass (self);
}

static void
start_pass (ParvisFetch *self)
{
  const ParvisFetchOptions options = { self->config, self->outbox, self->http, &self->line };

  self->again = self->passing;
  if (self->passing)
    return;
  self->passing = TRUE;
  self->passed = g_get_monotonic_time ();
  parvis_fetch_pass_async (&options, self->waiting, self->cancellable, on_passed, self);
}

void
parvis_fetch_look (ParvisFetch *self)
{
  if (!self->passing && g_get_monotonic_time () - self->passed >= PARVIS_FETCH_LOOK_SECONDS * (gint64) G_USEC_PER_SEC)
    start_pass (self);
}

void
parvis_fetch_hurry (ParvisFetch *self)
{
  start_pass (self);
}

void
parvis_fetch_set_metered (ParvisFetch *self, gboolean metered)
{
  gboolean opened = self->line.metered && !metered;

  self->line.metered = metered;
  self->waiting = 0; /* under other rules, it may not have to */
  if (opened)
    start_pass (self);
}

/* ---- lifecycle ---- */

ParvisFetch *
parvis_fetch_new (ParvisConfig *config, ParvisOutbox *outbox, gboolean anytime, ParvisFetchSaid said,
                  gpointer user_data, GError **error)
{
  g_autoptr (ParvisFetch) self = g_new0 (ParvisFetch, 1);
  const ParvisContentConfig *content = parvis_config_content (config);
  ParvisHttpOptions options = { .ca_file = content->ca != NULL ? content->ca : parvis_config_ca (config) };

  if (content->of_hub) /* who we are is nobody else's business */
    {
      options.certificate_file = parvis_config_certificate (config);
      options.key_file = parvis_config_key (config);
    }
  self->config = parvis_config_ref (config);
  self->outbox = outbox;
  self->said = said;
  self->user_data = user_data;
  self->line.anytime = anytime;
  self->change = self->retry = G_MAXINT64;
  self->cancellable = g_cancellable_new ();
  self->http = parvis_http_new (&options);
  self->alarm = parvis_alarm_new (on_alarm, self, error);
  if (self->alarm == NULL)
    return NULL;
  plan (self);
  start_pass (self);
  return g_steal_pointer (&self);
}

void
parvis_fetch_free (ParvisFetch *self)
{
  self->said = NULL;
  g_cancellable_cancel (self->cancellable);
  while (self->passing)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  g_clear_pointer (&self->alarm, parvis_alarm_free);
  parvis_http_free (self->http);
  g_object_unref (self->cancellable);
  parvis_config_unref (self->config);
  g_free (self);
}
