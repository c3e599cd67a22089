/* SPDX-License-Identifier: EUPL-1.2
 *
 * The real parvis-syncd and the real parvis-hub, as processes.
 */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sysexits.h>

#include "sync/daemon.h"

static gboolean
states_are (ParvisOutbox *outbox, char *const *ids, ParvisSubmissionState state)
{
  for (; *ids != NULL; ids++)
    {
      g_autoptr (ParvisOutboxEntry) entry = town_look (outbox, *ids);

      if (entry->state != state)
        return FALSE;
    }
  return TRUE;
}

static void
test_once (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (GBytes) envelope = town_envelope (town, 300000);
  g_autofree char *id = town_queue (outbox, envelope);
  char *const ids[] = { id, NULL };
  g_autoptr (ParvisConfig) config = NULL;
  g_autofree char *list = NULL;

  town_start_hub (town);
  config = town_kiosk (town, town->hub_port);
  g_assert_cmpint (town_deliver_once (town), ==, 0);
  g_assert_true (states_are (outbox, ids, PARVIS_SUBMISSION_DELIVERED));
  list = town_list (town);
  g_assert_true (g_str_has_prefix (list, "stored "));
  g_assert_nonnull (strstr (list, id));
  g_assert_cmpint (town_deliver_once (town), ==, 0); /* nothing more to do */
}

/* What the town hall opens is what was sealed; by our command, and by openssl alone. */
static void
test_opened (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (GBytes) envelope = town_envelope (town, 5000);
  g_autofree char *id = town_queue (outbox, envelope);
  g_autoptr (ParvisConfig) config = NULL;
  g_autofree char *key = town_path (town, "envelope.key");
  g_autofree char *out = town_path (town, "opened");
  g_autofree char *said = NULL;
  g_autofree char *again = NULL;
  g_autofree char *json = NULL;
  g_autofree char *scan = town_path (town, "opened/attachments/scan.bin");
  GStatBuf status;

  town_start_hub (town);
  config = town_kiosk (town, town->hub_port);
  g_assert_cmpint (town_deliver_once (town), ==, 0);
  said = town_run_hub (town, 0, "open", id, "--key", key, "--out", out, NULL);
  g_assert_cmpstr (said, ==, "");
  json = town_read (town, "opened/submission.json");
  g_assert_cmpstr (json, ==, "{\"essai\":1}");
  g_assert_cmpint (g_stat (scan, &status), ==, 0);
  g_assert_cmpint (status.st_size, ==, 5000);
  g_assert_cmpint (status.st_mode & 07777, ==, 0600);
  again
      = town_run_hub (town, EXIT_FAILURE, "open", id, "--key", key, "--out", out, NULL); /* never over what is there */
  g_assert_nonnull (strstr (again, "existe déjà"));
}

static void
test_hub_away_then_back (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (GBytes) envelope = town_envelope (town, 1000);
  g_autofree char *first = town_queue (outbox, envelope);
  g_autofree char *second = town_queue (outbox, envelope);
  char *const ids[] = { first, second, NULL };
  g_autoptr (ParvisConfig) nowhere = NULL;
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (ParvisOutboxEntry) entry = NULL;

  town_start_hub (town);
  nowhere = town_kiosk (town, town->hub_port);
  town_stop_hub (town, SIGTERM);
  g_assert_cmpint (town_deliver_once (town), ==, EX_TEMPFAIL);
  g_assert_true (states_are (outbox, ids, PARVIS_SUBMISSION_QUEUED));
  entry = town_look (outbox, first);
  g_assert_nonnull (entry->last_error);
  town_start_hub (town);
  config = town_kiosk (town, town->hub_port);
  g_assert_cmpint (town_deliver_once (town), ==, 0);
  g_assert_true (states_are (outbox, ids, PARVIS_SUBMISSION_DELIVERED));
}

/* The daemon waits on the outbox itself, and is told by nobody. */
static void
test_daemon_sees_what_is_queued (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (GBytes) envelope = town_envelope (town, 1000);
  g_autoptr (ParvisConfig) config = NULL;
  Daemon daemon;

  town_start_hub (town);
  config = town_kiosk (town, town->hub_port);
  daemon = daemon_start (town);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = town_queue (outbox, envelope);
      char *const ids[] = { id, NULL };
      g_autofree char *expected = g_strconcat (id, " delivered", NULL);

      daemon_wait (&daemon, expected);
      g_assert_true (states_are (outbox, ids, PARVIS_SUBMISSION_DELIVERED));
    }
  g_assert_cmpint (town_deliver_once (town), ==, EXIT_FAILURE); /* one sender an outbox */
  daemon_stop (&daemon, SIGTERM);
}

/* A kiosk of another CA, or none, is nobody. */
static void
test_strangers_are_refused (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (Town) other = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (other);
  g_autoptr (GBytes) envelope = town_envelope (other, 1000);
  g_autofree char *id = town_queue (outbox, envelope);
  char *const ids[] = { id, NULL };
  g_autofree char *our_ca = town_path (town, "ca.pem");
  g_autofree char *their_ca = town_path (other, "ca.pem");
  g_autofree char *ca = town_read (town, "ca.pem");
  g_autofree char *list = NULL;
  g_autoptr (ParvisConfig) config = NULL;

  town_start_hub (town);
  g_assert_true (g_file_set_contents (their_ca, ca, -1, NULL)); /* they trust our server; it does not know them */
  config = town_kiosk (other, town->hub_port);
  g_assert_cmpint (town_deliver_once (other), ==, EX_TEMPFAIL);
  g_assert_true (states_are (outbox, ids, PARVIS_SUBMISSION_QUEUED));
  list = town_list (town);
  g_assert_cmpstr (list, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/delivery/once", test_once);
  g_test_add_func ("/sync/delivery/opened", test_opened);
  g_test_add_func ("/sync/delivery/away-then-back", test_hub_away_then_back);
  g_test_add_func ("/sync/delivery/daemon", test_daemon_sees_what_is_queued);
  g_test_add_func ("/sync/delivery/strangers", test_strangers_are_refused);
  return g_test_run ();
}
