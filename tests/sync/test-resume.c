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

static const char *const slowly[] = { "--chunk-bytes", CHUNK, NULL };

/* A kiosk that has something queued, and a brake between it and its hub. */
typedef struct
{
  Town *town;
  ParvisOutbox *outbox;
  GBytes *envelope;
  char *id;
  Brake *brake;
} Fixture;

static void
set_brake (Fixture *self)
{
  self->brake = brake_new (self->town->hub_port);
  parvis_config_unref (town_kiosk (self->town, brake_port (self->brake)));
}

static void
set_up (Fixture *self, gconstpointer size)
{
  self->town = town_new ();
  self->outbox = town_outbox (self->town);
  self->envelope = town_envelope (self->town, GPOINTER_TO_SIZE (size));
  self->id = town_queue (self->outbox, self->envelope);
  town_start_hub (self->town);
  set_brake (self);
}

static void
tear_down (Fixture *self, gconstpointer size)
{
  brake_free (self->brake);
  g_free (self->id);
  g_bytes_unref (self->envelope);
  parvis_outbox_free (self->outbox);
  town_free (self->town);
}

/* The daemon, when HALF has gone through and the brake lets no more pass. */
static GSubprocess *
deliver_half (Fixture *self, const char *const *options)
{
  GSubprocess *daemon;

  brake_set (self->brake, HALF);
  daemon = town_start_syncd (self->town, NULL, options);
  while (!brake_holds (self->brake))
    g_main_context_iteration (NULL, TRUE);
  return daemon;
}

