/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvisctl journal as a technician and a script run it.
 */
#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>

#include "sync/journal/journal.h"
#include "sync/scratch.h"

static int
run (const Scratch *scratch, const char *const *words, char **out, char **err)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "bin", "parvisctl", NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  int status;

  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (char *) "journal");
  for (const char *const *word = words; *word != NULL; word++)
    g_ptr_array_add (argv, (char *) *word);
  g_ptr_array_add (argv, (char *) "--config");
  g_ptr_array_add (argv, (char *) "parvis.conf");
  g_ptr_array_add (argv, NULL);
  g_assert_true (g_spawn_sync (scratch->folder, (char **) argv->pdata, NULL, 0, NULL, NULL, out, err, &status, &error));
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

#define RUN(scratch, out, err, ...) run ((scratch), (const char *const[]){ __VA_ARGS__, NULL }, (out), (err))
#define RUN_PLAIN(scratch, out)     run ((scratch), (const char *const[]){ NULL }, (out), NULL)

static Scratch *
make_kiosk (gboolean with_entries)
{
  Scratch *scratch = scratch_new ();
  g_autofree char *path = scratch_path (scratch, "journal.db");
  g_autoptr (ParvisJournal) journal = parvis_journal_new (path, "parvis-kiosk");

  g_free (scratch_write (scratch, "parvis.conf",
                         "[kiosk]\nid=b\nstate=.\n[trust]\nca=ca.pem\nenvelope=e.pem\n[hub]\nurl=https://h/\n"));
  if (!with_entries)
    return scratch;
  g_assert_true (parvis_journal_add (journal, PARVIS_JOURNAL_SYS_STARTUP, "0.1.0", NULL));
  g_assert_true (parvis_journal_add (journal, PARVIS_JOURNAL_DEVICE_FAILED, "printer: no-paper", NULL));
  g_assert_true (parvis_journal_add (journal, PARVIS_JOURNAL_SYS_SHUTDOWN, NULL, NULL));
  return scratch;
}

static void
test_sentences (void)
{
  g_autoptr (Scratch) scratch = make_kiosk (TRUE);
  g_autofree char *out = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_cmpint (RUN_PLAIN (scratch, &out), ==, 0);
  lines = g_strsplit (out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4); /* the last one is empty */
  g_assert_nonnull (strstr (lines[0], "parvis-kiosk"));
  g_assert_nonnull (strstr (lines[0], "démarre"));
  g_assert_nonnull (strstr (lines[1], "[printer: no-paper]"));
  g_assert_null (strchr (lines[2], '['));
}

static void
test_json (void)
{
  g_autoptr (Scratch) scratch = make_kiosk (TRUE);
  g_autofree char *out = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *entry;

  g_assert_cmpint (RUN (scratch, &out, NULL, "--json", "--event", "device_failed", "--since", "2026-01-01"), ==, 0);
  root = json_from_string (out, NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (root)), ==, 1);
  entry = json_array_get_object_element (json_node_get_array (root), 0);
  g_assert_cmpint (json_object_get_int_member (entry, "seq"), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (entry, "event"), ==, "device_failed");
}

static void
test_later (void)
{
  g_autoptr (Scratch) scratch = make_kiosk (TRUE);
  g_autofree char *out = NULL;

  g_assert_cmpint (RUN (scratch, &out, NULL, "--since", "2199-01-01"), ==, 0);
  g_assert_cmpstr (out, ==, "");
}

static void
tamper (const Scratch *scratch)
{
  g_autofree char *path = scratch_path (scratch, "journal.db");
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "DELETE FROM entry WHERE seq = 2", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_verified (void)
{
  g_autoptr (Scratch) scratch = make_kiosk (TRUE);
  g_autofree char *sound = NULL;
  g_autofree char *broken = NULL;
  g_autofree char *json = NULL;
  g_autofree char *cut = NULL;

  g_assert_cmpint (RUN (scratch, &sound, NULL, "--verify"), ==, 0);
  g_assert_nonnull (strstr (sound, "intact"));
  g_assert_cmpint (RUN (scratch, &cut, NULL, "--verify", "--head", "9:" PARVIS_JOURNAL_NO_HASH), ==, 1);
  g_assert_nonnull (strstr (cut, "coupée à partir de l’entrée 4"));
  tamper (scratch);
  g_assert_cmpint (RUN (scratch, &broken, NULL, "--verify"), ==, 1);
  g_assert_nonnull (strstr (broken, "L’entrée 2"));
  g_assert_cmpint (RUN (scratch, &json, NULL, "--verify", "--json"), ==, 1);
  g_assert_nonnull (strstr (json, "\"missing\""));
}

static void
test_empty (void)
{
  g_autoptr (Scratch) scratch = make_kiosk (FALSE);
  g_autofree char *out = NULL;
  g_autofree char *said = NULL;

  g_assert_cmpint (RUN_PLAIN (scratch, &out), ==, 0);
  g_assert_cmpstr (out, ==, "");
  g_assert_cmpint (RUN (scratch, &said, NULL, "--verify"), ==, 0);
}

static void
test_misused (void)
{
  g_autoptr (Scratch) scratch = make_kiosk (FALSE);
  const char *const misused[][4] = {
    { "--since", "hier", "--since", NULL },
    { "--event", "sys_", "--event", NULL },
    { "--head", "12", "--head", NULL },
    { "--follow", "--json", "--follow", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (misused); i++)
    {
      g_autofree char *err = NULL;

      g_assert_cmpint (RUN (scratch, NULL, &err, misused[i][0], misused[i][1]), ==, 1);
      g_assert_nonnull (strstr (err, misused[i][2]));
    }
  g_assert_cmpint (RUN (scratch, NULL, NULL, "--nope"), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/journal/sentences", test_sentences);
  g_test_add_func ("/ctl/journal/json", test_json);
  g_test_add_func ("/ctl/journal/later", test_later);
  g_test_add_func ("/ctl/journal/verified", test_verified);
  g_test_add_func ("/ctl/journal/empty", test_empty);
  g_test_add_func ("/ctl/journal/misused", test_misused);
  return g_test_run ();
}
