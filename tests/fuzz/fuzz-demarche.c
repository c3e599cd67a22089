/* SPDX-License-Identifier: EUPL-1.2
 *
 * A definition from anywhere: read; and when it is one, filled, judged and submitted. What was filled must be
 * accepted.
 */
#include "app/demarche/answers.h"
#include "app/demarche/fill.h"
#include "sync/base/json.h"
#include "app/demarche/submission.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static JsonNode *
lists (const char *id, gpointer user_data)
{
  return json_from_string ("[{\"value\": \"a\", \"label\": \"A\"}]", NULL);
}

static void
use (ParvisDemarche *demarche)
{
  g_autoptr (ParvisDraft) draft = parvis_draft_new (demarche);
  g_autoptr (ParvisDraft) other = parvis_draft_new (demarche);
  g_autoptr (ParvisSubmission) submission = NULL;
  g_autoptr (JsonNode) answers = NULL;

  if (!parvis_draft_fill (draft, 1, NULL))
    return;
  answers = parvis_draft_answers_with_content (draft);
  g_assert (parvis_draft_load_answers (other, answers, NULL));
  submission = parvis_submission_new (other, "essai", "fr", NULL);
  g_assert (submission != NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (JsonNode) node = parvis_json_read (bytes, 65536, NULL);
  g_autoptr (ParvisDemarche) demarche = NULL;
  g_autoptr (GPtrArray) faults = NULL;

  if (node == NULL)
    return 0;
  demarche = parvis_demarche_parse (node, "en", lists, NULL, NULL);
  faults = parvis_demarche_faults (node, lists, NULL);
  g_assert ((demarche == NULL) == (faults->len > 0));
  if (demarche != NULL)
    use (demarche);
  return 0;
}
