/* SPDX-License-Identifier: EUPL-1.2
 *
 * parvis-syncd and parvis-hub killed in mid-upload: what had arrived is not sent again, counted in bytes at
 * the server.
 */
#include <signal.h>
#include <string.h>

#include "sync/brake.h"
#include "sync/town.h"

#define SIZE  (1024 * 1024)
#define CHUNK "65536"
#define HALF  (SIZE / 2)

static GSubprocess *
spawn_daemon (const Town *town)
{
  g_autofree char *program = town_program ("parvis-syncd");
  g_autofree char *config = town_path (town, "kiosk.conf");
  g_autoptr (GError) error = NULL;
  GSubprocess *daemon
      = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--config", config, "--chunk-bytes", CHUNK, NULL);

  g_assert_no_error (error);
  return daemon;
}

static void
on_exited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL));
  *(gboolean *) user_data = TRUE;
}

/* Waits while the brake, which lives on our main context, goes on working. */
static void
wait_for (GSubprocess *process)
{
  gboolean exited = FALSE;

  g_subprocess_wait_async (process, NULL, on_exited, &exited);
  while (!exited)
    g_main_context_iteration (NULL, TRUE);
}

static void
run_until_braked (Brake *brake)
{
  while (!brake_holds (brake))
    g_main_context_iteration (NULL, TRUE);
}

