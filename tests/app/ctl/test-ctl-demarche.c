/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvisctl demarche as a technician and a script run it.
 */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/wait.h>

typedef struct
{
  char *folder;
  char *answers; /* a file in it */
  char *demarche;
} Bench;

static void
set_up (Bench *bench, gconstpointer data)
{
  bench->folder = g_dir_make_tmp ("parvis-ctl-XXXXXX", NULL);
  bench->answers = g_build_filename (bench->folder, "answers.json", NULL);
  bench->demarche = g_test_build_filename (G_TEST_DIST, "tests/app/demarche/data/demarches/tous-les-types.json", NULL);
}

static void
tear_down (Bench *bench, gconstpointer data)
{
  g_unlink (bench->answers);
  g_assert_cmpint (g_rmdir (bench->folder), ==, 0); /* nothing was left there */
  g_free (bench->answers);
  g_free (bench->demarche);
  g_free (bench->folder);
}

static int
run (const char *const *words, char **out, char **err)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "bin", "parvisctl", NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  int status;

  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, "demarche");
  for (const char *const *word = words; *word != NULL; word++)
    g_ptr_array_add (argv, (char *) *word);
  g_ptr_array_add (argv, NULL);
  g_assert_true (g_spawn_sync (NULL, (char **) argv->pdata, NULL, 0, NULL, NULL, out, err, &status, &error));
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

#define RUN(out, err, ...) run ((const char *const[]){ __VA_ARGS__, NULL }, (out), (err))

static void
test_fill_then_try (Bench *bench, gconstpointer data)
{
  g_autofree char *filled = NULL, *again = NULL, *submission = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *root;

  g_assert_cmpint (RUN (&filled, NULL, "fill", bench->demarche, "--seed", "7"), ==, 0);
  g_assert_cmpint (RUN (&again, NULL, "fill", bench->demarche, "--seed", "7"), ==, 0);
  g_assert_cmpstr (filled, ==, again);
  g_assert_true (g_file_set_contents (bench->answers, filled, -1, NULL));
  g_assert_cmpint (RUN (&submission, NULL, "try", bench->demarche, "--answers", bench->answers), ==, 0);
  node = json_from_string (submission, NULL);
  root = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (root, "kiosk"), ==, "parvisctl");
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (root, "attachments")), >=, 3);
}

static void
test_try_faults (Bench *bench, gconstpointer data)
{
  g_autofree char *out = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *errors;
  JsonObject *first;

  g_assert_true (g_file_set_contents (bench->answers, "{\"e\": \"jeanne\"}", -1, NULL));
  g_assert_cmpint (RUN (&out, NULL, "try", bench->demarche, "--answers", bench->answers), ==, 1);
  node = json_from_string (out, NULL);
  errors = json_object_get_array_member (json_node_get_object (node), "errors");
  g_assert_cmpuint (json_array_get_length (errors), >, 20);
  first = json_array_get_object_element (errors, 0);
  g_assert_cmpstr (json_object_get_string_member (first, "path"), ==, "t");
  first = json_array_get_object_element (errors, 2);
  g_assert_cmpstr (json_object_get_string_member (first, "path"), ==, "e");
  g_assert_nonnull (strstr (json_object_get_string_member (first, "message"), "le signe @"));
}

/* One line that names the thing, nothing on standard output. */
static void
assert_fails (Bench *bench, const char *answers, const char *names)
{
  g_autofree char *out = NULL, *err = NULL;

  g_assert_true (g_file_set_contents (bench->answers, answers, -1, NULL));
  g_assert_cmpint (RUN (&out, &err, "try", bench->demarche, "--answers", bench->answers), ==, 1);
  g_test_message ("%s", err);
  g_assert_cmpstr (out, ==, "");
  g_assert_nonnull (strstr (err, names));
  g_assert_true (strchr (err, '\n') == err + strlen (err) - 1);
}

static void
test_unreadable (Bench *bench, gconstpointer data)
{
  g_autofree char *deep = g_strnfill (50000, '[');
  g_autofree char *err = NULL;

  assert_fails (bench, "", "answers.json");
  assert_fails (bench, "{\"t\": ", "answers.json");
  assert_fails (bench, deep, "answers.json");
  assert_fails (bench, "{\"t\": \"\xff\"}", "UTF-8");
  assert_fails (bench, "[]", "answers.json");
  assert_fails (bench, "{\"inconnu\": 1}", "inconnu");
  assert_fails (bench, "{\"i\": true}", "i\u00a0:");
  g_assert_cmpint (RUN (NULL, &err, "try", "/nowhere.json", "--answers", bench->answers), ==, 1);
  g_assert_nonnull (strstr (err, "/nowhere.json"));
}

static void
test_usage (Bench *bench, gconstpointer data)
{
  g_autofree char *err = NULL;

  g_assert_cmpint (RUN (NULL, NULL, "try", bench->demarche), ==, 2);
  g_assert_cmpint (RUN (NULL, NULL, "guess"), ==, 2);
  g_assert_cmpint (RUN (NULL, &err, "fill", bench->demarche, "--seed", "-1"), ==, 1);
  g_assert_nonnull (strstr (err, "--seed -1"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/ctl-demarche/fill-then-try", Bench, NULL, set_up, test_fill_then_try, tear_down);
  g_test_add ("/ctl-demarche/try-faults", Bench, NULL, set_up, test_try_faults, tear_down);
  g_test_add ("/ctl-demarche/unreadable", Bench, NULL, set_up, test_unreadable, tear_down);
  g_test_add ("/ctl-demarche/usage", Bench, NULL, set_up, test_usage, tear_down);
  return g_test_run ();
}
