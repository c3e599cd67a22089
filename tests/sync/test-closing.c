/* SPDX-License-Identifier: EUPL-1.2
 *
 * The staff closes the central server while it runs: kiosks are told so, keep what they have, and deliver it once it
 * has reopened. Real processes; only the hour at which a closing ends is said to the store by itself.
 */
#include <signal.h>
#include <string.h>
#include <sysexits.h>

#include "sync/brake.h"
#include "sync/hub/store/closing.h"
#include "sync/queue/trouble.h"
#include "sync/town.h"

#define SIZE  (512 * 1024)
#define CHUNK "65536"

static void
close_hub (const Town *town)
{
  g_autofree char *said = town_run_hub (town, 0, "close", NULL);

  g_assert_nonnull (strstr (said, "Fermé."));
}

static void
reopen_hub (const Town *town)
{
  g_autofree char *said = town_run_hub (town, 0, "reopen", NULL);

  g_assert_nonnull (strstr (said, "Rouvert."));
}

static ParvisTroubleKind
read_trouble (ParvisOutbox *outbox)
{
  g_auto (ParvisTrouble) trouble = { 0 };

  g_assert_true (parvis_trouble_read (outbox, &trouble, NULL));
  return trouble.kind;
}

static void
assert_kept (ParvisOutbox *outbox, const char *id)
{
  g_autoptr (ParvisOutboxEntry) entry = town_look (outbox, id);

  g_assert_cmpint (entry->state, ==, PARVIS_SUBMISSION_QUEUED);
  g_assert_nonnull (strstr (entry->last_error, "urn:parvis:problem:closed"));
}

static void
assert_delivered (ParvisOutbox *outbox, const char *id)
{
  g_autoptr (ParvisOutboxEntry) entry = town_look (outbox, id);

  g_assert_cmpint (entry->state, ==, PARVIS_SUBMISSION_DELIVERED);
  g_assert_cmpint (read_trouble (outbox), ==, PARVIS_TROUBLE_NONE);
}

/* Beside the server that runs, at its next request; over its restart; and what is no submission goes on. */
static void
test_told_kept_delivered (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (GBytes) envelope = town_envelope (town, 1000);
  g_autofree char *id = town_queue (outbox, envelope), *fleet = NULL, *events = NULL;
  g_autoptr (ParvisConfig) config = NULL, moved = NULL;

  town_start_hub (town);
  config = town_kiosk (town, town->hub_port);
  close_hub (town);
  g_assert_cmpint (town_deliver_once (town), ==, EX_TEMPFAIL);
  assert_kept (outbox, id);
  g_assert_cmpint (read_trouble (outbox), ==, PARVIS_TROUBLE_CLOSED);
  town_stop_hub (town, SIGTERM);
  town_start_hub (town);
  moved = town_kiosk (town, town->hub_port);
  g_assert_cmpint (town_deliver_once (town), ==, EX_TEMPFAIL);
  assert_kept (outbox, id);
  fleet = town_run_hub (town, 0, "fleet", NULL);
  g_assert_nonnull (strstr (fleet, "Ce serveur est fermé depuis le"));
  reopen_hub (town);
  g_assert_cmpint (town_deliver_once (town), ==, 0);
  assert_delivered (outbox, id);
  events = town_run_hub (town, 0, "kiosks", "--events", NULL);
  g_assert_nonnull (strstr (events, "server_closed"));
  g_assert_nonnull (strstr (events, "server_reopened"));
}

/* In the middle of an upload ------------------------------------------------------------------------ */

static const char *const slowly[] = { "--chunk-bytes", CHUNK, NULL };
static const char *const slowly_once[] = { "--chunk-bytes", CHUNK, "--once", NULL };

/* A kiosk that asks how far its upload is gets an answer without a body: it must learn the reason all the same, and not
 * forget what had come. */
