/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/status/status.h"

#include "sync/delivery/tus.h"
#include "sync/net/http.h"

#define DAY          (24 * 3600)
#define JITTER       3600 /* seconds: of a day, so that the kiosks of a town do not all call at once */
#define OUTBOX_PAUSE 60   /* seconds before an outbox that failed is looked at again */
#define MAX_REPORTS  300  /* in a row: a whole journal, and then some */

struct _ParvisStatus
{
  const ParvisConfig *config;
  ParvisOutbox *outbox;
  ParvisJournal *journal;
  ParvisHttp *http;
  GCancellable *cancellable;
  ParvisRetryEnvironment environment;
  ParvisStatusPlanned planned;
  gpointer user_data;
  gboolean sending, again;
  char *gist;      /* (nullable) of the last report that got through */
  char *gist_sent; /* (nullable) of the one under way */
  gint64 due, not_before;
  gboolean refused; /* the server's own word: that it answers again changes nothing */
  guint failures, in_a_row;
  gint64 told; /* how far the central server had the journal after the last report of this row */
};

static void send (ParvisStatus *self, const ParvisStatusReport *report);

static gint64
now (const ParvisStatus *self)
{
  return self->environment.now (self->environment.user_data);
}

static double
chance (const ParvisStatus *self)
{
  return self->environment.chance (self->environment.user_data);
}

/* The end of a report ---------------------------------------------------------------------------
 */

static void
plan (ParvisStatus *self, gint64 due, gint64 not_before)
{
  self->due = due;
  self->not_before = not_before;
  self->sending = FALSE;
  self->in_a_row = 0;
  if (self->again && not_before <= now (self))
    parvis_status_look (self);
  if (!self->sending)
    self->planned (self->user_data);
}

static void
plan_next_day (ParvisStatus *self)
{
  self->failures = 0;
  plan (self, now (self) + DAY - (gint64) (chance (self) * JITTER), 0);
}

static void
plan_retry (ParvisStatus *self, const GError *why)
{
  gint64 at = parvis_retry_next_try (&self->environment, self->failures++, why);

  g_message ("status not told: %s", why->message);
  plan (self, at, at);
}

/* Is there more of the journal, and does the central server get on with it? */
static gboolean
goes_on (ParvisStatus *self, const ParvisStatusReport *next, const ParvisJournalHead *head)
{
  gboolean further = self->in_a_row++ == 0 || head->seq > self->told;

  self->told = head->seq;
  return further && self->in_a_row < MAX_REPORTS && next->entries->len > 0 && next->after.seq == head->seq;
}

/* It got through. */
static void
note_told (ParvisStatus *self, const ParvisJournalHead *head)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisStatusReport) next = NULL;

  g_free (self->gist);
  self->gist = g_steal_pointer (&self->gist_sent);
  if (!parvis_journal_mark_sent (self->journal, head, &error))
    g_message ("journal: %s", error->message);
  else
    next = parvis_status_collect (self->config, self->outbox, NULL);
  if (next != NULL && goes_on (self, next, head))
    send (self, next);
  else
    {
      g_message ("status told, journal up to %" G_GINT64_FORMAT, head->seq);
      plan_next_day (self);
    }
}

static gboolean
is_refusal (const GError *why)
{
  return g_error_matches (why, PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_DENIED)
         || g_error_matches (why, PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_REFUSED);
}

/* What any other answer than yes means, as for a submission; and then, nobody waits for a status. */
static void
plan_after_no (ParvisStatus *self, const ParvisHttpAnswer *answer)
{
  g_autoptr (GError) why = parvis_tus_error_from_answer (answer, "v1/status", now (self));
  gboolean busy = g_error_matches (why, PARVIS_DELIVERY_ERROR, PARVIS_DELIVERY_ERROR_BUSY);
  gint64 pause = busy ? PARVIS_STATUS_BUSY_PAUSE : PARVIS_RETRY_CAP;

  parvis_delivery_error_set_not_before (why, MAX (parvis_delivery_error_not_before (why), now (self) + pause));
  self->refused = is_refusal (why);
  plan_retry (self, why);
}

