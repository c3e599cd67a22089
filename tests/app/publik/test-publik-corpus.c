/* SPDX-License-Identifier: EUPL-1.2
 *
 * The forms real town halls use, all imported at once: the share of conditions translated, a sound bundle,
 * and the property that what is filled at random is accepted. Needs PARVIS_DATA; skipped loudly without it. /
 */
#include "app/content/bundle.h"
#include "app/demarche/answers.h"
#include "app/demarche/fill.h"
#include "app/demarche/submission.h"
#include "app/publik/import.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define FORMS          77
#define MIN_TRANSLATED 0.95
#define SEEDS          5

static char *folder, *out;
static ParvisPublikSummary summary;

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  for (const char *name = dir == NULL ? NULL : g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      remove_tree (child);
    }
  g_remove (path);
}

/* publik/PACKAGE/PACKAGE_/forms/FILE */
static void
collect_forms (const char *path, guint level, GPtrArray *files)
{
  g_autofree char *base = g_path_get_basename (path);
  gboolean in_forms = strcmp (base, "forms") == 0;
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  for (const char *name = dir == NULL ? NULL : g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      if (in_forms)
        g_ptr_array_add (files, g_steal_pointer (&child));
      else if (level < 3)
        collect_forms (child, level + 1, files);
    }
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
test_import (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *publik = g_build_filename (g_getenv ("PARVIS_DATA"), "publik", NULL);
  collect_forms (publik, 0, files);
  g_ptr_array_sort (files, by_name);
  g_assert_cmpuint (files->len, ==, FORMS);
  g_ptr_array_add (files, NULL);
  ParvisPublikOptions options = { .files = (const char *const *) files->pdata, .out = out };
  gboolean done = parvis_publik_import (&options, &summary, &error);
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpuint (summary.forms, ==, FORMS);
}

static void
test_conditions (void)
{
  guint translated = summary.conditions - summary.untranslated;
  g_test_message ("%u conditions, %u translated: %u exact, %u on a free answer, %u leaning on the server; %u "
                  "not translated",
                  summary.conditions, translated, summary.exact, summary.on_free_text, summary.leaning,
                  summary.untranslated);
  g_assert_cmpuint (summary.conditions, >, 700);
  g_assert_cmpuint (summary.exact + summary.on_free_text + summary.leaning, ==, translated);
  g_assert_cmpfloat (translated, >=, MIN_TRANSLATED * summary.conditions);
}

static void
test_bundle (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = parvis_bundle_check (out, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < faults->len; i++)
    {
      const ParvisBundleFault *fault = g_ptr_array_index (faults, i);
      g_test_message ("%s:%s: %s", fault->file, fault->pointer, fault->message);
    }
  g_assert_cmpuint (faults->len, ==, 0);
}

/* An optional box starts unticked, and what is answered stays: tick some, or nothing behind them is ever seen. */
static void
tick_some (ParvisDraft *draft, ParvisDemarche *demarche, GRand *rand)
{
  for (guint i = 0; i < demarche->steps->len; i++)
    {
      const ParvisStep *step = g_ptr_array_index (demarche->steps, i);
      for (guint j = 0; j < step->fields->len; j++)
        {
          const ParvisField *field = g_ptr_array_index (step->fields, j);
          if (field->type == PARVIS_FIELD_YESNO)
            parvis_draft_set (draft, field->id, parvis_value_new_boolean (g_rand_boolean (rand)));
        }
    }
}

/* As `parvisctl demarche fill | parvisctl demarche try` does it: through the answers' JSON, into a draft
 * of its own. */
static void
fill_and_try (ParvisDemarche *demarche, guint32 seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisDraft) filled = parvis_draft_new (demarche);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  tick_some (filled, demarche, rand);
  gboolean done = parvis_draft_fill (filled, seed, &error);
  if (!done)
    g_error ("%s, seed %u: %s", demarche->id, seed, error->message);
  g_autoptr (JsonNode) answers = parvis_draft_answers_with_content (filled);
  g_autoptr (ParvisDraft) tried = parvis_draft_new (demarche);
  if (!parvis_draft_load_answers (tried, answers, &error))
    g_error ("%s, seed %u: %s", demarche->id, seed, error->message);
  g_autoptr (ParvisSubmission) submission = parvis_submission_new (tried, "test", "fr", &error);
  if (submission == NULL)
    g_error ("%s, seed %u: %s", demarche->id, seed, error->message);
}

static void
test_fill (void)
{
  g_autofree char *demarches = g_build_filename (out, "demarches", NULL);
  g_autoptr (GDir) dir = g_dir_open (demarches, 0, NULL);
  guint count = 0;
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir), count++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = g_build_filename (demarches, name, NULL);
      g_autoptr (ParvisDemarche) demarche = parvis_demarche_load_file (path, "fr", &error);
      g_assert_no_error (error);
      for (guint32 seed = 1; seed <= SEEDS; seed++)
        fill_and_try (demarche, seed);
    }
  g_assert_cmpuint (count, ==, FORMS);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *publik
      = g_build_filename (g_getenv ("PARVIS_DATA") != NULL ? g_getenv ("PARVIS_DATA") : "", "publik", NULL);
  g_test_init (&argc, &argv, NULL);
  if (!g_file_test (publik, G_FILE_TEST_IS_DIR))
    {
      printf ("1..0 # SKIP no real forms: PARVIS_DATA/publik is missing (%s)\n", publik);
      return 77;
    }
  folder = g_dir_make_tmp ("parvis-corpus-XXXXXX", &error);
  g_assert_no_error (error);
  out = g_build_filename (folder, "contenu", NULL);
  g_test_add_func ("/publik/corpus/import", test_import);
  g_test_add_func ("/publik/corpus/conditions", test_conditions);
  g_test_add_func ("/publik/corpus/bundle", test_bundle);
  g_test_add_func ("/publik/corpus/fill", test_fill);
  int status = g_test_run ();
  remove_tree (folder);
  parvis_publik_summary_clear (&summary);
  g_free (out);
  g_free (folder);
  return status;
}
