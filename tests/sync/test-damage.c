/* SPDX-License-Identifier: EUPL-1.2
 *
 * Pages of the outbox damaged under the real parvis-syncd while it runs: the same process goes on with a new outbox,
 * and the staff is told, here and at the central server.
 */
#include <signal.h>
#include <sysexits.h>

#include "sync/base/version.h"
#include "sync/daemon.h"
#include "sync/journal-fixture.h"
#include "sync/queue/kiosk-state.h"
#include "sync/queue/outbox-keeper.h"
#include "sync/queue/outbox-private.h"
#include "sync/queue/outbox-repair.h"
#include "sync/spoil.h"

#define LARGE 500000 /* bytes: its envelope lies on many pages of its own */

#define LOOKED_AT 64

/* Where bytes of the middle of @envelope lie in the file: one page's, not cut by its end. */
static gsize
find (const char *path, GBytes *envelope)
{
  const char *wanted = (const char *) g_bytes_get_data (envelope, NULL) + g_bytes_get_size (envelope) / 2;
  g_autofree char *file = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &file, &size, NULL));
  for (gsize at = 0; at + 3 * LOOKED_AT <= size; at++)
    if (memcmp (file + at, wanted, LOOKED_AT) == 0 || memcmp (file + at, wanted + 2 * LOOKED_AT, LOOKED_AT) == 0)
      return at;
  g_assert_not_reached ();
}

/* (transfer full) the id */
static char *
queue_one (const Town *town)
{
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (GBytes) envelope = town_envelope (town, 1000);

  return town_queue (outbox, envelope);
}

/* Nobody has it open any more when this returns: all of it is in the file. (transfer full) the id */
static char *
queue_large (const Town *town, GBytes *large)
{
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);

  return town_queue (outbox, large);
}

/* Overwrites the first page of a table. */
static void
spoil_table (const Town *town, const char *query)
{
  g_autofree char *path = town_path (town, "outbox.db");
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  gint64 root;

  g_assert_true (parvis_outbox_tidy (outbox, NULL));
  g_assert_true (parvis_sqlite_get_int64 (parvis_outbox_get_database (outbox), query, &root, NULL));
  spoil_at (path, spoil_page (path, root), "nothing of a page");
}

/* Whatever the kiosk writes: nobody believes what they had read of the file before. */
static void
commit (const Town *town)
{
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);

  g_assert_true (parvis_kiosk_state_note (outbox, "content", "43", NULL, NULL));
}

static void
wait_for_delivery (Daemon *daemon, const char *id)
{
  g_autofree char *expected = g_strconcat (id, " delivered", NULL);

  daemon_wait (daemon, expected);
}

/* Once, under the name that the journal says; the daemon was not started again for it. (transfer full): where */
static char *
assert_put_aside (const ParvisConfig *config)
{
  const char *journal = parvis_config_journal_path (config);
  g_autoptr (GPtrArray) damaged = parvis_outbox_list_damaged (parvis_config_outbox_path (config));
  g_autofree char *name = NULL, *expected = NULL, *story = NULL;

  g_assert_cmpuint (damaged->len, ==, 1);
  name = g_path_get_basename (damaged->pdata[0]);
  expected = g_strdup_printf ("sys_startup[%s] queue_damaged[%s]", parvis_version (), name);
  story = journal_story (journal, (const char *const[]){ "queue_", "sys_", NULL });
  g_assert_cmpstr (story, ==, expected);
  return g_strdup (damaged->pdata[0]);
}

/* The chain of an envelope's pages leads nowhere: the start does not look so far, its turn does. */
static void
test_envelope_gone (void)
{
  g_autoptr (Town) town = town_new ();
  g_autofree char *path = town_path (town, "outbox.db");
  g_autoptr (GBytes) large = town_envelope (town, LARGE);
  g_autofree char *small = queue_one (town), *bad = queue_large (town, large), *later = NULL, *aside = NULL;
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (JsonNode) told = NULL;
  Daemon daemon;

  spoil_at (path, find (path, large) / spoil_page_size (path) * spoil_page_size (path), "gone");
  town_start_hub (town);
  config = town_kiosk (town, town->hub_port);
  daemon = daemon_start (town);
  daemon_wait (&daemon, "put aside as");
  daemon_wait (&daemon, "status told"); /* the first one of the new outbox */
  later = queue_one (town);
  wait_for_delivery (&daemon, later);
  aside = assert_put_aside (config);
  told = fleet_read (town);
  g_assert_true (fleet_has_trouble (told, "damaged"));
  daemon_stop (&daemon, SIGTERM);
}

/* Not the rows but what the kiosk asks is damaged, under a daemon that has nothing to deliver. */
static void
test_met_by_asker (void)
{
  g_autoptr (Town) town = town_new ();
  g_autofree char *first = queue_one (town), *later = NULL, *aside = NULL;
  g_autoptr (ParvisConfig) config = NULL;
  Daemon daemon;

  town_start_hub (town);
  config = town_kiosk (town, town->hub_port);
  daemon = daemon_start (town);
  wait_for_delivery (&daemon, first);
  spoil_table (town, "SELECT rootpage FROM sqlite_schema WHERE name = 'ask'");
  commit (town);
  daemon_wait (&daemon, "put aside as");
  aside = assert_put_aside (config);
  later = queue_one (town);
  wait_for_delivery (&daemon, later);
  daemon_stop (&daemon, SIGTERM);
}

