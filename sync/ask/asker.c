/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/ask/asker.h"

#include <string.h>

#include "sync/base/alarm.h"
#include "sync/ask/ask.h"
#include "sync/ask/asker-answer.h"
#include "sync/queue/contact.h"
#include "sync/net/http.h"
#include "sync/base/json.h"
#include "sync/seal/seal-key.h"

#define FIRST_PAUSE     2  /* seconds */
#define CONNECT_SECONDS 8  /* the person waits 20 s in all */
#define SILENCE_SECONDS 40 /* longer than the hub's long poll */
#define LONELY_SECONDS  5  /* between two rows of the same slot the kiosk takes a moment */
#define MAX_POLLS       60 /* of one row; at 25 s each, longer than a slot lives */

struct _ParvisAsker
{
  gboolean introduced; /* our certificate is in the outbox */
  ParvisConfig *config;
  ParvisOutbox *outbox;
  ParvisSealKey *key;
  ParvisHttp *http;
  ParvisAlarm *alarm;
  GHashTable *jobs;    /* id -> Job, not owned: each ends by itself */
  GCancellable *hello; /* (nullable) the one under way */
  guint running;       /* requests under way */
  gboolean ending;
  gboolean online;
  gboolean blocked;    /* the last time there was no way to the server, or it did not know us; not: it said "not now" */
  guint pause;         /* seconds to the next hello while offline */
  gint64 next_hello;   /* Unix seconds; G_MAXINT64 while online */
  char *slot;          /* (nullable) the one that was opened last and that we have not closed */
  gint64 lonely_since; /* monotonic, microseconds: no row has to do with it; 0 = one has */
  ParvisAskerBack back;
  gpointer user_data;
};

/* One ask under way. */
typedef struct
{
  ParvisAsker *asker;
  ParvisAskRow *row;
  GBytes *json;
  char *slot; /* (nullable) to be closed when the row is dropped */
  GCancellable *cancellable;
  guint polls;
} Job;

static const char *const paths[PARVIS_ASK_KINDS] = {
  [PARVIS_ASK_HELLO] = "v1/health",           [PARVIS_ASK_TRACK] = "v1/tracking",
  [PARVIS_ASK_SLOT_OPEN] = "v1/slots",        [PARVIS_ASK_SLOT_NEXT] = "v1/slots/next",
  [PARVIS_ASK_SLOT_CLOSE] = "v1/slots/close",
};

static void send_job (Job *job);

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
complain (const GError *error)
{
  if (error != NULL)
    g_warning ("asks: %s", error->message);
}

/* Sending --------------------------------------------------------------------------------------- */

static void
send (ParvisAsker *self, ParvisAskKind kind, GBytes *json, GCancellable *cancellable, GAsyncReadyCallback callback,
      gpointer data)
{
  const char *base = parvis_config_hub_url (self->config);
  g_autofree char *url = g_strconcat (base, paths[kind], NULL);
  const char *const headers[] = { "Content-Type: application/json", NULL };
  ParvisHttpRequest request = { .method = json != NULL ? "POST" : "GET",
                                .url = url,
                                .headers = json != NULL ? headers : NULL,
                                .body = json,
                                .max_body = PARVIS_ASK_MAX_ANSWER };

  self->running++;
  parvis_http_send_async (self->http, &request, cancellable, callback, data);
}

/* Contact --------------------------------------------------------------------------------------- */

static void
plan_hello (ParvisAsker *self, gboolean online)
{
  if (online)
    {
      self->pause = FIRST_PAUSE;
      self->next_hello = G_MAXINT64;
      return;
    }
  self->next_hello = now () + 1 + g_random_int_range (0, (gint32) self->pause); /* full jitter */
  self->pause = MIN (self->pause * 2, PARVIS_ASKER_LONGEST_PAUSE);
}

static gboolean
is_blocking (ParvisTroubleKind kind)
{
  return kind == PARVIS_TROUBLE_NETWORK || kind == PARVIS_TROUBLE_PORTAL || kind == PARVIS_TROUBLE_CLOCK
         || kind == PARVIS_TROUBLE_CERTIFICATE;
}

