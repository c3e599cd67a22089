/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/delivery/uploader.h"

#include "sync/delivery/delivery.h"
#include "sync/config/delivery-rules.h"
#include "sync/queue/trouble.h"
#include "sync/seal/receipt.h"

/* While the server writes two down, the bytes of the next are on their way: with one, it waits for us at times. Bytes
 * of two never are: the line would be shared, the first would come later, and both would end together. */
#define SLOTS 3
/* After something went wrong with several under way, which may be why (a server, or what stands before it, that takes
 * no further connection): one at a time for this long, microseconds. */
#define ALONE (10 * 60 * (gint64) G_USEC_PER_SEC)

struct _ParvisUploader
{
  ParvisConfig *config;
  ParvisOutbox *outbox;
  ParvisRetryEnvironment environment;
  ParvisHttp *http;
  ParvisSigners *signers;
  ParvisDeliveryServer server;
  ParvisTusServer tus;
  gint64 hold_until; /* Unix seconds: the server does not want to be asked before; 0 = no hold */
  guint silences;    /* passes in a row that nobody answered */
  gint64 alone;      /* monotonic microseconds: until then one at a time */
  GTimeZone *zone;
  gboolean metered;
  gboolean anytime;
  ParvisUploaderSaid said;
  gpointer said_user_data;
};

/* One pass: the task's data. */
typedef struct
{
  ParvisUploader *uploader;
  ParvisUploaderTally tally;
  GQueue *ids;     /* whose turn it still is, when that is not for the outbox to say; else %NULL */
  gint64 longest;  /* bytes: what is longer does not leave now */
  guint slots;     /* how many rows may be under way together */
  guint running;   /* how many are */
  gboolean crowd;  /* they were several at some time since there was none */
  gboolean busy;   /* the bytes of one have not all left */
  gboolean ending; /* no other is begun */
  GError *error;   /* (nullable) what it ends with */
} Pass;

/* One row under way. */
typedef struct
{
  GTask *task;
  Pass *pass;
  ParvisOutboxEntry *entry;
  gboolean sent;
} Turn;

static void fill (GTask *task);

static gint64
now (ParvisUploader *self)
{
  return self->environment.now (self->environment.user_data);
}

/* A time further away than any wait we ever ask for was written by a clock that has since been set back: due.
 */
static gboolean
is_far (ParvisUploader *self, gint64 at)
{
  return at != G_MAXINT64 && at > now (self) + PARVIS_RETRY_LONGEST;
}

static void
say (const Turn *turn, ParvisSubmissionState state, const char *why)
{
  ParvisUploader *self = turn->pass->uploader;

  if (self->said != NULL)
    self->said (turn->entry->id, state, why, self->said_user_data);
}

static void
pass_free (Pass *pass)
{
  if (pass->ids != NULL)
    g_queue_free_full (pass->ids, g_free);
  g_clear_error (&pass->error);
  g_free (pass);
}

static void
turn_free (Turn *turn)
{
  g_clear_pointer (&turn->entry, parvis_outbox_entry_free);
  g_free (turn);
}