static void
test_in_mid_upload (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (GBytes) envelope = town_envelope (town, SIZE);
  g_autofree char *id = town_queue (outbox, envelope);
  g_autoptr (ParvisConfig) config = NULL;
  GSubprocess *daemon;
  g_autoptr (ParvisOutboxEntry) before = NULL, after = NULL;
  Brake *brake;

  town_start_hub (town);
  brake = brake_new (town->hub_port);
  config = town_kiosk (town, brake_port (brake));
  brake_set (brake, SIZE / 2);
  daemon = town_start_syncd (town, NULL, slowly);
  while (!brake_holds (brake))
    g_main_context_iteration (NULL, TRUE);
  town_stop_syncd (daemon, SIGKILL);
  before = town_look (outbox, id);
  g_assert_nonnull (before->upload_url);
  brake_set (brake, G_MAXSIZE);
  close_hub (town);
  g_assert_cmpint (town_deliver (town, slowly_once), ==, EX_TEMPFAIL);
  assert_kept (outbox, id);
  g_assert_cmpint (read_trouble (outbox), ==, PARVIS_TROUBLE_CLOSED);
  after = town_look (outbox, id);
  g_assert_cmpstr (after->upload_url, ==, before->upload_url);
  reopen_hub (town);
  g_assert_cmpint (town_deliver (town, slowly_once), ==, 0);
  assert_delivered (outbox, id);
  brake_free (brake);
}

/* Until when ---------------------------------------------------------------------------------------- */

static ParvisHubStore *
open_store (const Town *town)
{
  g_autofree char *folder = town_path (town, "store");
  g_autoptr (GError) error = NULL;
  ParvisHubStore *store = parvis_hub_store_open (folder, &error);

  g_assert_no_error (error);
  return store;
}

static ParvisHubClosing
read_closing (ParvisHubStore *store, gint64 now)
{
  ParvisHubClosing closing;

  g_assert_true (parvis_hub_closing_read (store, now, &closing, NULL));
  return closing;
}

/* @seconds from now, as it is typed. (transfer full) */
static char *
instant (gint64 seconds)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (g_get_real_time () / G_USEC_PER_SEC + seconds);

  return g_date_time_format (at, "%Y-%m-%dT%H:%M");
}

static void
test_until (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisHubStore) store = open_store (town);
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *tomorrow = instant (86400), *said = town_run_hub (town, 0, "close", "--until", tomorrow, NULL);
  ParvisHubClosing closing = read_closing (store, now);

  g_assert_nonnull (strstr (said, "Fermé jusqu’au"));
  g_assert_cmpint (closing.until, >, now + 86400 - 120);
  g_assert_cmpint (closing.until, <=, now + 86400 + 3600);
  g_assert_cmpint (parvis_hub_closing_pause (&closing, now), ==, PARVIS_HUB_CLOSING_PAUSE);
  g_assert_cmpint (parvis_hub_closing_pause (&closing, closing.until - 10), ==, 10);
  g_assert_cmpint (read_closing (store, closing.until - 1).at, ==, closing.at);
  g_assert_cmpint (read_closing (store, closing.until).at, ==, 0); /* by itself */
}

static void
test_reopens_by_itself (void)
{
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisOutbox) outbox = town_outbox (town);
  g_autoptr (GBytes) envelope = town_envelope (town, 1000);
  g_autofree char *id = town_queue (outbox, envelope), *said = NULL;
  g_autoptr (ParvisHubStore) store = open_store (town);
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (ParvisConfig) config = NULL;

  town_start_hub (town);
  config = town_kiosk (town, town->hub_port);
  g_assert_true (parvis_hub_closing_begin (store, now - 100, now - 1, NULL));
  g_assert_cmpint (town_deliver_once (town), ==, 0);
  assert_delivered (outbox, id);
  said = town_run_hub (town, 0, "reopen", NULL);
  g_assert_nonnull (strstr (said, "n’était pas fermé"));
}

static void
test_bad_instants (void)
{
  static const char *const bad[]
      = { "", "demain", "2026", "2020-01-01T08:00", "9999-12-31T08:00", "2026-13-01T08:00", "08:00" };
  g_autoptr (Town) town = town_new ();
  g_autoptr (ParvisHubStore) store = open_store (town);

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *said = town_run_hub (town, EX_USAGE, "close", "--until", bad[i], NULL);

      g_assert_nonnull (strstr (said, "--until"));
      g_assert_cmpint (read_closing (store, 0).at, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/closing/told-kept-delivered", test_told_kept_delivered);
  g_test_add_func ("/sync/closing/in-mid-upload", test_in_mid_upload);
  g_test_add_func ("/sync/closing/until", test_until);
  g_test_add_func ("/sync/closing/by-itself", test_reopens_by_itself);
  g_test_add_func ("/sync/closing/bad-instants", test_bad_instants);
  return g_test_run ();
}