static void
write_contact (ParvisAsker *self, gboolean online, const ParvisTrouble *trouble)
{
  g_autoptr (GError) error = NULL;

  if (!parvis_contact_note (self->outbox, online, now (), &error)
      || !parvis_trouble_note (self->outbox, PARVIS_TROUBLE_TOLD_BY_ASKER, trouble, now (), &error))
    complain (error);
  if (online != self->online)
    g_message ("central server: %s", online ? "answers" : "does not answer");
}

/* @answer: (nullable) then @error says why there is none. */
static void
note_contact (ParvisAsker *self, const ParvisHttpAnswer *answer, gboolean online, const GError *error)
{
  g_auto (ParvisTrouble) trouble
      = answer != NULL ? parvis_asker_answer_trouble (answer, online) : parvis_trouble_from_error (error);
  gboolean back = online && self->blocked; /* after a "not now" whoever was told so keeps his own time */

  write_contact (self, online, &trouble);
  self->online = online;
  self->blocked = !online && is_blocking (trouble.kind);
  plan_hello (self, online);
  if (back)
    self->back (self->user_data);
}

static void
on_hello (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParvisAsker *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisHttpAnswer) answer = parvis_http_send_finish (self->http, result, &error);

  self->running--;
  g_clear_object (&self->hello);
  if (self->ending)
    return;
  note_contact (self, answer, answer != NULL && parvis_asker_answer_is_well (answer), error);
  parvis_asker_look (self);
}

void
parvis_asker_hello (ParvisAsker *self)
{
  if (self->hello != NULL)
    return;
  self->hello = g_cancellable_new ();
  send (self, PARVIS_ASK_HELLO, NULL, self->hello, on_hello, self);
}

/* A slot that nobody waits on any more ------------------------------------------------------------ */

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ParvisAsker *self = user_data;
  g_autoptr (ParvisHttpAnswer) answer = parvis_http_send_finish (self->http, result, NULL);

  self->running--; /* when it did not arrive, the slot ends by its own clock */
}

static void
close_slot (ParvisAsker *self, const char *slot)
{
  g_autofree char *text = g_strdup_printf ("{\"slot\":\"%s\"}", slot); /* hexadecimal: read_slot() */
  g_autoptr (GBytes) json = g_bytes_new (text, strlen (text));

  if (g_strcmp0 (slot, self->slot) == 0)
    g_clear_pointer (&self->slot, g_free);
  if (!self->ending)
    send (self, PARVIS_ASK_SLOT_CLOSE, json, NULL, on_closed, self);
}

/* 32 hexadecimal characters, or none. (transfer full) (nullable) */
static char *
read_slot (GBytes *json)
{
  g_autoptr (JsonNode) node = parvis_json_read (json, PARVIS_ASK_MAX_BODY, NULL);
  const char *slot = parvis_json_string (parvis_json_node_object (node), "slot");

  return slot != NULL && strspn (slot, "0123456789abcdef") == 32 && slot[32] == '\0' ? g_strdup (slot) : NULL;
}

/* A slot whose rows are all gone is nobody's: the session has ended, or the kiosk has, before we saw who waited for it.
 * Looked at twice, some seconds apart. @next: when to look again. */
static void
close_lonely_slot (ParvisAsker *self, gint64 *next)
{
  g_autofree char *slot = NULL;
  gint64 rows = 0;

  if (self->slot == NULL)
    return;
  if (!parvis_ask_count_slots (self->outbox, &rows, NULL) || rows > 0)
    {
      self->lonely_since = 0;
      return;
    }
  if (self->lonely_since == 0)
    self->lonely_since = g_get_monotonic_time ();
  if (g_get_monotonic_time () - self->lonely_since < LONELY_SECONDS * G_USEC_PER_SEC)
    {
      *next = MIN (*next, now () + LONELY_SECONDS + 1);
      return;
    }
  slot = g_strdup (self->slot);
  close_slot (self, slot);
}