/* The kiosk meets it: the daemon hears, lets go, and goes on with the new one. */

typedef struct
{
  ParvisOutbox *outbox;
  guint opened;
} Kiosk;

static void
on_opened (ParvisOutbox *outbox, gpointer user_data)
{
  Kiosk *kiosk = user_data;

  kiosk->outbox = outbox;
  kiosk->opened++;
}

static void
on_closing (gpointer user_data)
{
  ((Kiosk *) user_data)->outbox = NULL;
}

static void
on_changed (gpointer user_data)
{
}

static void
on_said (const char *aside, gpointer user_data)
{
}

static void
on_failed (const GError *error, gpointer user_data)
{
}

static void
test_met_by_kiosk (void)
{
  static const ParvisOutboxKeeperEvents events = { on_opened, on_closing, on_changed, on_said, on_failed };
  g_autoptr (Town) town = town_new ();
  g_autofree char *path = town_path (town, "outbox.db"), *first = NULL, *later = NULL;
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (GBytes) envelope = town_envelope (town, 1000);
  g_autoptr (ParvisOutboxKeeper) keeper = NULL;
  g_autoptr (GPtrArray) damaged = NULL;
  Kiosk kiosk = { 0 };
  Daemon daemon;

  town_start_hub (town);
  config = town_kiosk (town, town->hub_port);
  keeper = parvis_outbox_keeper_new (path, &events, &kiosk);
  parvis_outbox_keeper_look (keeper);
  daemon = daemon_start (town);
  first = town_queue (kiosk.outbox, envelope);
  wait_for_delivery (&daemon, first);
  spoil_table (town, "SELECT rootpage FROM sqlite_schema WHERE name = 'envelope'");
  parvis_outbox_keeper_suspect (keeper);
  while (kiosk.opened < 2)
    g_main_context_iteration (NULL, TRUE);
  damaged = parvis_outbox_list_damaged (path);
  g_assert_cmpuint (damaged->len, ==, 1);
  later = town_queue (kiosk.outbox, envelope);
  wait_for_delivery (&daemon, later);
  daemon_stop (&daemon, SIGTERM);
}

/* One envelope's bytes alone: that one is set apart, and keeps nobody. */
static void
test_one_spoiled (void)
{
  g_autoptr (Town) town = town_new ();
  g_autofree char *path = town_path (town, "outbox.db");
  g_autoptr (GBytes) large = town_envelope (town, LARGE);
  g_autofree char *bad = queue_large (town, large), *good = queue_one (town);
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (ParvisOutbox) outbox = NULL;
  g_autoptr (ParvisOutboxEntry) spoiled = NULL, delivered = NULL;
  g_autoptr (GPtrArray) damaged = parvis_outbox_list_damaged (path);

  spoil_at (path, find (path, large), "other");
  town_start_hub (town);
  config = town_kiosk (town, town->hub_port);
  g_assert_cmpint (town_deliver_once (town), ==, 0);
  outbox = town_outbox (town);
  spoiled = town_look (outbox, bad);
  delivered = town_look (outbox, good);
  g_assert_cmpint (spoiled->state, ==, PARVIS_SUBMISSION_REFUSED);
  g_assert_nonnull (strstr (spoiled->last_error, "abîmée"));
  g_assert_cmpint (delivered->state, ==, PARVIS_SUBMISSION_DELIVERED);
  g_assert_cmpuint (damaged->len, ==, 0);
}

/* A technician's --once meets it: told, and put aside for the next time. */
static void
test_once (void)
{
  g_autoptr (Town) town = town_new ();
  g_autofree char *path = town_path (town, "outbox.db");
  g_autoptr (GBytes) large = town_envelope (town, LARGE);
  g_autofree char *bad = queue_large (town, large), *later = NULL;
  g_autoptr (ParvisConfig) config = NULL;
  g_autoptr (GPtrArray) damaged = NULL;

  spoil_at (path, find (path, large) / spoil_page_size (path) * spoil_page_size (path), "gone");
  town_start_hub (town);
  config = town_kiosk (town, town->hub_port);
  g_assert_cmpint (town_deliver_once (town), ==, EXIT_FAILURE);
  damaged = parvis_outbox_list_damaged (path);
  g_assert_cmpuint (damaged->len, ==, 1);
  g_assert_cmpuint (journal_count (parvis_config_journal_path (config), PARVIS_JOURNAL_QUEUE_DAMAGED), ==, 1);
  later = queue_one (town);
  g_assert_cmpint (town_deliver_once (town), ==, 0);
}

int
main (int argc, char **argv)
{
  if (spoil_is_child (argc, argv))
    return spoil_child (argv[2], argv[3], argv[4]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/damage/envelope-gone", test_envelope_gone);
  g_test_add_func ("/damage/met-by-asker", test_met_by_asker);
  g_test_add_func ("/damage/met-by-kiosk", test_met_by_kiosk);
  g_test_add_func ("/damage/one-spoiled", test_one_spoiled);
  g_test_add_func ("/damage/once", test_once);
  return g_test_run ();
}
