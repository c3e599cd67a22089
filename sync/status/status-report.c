/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/status/status-report.h"

#include <string.h>

#include "sync/base/json.h"

#define MAX_ANSWER_BYTES 1024
#define STUCK_SECONDS    (24 * 3600)

void
parvis_status_key_free (ParvisStatusKey *key)
{
  g_free (key->role);
  g_free (key->state);
  g_free (key);
}

ParvisStatusReport *
parvis_status_report_new (void)
{
  ParvisStatusReport *self = g_new0 (ParvisStatusReport, 1);

  self->program = g_strdup ("");
  self->states = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_kiosk_state_free);
  self->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_status_key_free);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_journal_entry_free);
  self->head = self->after = (ParvisJournalHead){ 0, PARVIS_JOURNAL_NO_HASH };
  return self;
}

void
parvis_status_report_free (ParvisStatusReport *self)
{
  g_free (self->program);
  g_free (self->error);
  g_ptr_array_unref (self->states);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

/* Writing ---------------------------------------------------------------------------------------
 */

static JsonObject *
head_to_json (const ParvisJournalHead *head)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "seq", head->seq);
  json_object_set_string_member (object, "hash", head->hash);
  return object;
}

static JsonObject *
queue_to_json (const ParvisStatusReport *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "queued", self->queued);
  json_object_set_int_member (object, "refused", self->refused);
  json_object_set_int_member (object, "delivered", self->delivered);
  json_object_set_int_member (object, "oldest", self->oldest);
  if (self->error != NULL)
    json_object_set_string_member (object, "error", self->error);
  return object;
}

static JsonObject *
disk_to_json (const ParvisStatusReport *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "free", self->disk_free);
  json_object_set_int_member (object, "size", self->disk_size);
  return object;
}

static JsonArray *
states_to_json (GPtrArray *states)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < states->len; i++)
    {
      const ParvisKioskState *state = g_ptr_array_index (states, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "name", state->name);
      json_object_set_string_member (object, "word", state->word);
      json_object_set_int_member (object, "since", state->since);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
keys_to_json (GPtrArray *keys)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < keys->len && i < PARVIS_STATUS_MAX_KEYS; i++)
    {
      const ParvisStatusKey *key = g_ptr_array_index (keys, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "role", key->role);
      json_object_set_string_member (object, "state", key->state);
      json_object_set_int_member (object, "until", key->until);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonObject *
journal_to_json (const ParvisStatusReport *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *entries = json_array_new ();

  for (guint i = 0; i < self->entries->len && i < PARVIS_STATUS_MAX_ENTRIES; i++)
    json_array_add_object_element (entries, parvis_journal_entry_to_json (g_ptr_array_index (self->entries, i)));
  json_object_set_object_member (object, "head", head_to_json (&self->head));
  json_object_set_object_member (object, "after", head_to_json (&self->after));
  json_object_set_array_member (object, "entries", entries);
  return object;
}

static GBytes *
object_to_bytes (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return parvis_json_to_bytes (node);
}

GBytes *
parvis_status_report_to_bytes (const ParvisStatusReport *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "at", self->at);
  json_object_set_string_member (object, "program", self->program);
  json_object_set_object_member (object, "queue", queue_to_json (self));
  json_object_set_object_member (object, "disk", disk_to_json (self));
  json_object_set_array_member (object, "states", states_to_json (self->states));
  json_object_set_array_member (object, "keys", keys_to_json (self->keys));
  json_object_set_object_member (object, "journal", journal_to_json (self));
  return object_to_bytes (object);
}

/* Reading ---------------------------------------------------------------------------------------
 */

static gboolean
refuse (GError **error, const char *member)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "\"%s\" is missing or out of bounds", member);
  return FALSE;
}

/* A number that is not negative, and far from where sums of them overflow. */
static gboolean
take_count (JsonObject *object, const char *member, gint64 *value, GError **error)
{
  return (parvis_json_int64 (object, member, value) && *value >= 0 && *value <= PARVIS_JOURNAL_MAX_NUMBER)
         || refuse (error, member);
}

static gboolean
take_word (JsonObject *object, const char *member, char **word, GError **error)
{
  const char *text = parvis_json_string (object, member);

  if (!parvis_kiosk_state_is_word (text))
    return refuse (error, member);
  g_free (*word);
  *word = g_strdup (text);
  return TRUE;
}

static gboolean
take_head (JsonObject *object, const char *member, ParvisJournalHead *head, GError **error)
{
  JsonObject *place = parvis_json_object (object, member);
  const char *hash = parvis_json_string (place, "hash");

  if (!parvis_journal_is_hash (hash) || !parvis_json_int64 (place, "seq", &head->seq) || head->seq < 0
      || head->seq > PARVIS_JOURNAL_MAX_NUMBER)
    return refuse (error, member);
  g_strlcpy (head->hash, hash, sizeof head->hash);
  return TRUE;
}

static gboolean
take_queue (ParvisStatusReport *self, JsonObject *queue, GError **error)
{
  const char *why = parvis_json_string (queue, "error");

  if (why != NULL && !parvis_journal_is_detail (why))
    return refuse (error, "error");
  self->error = g_strdup (why);
  return take_count (queue, "queued", &self->queued, error) && take_count (queue, "refused", &self->refused, error)
         && take_count (queue, "delivered", &self->delivered, error)
         && take_count (queue, "oldest", &self->oldest, error);
}