/* What is left of it, through an open brake. */
static void
deliver_rest (Fixture *self, const char *id)
{
  g_autoptr (ParvisOutboxEntry) entry = NULL;

  brake_set (self->brake, G_MAXSIZE);
  g_assert_cmpint (town_deliver_once (self->town), ==, 0);
  entry = town_look (self->outbox, id);
  g_assert_cmpint (entry->state, ==, PARVIS_SUBMISSION_DELIVERED);
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
assert_one_stored (const Town *town, const char *id)
{
  g_autofree char *list = town_list (town);
  g_autofree char *start = g_strdup_printf ("stored %s ", id);

  g_assert_true (g_str_has_prefix (list, start));
  g_assert_true (strchr (list, '\n') == list + strlen (list) - 1);
}

static void
test_syncd_killed (Fixture *self, gconstpointer size)
{
  GSubprocess *daemon = deliver_half (self, slowly);
  g_autoptr (ParvisOutboxEntry) sending = NULL;

  town_stop_syncd (daemon, SIGKILL);
  sending = town_look (self->outbox, self->id);
  g_assert_cmpint (sending->state, ==, PARVIS_SUBMISSION_SENDING);
  g_assert_nonnull (sending->upload_url);
  deliver_rest (self, self->id);
  town_stop_hub (self->town, SIGTERM); /* its journal is complete */
  /* Nothing was written twice: the sum of all that was taken is the envelope, to the byte. */
  g_assert_cmpint (bytes_taken (self->town), ==, (gint64) g_bytes_get_size (self->envelope));
  assert_one_stored (self->town, self->id);
}

/* The same on the wire: two runs together cost one upload, plus at most what was under way, plus headers and
 * handshakes. */
static void
test_bytes_on_the_wire (Fixture *self, gconstpointer size)
{
  GSubprocess *daemon = deliver_half (self, slowly);

  town_stop_syncd (daemon, SIGKILL);
  g_assert_cmpuint (brake_passed (self->brake), ==, HALF);
  deliver_rest (self, self->id);
  g_test_message ("%" G_GSIZE_FORMAT " bytes on the wire for %" G_GSIZE_FORMAT, brake_passed (self->brake),
                  g_bytes_get_size (self->envelope));
  g_assert_cmpuint (brake_passed (self->brake), <, g_bytes_get_size (self->envelope) + 65536);
}

static void
test_hub_killed (Fixture *self, gconstpointer size)
{
  GSubprocess *daemon = deliver_half (self, slowly);

  town_stop_hub (self->town, SIGKILL);
  town_stop_syncd (daemon, SIGKILL);
  brake_free (self->brake);
  town_start_hub (self->town);
  set_brake (self); /* another port: the remembered URL is of another address, the upload is not */
  deliver_rest (self, self->id);
  /* The upload went on from what the killed hub had made durable: at least the chunks it had answered for. */
  g_assert_cmpuint (brake_passed (self->brake), <, g_bytes_get_size (self->envelope) - HALF + 2 * 65536 + 65536);
  assert_one_stored (self->town, self->id);
}

/* By the second submission it is known what the server takes, and how fast the line is: its bytes come with its
 * creation. Killed in the middle of that, without a URL to remember, the daemon sends none of them again. */
static void
test_killed_at_creation (Fixture *self, gconstpointer size)
{
  g_autoptr (GBytes) large = town_envelope (self->town, SIZE);
  g_autofree char *second = town_queue (self->outbox, large);
  const gsize both = g_bytes_get_size (self->envelope) + g_bytes_get_size (large);
  GSubprocess *daemon = deliver_half (self, NULL);
  g_autoptr (ParvisOutboxEntry) delivered = NULL, sending = NULL;

  town_stop_syncd (daemon, SIGKILL);
  delivered = town_look (self->outbox, self->id);
  g_assert_cmpint (delivered->state, ==, PARVIS_SUBMISSION_DELIVERED);
  sending = town_look (self->outbox, second);
  g_assert_cmpint (sending->state, ==, PARVIS_SUBMISSION_SENDING);
  g_assert_null (sending->upload_url); /* it was at its creation */
  deliver_rest (self, second);
  g_assert_cmpuint (brake_passed (self->brake), <, both + 65536);
  town_stop_hub (self->town, SIGTERM); /* its journal is complete */
  g_assert_cmpint (bytes_taken (self->town), ==, (gint64) both);
}

/* Stopped politely, the daemon puts the row back, with its upload remembered. */
static void
test_syncd_stopped (Fixture *self, gconstpointer size)
{
  GSubprocess *daemon = deliver_half (self, slowly);
  g_autoptr (ParvisOutboxEntry) entry = NULL;

  town_stop_syncd (daemon, SIGTERM);
  entry = town_look (self->outbox, self->id);
  g_assert_cmpint (entry->state, ==, PARVIS_SUBMISSION_QUEUED);
  g_assert_cmpint (entry->next_try_at, ==, 0);
  g_assert_nonnull (entry->upload_url);
  deliver_rest (self, self->id);
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
test_daemon_tries_again (Fixture *self, gconstpointer size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) watch = parvis_outbox_watch (self->outbox, on_changed, NULL, &error);
  g_autoptr (ParvisOutboxEntry) entry = NULL;
  GSubprocess *daemon;

  g_assert_no_error (error);
  town_stop_hub (self->town, SIGTERM);
  daemon = town_start_syncd (self->town, NULL, slowly);
  wait_for_change (self->outbox, self->id, &entry, 1); /* it knocks at the brake, which has nobody behind it */
  g_assert_cmpint (entry->state, ==, PARVIS_SUBMISSION_QUEUED);
  town_start_hub (self->town);
  brake_set_server (self->brake, self->town->hub_port);
  while (entry->state != PARVIS_SUBMISSION_DELIVERED)
    wait_for_change (self->outbox, self->id, &entry, entry->attempts);
  town_stop_syncd (daemon, SIGTERM);
  g_assert_cmpuint (entry->attempts, >=, 2);
}

int
main (int argc, char **argv)
{
#define ADD(path, size, test)                                                                                          \
  g_test_add ("/sync/resume/" path, Fixture, GSIZE_TO_POINTER (size), set_up, test, tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD ("killed-at-creation", 100000, test_killed_at_creation);
  ADD ("syncd-killed", SIZE, test_syncd_killed);
  ADD ("wire", SIZE, test_bytes_on_the_wire);
  ADD ("hub-killed", SIZE, test_hub_killed);
  ADD ("syncd-stopped", SIZE, test_syncd_stopped);
  ADD ("daemon-tries-again", 1000, test_daemon_tries_again);
  return g_test_run ();
}
