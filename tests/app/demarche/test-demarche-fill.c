/* SPDX-License-Identifier: EUPL-1.2
 *
 * The property: whatever a definition that loads asks, random answers are found for it, and what was found is
 * accepted when it comes back as a file. Over the démarches of this folder's data/, or of the folder named as
 * argument (*.json):
 *
 *   test-demarche-fill [--seeds N] [DIR]
 */
#include "app/content/fault.h"
#include "app/content/schema.h"
#include "app/demarche/answers.h"
#include "app/demarche/fill.h"
#include "app/demarche/submission.h"

#include <stdlib.h>
#include <string.h>

static gint seeds = 200;
static gboolean tap;

static const GOptionEntry options[] = {
  { "seeds", 0, 0, G_OPTION_ARG_INT, &seeds, "Random fillings of each démarche", "N" },
  { "tap", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &tap, NULL, NULL }, /* every test of ours is given it */
  G_OPTION_ENTRY_NULL,
};

/* What goes wrong with one seed, in one line; %NULL when nothing does. */
static char *
reject (ParvisDemarche *demarche, JsonNode *answers, ParvisSchemas *schemas)
{
  g_autoptr (ParvisDraft) draft = parvis_draft_new (demarche);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_bundle_fault_free);
  g_autoptr (ParvisSubmission) submission = NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (GError) error = NULL;

  if (!parvis_draft_load_answers (draft, answers, &error))
    return g_strdup (error->message);
  submission = parvis_submission_new (draft, "essai", "fr", &error);
  if (submission == NULL)
    return g_strdup (error->message);
  if (!parvis_schemas_validate (schemas, "submission.schema.json", submission->json, "submission.json", faults, NULL,
                                NULL))
    return g_strdup (((ParvisBundleFault *) g_ptr_array_index (faults, 0))->message);
  again = parvis_draft_answers_with_content (draft);
  return json_node_equal (again, answers) ? NULL : g_strdup ("what was loaded is not what was filled");
}

static char *
try_seed (ParvisDemarche *demarche, guint32 seed, ParvisSchemas *schemas)
{
  g_autoptr (ParvisDraft) draft = parvis_draft_new (demarche);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answers = NULL;

  if (!parvis_draft_fill (draft, seed, &error))
    return g_strdup (error->message);
  answers = parvis_draft_answers_with_content (draft);
  return reject (demarche, answers, schemas);
}

/* Which questions were never answered by any seed: a filling that meets half of a form tests half of it. */
static void
note_met (ParvisDemarche *demarche, guint32 seed, GHashTable *met)
{
  g_autoptr (ParvisDraft) draft = parvis_draft_new (demarche);
  g_autoptr (GPtrArray) answers = NULL;

  if (!parvis_draft_fill (draft, seed, NULL))
    return;
  answers = parvis_draft_answered (draft);
  for (guint i = 0; i < answers->len; i++)
    g_hash_table_add (met, (gpointer) ((ParvisAnswer *) g_ptr_array_index (answers, i))->field);
}

static guint
count_questions (const GPtrArray *fields)
{
  guint count = 0;

  for (guint i = 0; i < fields->len; i++)
    {
      const ParvisField *field = g_ptr_array_index (fields, i);

      if (field->type == PARVIS_FIELD_REPEAT)
        count += count_questions (field->fields);
      else
        count += field->type != PARVIS_FIELD_EXPLANATION;
    }
  return count;
}

static guint
count_all (const ParvisDemarche *demarche)
{
  guint count = 0;

  for (guint i = 0; i < demarche->steps->len; i++)
    count += count_questions (((ParvisStep *) g_ptr_array_index (demarche->steps, i))->fields);
  return count;
}

/* @thorough: every question must be met by some seed. */
static gboolean
check_file (const char *path, ParvisSchemas *schemas, gboolean thorough)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDemarche) demarche = parvis_demarche_load_file (path, "fr", &error);
  g_autoptr (GHashTable) met = g_hash_table_new (g_direct_hash, g_direct_equal);
  gint64 start = g_get_monotonic_time ();
  guint refused = 0;

  if (demarche == NULL)
    {
      g_printerr ("%s\n", error->message);
      return FALSE;
    }
  for (guint32 seed = 0; seed < (guint32) seeds; seed++)
    {
      g_autofree char *why = try_seed (demarche, seed, schemas);

      if (why != NULL && refused++ == 0)
        g_printerr ("%s, seed %u: %s\n", path, seed, why);
      if (seed < 50)
        note_met (demarche, seed, met);
    }
  g_print ("%s: %d seeds, %u refused, %u of %u questions met, %.1f ms a seed\n", path, seeds, refused,
           g_hash_table_size (met), count_all (demarche),
           (double) (g_get_monotonic_time () - start) / 1000 / MAX (seeds, 1));
  return refused == 0 && (!thorough || g_hash_table_size (met) == count_all (demarche));
}

static guint
check_folder (const char *folder, ParvisSchemas *schemas, gboolean thorough, guint *bad)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint files = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_str_has_suffix (name, ".json"))
        continue;
      files++;
      *bad += !check_file (path, schemas, thorough);
    }
  return files;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("[DIR]");
  g_autoptr (ParvisSchemas) schemas = parvis_schemas_new ();
  g_autoptr (GError) error = NULL;
  const char *source = g_getenv ("G_TEST_SRCDIR");
  g_autofree char *own
      = g_build_filename (source != NULL ? source : ".", "tests", "app", "demarche", "data", "demarches", NULL);
  guint bad = 0, files;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }
  files = check_folder (argc > 1 ? argv[1] : own, schemas, argc < 2, &bad);
  g_print ("%u démarches, %u with a fault\n", files, bad);
  return files > 0 && bad == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