static void
end_pass (GTask *task)
{
  Pass *pass = g_task_get_task_data (task);

  if (pass->error != NULL)
    g_task_return_error (task, g_steal_pointer (&pass->error));
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* Takes @error (nullable): the first one is the pass's. */
static void
stop_filling (Pass *pass, GError *error)
{
  pass->ending = TRUE;
  if (pass->error == NULL)
    pass->error = error;
  else
    g_clear_error (&error);
}

static gboolean
remember_url (const char *url, gpointer user_data, GError **error)
{
  const Turn *turn = user_data;

  return parvis_outbox_set_upload_url (turn->pass->uploader->outbox, turn->entry->id, url, error);
}

/* A whole-server hold: nobody there, or Retry-After. The row itself comes back a little later than the hold
 * ends, so that one that always fails does not keep the others behind it. Of several under way, the one that was asked
 * to wait longest speaks for all. */
static void
hold (ParvisUploader *self, const GError *why, gboolean silent)
{
  gint64 until = why->domain == PARVIS_DELIVERY_ERROR ? parvis_delivery_error_not_before (why) : 0;

  if (silent)
    until = parvis_retry_next_try (&self->environment, self->silences++, why);
  if (until > now (self))
    self->hold_until = is_far (self, self->hold_until) ? until : MAX (self->hold_until, until);
}

/* Only another answer, or an empty queue, takes back what was told. */
static gboolean
tell_trouble (ParvisUploader *self, const GError *why, GError **error)
{
  g_auto (ParvisTrouble) trouble = { 0 };

  if (why == NULL)
    return parvis_trouble_note (self->outbox, PARVIS_TROUBLE_TOLD_BY_UPLOADER, &trouble, now (self), error);
  trouble = parvis_trouble_from_error (why);
  return trouble.kind == PARVIS_TROUBLE_NONE
         || parvis_trouble_note (self->outbox, PARVIS_TROUBLE_TOLD_BY_UPLOADER, &trouble, now (self), error);
}

static gboolean
queue_again (ParvisUploader *self, const Turn *turn, const GError *why, ParvisRetryDecision decision, GError **error)
{
  const ParvisOutboxEntry *entry = turn->entry;
  gint64 at = parvis_retry_next_try (&self->environment, entry->attempts, why);

  hold (self, why, decision.hold);
  turn->pass->tally.failed++;
  say (turn, PARVIS_SUBMISSION_QUEUED, why->message);
  if (decision.action == PARVIS_RETRY_RECREATE && !parvis_outbox_set_upload_url (self->outbox, entry->id, NULL, error))
    return FALSE;
  return parvis_outbox_mark_failed (self->outbox, entry->id, at, why->message, error)
         && tell_trouble (self, why, error);
}

/* No to all alike, it seems, but others are under way: it may be no more than one too many. Its next try is at once and
 * alone, and tells. */
static gboolean
queue_to_be_alone (ParvisUploader *self, const Turn *turn, const GError *why, GError **error)
{
  hold (self, why, FALSE);
  turn->pass->tally.failed++;
  say (turn, PARVIS_SUBMISSION_QUEUED, why->message);
  return parvis_outbox_mark_failed (self->outbox, turn->entry->id, now (self), why->message, error);
}

static gboolean
note_failure (ParvisUploader *self, const Turn *turn, const GError *why, GError **error)
{
  ParvisRetryDecision decision = parvis_retry_decide (why);
  const gboolean alone = !turn->pass->crowd;

  turn->pass->slots = 1; /* one look at a time */
  if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (parvis_outbox_mark_failed (self->outbox, turn->entry->id, 0, "", error))
        g_propagate_error (error, g_error_copy (why));
      return FALSE;
    }
  if (!decision.hold)
    self->silences = 0;
  if (!alone && decision.action != PARVIS_RETRY_NEVER)
    self->alone = g_get_monotonic_time () + ALONE;
  if (!alone && decision.hold)
    return queue_to_be_alone (self, turn, why, error);
  if (decision.action != PARVIS_RETRY_NEVER)
    return queue_again (self, turn, why, decision, error);
  turn->pass->tally.refused++;
  say (turn, PARVIS_SUBMISSION_REFUSED, why->message);
  return parvis_outbox_mark_refused (self->outbox, turn->entry->id, why->message, error);
}

static gboolean
note_delivered (ParvisUploader *self, const Turn *turn, GBytes *receipt, GError **error)
{
  const gboolean last = turn->pass->running == 1; /* the end of another makes this one last, too */

  self->silences = 0;
  if (!parvis_outbox_mark_delivered (self->outbox, turn->entry->id, receipt, now (self), last, error))
    return FALSE;
  turn->pass->slots = g_get_monotonic_time () < self->alone ? 1 : SLOTS;
  turn->pass->tally.delivered++;
  say (turn, PARVIS_SUBMISSION_DELIVERED, NULL);
  return tell_trouble (self, NULL, error);
}

