/* SPDX-License-Identifier: EUPL-1.2
 *
 * A draft without faults becomes a submission.
 */
#include "app/demarche/submission.h"

#include "app/demarche/answers.h"
#include "base/secret.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sys/random.h>

#include "sync/seal/tracking-code.h"

static const char code_alphabet[] = PARVIS_TRACKING_CODE_ALPHABET;

#define CODE_LENGTH PARVIS_TRACKING_CODE_LENGTH
#define ALPHABET    (sizeof code_alphabet - 1)
#define FAIR_LIMIT  (256 / ALPHABET * ALPHABET) /* bytes from here on would favour the first characters */

void
parvis_submission_free (ParvisSubmission *submission)
{
  g_free (submission->id);
  g_free (submission->code);
  g_clear_pointer (&submission->json, json_node_unref);
  g_clear_pointer (&submission->attachments, g_ptr_array_unref);
  g_free (submission);
}

/* From the kernel's generator; at most 256 bytes, which getrandom(2) then gives whole. */
static gboolean
random_bytes (guint8 *bytes, gsize size, GError **error)
{
  ssize_t got;

  do
    got = getrandom (bytes, size, 0);
  while (got < 0 && errno == EINTR);
  if (got == (ssize_t) size)
    return TRUE;
  g_set_error (error, PARVIS_DEMARCHE_ERROR, PARVIS_DEMARCHE_ERROR_INVALID,
               _ ("Le système ne donne pas de nombres au hasard : redémarrez la borne."));
  return FALSE;
}

/* RFC 4122, section 4.4. */
static char *
new_uuid (GError **error)
{
  guint8 b[16];

  if (!random_bytes (b, sizeof b, error))
    return NULL;
  b[6] = (guint8) ((b[6] & 0x0f) | 0x40);
  b[8] = (guint8) ((b[8] & 0x3f) | 0x80);
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1], b[2],
                          b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}

static char *
new_code (GError **error)
{
  g_autofree char *code = g_malloc0 (CODE_LENGTH + 1);
  guint8 byte;

  for (guint i = 0; i < CODE_LENGTH;)
    {
      if (!random_bytes (&byte, 1, error))
        return NULL;
      if (byte < FAIR_LIMIT)
        code[i++] = code_alphabet[byte % ALPHABET];
    }
  return g_steal_pointer (&code);
}

static void
add_texts (ParvisDraft *draft, JsonObject *labels, JsonObject *readable)
{
  g_autoptr (GPtrArray) answers = parvis_draft_answered (draft);

  for (guint i = 0; i < answers->len; i++)
    {
      const ParvisAnswer *answer = g_ptr_array_index (answers, i);
      g_autoptr (ParvisSecret) words = parvis_field_describe (answer->field, answer->value);
      g_autofree char *name = answer->repeat != NULL ? g_strdup_printf ("%s.%s", answer->repeat->id, answer->field->id)
                                                     : g_strdup (answer->field->id);

      if (answer->repeat != NULL)
        json_object_set_string_member (labels, answer->repeat->id, answer->repeat->label);
      json_object_set_string_member (labels, name, answer->field->label);
      json_object_set_string_member (readable, answer->path, words);
    }
}

static JsonArray *
attachment_list (const GPtrArray *attachments)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < attachments->len; i++)
    {
      const ParvisAttachment *attachment = g_ptr_array_index (attachments, i);
      g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, attachment->bytes);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "name", attachment->name);
      json_object_set_string_member (item, "field", attachment->path);
      json_object_set_string_member (item, "type", attachment->media_type);
      json_object_set_int_member (item, "size", (gint64) g_bytes_get_size (attachment->bytes));
      json_object_set_string_member (item, "sha256", sum);
      json_array_add_object_element (list, item);
    }
  return list;
}

static JsonObject *
demarche_part (const ParvisDemarche *demarche)
{
  JsonObject *part = json_object_new ();

  json_object_set_string_member (part, "id", demarche->id);
  json_object_set_string_member (part, "title", demarche->title);
  return part;
}

/* RFC 3339, with the offset of the kiosk's own time zone. */
static char *
format_moment (gint64 seconds)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (seconds);

  return g_date_time_format (moment, "%Y-%m-%dT%H:%M:%S%:z");
}

static JsonNode *
write_json (const ParvisSubmission *self, ParvisDraft *draft, const char *kiosk_id, const char *language)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *root = json_object_new ();
  JsonObject *labels = json_object_new (), *readable = json_object_new ();
  g_autofree char *moment = format_moment (self->submitted_at);

  json_object_set_int_member (root, "format", 1);
  json_object_set_string_member (root, "id", self->id);
  json_object_set_string_member (root, "code", self->code);
  json_object_set_string_member (root, "kiosk", kiosk_id);
  json_object_set_object_member (root, "demarche", demarche_part (parvis_draft_demarche (draft)));
  json_object_set_string_member (root, "submitted_at", moment);
  json_object_set_string_member (root, "language", language);
  json_object_set_member (root, "answers", parvis_draft_answers (draft));
  add_texts (draft, labels, readable);
  json_object_set_object_member (root, "labels", labels);
  json_object_set_object_member (root, "readable", readable);
  json_object_set_array_member (root, "attachments", attachment_list (self->attachments));
  json_node_take_object (node, root);
  return node;
}

static gboolean
is_faultless (ParvisDraft *draft, GError **error)
{
  g_autoptr (GPtrArray) faults = parvis_draft_check (draft);
  const ParvisFault *first;

  if (faults->len == 0)
    return TRUE;
  first = g_ptr_array_index (faults, 0);
  g_set_error (error, PARVIS_DEMARCHE_ERROR, PARVIS_DEMARCHE_ERROR_INVALID, _ ("%s : %s"), first->path, first->message);
  return FALSE;
}

ParvisSubmission *
parvis_submission_new (ParvisDraft *draft, const char *kiosk_id, const char *language, GError **error)
{
  g_autoptr (ParvisSubmission) self = g_new0 (ParvisSubmission, 1);

  if (!is_faultless (draft, error))
    return NULL;
  self->id = new_uuid (error);
  self->code = self->id != NULL ? new_code (error) : NULL;
  if (self->code == NULL)
    return NULL;
  self->submitted_at = g_get_real_time () / G_USEC_PER_SEC;
  self->attachments = parvis_draft_attachments (draft);
  self->json = write_json (self, draft, kiosk_id, language);
  return g_steal_pointer (&self);
}
