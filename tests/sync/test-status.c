/* SPDX-License-Identifier: EUPL-1.2
 *
 * The real parvis-syncd tells the real parvis-hub how the kiosk is.
 */
#include <json-glib/json-glib.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>

#include "sync/journal/journal.h"
#include "sync/queue/kiosk-state.h"
#include "sync/town.h"

typedef struct
{
  GSubprocess *process;
  GDataInputStream *log;
} Daemon;

static Daemon
daemon_start (const Town *town)
{
  g_autofree char *program = town_program ("parvis-syncd");
  g_autofree char *path = town_path (town, "kiosk.conf");
  Daemon self;

  self.process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE, NULL, program, "--config", path, NULL);
  g_assert_nonnull (self.process);
  self.log = g_data_input_stream_new (g_subprocess_get_stderr_pipe (self.process));
  return self;
}

static void
daemon_wait (Daemon *self, const char *expected)
{
  g_autofree char *line = NULL;

  do
    {
      g_free (line);
      line = g_data_input_stream_read_line (self->log, NULL, NULL, NULL);
      g_assert_nonnull (line);
    }
  while (strstr (line, expected) == NULL);
}

static void
daemon_stop (Daemon *self, int how)
{
  g_subprocess_send_signal (self->process, how);
  g_assert_true (g_subprocess_wait (self->process, NULL, NULL));
  g_clear_object (&self->log);
  g_clear_object (&self->process);
}

/* The one kiosk that `parvis-hub fleet --json` lists. (transfer full) */
static JsonNode *
read_fleet (const Town *town)
{
  const char *const arguments[] = { "fleet", "--json", NULL };
  int status;
  g_autofree char *said = town_run_hub (town, &status, arguments);
  g_autoptr (JsonNode) root = json_from_string (said, NULL);

  g_assert_cmpint (status, ==, 0);
  g_assert_nonnull (root);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (root)), ==, 1);
  return json_node_ref (json_array_get_element (json_node_get_array (root), 0));
}

static gboolean
has_trouble (JsonNode *kiosk, const char *code)
{
  JsonArray *troubles = json_object_get_array_member (json_node_get_object (kiosk), "troubles");

  for (guint i = 0; i < json_array_get_length (troubles); i++)
    if (g_str_equal (json_object_get_string_member (json_array_get_object_element (troubles, i), "code"), code))
      return TRUE;
  return FALSE;
}

static gint64
get_number (JsonNode *kiosk, const char *group, const char *member)
{
  JsonObject *object = json_node_get_object (kiosk);

  return json_object_get_int_member (json_object_get_object_member (object, group), member);
}

static void
note_state (ParvisOutbox *outbox, const char *name, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_kiosk_state_note (outbox, name, word, NULL, &error));
  g_assert_no_error (error);
}

/* At start, and again when something worth knowing has changed. */
static void
test_told (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (JsonNode) first = NULL;
  g_autoptr (JsonNode) second = NULL;
  Daemon daemon;

  town_start_hub (town);
  config = town_kiosk (town, town->hub_port);
  note_state (outbox, "device/printer", "ready");
  daemon = daemon_start (town);
  daemon_wait (&daemon, "status told");
  first = read_fleet (town);
  g_assert_false (has_trouble (first, "device"));
  g_assert_false (has_trouble (first, "silent"));
  g_assert_cmpint (get_number (first, "journal", "seq"), >=, 1); /* its start */
  note_state (outbox, "device/printer", "no-paper");
  daemon_wait (&daemon, "status told");
  second = read_fleet (town);
  g_assert_true (has_trouble (second, "device"));
  daemon_stop (&daemon, SIGTERM);
}

static void
tamper (const ParvisConfig *config, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (parvis_config_journal_path (config), &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static guint
count_entries (const ParvisConfig *config, const char *event)
{
  g_autoptr (GPtrArray) entries = parvis_journal_read (parvis_config_journal_path (config), 0, 0, NULL);
  guint count = 0;

  for (guint i = 0; i < entries->len; i++)
    count += g_str_equal (((ParvisJournalEntry *) g_ptr_array_index (entries, i))->event, event);
  return count;
}

/* A daemon that was killed says so when it starts again; a journal that was changed meanwhile is seen. */
static void
test_killed_and_tampered (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) after = NULL;
  Daemon daemon;

  town_start_hub (town);
  config = town_kiosk (town, town->hub_port);
  daemon = daemon_start (town);
  daemon_wait (&daemon, "status told");
  daemon_stop (&daemon, SIGKILL);
  daemon = daemon_start (town);
  daemon_wait (&daemon, "status told");
  before = read_fleet (town);
  g_assert_false (has_trouble (before, "journal"));
  g_assert_cmpuint (count_entries (config, "sys_crash"), ==, 1);
  daemon_stop (&daemon, SIGTERM);
  /* The trace of the crash is wiped, by someone who knows the format. */
  tamper (config, "DELETE FROM entry WHERE seq > 1; DELETE FROM place WHERE name = 'sent';"
                  "UPDATE place SET (seq, hash) = (SELECT seq, hash FROM entry WHERE seq = 1) WHERE name = 'head'");
  daemon = daemon_start (town);
  daemon_wait (&daemon, "status told");
  after = read_fleet (town);
  g_assert_true (has_trouble (after, "journal"));
  daemon_stop (&daemon, SIGTERM);
}

/* Nobody is told while the hub is away; then everything that was not. */
static void
test_hub_away (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (ParvisConfig) again = NULL;
  g_autoptr (JsonNode) kiosk = NULL;
  Daemon daemon;

  town_start_hub (town);
  town_stop_hub (town, SIGTERM);
  config = town_kiosk (town, town->hub_port);
  daemon = daemon_start (town);
  daemon_wait (&daemon, "status not told");
  daemon_stop (&daemon, SIGTERM);
  town_start_hub (town);
  again = town_kiosk (town, town->hub_port);
  daemon = daemon_start (town);
  daemon_wait (&daemon, "status told");
  kiosk = read_fleet (town);
  g_assert_cmpint (get_number (kiosk, "journal", "seq"), >=, 3); /* start, stop, start */
  daemon_stop (&daemon, SIGTERM);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/status/told", test_told);
  g_test_add_func ("/status/killed-and-tampered", test_killed_and_tampered);
  g_test_add_func ("/status/hub-away", test_hub_away);
  return g_test_run ();
}
