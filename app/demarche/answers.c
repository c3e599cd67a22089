/* SPDX-License-Identifier: EUPL-1.2
 *
 * Answers on their way out: what is shown and answered, as JSON and as attachments.
 */
#include "app/demarche/answers.h"

#include "app/demarche/draft-private.h"
#include "app/demarche/validate.h"

#include <string.h>

static void
answer_free (ParvisAnswer *answer)
{
  g_free (answer->path);
  g_free (answer);
}

void
parvis_attachment_free (ParvisAttachment *attachment)
{
  g_free (attachment->name);
  g_free (attachment->path);
  g_free (attachment->media_type);
  g_bytes_unref (attachment->bytes);
  g_free (attachment);
}

static void
add_answer (ParvisDraft *draft, const ParvisField *field, const ParvisField *repeat, guint row, guint number,
            GPtrArray *answers)
{
  const ParvisValue *value = parvis_draft_value (draft, field, repeat, row);
  ParvisAnswer *answer;

  if (field->type == PARVIS_FIELD_EXPLANATION || parvis_value_is_empty (value)
      || !parvis_draft_field_visible (draft, field, repeat, row))
    return;
  answer = g_new0 (ParvisAnswer, 1);
  *answer = (ParvisAnswer){ field, repeat, number, value, parvis_field_path (field, repeat, number) };
  g_ptr_array_add (answers, answer);
}

static void
add_rows (ParvisDraft *draft, const ParvisField *repeat, GPtrArray *answers)
{
  guint number = 0;

  if (!parvis_draft_field_visible (draft, repeat, NULL, 0))
    return;
  for (guint row = 0; row < parvis_draft_rows (draft, repeat); row++)
    {
      if (parvis_draft_row_is_blank (draft, repeat, row))
        continue;
      for (guint i = 0; i < repeat->fields->len; i++)
        add_answer (draft, g_ptr_array_index (repeat->fields, i), repeat, row, number, answers);
      number++;
    }
}

GPtrArray *
parvis_draft_answered (ParvisDraft *draft)
{
  g_autoptr (GPtrArray) steps = parvis_draft_steps (draft);
  GPtrArray *answers = g_ptr_array_new_with_free_func ((GDestroyNotify) answer_free);

  for (guint i = 0; i < steps->len; i++)
    {
      const ParvisStep *step = g_ptr_array_index (steps, i);

      for (guint j = 0; j < step->fields->len; j++)
        {
          const ParvisField *field = g_ptr_array_index (step->fields, j);

          if (field->type == PARVIS_FIELD_REPEAT)
            add_rows (draft, field, answers);
          else
            add_answer (draft, field, NULL, 0, 0, answers);
        }
    }
  return answers;
}

static const char *
extension (const char *media_type)
{
  if (strcmp (media_type, "image/jpeg") == 0)
    return "jpg";
  if (strcmp (media_type, "image/png") == 0)
    return "png";
  return strcmp (media_type, "application/pdf") == 0 ? "pdf" : "bin";
}

static char *
member_name (const ParvisAnswer *answer, const ParvisValue *page, guint document, guint number)
{
  return g_strdup_printf ("attachments/%02u-%s-%u.%s", document, answer->field->id, number,
                          extension (parvis_value_media_type (page)));
}

static gboolean
is_document (const ParvisAnswer *answer)
{
  return answer->field->type == PARVIS_FIELD_FILE || answer->field->type == PARVIS_FIELD_SIGNATURE;
}

static const ParvisValue *
page_of (const ParvisValue *value, guint index)
{
  return parvis_value_kind (value) == PARVIS_VALUE_FILE ? value : parvis_value_item (value, index);
}

static guint
count_pages (const ParvisValue *value)
{
  return parvis_value_kind (value) == PARVIS_VALUE_FILE ? 1 : parvis_value_length (value);
}

static void
add_attachments (const ParvisAnswer *answer, guint document, GPtrArray *attachments)
{
  for (guint i = 0; i < count_pages (answer->value); i++)
    {
      const ParvisValue *page = page_of (answer->value, i);
      ParvisAttachment *attachment;

      if (parvis_value_bytes (page) == NULL)
        continue;
      attachment = g_new0 (ParvisAttachment, 1);
      attachment->name = member_name (answer, page, document, i + 1);
      attachment->path = g_strdup (answer->path);
      attachment->media_type = g_strdup (parvis_value_media_type (page));
      attachment->bytes = g_bytes_ref (parvis_value_bytes (page));
      g_ptr_array_add (attachments, attachment);
    }
}

GPtrArray *
parvis_draft_attachments (ParvisDraft *self)
{
  g_autoptr (GPtrArray) answers = parvis_draft_answered (self);
  GPtrArray *attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_attachment_free);
  guint documents = 0;

  for (guint i = 0; i < answers->len; i++)
    if (is_document (g_ptr_array_index (answers, i)))
      add_attachments (g_ptr_array_index (answers, i), ++documents, attachments);
  return attachments;
}

static JsonNode *
page_node (const ParvisAnswer *answer, const ParvisValue *page, guint document, guint number)
{
  JsonNode *node = parvis_value_to_json (page);
  g_autofree char *name = member_name (answer, page, document, number);

  json_object_set_string_member (json_node_get_object (node), "name", name);
  return node;
}

static JsonNode *
document_node (const ParvisAnswer *answer, guint document)
{
  JsonNode *node;
  JsonArray *pages;

  if (parvis_value_kind (answer->value) == PARVIS_VALUE_FILE)
    return page_node (answer, answer->value, document, 1);
  pages = json_array_new ();
  for (guint i = 0; i < parvis_value_length (answer->value); i++)
    json_array_add_element (pages, page_node (answer, parvis_value_item (answer->value, i), document, i + 1));
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, pages);
  return node;
}

static JsonNode *
plain_node (const ParvisAnswer *answer, gboolean content)
{
  g_autoptr (ParvisValue) tidy = parvis_field_tidy (answer->field, answer->value);

  return content ? parvis_value_to_json_with_content (tidy) : parvis_value_to_json (tidy);
}

/* The object that an answer goes into: the démarche's or its row's, made when it is the first of the row. */
static JsonObject *
object_for (JsonObject *root, const ParvisAnswer *answer)
{
  JsonArray *rows;

  if (answer->repeat == NULL)
    return root;
  if (!json_object_has_member (root, answer->repeat->id))
    json_object_set_array_member (root, answer->repeat->id, json_array_new ());
  rows = json_object_get_array_member (root, answer->repeat->id);
  if (json_array_get_length (rows) <= answer->row)
    json_array_add_object_element (rows, json_object_new ());
  return json_array_get_object_element (rows, answer->row);
}

static JsonNode *
answers_node (ParvisDraft *draft, gboolean content)
{
  g_autoptr (GPtrArray) answers = parvis_draft_answered (draft);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *root = json_object_new ();
  guint documents = 0;

  for (guint i = 0; i < answers->len; i++)
    {
      const ParvisAnswer *answer = g_ptr_array_index (answers, i);
      JsonNode *value
          = is_document (answer) && !content ? document_node (answer, ++documents) : plain_node (answer, content);

      json_object_set_member (object_for (root, answer), answer->field->id, value);
    }
  json_node_take_object (node, root);
  return node;
}

JsonNode *
parvis_draft_answers (ParvisDraft *self)
{
  return answers_node (self, FALSE);
}

JsonNode *
parvis_draft_answers_with_content (ParvisDraft *self)
{
  return answers_node (self, TRUE);
}
