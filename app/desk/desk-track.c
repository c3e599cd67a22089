/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/desk/online.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/desk/desk-private.h"
#include "base/secret.h"
#include "sync/base/json.h"
#include "sync/seal/tracking-code.h"

#define GROUP      4
#define MAX_ANSWER (64 * 1024)

void
parvis_track_free (ParvisTrack *track)
{
  parvis_secret_free (track->code);
  g_ptr_array_unref (track->events);
  g_free (track);
}

static void
track_event_free (ParvisTrackEvent *event)
{
  g_free (event->message);
  g_free (event);
}

/* Codes ----------------------------------------------------------------------------------------- */

static char *
group (const char *code)
{
  return g_strdup_printf ("%.*s %s", GROUP, code, code + GROUP);
}

static char *
advise (ParvisTrackingCodeFault fault, gunichar wrong)
{
  char letter[7] = { 0 };

  switch (fault)
    {
    case PARVIS_TRACKING_CODE_SHORT:
      return g_strdup (_ ("Il manque quelque chose : un numéro de suivi a huit lettres ou chiffres."));
    case PARVIS_TRACKING_CODE_LONG:
      return g_strdup (_ ("C’est trop long : un numéro de suivi a huit lettres ou chiffres."));
    case PARVIS_TRACKING_CODE_NEVER:
      break;
    default:
      return g_strdup (_ ("Écrivez le numéro de suivi qui est sur votre reçu."));
    }
  switch (wrong)
    {
    case 'O':
    case '0':
      return g_strdup (_ ("Un numéro de suivi n’a ni la lettre O ni le chiffre 0. C’est peut-être un Q ou un D."));
    case 'I':
    case 'L':
    case '1':
      return g_strdup (_ ("Un numéro de suivi n’a ni I, ni L, ni le chiffre 1. C’est peut-être un J, un T ou un 7."));
    case 'U':
      return g_strdup (_ ("Un numéro de suivi n’a pas la lettre U. C’est peut-être un V."));
    default:
      g_unichar_to_utf8 (wrong, letter);
      return g_strdup_printf (_ ("Un numéro de suivi n’a que des lettres et des chiffres, sans « %s »."), letter);
    }
}

char *
parvis_desk_read_code (const char *typed, char **advice)
{
  char code[PARVIS_TRACKING_CODE_LENGTH + 1];
  gunichar wrong = 0;
  ParvisTrackingCodeFault fault = parvis_tracking_code_read (typed, code, &wrong);

  if (fault == PARVIS_TRACKING_CODE_GOOD)
    return group (code);
  if (advice != NULL)
    *advice = advise (fault, wrong);
  return NULL;
}

/* A line is a code, or ends in one after a colon: "Numéro de suivi : 7F4K 29QX". A scanner made for another keyboard
 * may have typed another sign for the colon: then the last nine characters decide. */
static char *
find_in_line (const char *line)
{
  const char *colon = strrchr (line, ':');
  glong length = g_utf8_strlen (line, -1);
  char *code = parvis_desk_read_code (line, NULL);

  if (code == NULL && colon != NULL)
    code = parvis_desk_read_code (colon + 1, NULL);
  if (code == NULL && length > PARVIS_TRACKING_CODE_LENGTH + 2)
    {
      const char *tail = g_utf8_offset_to_pointer (line, length - PARVIS_TRACKING_CODE_LENGTH - 2);

      if (tail[0] == ' ' && strchr (tail + 1, ' ') == tail + 1 + GROUP)
        code = parvis_desk_read_code (tail, NULL);
    }
  return code;
}

char *
parvis_desk_find_code (const char *scanned)
{
  g_auto (GStrv) lines = g_utf8_validate (scanned, -1, NULL) ? g_strsplit_set (scanned, "\r\n", -1) : NULL;
  char *code = NULL;

  for (guint i = 0; code == NULL && lines != NULL && lines[i] != NULL; i++)
    code = find_in_line (g_strstrip (lines[i]));
  return code;
}

char **
parvis_desk_own_codes (ParvisDesk *self)
{
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer code;

  g_hash_table_iter_init (&iter, self->sent);
  while (g_hash_table_iter_next (&iter, &code, NULL))
    g_strv_builder_add (codes, code);
  return g_strv_builder_end (codes);
}

/* Asking ---------------------------------------------------------------------------------------- */

static gboolean
state_from_string (const char *text, ParvisTrackState *state)
{
  static const char *const names[] = { "received", "in-progress", "waiting", "done", "refused" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (text, names[i]) == 0)
      {
        *state = (ParvisTrackState) i;
        return TRUE;
      }
  return FALSE;
}