/* Every byte that the hub wrote, by its own journal: "upload ID: N bytes at OFFSET". */
static gint64
bytes_taken (const Town *town)
{
  g_autofree char *log = town_read (town, "hub.log");
  g_autoptr (GRegex) regex = g_regex_new ("upload [0-9a-f]{32}: ([0-9]+) bytes at", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  gint64 sum = 0;

  for (g_regex_match (regex, log, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *number = g_match_info_fetch (match, 1);

      sum += g_ascii_strtoll (number, NULL, 10);
    }
  return sum;
}

static void
finish (Town *town, ParvisOutbox *outbox, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *program = town_program ("parvis-syncd");
  g_autofree char *config = town_path (town, "kiosk.conf");
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--once", "--config", config, NULL);
  g_autoptr (ParvisOutboxEntry) entry = NULL;

  g_assert_no_error (error);
  wait_for (process);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  entry = town_look (outbox, id);
  g_assert_cmpint (entry->state, ==, PARVIS_SUBMISSION_DELIVERED);
}

static void
assert_one_stored (const Town *town, const char *id)
{
  g_autofree char *list = town_list (town);
  g_autofree char *start = g_strdup_printf ("stored %s ", id);

  g_assert_true (g_str_has_prefix (list, start));
  g_assert_true (strchr (list, '\n') == list + strlen (list) - 1);
}

static void
test_syncd_killed (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (GBytes) envelope = town_envelope (town, SIZE);
  g_autofree char *id = town_queue (outbox, envelope);
  g_autoptr (ParvisOutboxEntry) sending = NULL;
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (GSubprocess) daemon = NULL;
  Brake *brake;

  town_start_hub (town);
  brake = brake_new (town->hub_port);
  config = town_kiosk (town, brake_port (brake));
  brake_set (brake, HALF);
  daemon = spawn_daemon (town);
  run_until_braked (brake);
  g_subprocess_send_signal (daemon, SIGKILL);
  wait_for (daemon);
  sending = town_look (outbox, id);
  g_assert_cmpint (sending->state, ==, PARVIS_SUBMISSION_SENDING);
  g_assert_nonnull (sending->upload_url);
  brake_set (brake, G_MAXSIZE);
  finish (town, outbox, id);
  brake_free (brake);
  town_stop_hub (town, SIGTERM); /* its journal is complete */
  /* Nothing was written twice: the sum of all that was taken is the envelope, to the byte. */
  g_assert_cmpint (bytes_taken (town), ==, (gint64) g_bytes_get_size (envelope));
  assert_one_stored (town, id);
}

/* The same on the wire: two runs together cost one upload, plus at most what was under way, plus headers and
 * handshakes. */
static void
test_bytes_on_the_wire (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (GBytes) envelope = town_envelope (town, SIZE);
  g_autofree char *id = town_queue (outbox, envelope);
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (GSubprocess) daemon = NULL;
  gsize first;
  Brake *brake;

  town_start_hub (town);
  brake = brake_new (town->hub_port);
  config = town_kiosk (town, brake_port (brake));
  brake_set (brake, HALF);
  daemon = spawn_daemon (town);
  run_until_braked (brake);
  g_subprocess_send_signal (daemon, SIGKILL);
  wait_for (daemon);
  first = brake_passed (brake);
  g_assert_cmpuint (first, ==, HALF);
  brake_set (brake, G_MAXSIZE);
  finish (town, outbox, id);
  g_test_message ("%" G_GSIZE_FORMAT " bytes on the wire for %" G_GSIZE_FORMAT, brake_passed (brake),
                  g_bytes_get_size (envelope));
  g_assert_cmpuint (brake_passed (brake), <, g_bytes_get_size (envelope) + 65536);
  brake_free (brake);
}

static void
test_hub_killed (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (GBytes) envelope = town_envelope (town, SIZE);
  g_autofree char *id = town_queue (outbox, envelope);
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (GSubprocess) daemon = NULL;
  Brake *brake;
  Brake *after;

  town_start_hub (town);
  brake = brake_new (town->hub_port);
  config = town_kiosk (town, brake_port (brake));
  brake_set (brake, HALF);
  daemon = spawn_daemon (town);
  run_until_braked (brake);
  town_stop_hub (town, SIGKILL);
  g_subprocess_send_signal (daemon, SIGKILL);
  wait_for (daemon);
  brake_free (brake);
  town_start_hub (town);
  after = brake_new (town->hub_port); /* another port: the remembered URL is of another address, the upload is not */
  parvis_config_unref (g_steal_pointer (&config));
  config = town_kiosk (town, brake_port (after));
  finish (town, outbox, id);
  /* The upload went on from what the killed hub had made durable: at least the chunks it had answered for. */
  g_assert_cmpuint (brake_passed (after), <, g_bytes_get_size (envelope) - HALF + 2 * 65536 + 65536);
  brake_free (after);
  assert_one_stored (town, id);
}

static GSubprocess *
spawn_fast_daemon (const Town *town)
{
  g_autofree char *program = town_program ("parvis-syncd");
  g_autofree char *config = town_path (town, "kiosk.conf");
  g_autoptr (GError) error = NULL;
  GSubprocess *daemon = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--config", config, NULL);

  g_assert_no_error (error);
  return daemon;
}

/* By the second submission it is known what the server takes, and how fast the line is: its bytes come with its
 * creation. Killed in the middle of that, without a URL to remember, the daemon sends none of them again. */
static void
test_killed_at_creation (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (GBytes) small = town_envelope (town, 100000), large = town_envelope (town, SIZE);
  g_autofree char *first = town_queue (outbox, small), *second = town_queue (outbox, large);
  g_autoptr (ParvisOutboxEntry) delivered = NULL, sending = NULL;
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (GSubprocess) daemon = NULL;
  Brake *brake;

  town_start_hub (town);
  brake = brake_new (town->hub_port);
  config = town_kiosk (town, brake_port (brake));
  brake_set (brake, HALF);
  daemon = spawn_fast_daemon (town);
  run_until_braked (brake);
  g_subprocess_send_signal (daemon, SIGKILL);
  wait_for (daemon);
  delivered = town_look (outbox, first);
  g_assert_cmpint (delivered->state, ==, PARVIS_SUBMISSION_DELIVERED);
  sending = town_look (outbox, second);
  g_assert_cmpint (sending->state, ==, PARVIS_SUBMISSION_SENDING);
  g_assert_null (sending->upload_url); /* it was at its creation */
  brake_set (brake, G_MAXSIZE);
  finish (town, outbox, second);
  g_assert_cmpuint (brake_passed (brake), <, g_bytes_get_size (small) + g_bytes_get_size (large) + 65536);
  brake_free (brake);
  town_stop_hub (town, SIGTERM); /* its journal is complete */
  g_assert_cmpint (bytes_taken (town), ==, (gint64) (g_bytes_get_size (small) + g_bytes_get_size (large)));
}

/* Stopped politely, the daemon puts the row back, with its upload remembered. */
static void
test_syncd_stopped (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (GBytes) envelope = town_envelope (town, SIZE);
  g_autofree char *id = town_queue (outbox, envelope);
  g_autoptr (ParvisOutboxEntry) entry = NULL;
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (GSubprocess) daemon = NULL;
  Brake *brake;

  town_start_hub (town);
  brake = brake_new (town->hub_port);
  config = town_kiosk (town, brake_port (brake));
  brake_set (brake, HALF);
  daemon = spawn_daemon (town);
  run_until_braked (brake);
  g_subprocess_send_signal (daemon, SIGTERM);
  wait_for (daemon);
  g_assert_cmpint (g_subprocess_get_exit_status (daemon), ==, 0);
  entry = town_look (outbox, id);
  g_assert_cmpint (entry->state, ==, PARVIS_SUBMISSION_QUEUED);
  g_assert_cmpint (entry->next_try_at, ==, 0);
  g_assert_nonnull (entry->upload_url);
  brake_set (brake, G_MAXSIZE);
  finish (town, outbox, id);
  brake_free (brake);
}

/* Waits until the daemon has written something: the outbox's own watch wakes us. */
static void
wait_for_change (ParvisOutbox *outbox, const char *id, ParvisOutboxEntry **entry, guint attempts)
{
  do
    {
      g_main_context_iteration (NULL, TRUE);
      g_clear_pointer (entry, parvis_outbox_entry_free);
      *entry = town_look (outbox, id);
    }
  while ((*entry)->attempts < attempts || (*entry)->state == PARVIS_SUBMISSION_SENDING);
}

static void
on_changed (gpointer user_data)
{
}

/* Nobody tells the daemon that the server is back: it comes by itself, at the time it noted. */
static void
test_daemon_tries_again (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (GBytes) envelope = town_envelope (town, 1000);
  g_autofree char *id = town_queue (outbox, envelope);
  g_autoptr (ParvisOutboxEntry) entry = NULL;
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (GSubprocess) daemon = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) watch = parvis_outbox_watch (outbox, on_changed, NULL, &error);
  Brake *brake;

  g_assert_no_error (error);
  town_start_hub (town);
  brake = brake_new (town->hub_port);
  town_stop_hub (town, SIGTERM);
  config = town_kiosk (town, brake_port (brake));
  daemon = spawn_daemon (town);
  wait_for_change (outbox, id, &entry, 1); /* it knocks at the brake, which has nobody behind it */
  g_assert_cmpint (entry->state, ==, PARVIS_SUBMISSION_QUEUED);
  town_start_hub (town);
  brake_set_server (brake, town->hub_port);
  while (entry->state != PARVIS_SUBMISSION_DELIVERED)
    wait_for_change (outbox, id, &entry, entry->attempts);
  g_subprocess_send_signal (daemon, SIGTERM);
  wait_for (daemon);
  g_assert_cmpuint (entry->attempts, >=, 2);
  brake_free (brake);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/resume/killed-at-creation", test_killed_at_creation);
  g_test_add_func ("/sync/resume/syncd-killed", test_syncd_killed);
  g_test_add_func ("/sync/resume/wire", test_bytes_on_the_wire);
  g_test_add_func ("/sync/resume/hub-killed", test_hub_killed);
  g_test_add_func ("/sync/resume/syncd-stopped", test_syncd_stopped);
  g_test_add_func ("/sync/resume/daemon-tries-again", test_daemon_tries_again);
  return g_test_run ();
}
