/* SPDX-License-Identifier: EUPL-1.2
 *
 * Counters, and what parvisctl says of them.
 */
#include "app/counts/counts-private.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

typedef struct
{
  char *folder, *path;
  ParvisCounts *counts;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("parvis-counts-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "counts.db", NULL);
  fixture->counts = parvis_counts_new (fixture->path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *config = g_build_filename (fixture->folder, "parvis.conf", NULL);

  g_clear_pointer (&fixture->counts, parvis_counts_free);
  g_remove (fixture->path);
  g_remove (config);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0); /* no journal stays beside */
  g_free (fixture->folder);
  g_free (fixture->path);
}

static GPtrArray *
read_counts (Fixture *fixture, const char *since)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *counts = parvis_counts_read (fixture->path, since, &error);

  g_assert_no_error (error);
  return counts;
}

static void
assert_count (GPtrArray *counts, guint index, const char *event, const char *subject, const char *detail, gint64 n)
{
  const ParvisCount *count;

  g_assert_cmpuint (index, <, counts->len);
  count = g_ptr_array_index (counts, index);
  g_assert_cmpstr (count->event, ==, event);
  g_assert_cmpstr (count->subject, ==, subject);
  g_assert_cmpstr (count->detail, ==, detail);
  g_assert_cmpint (count->n, ==, n);
}

static void
end (Fixture *fixture)
{
  g_clear_pointer (&fixture->counts, parvis_counts_free);
}

static void
test_counts_add_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = read_counts (fixture, NULL), counts = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  for (int i = 0; i < 3; i++)
    parvis_counts_add (fixture->counts, PARVIS_COUNT_SESSION, NULL, NULL);
  parvis_counts_add (fixture->counts, PARVIS_COUNT_DEMARCHE_LEFT, "acte-naissance", "Qui_1");
  end (fixture);
  fixture->counts = parvis_counts_new (fixture->path);
  parvis_counts_add (fixture->counts, PARVIS_COUNT_SESSION, NULL, NULL);
  end (fixture);
  counts = read_counts (fixture, NULL);
  g_assert_cmpuint (counts->len, ==, 2);
  assert_count (counts, 0, "demarche-left", "acte-naissance", "Qui_1", 1);
  assert_count (counts, 1, "session", "", "", 4);
}

/* What is not an identifier is not kept; the event is counted all the same. */
static void
test_no_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) counts = NULL;
  g_autofree char *file = NULL, *text = NULL, *longest = g_strnfill (65, 'a');
  gsize length;

  parvis_counts_add (fixture->counts, PARVIS_COUNT_SEARCH_EMPTY, "Anne Sophie", "Lefèvre");
  parvis_counts_add (fixture->counts, PARVIS_COUNT_SEARCH_EMPTY, "02 00 00 00 20", "a'; DROP TABLE count; --");
  parvis_counts_add (fixture->counts, PARVIS_COUNT_SEARCH_EMPTY, longest, "anne@exemple.fr");
  end (fixture);
  counts = read_counts (fixture, NULL);
  g_assert_cmpuint (counts->len, ==, 1);
  assert_count (counts, 0, "search-empty", "", "", 3);
  g_assert_true (g_file_get_contents (fixture->path, &file, &length, NULL));
  g_assert_null (g_strstr_len (file, (gssize) length, "Sophie"));
}

static gboolean
has_size (gpointer path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 && status.st_size > 0;
}

/* In the background: the file is there before the counter is. */
static void
test_flush (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) counts = NULL;

  parvis_counts_add (fixture->counts, PARVIS_COUNT_PRINT, "receipt", NULL);
  parvis_counts_flush (fixture->counts);
  parvis_counts_add (fixture->counts, PARVIS_COUNT_PRINT, "receipt", NULL); /* while the first is being written */
  parvis_counts_flush (fixture->counts);
  while (g_main_context_iteration (NULL, TRUE) && !has_size (fixture->path))
    continue;
  end (fixture);
  counts = read_counts (fixture, NULL);
  assert_count (counts, 0, "print", "receipt", "", 2);
}

