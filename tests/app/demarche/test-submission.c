/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/demarche/demarche-fixture.h"
#include "app/demarche/submission.h"

#include <string.h>

#define FIELDS                                                                                                         \
  "{'id': 'nom', 'type': 'text', 'label': 'Votre nom', 'required': true}, {'id': 'ne', 'type': 'date', "               \
  "'label': 'Né le'},"                                                                                                \
  "{'id': 'rien', 'type': 'text', 'label': 'Rien'}, {'id': 'enfants', 'type': 'repeat', 'label': 'Vos "                \
  "enfants', 'fields': ["                                                                                              \
  "{'id': 'prenom', 'type': 'text', 'label': 'Prénom'}, {'id': 'doc', 'type': 'file', 'label': 'Pièce'}]}"

static void
test_json (void)
{
  g_autoptr (ParvisDraft) draft = fixture_draft (FIELDS);
  g_autoptr (ParvisSubmission) submission = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  JsonObject *root;

  fixture_set (draft, "nom", "' Martin '");
  fixture_set (draft, "ne", "'1985-03-12'");
  fixture_set (draft, "enfants",
               "[{}, {'prenom': 'Léo', 'doc': [{'filename': 'x.png', 'type': 'image/png', 'content': "
               "'iVBORw0KGgoAAAANSUhEUg=='}]}]");
  submission = parvis_submission_new (draft, "borne-1", "fr", &error);
  g_assert_no_error (error);
  root = json_node_get_object (submission->json);
  g_assert_cmpstr (json_object_get_string_member (root, "id"), ==, submission->id);
  g_assert_cmpstr (json_object_get_string_member (root, "kiosk"), ==, "borne-1");
  g_assert_cmpuint (submission->attachments->len, ==, 1);
  text = fixture_to_text (submission->json);
  g_assert_nonnull (strstr (text, "\"labels\":{\"nom\":\"Votre nom\",\"ne\":\"Né le\",\"enfants\":\"Vos "
                                  "enfants\",\"enfants.prenom\":\"Prénom\",\"enfants.doc\":\"Pièce\"}"));
  g_assert_nonnull (strstr (text, "\"readable\":{\"nom\":\"Martin\",\"ne\":\"12\u00a0mars "
                                  "1985\",\"enfants[0].prenom\":\"Léo\",\"enfants[0].doc\":\"1 page\"}"));
  g_assert_nonnull (strstr (text, "\"attachments\":[{\"name\":\"attachments/"
                                  "01-doc-1.png\",\"field\":\"enfants[0].doc\",\"type\":\"image/png\",\"size\":16,"));
  g_assert_null (strstr (text, "rien"));
}

static void
test_faults (void)
{
  g_autoptr (ParvisDraft) draft = fixture_draft (FIELDS);
  g_autoptr (GError) error = NULL;

  g_assert_null (parvis_submission_new (draft, "borne-1", "fr", &error));
  g_assert_nonnull (error);
}

static ParvisSubmission *
submit (void)
{
  g_autoptr (ParvisDraft) draft = fixture_draft ("{'id': 'nom', 'type': 'text', 'label': 'Votre nom'}");
  g_autoptr (GError) error = NULL;
  ParvisSubmission *submission = parvis_submission_new (draft, "borne-1", "fr", &error);

  g_assert_no_error (error);
  return submission;
}

/* 3 000 codes of 8 characters: each of the 30 is expected 800 times; 650 and 950 are more than five
 * deviations away. */
static void
test_codes (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint counts[256] = { 0 };

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (ParvisSubmission) submission = submit ();

      g_assert_true (g_uuid_string_is_valid (submission->id) && submission->id[14] == '4');
      g_assert_cmpuint (strlen (submission->code), ==, 8);
      g_assert_true (g_hash_table_add (seen, g_strdup (submission->id)));
      g_assert_true (g_hash_table_add (seen, g_strdup (submission->code)));
      for (const char *c = submission->code; *c != '\0'; c++)
        counts[(guchar) *c]++;
    }
  for (guint c = 0; c < 256; c++)
    if (c != 0 && strchr ("23456789ABCDEFGHJKMNPQRSTVWXYZ", (int) c) != NULL)
      g_assert_true (counts[c] > 650 && counts[c] < 950);
    else
      g_assert_cmpuint (counts[c], ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/submission/json", test_json);
  g_test_add_func ("/submission/faults", test_faults);
  g_test_add_func ("/submission/codes", test_codes);
  return g_test_run ();
}
