/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/hub/service/asks.h"

#include "sync/base/json.h"
#include "sync/hub/store/tracking.h"
#include "sync/seal/seal-key.h"
#include "sync/seal/tracking-code.h"

typedef struct
{
  const ParvisHubAsks *asks;
  const char *kiosk;
  JsonObject *body;
  gint64 deadline;
  const ParvisHubParking *parking;
  ParvisHubAnswer *answer;
} Asking;

static gboolean
refuse (Asking *asking, guint status, ParvisProblem problem, const char *detail)
{
  parvis_hub_answer_problem (asking->answer, status, problem, detail);
  return TRUE;
}

/* Takes @builder's root; (transfer none). */
static gboolean
answer_json (Asking *asking, JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autoptr (GBytes) bytes = parvis_json_to_bytes (root);

  parvis_hub_answer_json (asking->answer, 200, bytes);
  return TRUE;
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

/* Tracking ---------------------------------------------------------------------------------------- */

static void
add_events (JsonBuilder *builder, GPtrArray *events)
{
  json_builder_set_member_name (builder, "events");
  json_builder_begin_array (builder);
  for (guint i = 0; i < events->len; i++)
    {
      const ParvisHubEvent *event = g_ptr_array_index (events, i);

      json_builder_begin_object (builder);
      add_int (builder, "at", event->at);
      add_string (builder, "state", parvis_hub_track_state_to_string (event->state));
      if (event->message != NULL)
        add_string (builder, "message", event->message);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static gboolean
answer_events (Asking *asking, GPtrArray *events)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "known");
  json_builder_add_boolean_value (builder, events->len > 0);
  if (events->len > 0)
    add_events (builder, events);
  json_builder_end_object (builder);
  return answer_json (asking, builder);
}

static gboolean
answer_wait (Asking *asking, guint seconds)
{
  refuse (asking, 429, PARVIS_PROBLEM_RATE, "too many codes that are none; see Retry-After");
  parvis_hub_answer_number (asking->answer, "Retry-After", seconds);
  return TRUE;
}

/* A code that is none and one that nobody has are the same to who guesses. */
static gboolean
track (Asking *asking)
{
  const char *said = parvis_json_string (asking->body, "code");
  gint64 now = g_get_monotonic_time () / G_USEC_PER_SEC;
  guint wait = parvis_hub_limit_wait (asking->asks->limit, asking->kiosk, now);
  char code[PARVIS_TRACKING_CODE_LENGTH + 1];
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;

  if (wait > 0)
    return answer_wait (asking, wait);
  if (said != NULL && parvis_tracking_code_read (said, code, NULL) == PARVIS_TRACKING_CODE_GOOD)
    events = parvis_hub_tracking_list (asking->asks->store, code, &error);
  else
    events = g_ptr_array_new ();
  if (events == NULL)
    {
      g_message ("tracking: %s", error->message);
      return refuse (asking, 500, PARVIS_PROBLEM_STORAGE, "see the server's journal");
    }
  if (events->len == 0)
    parvis_hub_limit_miss (asking->asks->limit, asking->kiosk, now);
  return answer_events (asking, events);
}

/* Slots ------------------------------------------------------------------------------------------- */

static GBytes *
read_certificate (JsonObject *body)
{
  const char *text = parvis_json_string (body, "certificate");
  g_autofree guchar *data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ParvisSealer) sealer = NULL;
  gsize size;

  if (text == NULL)
    return NULL;
  data = g_base64_decode (text, &size);
  bytes = g_bytes_new (data, size);
  sealer = parvis_sealer_new_for_key (bytes, NULL);
  return sealer != NULL ? g_steal_pointer (&bytes) : NULL;
}

static gboolean
answer_opened (Asking *asking, const ParvisHubSlotOpened *opened)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "slot", opened->id);
  add_string (builder, "url", opened->url);
  add_int (builder, "seconds", PARVIS_HUB_SLOT_SECONDS);
  json_builder_end_object (builder);
  return answer_json (asking, builder);
}