/* May come again for the same one. */
static void
on_sent (gpointer user_data)
{
  Turn *turn = user_data;

  if (turn->sent)
    return;
  turn->sent = TRUE;
  turn->pass->busy = FALSE;
  fill (turn->task);
}

static void
on_delivered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Turn *turn = user_data;
  GTask *task = turn->task;
  Pass *pass = turn->pass;
  g_autoptr (GError) why = NULL;
  g_autoptr (GBytes) receipt = parvis_delivery_finish (result, &why);
  GError *error = NULL;
  gboolean noted = receipt != NULL ? note_delivered (pass->uploader, turn, receipt, &error)
                                   : note_failure (pass->uploader, turn, why, &error);

  pass->running--;
  if (!turn->sent)
    pass->busy = FALSE;
  turn_free (turn);
  if (!noted)
    stop_filling (pass, error);
  fill (task);
}

/* The next queued row of the list made at the start; rows that another hand has taken away since are passed
 * over. */
static ParvisOutboxEntry *
next_of_list (ParvisUploader *self, Pass *pass, GError **error)
{
  while (!g_queue_is_empty (pass->ids))
    {
      g_autofree char *id = g_queue_pop_head (pass->ids);
      g_autoptr (GError) own = NULL;
      g_autoptr (ParvisOutboxEntry) entry = parvis_outbox_lookup (self->outbox, id, &own);

      if (entry != NULL && entry->state == PARVIS_SUBMISSION_QUEUED)
        return g_steal_pointer (&entry);
      if (entry == NULL && own != NULL && !g_error_matches (own, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_MISSING))
        {
          g_propagate_error (error, g_steal_pointer (&own));
          return NULL;
        }
    }
  return NULL;
}

static gint64
longest (ParvisUploader *self)
{
  if (self->anytime)
    return G_MAXINT64;
  return parvis_delivery_rules_longest (parvis_config_delivery (self->config), self->zone, self->metered, now (self));
}

static ParvisOutboxEntry *
next_due (ParvisUploader *self, GError **error)
{
  g_autoptr (ParvisOutboxEntry) entry = NULL;
  GError *own = NULL;
  gint64 at;

  entry = parvis_outbox_next (self->outbox, now (self), &own);
  if (entry == NULL && own == NULL && parvis_outbox_next_time (self->outbox, &at, &own) && is_far (self, at))
    entry = parvis_outbox_next (self->outbox, G_MAXINT64, &own);
  if (own != NULL)
    g_propagate_error (error, own);
  return g_steal_pointer (&entry);
}

static ParvisOutboxEntry *
next_entry (ParvisUploader *self, Pass *pass, GError **error)
{
  if (self->hold_until > now (self) && !is_far (self, self->hold_until))
    return NULL;
  if (pass->longest != longest (self)) /* the hour has struck, or the line is another: the next pass sees to it */
    return NULL;
  return pass->ids != NULL ? next_of_list (self, pass, error) : next_due (self, error);
}

/* Nothing waits any more: nothing is in its way. */
static void
forget_trouble (ParvisUploader *self, GError **error)
{
  gint64 at;

  if (parvis_outbox_next_time (self->outbox, &at, error) && at == G_MAXINT64)
    tell_trouble (self, NULL, error);
}

/* An envelope that is not what was queued is no use to anybody, and no reason to keep the others: the staff is told as
 * of one that was refused. */
static gboolean
set_spoiled_apart (Pass *pass, const ParvisOutboxEntry *entry, const GError *why, GError **error)
{
  ParvisUploader *self = pass->uploader;
  Turn turn = { NULL, pass, (ParvisOutboxEntry *) entry };

  if (!parvis_outbox_mark_sending (self->outbox, entry->id, error)
      || !parvis_outbox_mark_refused (self->outbox, entry->id, why->message, error))
    return FALSE;
  pass->tally.refused++;
  say (&turn, PARVIS_SUBMISSION_REFUSED, why->message);
  return TRUE;
}