/* A disk that refuses: what was counted waits, and is written once it can be. */
static void
test_waits_for_the_disk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) counts = NULL;

  g_test_expect_message ("parvis-app", G_LOG_LEVEL_MESSAGE, "counts are not written*");
  g_assert_true (g_file_set_contents (fixture->path, "ceci n'est pas une base", -1, NULL));
  parvis_counts_add (fixture->counts, PARVIS_COUNT_SESSION, NULL, NULL);
  parvis_counts_flush (fixture->counts);
  g_main_context_iteration (NULL, TRUE);
  g_test_assert_expected_messages ();
  g_remove (fixture->path);
  end (fixture);
  counts = read_counts (fixture, NULL);
  assert_count (counts, 0, "session", "", "", 1);
}

static ParvisTally *
new_tally (const char *day, const char *subject)
{
  ParvisTally *tally = g_new0 (ParvisTally, 1);

  *tally = (ParvisTally){ (char *) day, PARVIS_COUNT_SERVICE, (char *) subject, (char *) "", 1 };
  return tally;
}

static void
test_old_days_go (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) tallies = g_ptr_array_new_with_free_func (g_free), counts = NULL, since = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (tallies, new_tally ("2020-01-01", "vieux"));
  g_assert_true (parvis_counts_write (fixture->path, tallies, &error));
  g_ptr_array_set_size (tallies, 0);
  g_ptr_array_add (tallies, new_tally ("2100-01-01", "neuf"));
  g_ptr_array_add (tallies, new_tally ("2100-01-02", "neuf"));
  g_assert_true (parvis_counts_write (fixture->path, tallies, &error));
  counts = read_counts (fixture, NULL);
  g_assert_cmpuint (counts->len, ==, 2);
  assert_count (counts, 0, "service", "neuf", "", 1);
  since = read_counts (fixture, "2100-01-02");
  g_assert_cmpuint (since->len, ==, 1);
}

static char *
run_ctl (Fixture *fixture, const char *option, int *status)
{
  g_autofree char *config = g_build_filename (fixture->folder, "parvis.conf", NULL);
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "bin", "parvisctl", NULL);
  const char *argv[] = { program, "counts", "--config", config, option, NULL };
  char *output = NULL;

  g_assert_true (g_file_set_contents (config,
                                      "[kiosk]\nid=essai\nstate=.\n[trust]\nca=ca.pem\nenvelope=e.pem\n"
                                      "[hub]\nurl=https://localhost:1/\n",
                                      -1, NULL));
  g_assert_true (
      g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, status, NULL));
  return output;
}

static void
test_ctl (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nothing = NULL, *lines = NULL, *json = NULL, *wrong = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *first;
  int status;

  nothing = run_ctl (fixture, NULL, &status);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (nothing, ==, "");
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS)); /* looking makes nothing */
  parvis_counts_add (fixture->counts, PARVIS_COUNT_SATISFACTION, "bac", "5");
  end (fixture);
  lines = run_ctl (fixture, NULL, &status);
  g_assert_nonnull (strstr (lines, "satisfaction          1  bac 5"));
  json = run_ctl (fixture, "--json", &status);
  node = json_from_string (json, NULL);
  first = json_array_get_object_element (json_node_get_array (node), 0);
  g_assert_cmpstr (json_object_get_string_member (first, "event"), ==, "satisfaction");
  g_assert_cmpint (json_object_get_int_member (first, "n"), ==, 1);
  wrong = run_ctl (fixture, "--since=hier", &status);
  g_assert_false (g_spawn_check_wait_status (status, NULL));
}

#define ADD(name, function) g_test_add ("/counts/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("add-up", test_counts_add_up);
  ADD ("no-words", test_no_words);
  ADD ("flush", test_flush);
  ADD ("waits-for-the-disk", test_waits_for_the_disk);
  ADD ("old-days-go", test_old_days_go);
  ADD ("ctl", test_ctl);
  return g_test_run ();
}
