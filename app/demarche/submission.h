/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/demarche/draft.h"

G_BEGIN_DECLS

/* ParvisSubmission: what is sent, once. submission.json (schema: submission.schema.json): {"format": 1,
 * "id", "code", "kiosk", "demarche": {"id", "title"}, "submitted_at" (RFC 3339 with offset), "language",
 * "answers": {...}, "labels": {"field": "the words that were asked"}, "readable": {"field": "the answer as
 * the person saw it"}, "attachments": [{"name", "field", "type", "size", "sha256"}]}
 */
typedef struct
{
  char *id; /* random UUID */
  /* tracking code: 8 characters of 23456789ABCDEFGHJKMNPQRSTVWXYZ (no 0/O, 1/I/L, U), shown as "7F4K 29QX" */
  char *code;
  gint64 submitted_at; /* Unix seconds */
  JsonNode *json;
  GPtrArray *attachments; /* of ParvisAttachment */
} ParvisSubmission;
void parvis_submission_free (ParvisSubmission *submission);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisSubmission, parvis_submission_free)

/* %NULL with an error when the draft still has faults: what is submitted is always valid. */
ParvisSubmission *parvis_submission_new (ParvisDraft *draft, const char *kiosk_id, const char *language,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
