/* SPDX-License-Identifier: EUPL-1.2
 *
 * What leaves when: NetworkManager's word (a double of it on a bus of this test's own), the hours, the meter; and the
 * real parvis-syncd, which is woken by that word alone.
 */
#include <signal.h>
#include <string.h>

#include "sync/queue/contact.h"
#include "sync/config/delivery-rules.h"
#include "sync/network-manager.h"
#include "sync/net/network.h"
#include "sync/town.h"
#include "sync/delivery/uploader.h"

#define CONNECTED    70 /* NMState */
#define DISCONNECTED 20
#define PORTAL       2 /* NMConnectivityState */
#define FULL         4
#define METERED      1 /* NMMetered */
#define NOT_METERED  2
#define GUESSED      3
#define EVENING      1795374000 /* 2026-11-22 20:00:00 in Paris */
#define HOUR         3600

/* The rules --------------------------------------------------------------------------------------- */

static gboolean
read_rules (const char *text, ParvisDeliveryRules *rules)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  gboolean ok;

  g_assert_true (g_key_file_load_from_data (file, text, strlen (text), G_KEY_FILE_NONE, NULL));
  ok = parvis_delivery_rules_read (file, "kiosk.conf", rules, &error);
  if (!ok)
    g_assert_error (error, PARVIS_CONFIG_ERROR, PARVIS_CONFIG_ERROR_INVALID);
  g_test_message ("%s", error != NULL ? error->message : "");
  return ok;
}

static void
test_keys (void)
{
  static const char *const wrong[]
      = { "metered=sometimes", "hours=20:00", "hours=20:00-20:00", "hours=24:00-06:00", "hours=closed",
          "rate=999",          "rate=-1",     "rate=fast",         "rate=100000001",    NULL };
  ParvisDeliveryRules rules;

  g_assert_true (read_rules ("[hub]\n", &rules));
  g_assert_cmpint (rules.metered, ==, PARVIS_METERED_ALWAYS);
  g_assert_true (rules.from == rules.until && rules.rate == 0);
  g_assert_true (read_rules ("[hub]\nmetered=never\nhours=20:00-06:30\nrate=8000\n", &rules));
  g_assert_cmpint (rules.metered, ==, PARVIS_METERED_NEVER);
  g_assert_cmpuint (rules.from, ==, 20 * 60);
  g_assert_cmpuint (rules.until, ==, 6 * 60 + 30);
  g_assert_cmpuint (rules.rate, ==, 8000);
  for (guint i = 0; wrong[i] != NULL; i++)
    {
      g_autofree char *text = g_strconcat ("[hub]\n", wrong[i], "\n", NULL);

      g_assert_false (read_rules (text, &rules));
    }
}

static void
test_hours (void)
{
  g_autoptr (GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");
  const ParvisDeliveryRules night = { .from = 20 * 60, .until = 6 * 60 }, day = { .from = 8 * 60, .until = 9 * 60 };

  g_assert_cmpint (parvis_delivery_rules_longest (&night, paris, FALSE, EVENING), ==, G_MAXINT64);
  g_assert_cmpint (parvis_delivery_rules_longest (&night, paris, FALSE, EVENING - 1), ==, PARVIS_DELIVERY_SMALL);
  g_assert_cmpint (parvis_delivery_rules_longest (&night, paris, FALSE, EVENING + 10 * HOUR - 1), ==, G_MAXINT64);
  g_assert_cmpint (parvis_delivery_rules_longest (&night, paris, FALSE, EVENING + 10 * HOUR), ==,
                   PARVIS_DELIVERY_SMALL);
  g_assert_cmpint (parvis_delivery_rules_opens (&night, paris, EVENING), ==, EVENING);
  g_assert_cmpint (parvis_delivery_rules_opens (&night, paris, EVENING - 90), ==, EVENING);
  g_assert_cmpint (parvis_delivery_rules_opens (&night, paris, EVENING + 11 * HOUR + 7), ==, EVENING + 24 * HOUR);
  g_assert_cmpint (parvis_delivery_rules_opens (&day, paris, EVENING), ==, EVENING + 12 * HOUR);
}

static void
test_meter (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  const ParvisDeliveryRules always = { 0 }, small = { .metered = PARVIS_METERED_SMALL },
                            never = { .metered = PARVIS_METERED_NEVER };

  g_assert_cmpint (parvis_delivery_rules_longest (&always, utc, TRUE, EVENING), ==, G_MAXINT64);
  g_assert_cmpint (parvis_delivery_rules_longest (&small, utc, TRUE, EVENING), ==, PARVIS_DELIVERY_SMALL);
  g_assert_cmpint (parvis_delivery_rules_longest (&never, utc, TRUE, EVENING), ==, 0);
  g_assert_cmpint (parvis_delivery_rules_longest (&never, utc, FALSE, EVENING), ==, G_MAXINT64);
}

/* The uploader by the rules ----------------------------------------------------------------------- */

typedef struct
{
  gint64 now;
  ParvisUploader *uploader;
  ParvisUploaderTally tally;
  gboolean done;
} Desk;

static gint64
desk_now (gpointer user_data)
{
  return ((Desk *) user_data)->now;
}

static double
desk_chance (gpointer user_data)
{
  return 0.5;
}

static void
on_passed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Desk *desk = user_data;

  g_assert_true (parvis_uploader_pass_finish (desk->uploader, result, &desk->tally, NULL));
  desk->done = TRUE;
}