static gboolean
knows_no_status (guint status)
{
  return status == 404 || status == 405 || status == 501;
}

static void
note_answer (ParvisStatus *self, const ParvisHttpAnswer *answer)
{
  guint status = parvis_http_answer_status (answer);
  ParvisJournalHead head;

  if (status == 200 && parvis_status_answer_parse (parvis_http_answer_body (answer), &head))
    {
      note_told (self, &head);
      return;
    }
  self->refused = knows_no_status (status);
  if (self->refused)
    plan (self, now (self) + DAY, now (self) + DAY - JITTER);
  else
    plan_after_no (self, answer);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParvisStatus *self = user_data;
  g_autoptr (GError) why = NULL;
  g_autoptr (ParvisHttpAnswer) answer = parvis_http_send_finish (self->http, result, &why);

  if (g_cancellable_is_cancelled (self->cancellable))
    self->sending = FALSE;
  else if (answer != NULL)
    note_answer (self, answer);
  else
    plan_retry (self, why);
}

/* Sending ---------------------------------------------------------------------------------------
 */

static void
send (ParvisStatus *self, const ParvisStatusReport *report)
{
  g_autoptr (GBytes) body = parvis_status_report_to_bytes (report);
  g_autofree char *url = g_strconcat (parvis_config_hub_url (self->config), "v1/status", NULL);
  const char *const headers[] = { "Content-Type: application/json", NULL };
  ParvisHttpRequest request = { .method = "POST", .url = url, .headers = headers, .body = body };

  self->sending = TRUE;
  self->again = self->refused = FALSE;
  g_free (self->gist_sent);
  self->gist_sent = parvis_status_report_gist (report);
  parvis_http_send_async (self->http, &request, self->cancellable, on_answered, self);
}

/* A day ahead is as far as anything is planned: further was planned by a clock that was put back.
 */
static gboolean
has_come (const ParvisStatus *self, gint64 at)
{
  return at <= now (self) || at > now (self) + DAY + JITTER;
}

void
parvis_status_look (ParvisStatus *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisStatusReport) report = NULL;
  g_autofree char *gist = NULL;

  self->again = self->sending;
  if (self->sending || !has_come (self, self->not_before))
    return;
  report = parvis_status_collect (self->config, self->outbox, &error);
  if (report == NULL)
    {
      g_message ("status: %s", error->message);
      self->due = self->not_before = now (self) + OUTBOX_PAUSE;
      return;
    }
  gist = parvis_status_report_gist (report);
  if (g_strcmp0 (gist, self->gist) != 0 || has_come (self, self->due))
    send (self, report);
}

void
parvis_status_hurry (ParvisStatus *self)
{
  if (!self->refused)
    self->not_before = 0;
}

gint64
parvis_status_due (const ParvisStatus *self)
{
  return self->sending ? G_MAXINT64 : self->due;
}

ParvisStatus *
parvis_status_new (const ParvisConfig *config, ParvisOutbox *outbox, ParvisJournal *journal,
                   const ParvisRetryEnvironment *environment, ParvisStatusPlanned planned, gpointer user_data)
{
  ParvisStatus *self = g_new0 (ParvisStatus, 1);
  ParvisHttpOptions http
      = { parvis_config_ca (config), parvis_config_certificate (config), parvis_config_key (config) };

  self->config = config;
  self->outbox = outbox;
  self->journal = journal;
  self->environment = environment != NULL ? *environment : parvis_retry_real_environment;
  self->planned = planned;
  self->user_data = user_data;
  self->http = parvis_http_new (&http);
  self->cancellable = g_cancellable_new ();
  return self;
}

void
parvis_status_free (ParvisStatus *self)
{
  g_cancellable_cancel (self->cancellable);
  while (self->sending)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  parvis_http_free (self->http);
  g_object_unref (self->cancellable);
  g_free (self->gist);
  g_free (self->gist_sent);
  g_free (self);
}