static gboolean
open_slot (Asking *asking)
{
  g_autoptr (GBytes) certificate = read_certificate (asking->body);
  const char *title = parvis_json_string (asking->body, "title");
  g_auto (ParvisHubSlotOpened) opened = { 0 };
  gint64 files, bytes;

  if (certificate == NULL || !parvis_json_int64 (asking->body, "files", &files)
      || !parvis_json_int64 (asking->body, "bytes", &bytes) || files < 1 || files > PARVIS_HUB_SLOT_FILES || bytes < 1
      || bytes > PARVIS_HUB_SLOT_FILE_MAX || (title != NULL && g_utf8_strlen (title, -1) > PARVIS_HUB_SLOT_TITLE_MAX))
    return refuse (asking, 400, PARVIS_PROBLEM_REQUEST,
                   "certificate, files, bytes or title is missing or out of bounds");
  switch (parvis_hub_slots_open (asking->asks->slots, asking->kiosk, certificate, title, (guint) files, (gsize) bytes,
                                 &opened))
    {
    case PARVIS_HUB_SLOT_OK:
      return answer_opened (asking, &opened);
    case PARVIS_HUB_SLOT_NOT_HERE:
      return refuse (asking, 404, PARVIS_PROBLEM_UNKNOWN,
                     "this server takes no files from telephones: [phone] address");
    default:
      return refuse (asking, 503, PARVIS_PROBLEM_STORAGE, "too many at once");
    }
}

static gboolean
answer_file (Asking *asking, GBytes *file)
{
  parvis_hub_answer_bytes (asking->answer, 200, "application/cms", file);
  return TRUE;
}

static gboolean
next_file (Asking *asking)
{
  const char *id = parvis_json_string (asking->body, "slot");
  const char *said = parvis_json_string (asking->body, "verdict");
  ParvisHubVerdict verdict = PARVIS_HUB_VERDICT_NONE;
  g_autoptr (GBytes) file = NULL;
  gint64 after;

  if (id == NULL || !parvis_json_int64 (asking->body, "after", &after) || after < 0 || after > G_MAXINT16
      || (said != NULL && !parvis_hub_verdict_from_string (said, &verdict)))
    return refuse (asking, 400, PARVIS_PROBLEM_REQUEST, "slot, after or verdict is missing or out of bounds");
  switch (parvis_hub_slots_next (asking->asks->slots, asking->kiosk, id, (guint) after, verdict, asking->deadline,
                                 asking->parking, &file))
    {
    case PARVIS_HUB_SLOT_FILE:
      return answer_file (asking, file);
    case PARVIS_HUB_SLOT_PARKED:
      return FALSE;
    case PARVIS_HUB_SLOT_GONE:
      return refuse (asking, 404, PARVIS_PROBLEM_UNKNOWN, "no such slot");
    default:
      parvis_hub_answer_plain (asking->answer, 204);
      return TRUE;
    }
}

static gboolean
close_slot (Asking *asking)
{
  const char *id = parvis_json_string (asking->body, "slot");

  if (id == NULL || !parvis_hub_slots_close (asking->asks->slots, asking->kiosk, id))
    return refuse (asking, 404, PARVIS_PROBLEM_UNKNOWN, "no such slot");
  parvis_hub_answer_plain (asking->answer, 204);
  return TRUE;
}

gboolean
parvis_hub_asks_answer (const ParvisHubAsks *self, ParvisHubAction action, const char *kiosk, GBytes *body,
                        gint64 deadline, const ParvisHubParking *parking, ParvisHubAnswer *answer)
{
  g_autoptr (JsonNode) node = parvis_json_read (body, PARVIS_HUB_ASK_MAX, NULL);
  Asking asking = { self, kiosk, parvis_json_node_object (node), deadline, parking, answer };

  if (asking.body == NULL)
    return refuse (&asking, 400, PARVIS_PROBLEM_REQUEST, "a JSON object is needed");
  switch (action)
    {
    case PARVIS_HUB_TRACK:
      return track (&asking);
    case PARVIS_HUB_OPEN_SLOT:
      return open_slot (&asking);
    case PARVIS_HUB_NEXT_FILE:
      return next_file (&asking);
    case PARVIS_HUB_CLOSE_SLOT:
      return close_slot (&asking);
    default:
      g_return_val_if_reached (TRUE);
    }
}
