/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/desk/online.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/demarche/validate.h"
#include "app/desk/desk-private.h"
#include "app/online/phone-file.h"
#include "base/secret.h"
#include "sync/base/json.h"

#define MOST_FILES   10
#define MAX_TITLE    120 /* characters */
#define MAX_ANSWER   4096
#define SLOT_SECONDS (10 * 60) /* the hub's; it says so too */
#define MAX_URL      300

struct _ParvisPhoneDrop
{
  GObject parent_instance;
  ParvisLine *line; /* (nullable) */
  ParvisSealKey *key;
  char *prefix;
  guint wanted; /* files */
  guint taken;
  guint came; /* files, good or not: the hub's count */
  ParvisPhoneDropState state;
  char *reason;
  char *url;
  char *slot;
  gint64 ends; /* monotonic microseconds */
  GCancellable *cancellable;
};

enum
{
  FILE_CAME,
  REFUSED,
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisPhoneDrop, parvis_phone_drop, G_TYPE_OBJECT)

static void ask_next (ParvisPhoneDrop *self, const char *verdict);

/* Ending ---------------------------------------------------------------------------------------- */

static GBytes *
take_text (char *text)
{
  return parvis_secret_bytes_new_take (text, strlen (text));
}

static void
tell_closed (ParvisPhoneDrop *self)
{
  g_autoptr (GBytes) json = NULL;

  if (self->slot == NULL || self->line == NULL)
    return;
  json = take_text (g_strdup_printf ("{\"slot\":\"%s\"}", self->slot));
  parvis_line_tell (self->line, PARVIS_ASK_SLOT_CLOSE, json);
}

static void
end (ParvisPhoneDrop *self, const char *reason)
{
  if (self->state == PARVIS_PHONE_DROP_CLOSED)
    return;
  self->state = PARVIS_PHONE_DROP_CLOSED;
  self->reason = g_strdup (reason);
  g_cancellable_cancel (self->cancellable);
  tell_closed (self);
  g_clear_pointer (&self->key, parvis_seal_key_unref);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
end_with (ParvisPhoneDrop *self, const GError *cause)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      end (self, "");
      return;
    }
  g_message ("telephone: %s", cause->message);
  if (g_error_matches (cause, PARVIS_ASK_ERROR, PARVIS_ASK_ERROR_UNSUPPORTED))
    end (self, _ ("Votre mairie ne reçoit pas encore de documents par téléphone."));
  else if (g_error_matches (cause, PARVIS_ASK_ERROR, PARVIS_ASK_ERROR_GONE)
           || (self->slot != NULL && g_get_monotonic_time () >= self->ends))
    end (self, _ ("Les dix minutes sont passées. Pour envoyer un document, touchez de nouveau « Envoyer depuis mon "
                  "téléphone »."));
  else if (g_error_matches (cause, PARVIS_ASK_ERROR, PARVIS_ASK_ERROR_OFFLINE))
    end (self,
         _ ("La connexion de cette borne est coupée : elle ne peut rien recevoir de votre téléphone pour le moment."));
  else
    end (self, _ ("La mairie ne peut rien recevoir de votre téléphone pour le moment. Essayez dans quelques minutes."));
}

/* Files ----------------------------------------------------------------------------------------- */

static ParvisPhoneFileVerdict
take_file (ParvisPhoneDrop *self, const ParvisParcel *parcel)
{
  g_autofree char *fallback = g_strdup_printf ("%s-%u", self->prefix, self->came);
  g_autoptr (ParvisValue) file = NULL;
  ParvisPhoneFileVerdict verdict = parvis_phone_file_read (parcel, fallback, &file);

  if (verdict == PARVIS_PHONE_FILE_GOOD)
    {
      self->taken++;
      g_signal_emit (self, signals[FILE_CAME], 0, file);
    }
  else
    g_signal_emit (self, signals[REFUSED], 0, parvis_phone_file_verdict_words (verdict));
  return verdict;
}

static void
on_next (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParvisPhoneDrop) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisParcel) parcel = parvis_line_ask_finish (PARVIS_LINE (source), result, &error);

  if (self->state != PARVIS_PHONE_DROP_OPEN)
    return;
  if (parcel == NULL)
    {
      end_with (self, error);
      return;
    }
  self->came++;
  ask_next (self, parvis_phone_file_verdict_to_string (take_file (self, parcel)));
}

/* Also after the last one: its verdict is what the telephone waits for. The place then stays until the person closes
 * it. */
static void
ask_next (ParvisPhoneDrop *self, const char *verdict)
{
  gint64 left = (self->ends - g_get_monotonic_time ()) / G_USEC_PER_SEC;
  g_autofree char *said = verdict != NULL ? g_strdup_printf (",\"verdict\":\"%s\"", verdict) : g_strdup ("");
  g_autoptr (GBytes) json = NULL;

  if (self->state != PARVIS_PHONE_DROP_OPEN)
    return;
  if (left < 1)
    {
      g_autoptr (GError) late = g_error_new_literal (PARVIS_ASK_ERROR, PARVIS_ASK_ERROR_GONE, "ten minutes");

      end_with (self, late);
      return;
    }
  json = take_text (g_strdup_printf ("{\"slot\":\"%s\",\"after\":%u%s}", self->slot, self->came, said));
  parvis_line_ask_async (self->line, PARVIS_ASK_SLOT_NEXT, json, self->key, (guint) left, self->cancellable, on_next,
                         g_object_ref (self));
}