/* Returns how many were delivered. */
static guint
run_pass (Desk *desk, ParvisUploaderScope scope)
{
  desk->done = FALSE;
  parvis_uploader_pass_async (desk->uploader, scope, NULL, on_passed, desk);
  while (!desk->done)
    g_main_context_iteration (NULL, TRUE);
  return desk->tally.delivered;
}

static void
add_to_config (const Town *town, const char *text)
{
  g_autofree char *path = town_path (town, "kiosk.conf"), *before = town_read (town, "kiosk.conf"),
                  *all = g_strconcat (before, text, NULL);

  g_assert_true (g_file_set_contents (path, all, -1, NULL));
}

static ParvisConfig *
load_config (const Town *town, const char *text)
{
  g_autofree char *path = town_path (town, "kiosk.conf");
  g_autoptr (GError) error = NULL;
  ParvisConfig *config;

  parvis_config_unref (town_kiosk (town, town->hub_port));
  add_to_config (town, text);
  config = parvis_config_load (path, &error);
  g_assert_no_error (error);
  return config;
}

static void
queue (const Town *town, ParvisOutbox *outbox, gsize size)
{
  g_autoptr (GBytes) envelope = town_envelope (town, size);

  g_free (town_queue (outbox, envelope));
}

static void
test_large_waits_for_its_hour (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (ParvisConfig) config = NULL;
  Desk desk = { .now = EVENING - HOUR };
  ParvisRetryEnvironment environment = { desk_now, desk_chance, &desk };
  ParvisUploaderOptions options = { &environment };
  g_autoptr (ParvisUploader) uploader = NULL;
  gint64 at;

  town_start_hub (town);
  config = load_config (town, "hours=20:00-06:00\n");
  queue (town, outbox, PARVIS_DELIVERY_SMALL);
  queue (town, outbox, 1000);
  desk.uploader = uploader = parvis_uploader_new (config, outbox, &options);
  g_assert_cmpuint (run_pass (&desk, PARVIS_UPLOADER_ALL), ==, 1); /* the small one, though it came later */
  g_assert_true (parvis_uploader_wake_time (uploader, &at, NULL));
  g_assert_cmpint (at, ==, EVENING);
  g_assert_cmpuint (run_pass (&desk, PARVIS_UPLOADER_DUE), ==, 0);
  desk.now = EVENING;
  g_assert_cmpuint (run_pass (&desk, PARVIS_UPLOADER_DUE), ==, 1);
  g_assert_true (parvis_uploader_wake_time (uploader, &at, NULL));
  g_assert_cmpint (at, ==, G_MAXINT64);
}

static void
test_metered_uploader (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (ParvisUploader) uploader = NULL;
  Desk desk = { 0 };
  gint64 at;

  town_start_hub (town);
  config = load_config (town, "metered=never\nrate=100000\n");
  queue (town, outbox, 1000);
  desk.uploader = uploader = parvis_uploader_new (config, outbox, NULL);
  parvis_uploader_set_metered (uploader, TRUE);
  g_assert_cmpuint (run_pass (&desk, PARVIS_UPLOADER_ALL), ==, 0);
  g_assert_true (parvis_uploader_wake_time (uploader, &at, NULL));
  g_assert_cmpint (at, ==, G_MAXINT64); /* no hour changes that: only another line */
  parvis_uploader_set_metered (uploader, FALSE);
  g_assert_cmpuint (run_pass (&desk, PARVIS_UPLOADER_DUE), ==, 1);
}

