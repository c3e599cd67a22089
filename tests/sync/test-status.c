/* SPDX-License-Identifier: EUPL-1.2
 *
 * The real parvis-syncd tells the real parvis-hub how the kiosk is.
 */
#include <signal.h>

#include "sync/daemon.h"
#include "sync/journal-fixture.h"
#include "sync/queue/kiosk-state.h"

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
  first = fleet_read (town);
  g_assert_false (fleet_has_trouble (first, "device"));
  g_assert_false (fleet_has_trouble (first, "silent"));
  g_assert_cmpint (fleet_get_number (first, "journal", "seq"), >=, 1); /* its start */
  note_state (outbox, "device/printer", "no-paper");
  daemon_wait (&daemon, "status told");
  second = fleet_read (town);
  g_assert_true (fleet_has_trouble (second, "device"));
  daemon_stop (&daemon, SIGTERM);
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
  before = fleet_read (town);
  g_assert_false (fleet_has_trouble (before, "journal"));
  g_assert_cmpuint (journal_count (parvis_config_journal_path (config), PARVIS_JOURNAL_SYS_CRASH), ==, 1);
  daemon_stop (&daemon, SIGTERM);
  /* The trace of the crash is wiped, by someone who knows the format. */
  journal_tamper (parvis_config_journal_path (config),
                  "DELETE FROM entry WHERE seq > 1; DELETE FROM place WHERE name = 'sent';"
                  "UPDATE place SET (seq, hash) = (SELECT seq, hash FROM entry WHERE seq = 1) WHERE name = 'head'");
  daemon = daemon_start (town);
  daemon_wait (&daemon, "status told");
  after = fleet_read (town);
  g_assert_true (fleet_has_trouble (after, "journal"));
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
  kiosk = fleet_read (town);
  g_assert_cmpint (fleet_get_number (kiosk, "journal", "seq"), >=, 3); /* start, stop, start */
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