/* Opening --------------------------------------------------------------------------------------- */

static gboolean
read_opened (ParvisPhoneDrop *self, GBytes *json)
{
  g_autoptr (JsonNode) node = json != NULL ? parvis_json_read (json, MAX_ANSWER, NULL) : NULL;
  JsonObject *object = parvis_json_node_object (node);
  const char *slot = parvis_json_string (object, "slot"), *url = parvis_json_string (object, "url");
  gint64 seconds;

  if (slot == NULL || strspn (slot, "0123456789abcdef") != 32 || slot[32] != '\0' || url == NULL
      || !g_str_has_prefix (url, "https://") || strlen (url) > MAX_URL)
    return FALSE;
  if (!parvis_json_int64 (object, "seconds", &seconds) || seconds < 1 || seconds > SLOT_SECONDS)
    seconds = SLOT_SECONDS;
  self->slot = g_strdup (slot);
  self->url = g_strdup (url);
  self->ends = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  return TRUE;
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ParvisPhoneDrop) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisParcel) parcel = parvis_line_ask_finish (PARVIS_LINE (source), result, &error);

  if (parcel != NULL && !read_opened (self, parvis_parcel_lookup (parcel, "answer.json")))
    g_set_error_literal (&error, PARVIS_ASK_ERROR, PARVIS_ASK_ERROR_UNAVAILABLE, "not an answer of ours");
  if (self->state == PARVIS_PHONE_DROP_CLOSED)
    {
      tell_closed (self); /* it was closed while it opened */
      return;
    }
  if (error != NULL)
    {
      end_with (self, error);
      return;
    }
  self->state = PARVIS_PHONE_DROP_OPEN;
  g_signal_emit (self, signals[CHANGED], 0);
  ask_next (self, NULL);
}

static GBytes *
make_opening (ParvisPhoneDrop *self, const char *title)
{
  GBytes *certificate = parvis_seal_key_certificate (self->key);
  g_autofree char *encoded = g_base64_encode (g_bytes_get_data (certificate, NULL), g_bytes_get_size (certificate));
  g_autofree char *cut
      = g_utf8_strlen (title, -1) > MAX_TITLE ? g_utf8_substring (title, 0, MAX_TITLE) : g_strdup (title);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "certificate", encoded);
  json_object_set_int_member (object, "files", self->wanted);
  json_object_set_int_member (object, "bytes", PARVIS_FILE_MAX_SIZE);
  json_object_set_string_member (object, "title", cut);
  json_node_take_object (node, object);
  return parvis_json_to_bytes (node);
}

ParvisPhoneDrop *
parvis_phone_drop_new (ParvisDesk *desk, const char *title, const char *prefix, guint files)
{
  ParvisPhoneDrop *self = g_object_new (PARVIS_TYPE_PHONE_DROP, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = NULL;

  self->prefix = g_strdup (prefix);
  self->wanted = CLAMP (files, 1, MOST_FILES);
  self->key = parvis_seal_key_new (&error);
  if (desk->line == NULL || self->key == NULL)
    {
      end (
          self,
          _ ("La connexion de cette borne est coupée : elle ne peut rien recevoir de votre téléphone pour le moment."));
      return self;
    }
  self->line = g_object_ref (desk->line);
  json = make_opening (self, title);
  parvis_line_ask_async (self->line, PARVIS_ASK_SLOT_OPEN, json, self->key, PARVIS_DESK_PATIENCE, NULL, on_opened,
                         g_object_ref (self));
  return self;
}

ParvisPhoneDropState
parvis_phone_drop_state (ParvisPhoneDrop *self)
{
  return self->state;
}

const char *
parvis_phone_drop_url (ParvisPhoneDrop *self)
{
  return self->url;
}

const char *
parvis_phone_drop_reason (ParvisPhoneDrop *self)
{
  return self->reason != NULL ? self->reason : "";
}

void
parvis_phone_drop_close (ParvisPhoneDrop *self)
{
  end (self, "");
}

static void
parvis_phone_drop_finalize (GObject *object)
{
  ParvisPhoneDrop *self = PARVIS_PHONE_DROP (object);

  g_clear_pointer (&self->key, parvis_seal_key_unref);
  g_clear_object (&self->line);
  g_object_unref (self->cancellable);
  g_free (self->prefix);
  g_free (self->reason);
  g_free (self->url);
  g_free (self->slot);
  G_OBJECT_CLASS (parvis_phone_drop_parent_class)->finalize (object);
}

static void
parvis_phone_drop_class_init (ParvisPhoneDropClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = parvis_phone_drop_finalize;
  signals[FILE_CAME]
      = g_signal_new ("file", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[REFUSED]
      = g_signal_new ("refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parvis_phone_drop_init (ParvisPhoneDrop *self)
{
  self->state = PARVIS_PHONE_DROP_OPENING;
  self->cancellable = g_cancellable_new ();
}