static gboolean
take_disk (ParvisStatusReport *self, JsonObject *disk, GError **error)
{
  return take_count (disk, "free", &self->disk_free, error) && take_count (disk, "size", &self->disk_size, error);
}

static gboolean
take_state (ParvisStatusReport *self, JsonObject *object, GError **error)
{
  ParvisKioskState *state = g_new0 (ParvisKioskState, 1);

  g_ptr_array_add (self->states, state);
  state->name = g_strdup (parvis_json_string (object, "name"));
  if (!parvis_kiosk_state_is_name (state->name))
    return refuse (error, "name");
  return take_word (object, "word", &state->word, error) && take_count (object, "since", &state->since, error);
}

static gboolean
take_key (ParvisStatusReport *self, JsonObject *object, GError **error)
{
  ParvisStatusKey *key = g_new0 (ParvisStatusKey, 1);

  g_ptr_array_add (self->keys, key);
  return take_word (object, "role", &key->role, error) && take_word (object, "state", &key->state, error)
         && take_count (object, "until", &key->until, error);
}

static gboolean
take_entry (ParvisStatusReport *self, JsonObject *object, GError **error)
{
  ParvisJournalEntry *entry = parvis_journal_entry_from_json (object);

  if (entry == NULL)
    return refuse (error, "entries");
  g_ptr_array_add (self->entries, entry);
  return TRUE;
}

typedef gboolean (*TakeElement) (ParvisStatusReport *self, JsonObject *object, GError **error);

static gboolean
take_each (ParvisStatusReport *self, JsonObject *object, const char *member, guint max, TakeElement take,
           GError **error)
{
  JsonArray *array = parvis_json_array (object, member);
  guint length = array != NULL ? json_array_get_length (array) : G_MAXUINT;

  if (length > max)
    return refuse (error, member);
  for (guint i = 0; i < length; i++)
    if (!take (self, parvis_json_node_object (json_array_get_element (array, i)), error))
      return FALSE;
  return TRUE;
}

static gboolean
take_journal (ParvisStatusReport *self, JsonObject *journal, GError **error)
{
  return take_head (journal, "head", &self->head, error) && take_head (journal, "after", &self->after, error)
         && take_each (self, journal, "entries", PARVIS_STATUS_MAX_ENTRIES, take_entry, error);
}

static gboolean
take_all (ParvisStatusReport *self, JsonObject *root, GError **error)
{
  return take_count (root, "at", &self->at, error) && take_word (root, "program", &self->program, error)
         && take_queue (self, parvis_json_object (root, "queue"), error)
         && take_disk (self, parvis_json_object (root, "disk"), error)
         && take_each (self, root, "states", PARVIS_KIOSK_STATE_MAX, take_state, error)
         && take_each (self, root, "keys", PARVIS_STATUS_MAX_KEYS, take_key, error)
         && take_journal (self, parvis_json_object (root, "journal"), error);
}

ParvisStatusReport *
parvis_status_report_parse (GBytes *bytes, GError **error)
{
  g_autoptr (ParvisStatusReport) self = parvis_status_report_new ();
  g_autoptr (JsonNode) node = parvis_json_read (bytes, PARVIS_STATUS_MAX_BYTES, NULL);
  JsonObject *root = parvis_json_node_object (node);

  if (root == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "a JSON object is needed");
      return NULL;
    }
  return take_all (self, root, error) ? g_steal_pointer (&self) : NULL;
}

/* The answer ------------------------------------------------------------------------------------
 */

GBytes *
parvis_status_answer_to_bytes (const ParvisJournalHead *head)
{
  JsonObject *object = json_object_new ();

  json_object_set_object_member (object, "journal", head_to_json (head));
  return object_to_bytes (object);
}

gboolean
parvis_status_answer_parse (GBytes *bytes, ParvisJournalHead *head)
{
  g_autoptr (JsonNode) node = parvis_json_read (bytes, MAX_ANSWER_BYTES, NULL);

  return take_head (parvis_json_node_object (node), "journal", head, NULL);
}

/* The gist --------------------------------------------------------------------------------------
 */

static void
add_word (GChecksum *sum, const char *word)
{
  g_checksum_update (sum, (const guchar *) word, (gssize) strlen (word) + 1);
}

static void
add_number (GChecksum *sum, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  add_word (sum, text);
}

char *
parvis_status_report_gist (const ParvisStatusReport *self)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  add_word (sum, self->program);
  add_number (sum, self->refused);
  add_number (sum, self->oldest >= STUCK_SECONDS);
  add_number (sum, self->disk_size > 0 && self->disk_free < self->disk_size / 10);
  for (guint i = 0; i < self->states->len; i++)
    {
      const ParvisKioskState *state = g_ptr_array_index (self->states, i);

      add_word (sum, state->name);
      add_word (sum, state->word);
    }
  for (guint i = 0; i < self->keys->len; i++)
    {
      const ParvisStatusKey *key = g_ptr_array_index (self->keys, i);

      add_word (sum, key->role);
      add_word (sum, key->state);
      add_number (sum, key->until);
    }
  return g_strdup (g_checksum_get_string (sum));
}