/* The next row that can go, with its envelope; %NULL without error when there is none. */
static ParvisOutboxEntry *
take_next (ParvisUploader *self, Pass *pass, GBytes **envelope, GError **error)
{
  while (TRUE)
    {
      g_autoptr (GError) own = NULL;
      g_autoptr (ParvisOutboxEntry) entry = next_entry (self, pass, &own);

      *envelope = entry != NULL ? parvis_outbox_envelope (self->outbox, entry->id, &own) : NULL;
      if (*envelope != NULL)
        return g_steal_pointer (&entry);
      if (!g_error_matches (own, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_SPOILED))
        {
          if (own != NULL)
            g_propagate_error (error, g_steal_pointer (&own));
          return NULL;
        }
      if (!set_spoiled_apart (pass, entry, own, error))
        return NULL;
    }
}

/* TRUE: another row is under way, or was queued again. */
static gboolean
start_turn (GTask *task)
{
  Pass *pass = g_task_get_task_data (task);
  ParvisUploader *self = pass->uploader;
  GError *error = NULL;
  g_autoptr (GBytes) envelope = NULL;
  g_autoptr (ParvisOutboxEntry) entry = take_next (self, pass, &envelope, &error);
  Turn *turn;

  if (entry == NULL || !parvis_outbox_mark_sending (self->outbox, entry->id, &error))
    {
      if (error != NULL)
        stop_filling (pass, error);
      return FALSE;
    }
  turn = g_new0 (Turn, 1);
  turn->task = task;
  turn->pass = pass;
  turn->entry = g_steal_pointer (&entry);
  pass->running++;
  pass->crowd = pass->running > 1;
  pass->busy = TRUE;
  parvis_delivery_async (&self->server, turn->entry, envelope, remember_url, on_sent, g_task_get_cancellable (task),
                         on_delivered, turn);
  return TRUE;
}

/* Begins as many rows as may be; when none is under way any more, that was the pass. */
static void
fill (GTask *task)
{
  Pass *pass = g_task_get_task_data (task);
  GError *error = NULL;

  while (!pass->ending && !pass->busy && pass->running < pass->slots && start_turn (task))
    continue;
  if (pass->running > 0)
    return;
  if (pass->error == NULL)
    forget_trouble (pass->uploader, &error);
  if (error != NULL)
    stop_filling (pass, error);
  end_pass (task);
}

static gboolean
is_due (ParvisUploader *self, const ParvisOutboxEntry *entry)
{
  return entry->next_try_at <= now (self) || is_far (self, entry->next_try_at);
}

/* The queued rows that may leave now; small ones do not wait for one another's bytes, so they go in the order of
 * queueing. */
static GQueue *
list_queued (ParvisUploader *self, ParvisUploaderScope scope, gint64 most, GError **error)
{
  g_autoptr (GPtrArray) entries = parvis_outbox_list_turns (self->outbox, error);
  GQueue *ids;

  if (entries == NULL)
    return NULL;
  ids = g_queue_new ();
  for (guint i = 0; i < entries->len; i++)
    {
      const ParvisOutboxEntry *entry = g_ptr_array_index (entries, i);

      if (entry->state == PARVIS_SUBMISSION_QUEUED && entry->size <= most
          && (scope == PARVIS_UPLOADER_ALL || is_due (self, entry)))
        g_queue_push_tail (ids, g_strdup (entry->id));
    }
  return ids;
}

void
parvis_uploader_pass_async (ParvisUploader *self, ParvisUploaderScope scope, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Pass *pass = g_new0 (Pass, 1);
  GError *error = NULL;

  pass->uploader = self;
  g_task_set_task_data (task, pass, (GDestroyNotify) pass_free);
  g_task_set_check_cancellable (task, FALSE); /* the row under way is put back first */
  pass->slots = 1;
  pass->longest = longest (self);
  if (scope == PARVIS_UPLOADER_ALL)
    self->hold_until = 0;
  if (parvis_outbox_recover (self->outbox, &error) && (scope == PARVIS_UPLOADER_ALL || pass->longest != G_MAXINT64))
    pass->ids = list_queued (self, scope, pass->longest, &error);
  if (error != NULL)
    stop_filling (pass, error);
  fill (task);
}