/* What a newer server says and we do not know is passed over. */
static void
read_event (ParvisTrack *track, JsonObject *object)
{
  const char *message = parvis_json_string (object, "message");
  ParvisTrackState state;
  ParvisTrackEvent *event;
  gint64 at;

  if (object == NULL || !parvis_json_int64 (object, "at", &at)
      || !state_from_string (parvis_json_string (object, "state"), &state))
    return;
  event = g_new0 (ParvisTrackEvent, 1);
  event->at = at;
  event->state = state;
  event->message = message != NULL && *message != '\0' ? g_utf8_make_valid (message, -1) : NULL;
  g_ptr_array_add (track->events, event);
}

static void
read_events (ParvisTrack *track, GBytes *json)
{
  g_autoptr (JsonNode) node = json != NULL ? parvis_json_read (json, MAX_ANSWER, NULL) : NULL;
  JsonArray *events = parvis_json_array (parvis_json_node_object (node), "events");

  for (guint i = 0; events != NULL && i < json_array_get_length (events); i++)
    read_event (track, parvis_json_node_object (json_array_get_element (events, i)));
}

static void
set_error (GTask *task, const GError *cause)
{
  const char *words = _ ("La mairie ne répond pas pour le moment. Vous pouvez essayer plus tard, ou appeler.");

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_error_copy (cause));
      return;
    }
  g_message ("tracking: %s", cause->message);
  if (g_error_matches (cause, PARVIS_ASK_ERROR, PARVIS_ASK_ERROR_OFFLINE))
    words = _ ("Cette borne n’a pas de connexion pour le moment. Elle ne peut pas demander à la mairie où en est votre "
               "demande.");
  else if (g_error_matches (cause, PARVIS_ASK_ERROR, PARVIS_ASK_ERROR_UNSUPPORTED))
    words = _ ("Votre mairie ne dit pas encore ici où en sont les demandes. Appelez le service.");
  else if (g_error_matches (cause, PARVIS_ASK_ERROR, PARVIS_ASK_ERROR_TOO_MANY))
    words = _ ("Plusieurs numéros essayés ici n’existent pas. Attendez une minute, puis recommencez.");
  g_task_return_new_error (task, PARVIS_DESK_ERROR, PARVIS_DESK_ERROR_NOT_NOW, "%s", words);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ParvisTrack *track = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisParcel) parcel = parvis_line_ask_finish (PARVIS_LINE (source), result, &error);

  if (parcel != NULL)
    read_events (track, parvis_parcel_lookup (parcel, "answer.json"));
  if (parcel != NULL || (track->own && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    g_task_return_boolean (task, TRUE);
  else
    set_error (task, error);
}

static ParvisTrack *
new_track (ParvisDesk *self, const char *code)
{
  ParvisTrack *track = g_new0 (ParvisTrack, 1);

  track->code = g_strdup (code);
  track->own = g_hash_table_contains (self->sent, code);
  track->delivery = parvis_desk_delivery (self, code);
  track->events = g_ptr_array_new_with_free_func ((GDestroyNotify) track_event_free);
  return track;
}

void
parvis_desk_track_async (ParvisDesk *self, const char *code, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (ParvisSealKey) key = NULL;
  g_autoptr (GBytes) json = NULL;
  g_autoptr (GError) error = NULL;
  char plain[PARVIS_TRACKING_CODE_LENGTH + 1];
  char *text;

  g_task_set_task_data (task, new_track (self, code), (GDestroyNotify) parvis_track_free);
  key = parvis_seal_key_new (&error);
  if (self->line == NULL || key == NULL || parvis_tracking_code_read (code, plain, NULL) != PARVIS_TRACKING_CODE_GOOD)
    {
      g_autoptr (GError) offline = g_error_new_literal (PARVIS_ASK_ERROR, PARVIS_ASK_ERROR_OFFLINE, "no queue");

      set_error (task, offline);
      return;
    }
  text = g_strdup_printf ("{\"code\":\"%s\"}", plain);
  json = parvis_secret_bytes_new_take (text, strlen (text));
  parvis_wipe (plain, sizeof plain);
  parvis_line_ask_async (self->line, PARVIS_ASK_TRACK, json, key, PARVIS_DESK_PATIENCE, cancellable, on_answer,
                         g_steal_pointer (&task));
}

ParvisTrack *
parvis_desk_track_finish (ParvisDesk *self, GAsyncResult *result, GError **error)
{
  ParvisTrack *track = g_task_get_task_data (G_TASK (result));
  ParvisTrack *copy;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  copy = g_new0 (ParvisTrack, 1);
  copy->code = g_strdup (track->code);
  copy->own = track->own;
  copy->delivery = track->delivery;
  copy->events = g_ptr_array_ref (track->events);
  return copy;
}
