/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/content/fetch.h"

#include "sync/base/alarm.h"
#include "sync/net/delivery-error.h"
#include "sync/content/distribution.h"
#include "sync/content/fetch-error.h"
#include "sync/content/fetch-pass.h"
#include "sync/net/http.h"
#include "sync/net/retry.h"

#define JITTER (60 * 60) /* seconds after the hour */

struct _ParvisFetch
{
  ParvisConfig *config;
  ParvisOutbox *outbox;
  ParvisHttp *http;
  ParvisAlarm *alarm;
  GCancellable *cancellable;
  gboolean passing, again;
  gboolean limited;
  guint attempts;       /* that failed on the way, in a row */
  gint64 passed;        /* monotonic, microseconds: when the last pass began; 0: never */
  gint64 change;        /* Unix seconds: a release begins */
  gint64 retry;         /* Unix seconds; G_MAXINT64: nothing is to be tried again */
  gint64 daily;         /* Unix seconds */
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

static void
set_alarm (ParvisFetch *self)
{
  parvis_alarm_set (self->alarm, MIN (MIN (self->retry, self->change), self->daily));
}

static void
plan_day (ParvisFetch *self)
{
  self->daily = parvis_fetch_next_day (now (), parvis_config_content (self->config)->minute,
                                       parvis_config_timezone (self->config))
                + g_random_int_range (0, JITTER);
}

/* It rings, too, when the clock was set: the day is planned again. */
static void
on_alarm (gpointer user_data)
{
  ParvisFetch *self = user_data;
  gint64 at = now ();

  if (self->retry <= at || self->change <= at || self->daily <= at)
    {
      start_pass (self);
      return;
    }
  plan_day (self);
  set_alarm (self);
}

/* ---- one pass ---- */

/* What keeps content away for a while is no trouble: the way is the uploader's to tell of, and content is kept. */
static void
note (ParvisFetch *self, const GError *failure)
{
  g_autoptr (GError) error = NULL;
  gboolean later = failure != NULL && parvis_fetch_error_is_later (failure);

  if (!later
      && !parvis_distribution_set_trouble (self->outbox, failure != NULL ? failure->message : NULL, now (), &error))
    g_warning ("content: %s", error->message);
  self->attempts = later ? self->attempts + 1 : 0;
  self->retry = later ? parvis_retry_next_try (&parvis_retry_real_environment, self->attempts, failure) : G_MAXINT64;
}

static void
on_passed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParvisFetch *self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean fresh;

  self->passing = FALSE;
  if (!parvis_fetch_pass_finish (result, &self->change, &fresh, &error)
      && g_cancellable_is_cancelled (self->cancellable))
    return;
  note (self, error);
  g_message ("content: %s", error != NULL ? error->message : fresh ? "a new version is ready" : "nothing new");
  plan_day (self);
  set_alarm (self);
  if (self->said != NULL)
    self->said (fresh, error, self->user_data);
  if (self->again && !g_cancellable_is_cancelled (self->cancellable))
    start_pass (self);
}

static void
start_pass (ParvisFetch *self)
{
  ParvisFetchOptions options
      = { self->config, self->outbox, self->http, self->limited && !parvis_config_content (self->config)->metered };

  self->again = self->passing;
  if (self->passing)
    return;
  self->passing = TRUE;
  self->passed = g_get_monotonic_time ();
  parvis_fetch_pass_async (&options, self->cancellable, on_passed, self);
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
parvis_fetch_set_limited (ParvisFetch *self, gboolean limited)
{
  gboolean opened = self->limited && !limited;

  self->limited = limited;
  if (opened)
    start_pass (self);
}

/* ---- lifecycle ---- */

ParvisFetch *
parvis_fetch_new (ParvisConfig *config, ParvisOutbox *outbox, ParvisFetchSaid said, gpointer user_data, GError **error)
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
  self->change = self->retry = G_MAXINT64;
  self->cancellable = g_cancellable_new ();
  self->http = parvis_http_new (&options);
  self->alarm = parvis_alarm_new (on_alarm, self, error);
  if (self->alarm == NULL)
    return NULL;
  plan_day (self);
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