/* One job --------------------------------------------------------------------------------------- */

static void
job_end (Job *job)
{
  if (g_hash_table_lookup (job->asker->jobs, job->row->id) == job)
    g_hash_table_remove (job->asker->jobs, job->row->id);
  parvis_ask_row_free (job->row);
  g_clear_pointer (&job->json, g_bytes_unref);
  g_clear_object (&job->cancellable);
  g_free (job->slot);
  g_free (job);
}

static void
settle (Job *job, GBytes *sealed, ParvisAskError failure)
{
  ParvisOutbox *outbox = job->asker->outbox;
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (sealed == NULL && job->row->certificate != NULL)
    g_message ("ask %s: failure %d", parvis_ask_kind_to_string (job->row->kind), (int) failure);
  if (job->row->certificate == NULL) /* nobody waits for it */
    done = parvis_ask_drop (outbox, job->row->id, &error);
  else if (sealed != NULL)
    done = parvis_ask_answer (outbox, job->row->id, sealed, &error);
  else
    done = parvis_ask_fail (outbox, job->row->id, failure, &error);
  if (!done)
    complain (error);
  job_end (job);
}

static void
remember_slot (ParvisAsker *self, const ParvisHttpAnswer *answer)
{
  g_free (self->slot);
  self->slot = read_slot (parvis_http_answer_body (answer));
  self->lonely_since = 0;
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  ParvisAsker *self = job->asker;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisHttpAnswer) answer = parvis_http_send_finish (self->http, result, &error);
  g_autoptr (GBytes) sealed = NULL;
  ParvisAskError failure = PARVIS_ASK_ERROR_OFFLINE;

  self->running--;
  if (g_cancellable_is_cancelled (job->cancellable))
    {
      if (job->slot != NULL)
        close_slot (self, job->slot);
      job_end (job);
      return;
    }
  note_contact (self, answer,
                answer != NULL && parvis_asker_answer_is_ours (answer) && !parvis_asker_answer_is_no_to_all (answer),
                error);
  if (answer != NULL && parvis_asker_answer_is_not_yet (answer, job->row->kind) && ++job->polls < MAX_POLLS)
    send_job (job);
  else
    {
      if (answer != NULL)
        sealed = parvis_asker_answer_seal (answer, job->row, &failure);
      if (sealed != NULL && job->row->kind == PARVIS_ASK_SLOT_OPEN)
        remember_slot (self, answer);
      settle (job, sealed, failure);
    }
  parvis_asker_look (self);
}

static void
send_job (Job *job)
{
  send (job->asker, job->row->kind, job->row->kind == PARVIS_ASK_HELLO ? NULL : job->json, job->cancellable,
        on_answered, job);
}

/* (transfer full) @row */
static void
start_job (ParvisAsker *self, ParvisAskRow *row)
{
  Job *job = g_new0 (Job, 1);
  g_autoptr (ParvisParcel) parcel = parvis_seal_key_open (self->key, row->body, NULL);
  GBytes *json = parcel != NULL ? parvis_parcel_lookup (parcel, "ask.json") : NULL;

  job->asker = self;
  job->row = row;
  job->cancellable = g_cancellable_new ();
  g_hash_table_insert (self->jobs, row->id, job);
  if (json == NULL) /* sealed to the key of one before us: to be asked again */
    {
      settle (job, NULL, PARVIS_ASK_ERROR_OFFLINE);
      return;
    }
  job->json = g_bytes_ref (json);
  if (row->kind == PARVIS_ASK_SLOT_NEXT)
    job->slot = read_slot (json);
  send_job (job);
}

/* Looking --------------------------------------------------------------------------------------- */