/* NetworkManager ---------------------------------------------------------------------------------- */

static void
on_changed (gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
wait_for (ParvisNetwork *network, ParvisNetworkState state, gboolean metered)
{
  while (parvis_network_get_state (network) != state || parvis_network_is_metered (network) != metered)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_network_manager (void)
{
  g_autoptr (NetworkManager) manager = network_manager_new ();
  guint changes = 0;
  g_autoptr (ParvisNetwork) network = parvis_network_new (on_changed, &changes);

  g_assert_true (parvis_network_is_metered (network)); /* nobody has said that it is not */
  network_manager_start (manager, CONNECTED, FULL, NOT_METERED);
  wait_for (network, PARVIS_NETWORK_UP, FALSE);
  network_manager_set (manager, "Connectivity", PORTAL);
  wait_for (network, PARVIS_NETWORK_PORTAL, FALSE);
  network_manager_set (manager, "State", DISCONNECTED);
  wait_for (network, PARVIS_NETWORK_NONE, FALSE);
  network_manager_set (manager, "Connectivity", FULL);
  network_manager_set (manager, "State", CONNECTED);
  wait_for (network, PARVIS_NETWORK_UP, FALSE);
  network_manager_set (manager, "Metered", GUESSED);
  wait_for (network, PARVIS_NETWORK_UP, TRUE);
  changes = 0;
  network_manager_stop (manager); /* the kernel's word again: not a metered one */
  while (changes == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (parvis_network_is_metered (network));
  network_manager_start (manager, DISCONNECTED, FULL, METERED);
  wait_for (network, PARVIS_NETWORK_NONE, TRUE);
}

/* The daemon -------------------------------------------------------------------------------------- */

static gboolean
has_talked (ParvisOutbox *outbox, const char *id)
{
  g_auto (ParvisContact) contact = { 0 };

  g_assert_true (parvis_contact_read (outbox, &contact, NULL));
  return contact.last_contact != 0;
}

static gboolean
is_delivered (ParvisOutbox *outbox, const char *id)
{
  g_autoptr (ParvisOutboxEntry) entry = town_look (outbox, id);

  return entry->state == PARVIS_SUBMISSION_DELIVERED;
}

/* Nothing but NetworkManager's word changes: no time, no row, no hub. */
static void
test_syncd_is_woken (void)
{
  g_autoptr (NetworkManager) manager = network_manager_new ();
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (GBytes) envelope = town_envelope (town, 1000);
  g_autofree char *id = NULL;
  GSubprocess *syncd;
  g_autoptr (ParvisOutboxEntry) entry = NULL;
  g_autoptr (GObject) watch = NULL;
  guint changes = 0; /* by syncd: each wakes the loops below */

  town_start_hub (town);
  network_manager_start (manager, CONNECTED, FULL, METERED);
  parvis_config_unref (load_config (town, "metered=never\n"));
  id = town_queue (outbox, envelope);
  watch = parvis_outbox_watch (outbox, on_changed, &changes, NULL);
  g_assert_nonnull (watch);
  syncd = town_start_syncd (town, NULL, NULL);
  while (!has_talked (outbox, id))
    g_main_context_iteration (NULL, TRUE);
  entry = town_look (outbox, id);
  g_assert_cmpuint (entry->attempts, ==, 0);
  network_manager_set (manager, "Metered", NOT_METERED);
  while (!is_delivered (outbox, id))
    g_main_context_iteration (NULL, TRUE);
  town_stop_syncd (syncd, SIGTERM);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/network/rules/keys", test_keys);
  g_test_add_func ("/sync/network/rules/hours", test_hours);
  g_test_add_func ("/sync/network/rules/meter", test_meter);
  g_test_add_func ("/sync/network/uploader/hours", test_large_waits_for_its_hour);
  g_test_add_func ("/sync/network/uploader/metered", test_metered_uploader);
  g_test_add_func ("/sync/network/manager", test_network_manager);
  g_test_add_func ("/sync/network/syncd", test_syncd_is_woken);
  return g_test_run ();
}
