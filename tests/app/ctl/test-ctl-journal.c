/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvisctl journal as a technician and a script run it.
 */
#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <sys/wait.h>

#include "sync/journal-fixture.h"
#include "sync/queue/outbox.h"
#include "sync/spoil.h"

static int
run_command (const Scratch *scratch, const char *command, const char *const *words, char **out, char **err)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "bin", "parvisctl", NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  int status;

  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (char *) command);
  for (const char *const *word = words; *word != NULL; word++)
    g_ptr_array_add (argv, (char *) *word);
  g_ptr_array_add (argv, (char *) "--config");
  g_ptr_array_add (argv, (char *) "parvis.conf");
  g_ptr_array_add (argv, NULL);
  g_assert_true (g_spawn_sync (scratch->folder, (char **) argv->pdata, NULL, 0, NULL, NULL, out, err, &status, &error));
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

#define RUN(scratch, out, err, ...)                                                                                    \
  run_command ((scratch), "journal", (const char *const[]){ __VA_ARGS__, NULL }, (out), (err))
#define RUN_PLAIN(scratch, out) run_command ((scratch), "journal", (const char *const[]){ NULL }, (out), NULL)

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

/* Each event of an entry is one plain sentence of its own, in French, and says nothing of how it is named on the wire.
 */
static void
test_each_event (void)
{
  g_autoptr (Scratch) scratch = make_kiosk (FALSE);
  g_autofree char *path = scratch_path (scratch, "journal.db"), *out = NULL;
  g_autoptr (ParvisJournal) journal = parvis_journal_new (path, "parvis-kiosk");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) lines = NULL;

  for (guint i = PARVIS_JOURNAL_SYS_SHUTDOWN; i < PARVIS_JOURNAL_EVENTS; i++)
    g_assert_true (parvis_journal_add (journal, (ParvisJournalEvent) i, NULL, NULL));
  g_assert_cmpint (RUN_PLAIN (scratch, &out), ==, 0);
  lines = g_strsplit (out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, PARVIS_JOURNAL_EVENTS - PARVIS_JOURNAL_SYS_SHUTDOWN + 1);
  for (guint i = 0; *lines[i] != '\0'; i++)
    {
      const char *sentence = lines[i] + strlen ("2026-11-23 03:30:00  parvis-kiosk  ");

      g_assert_true (g_regex_match_simple (
          "^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d  parvis-kiosk  \\p{Lu}[^_\\[]+\\.$", lines[i], 0, 0));
      g_assert_true (g_hash_table_add (seen, (gpointer) sentence));
    }
}

/* What a technician reads of a queue that was full, then damaged, then recovered. */
static void
test_queue_story (void)
{
  static const struct
  {
    ParvisJournalEvent event;
    const char *detail, *said;
  } story[] = {
    { PARVIS_JOURNAL_QUEUE_FULL, "4096", "La file d’envoi n’a plus de place.  [4096]" },
    { PARVIS_JOURNAL_SERVICE_RESTRICTED, "disk-full", "La borne ne prend plus de démarche.  [disk-full]" },
    { PARVIS_JOURNAL_SERVICE_RESUMED, NULL, "La borne prend de nouveau les démarches." },
    { PARVIS_JOURNAL_QUEUE_DAMAGED, "outbox.damaged-1",
      "La file d’envoi est abîmée : elle a été mise de côté.  [outbox.damaged-1]" },
    { PARVIS_JOURNAL_QUEUE_RECOVERED, "2", "Des demandes ont été retrouvées dans une file abîmée.  [2]" },
  };
  g_autoptr (Scratch) scratch = make_kiosk (FALSE);
  g_autofree char *path = scratch_path (scratch, "journal.db"), *out = NULL;
  g_autoptr (ParvisJournal) journal = parvis_journal_new (path, "parvis-kiosk");
  g_auto (GStrv) lines = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (story); i++)
    g_assert_true (parvis_journal_add (journal, story[i].event, story[i].detail, NULL));
  g_assert_cmpint (RUN_PLAIN (scratch, &out), ==, 0);
  lines = g_strsplit (out, "\n", -1);
  for (gsize i = 0; i < G_N_ELEMENTS (story); i++)
    g_assert_true (g_str_has_suffix (lines[i], story[i].said));
}

/* A damaged queue that the kiosk has put aside, or not met yet, brought back by the technician's command. */
static void
test_recovered (void)
{
  g_autoptr (Scratch) scratch = make_kiosk (FALSE);
  g_autofree char *journal = scratch_path (scratch, "journal.db"), *path = scratch_path (scratch, "outbox.db");
  g_autofree char *out = NULL, *story = NULL, *again = NULL;
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (path, NULL);
  g_autoptr (GBytes) envelope = g_bytes_new_static ("sealed", 6);

  g_assert_true (parvis_outbox_enqueue (outbox, "6a2f41a3-c54c-4f2b-8d0e-0123456789ab", envelope, NULL));
  g_clear_pointer (&outbox, parvis_outbox_free);
  spoil_at (path, 0, "nothing of a database");
  g_assert_cmpint (run_command (scratch, "queue", (const char *const[]){ "recover", NULL }, &out, NULL), ==, 0);
  g_assert_nonnull (strstr (out, "remises dans la file : 1"));
  story = journal_story (journal, (const char *const[]){ "queue_", NULL });
  g_assert_true (g_str_has_prefix (story, "queue_damaged[outbox.damaged-"));
  g_assert_true (g_str_has_suffix (story, "] queue_recovered[1]"));
  g_assert_cmpint (run_command (scratch, "queue", (const char *const[]){ "recover", NULL }, &again, NULL), ==, 0);
  g_assert_nonnull (strstr (again, "rien à récupérer"));
}

static void
test_verified (void)
{
  g_autoptr (Scratch) scratch = make_kiosk (TRUE);
  g_autofree char *sound = NULL;
  g_autofree char *broken = NULL;
  g_autofree char *json = NULL;
  g_autofree char *cut = NULL;
  g_autofree char *path = scratch_path (scratch, "journal.db");

  g_assert_cmpint (RUN (scratch, &sound, NULL, "--verify"), ==, 0);
  g_assert_nonnull (strstr (sound, "intact"));
  g_assert_cmpint (RUN (scratch, &cut, NULL, "--verify", "--head", "9:" PARVIS_JOURNAL_NO_HASH), ==, 1);
  g_assert_nonnull (strstr (cut, "coupée à partir de l’entrée 4"));
  journal_tamper (path, "DELETE FROM entry WHERE seq = 2");
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
  if (spoil_is_child (argc, argv))
    return spoil_child (argv[2], argv[3], argv[4]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/journal/sentences", test_sentences);
  g_test_add_func ("/ctl/journal/each-event", test_each_event);
  g_test_add_func ("/ctl/journal/queue-story", test_queue_story);
  g_test_add_func ("/ctl/journal/recovered", test_recovered);
  g_test_add_func ("/ctl/journal/json", test_json);
  g_test_add_func ("/ctl/journal/later", test_later);
  g_test_add_func ("/ctl/journal/verified", test_verified);
  g_test_add_func ("/ctl/journal/empty", test_empty);
  g_test_add_func ("/ctl/journal/misused", test_misused);
  return g_test_run ();
}
