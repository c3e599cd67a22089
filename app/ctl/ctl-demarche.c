/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvisctl demarche: a démarche without a screen.
 */
#include "app/ctl/ctl.h"

#include "app/demarche/answers.h"
#include "app/demarche/fill.h"
#include "sync/base/json.h"
#include "app/demarche/submission.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define MAX_ANSWERS (64 * 1024 * 1024) /* a few scanned pages in base64 */
#define USAGE       "parvisctl demarche try FICHIER --answers RÉPONSES.json | parvisctl demarche fill FICHIER --seed N"

/* With the screen's language absent, French. (transfer full) (nullable) */
static ParvisDraft *
open_draft (const char *path, GError **error)
{
  g_autoptr (ParvisDemarche) demarche = parvis_demarche_load_file (path, "fr", error);

  return demarche != NULL ? parvis_draft_new (demarche) : NULL;
}

static void
print_json (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, TRUE);

  fputs (text, stdout); /* JSON is UTF-8 in every locale */
  fputc ('\n', stdout);
}

static void
print_faults (const GPtrArray *faults)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *root = json_object_new ();
  JsonArray *errors = json_array_new ();

  for (guint i = 0; i < faults->len; i++)
    {
      const ParvisFault *fault = g_ptr_array_index (faults, i);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "path", fault->path);
      if (fault->part != NULL)
        json_object_set_string_member (item, "part", fault->part);
      json_object_set_string_member (item, "message", fault->message);
      json_array_add_object_element (errors, item);
    }
  json_object_set_array_member (root, "errors", errors);
  json_node_take_object (node, root);
  print_json (node);
}

static gboolean
load_answers (ParvisDraft *draft, const char *path, GError **error)
{
  g_autoptr (JsonNode) node = parvis_json_load (path, MAX_ANSWERS, error);

  if (node == NULL)
    return FALSE;
  if (parvis_draft_load_answers (draft, node, error))
    return TRUE;
  g_prefix_error (error, "%s : ", path);
  return FALSE;
}

static int
run_try (const char *path, const char *answers)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDraft) draft = open_draft (path, &error);
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (ParvisSubmission) submission = NULL;

  if (draft == NULL || !load_answers (draft, answers, &error))
    return parvis_ctl_fail (error);
  faults = parvis_draft_check (draft);
  if (faults->len > 0)
    {
      print_faults (faults);
      return PARVIS_CTL_FAULTS;
    }
  submission = parvis_submission_new (draft, "parvisctl", "fr", &error);
  if (submission == NULL)
    return parvis_ctl_fail (error);
  print_json (submission->json);
  return PARVIS_CTL_OK;
}

static int
run_fill (const char *path, const char *seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDraft) draft = NULL;
  g_autoptr (JsonNode) answers = NULL;
  guint64 number;

  if (!g_ascii_string_to_unsigned (seed, 10, 0, G_MAXUINT32, &number, NULL))
    {
      g_set_error (&error, PARVIS_DEMARCHE_ERROR, PARVIS_DEMARCHE_ERROR_INVALID,
                   _ ("--seed %s : indiquez un nombre entier, par exemple 1."), seed);
      return parvis_ctl_fail (error);
    }
  draft = open_draft (path, &error);
  if (draft == NULL || !parvis_draft_fill (draft, (guint32) number, &error))
    return parvis_ctl_fail (error);
  answers = parvis_draft_answers_with_content (draft);
  print_json (answers);
  return PARVIS_CTL_OK;
}

int
parvis_ctl_demarche (int argc, char **argv)
{
  if (argc == 4 && strcmp (argv[0], "try") == 0 && strcmp (argv[2], "--answers") == 0)
    return run_try (argv[1], argv[3]);
  if (argc == 4 && strcmp (argv[0], "fill") == 0 && strcmp (argv[2], "--seed") == 0)
    return run_fill (argv[1], argv[3]);
  return parvis_ctl_usage (USAGE);
}