gboolean
parvis_uploader_pass_finish (ParvisUploader *self, GAsyncResult *result, ParvisUploaderTally *tally, GError **error)
{
  const Pass *pass = g_task_get_task_data (G_TASK (result));

  if (tally != NULL)
    *tally = pass->tally;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* When time alone lets a row leave that may not now. A meter does not go by time. */
static gint64
opening (ParvisUploader *self)
{
  const ParvisDeliveryRules *rules = parvis_config_delivery (self->config);

  if (self->metered && rules->metered != PARVIS_METERED_ALWAYS)
    return G_MAXINT64;
  return parvis_delivery_rules_opens (rules, self->zone, now (self));
}

/* When @entry wants to go, and may. */
static gint64
time_within_rules (ParvisUploader *self, const ParvisOutboxEntry *entry, gint64 most, gint64 opens)
{
  gint64 at = is_far (self, entry->next_try_at) ? now (self) : entry->next_try_at;

  return entry->size <= most ? at : MAX (at, opens);
}

/* parvis_outbox_next_time(), of an hour when not everything may leave. */
static gboolean
next_time_within_rules (ParvisUploader *self, gint64 most, gint64 *at, GError **error)
{
  g_autoptr (GPtrArray) entries = parvis_outbox_list (self->outbox, error);
  gint64 opens = opening (self);

  if (entries == NULL)
    return FALSE;
  *at = G_MAXINT64;
  for (guint i = 0; i < entries->len; i++)
    {
      const ParvisOutboxEntry *entry = g_ptr_array_index (entries, i);

      if (entry->state == PARVIS_SUBMISSION_QUEUED)
        *at = MIN (*at, time_within_rules (self, entry, most, opens));
    }
  return TRUE;
}

static gboolean
next_time (ParvisUploader *self, gint64 *at, GError **error)
{
  if (!parvis_outbox_next_time (self->outbox, at, error))
    return FALSE;
  if (is_far (self, *at))
    *at = now (self);
  return TRUE;
}

void
parvis_uploader_set_metered (ParvisUploader *self, gboolean metered)
{
  self->metered = metered;
}

gboolean
parvis_uploader_wake_time (ParvisUploader *self, gint64 *at, GError **error)
{
  gint64 most = longest (self);

  if (!(most == G_MAXINT64 ? next_time (self, at, error) : next_time_within_rules (self, most, at, error)))
    return FALSE;
  if (*at != G_MAXINT64 && !is_far (self, self->hold_until))
    *at = MAX (*at, self->hold_until);
  return TRUE;
}

ParvisUploader *
parvis_uploader_new (ParvisConfig *config, ParvisOutbox *outbox, const ParvisUploaderOptions *options)
{
  ParvisUploader *self = g_new0 (ParvisUploader, 1);
  ParvisUploaderOptions chosen = options != NULL ? *options : (ParvisUploaderOptions){ 0 };
  ParvisHttpOptions http = { parvis_config_ca (config),  parvis_config_certificate (config),
                             parvis_config_key (config), chosen.connect_timeout,
                             chosen.silence_timeout,     parvis_config_delivery (config)->rate };

  self->config = parvis_config_ref (config);
  self->outbox = outbox;
  self->environment = chosen.environment != NULL ? *chosen.environment : parvis_retry_real_environment;
  self->zone
      = g_time_zone_new_identifier (parvis_config_timezone (config)); /* one that is: the configuration was checked */
  self->anytime = chosen.anytime;
  self->said = chosen.said;
  self->said_user_data = chosen.said_user_data;
  self->http = parvis_http_new (&http);
  self->signers = parvis_receipt_signers (parvis_config_ca (config));
  self->server
      = (ParvisDeliveryServer){ self->http, self->config, &self->environment, chosen.chunk, &self->tus, self->signers };
  return self;
}

void
parvis_uploader_free (ParvisUploader *self)
{
  parvis_http_free (self->http);
  parvis_signers_free (self->signers);
  g_time_zone_unref (self->zone);
  parvis_config_unref (self->config);
  g_free (self);
}