/* The rows that were dropped: nobody wants their answers. */
static void
cancel_dropped (ParvisAsker *self, GPtrArray *rows)
{
  g_autoptr (GPtrArray) dropped = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  Job *job;

  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &job))
    {
      gboolean there = FALSE;

      for (guint i = 0; i < rows->len && !there; i++)
        there = g_str_equal (((const ParvisAskRow *) g_ptr_array_index (rows, i))->id, job->row->id);
      if (!there)
        g_ptr_array_add (dropped, g_object_ref (job->cancellable));
    }
  for (guint i = 0; i < dropped->len; i++)
    g_cancellable_cancel (g_ptr_array_index (dropped, i));
}

static void
start_new (ParvisAsker *self, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const ParvisAskRow *row = g_ptr_array_index (rows, i);

      if (g_hash_table_contains (self->jobs, row->id))
        continue;
      start_job (self, g_ptr_array_steal_index (rows, i--));
    }
}

/* A full disk is no reason not to deliver, which is what makes room: only questions wait until it can be said who
 * answers. */
static void
introduce (ParvisAsker *self)
{
  g_autoptr (GError) error = NULL;

  if (self->introduced)
    return;
  self->introduced
      = parvis_contact_set_certificate (self->outbox, parvis_seal_key_certificate (self->key), now (), &error);
  if (!self->introduced)
    complain (error);
}

void
parvis_asker_look (ParvisAsker *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  gint64 expiry = G_MAXINT64;

  if (self->ending)
    return;
  introduce (self);
  rows = parvis_ask_list (self->outbox, now (), &expiry, &error);
  if (rows == NULL)
    {
      complain (error);
      expiry = now () + PARVIS_ASKER_LONGEST_PAUSE;
    }
  else
    {
      cancel_dropped (self, rows);
      start_new (self, rows);
      close_lonely_slot (self, &expiry);
    }
  parvis_alarm_set (self->alarm, MIN (expiry, self->next_hello));
}

static void
on_alarm (gpointer user_data)
{
  ParvisAsker *self = user_data;

  if (self->next_hello <= now ())
    {
      self->next_hello = G_MAXINT64; /* until it has ended */
      parvis_asker_hello (self);
    }
  parvis_asker_look (self);
}

ParvisAsker *
parvis_asker_new (ParvisConfig *config, ParvisOutbox *outbox, ParvisAskerBack back, gpointer user_data, GError **error)
{
  g_autoptr (ParvisAsker) self = g_new0 (ParvisAsker, 1);
  ParvisHttpOptions http = { parvis_config_ca (config), parvis_config_certificate (config), parvis_config_key (config),
                             CONNECT_SECONDS, SILENCE_SECONDS };

  self->config = parvis_config_ref (config);
  self->outbox = outbox;
  self->back = back;
  self->user_data = user_data;
  self->pause = FIRST_PAUSE;
  self->next_hello = G_MAXINT64;
  self->jobs = g_hash_table_new (g_str_hash, g_str_equal);
  self->http = parvis_http_new (&http);
  self->alarm = parvis_alarm_new (on_alarm, self, error);
  self->key = self->alarm != NULL ? parvis_seal_key_new (error) : NULL;
  if (self->key == NULL)
    return NULL;
  introduce (self);
  parvis_asker_hello (self);
  parvis_asker_look (self);
  return g_steal_pointer (&self);
}

/* The rows stay as they are: who put them is told by the certificate, or by time, that we have gone. */
static void
cancel_all (ParvisAsker *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  self->ending = TRUE;
  if (self->hello != NULL)
    g_cancellable_cancel (self->hello);
  cancel_dropped (self, none);
  while (self->running > 0)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
}

void
parvis_asker_free (ParvisAsker *self)
{
  g_autoptr (GError) error = NULL;

  cancel_all (self);
  if (self->key != NULL && !parvis_contact_set_certificate (self->outbox, NULL, now (), &error))
    complain (error);
  g_clear_pointer (&self->key, parvis_seal_key_unref);
  g_clear_pointer (&self->alarm, parvis_alarm_free);
  g_clear_pointer (&self->http, parvis_http_free);
  g_hash_table_unref (self->jobs);
  g_free (self->slot);
  parvis_config_unref (self->config);
  g_free (self);
}
