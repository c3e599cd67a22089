/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/queue/carry.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sync/base/digest.h"
#include "sync/scratch.h"
#include "sync/seal/seal.h"
#include "sync/town.h"

/* A town, a kiosk with some submissions, and a key. */
typedef struct
{
  Town *town;
  ParvisConfig *config;
  ParvisOutbox *outbox;
  char *key;
  char *folder;   /* of the kiosk on the key */
  GPtrArray *ids; /* of what was queued */
} Trip;

static void
trip_queue (Trip *self, gsize size)
{
  g_autoptr (GBytes) envelope = town_envelope (self->town, size);

  g_ptr_array_add (self->ids, town_queue (self->outbox, envelope));
}

static Trip *
trip_new (void)
{
  Trip *self = g_new0 (Trip, 1);

  self->town = town_new ();
  town_start_hub (self->town);
  self->config = town_kiosk (self->town, self->town->hub_port);
  self->outbox = town_outbox (self->town);
  self->key = town_path (self->town, "key");
  self->folder = parvis_carry_folder (self->key, "borne-1");
  self->ids = g_ptr_array_new_with_free_func (g_free);
  g_assert_cmpint (g_mkdir (self->key, 0700), ==, 0);
  trip_queue (self, 100);
  trip_queue (self, 300 * 1000);
  trip_queue (self, 5000);
  return self;
}

static void
trip_free (Trip *self)
{
  parvis_outbox_free (self->outbox);
  parvis_config_unref (self->config);
  town_free (self->town);
  g_ptr_array_unref (self->ids);
  g_free (self->key);
  g_free (self->folder);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Trip, trip_free)

static ParvisCarryTally export(Trip *self)
{
  ParvisCarryTally tally;
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_carry_export (self->outbox, "borne-1", parvis_config_certificate (self->config),
                                      parvis_config_key (self->config), self->key, 1000, NULL, NULL, &tally, &error));
  g_assert_no_error (error);
  return tally;
}

static ParvisCarryTally
take_receipts (Trip *self)
{
  ParvisCarryTally tally;
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_carry_take_receipts (self->outbox, "borne-1", self->key, parvis_config_ca (self->config), 2000,
                                             NULL, NULL, &tally, &error));
  g_assert_no_error (error);
  return tally;
}

/* `parvis-hub import`, beside the running server: what it says. (transfer full) */
static char *
import (Trip *self, int expected)
{
  return town_run_hub (self->town, expected, "import", self->key, NULL);
}

/* The central server has each of them once, and nothing else. */
static void
assert_once_each (Trip *self)
{
  g_autofree char *list = town_list (self->town);
  g_auto (GStrv) lines = g_strsplit (g_strchomp (list), "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, self->ids->len);
  for (guint i = 0; i < self->ids->len; i++)
    {
      g_autoptr (ParvisOutboxEntry) entry = town_look (self->outbox, self->ids->pdata[i]);
      g_autofree char *wanted = g_strdup_printf ("stored %s %s", entry->id, entry->sha256);

      g_assert_nonnull (strstr (list, wanted));
    }
}

static void
assert_all_delivered (Trip *self)
{
  for (guint i = 0; i < self->ids->len; i++)
    {
      g_autoptr (ParvisOutboxEntry) entry = town_look (self->outbox, self->ids->pdata[i]);

      g_assert_cmpint (entry->state, ==, PARVIS_SUBMISSION_DELIVERED);
    }
}

/* By the key, then by the network, too: each counts once. */
static void
test_key_then_network (void)
{
  g_autoptr (Trip) trip = trip_new ();
  g_autofree char *first = NULL, *second = NULL;
  ParvisCarryTally tally = export(trip);

  g_assert_cmpuint (tally.done, ==, 3);
  g_assert_cmpuint (tally.already, ==, 0);
  first = import (trip, 0);
  g_assert_nonnull (strstr (first, "reçues\u00a0: 3"));
  assert_once_each (trip);
  second = import (trip, 0);
  g_assert_nonnull (strstr (second, "déjà reçues\u00a0: 3"));
  g_assert_cmpint (town_deliver_once (trip->town), ==, 0);
  assert_once_each (trip);
  assert_all_delivered (trip);
}

static void
test_network_then_key (void)
{
  g_autoptr (Trip) trip = trip_new ();
  g_autofree char *said = NULL;

  g_assert_cmpuint (export(trip).done, ==, 3);
  g_assert_cmpint (town_deliver_once (trip->town), ==, 0);
  said = import (trip, 0);
  g_assert_nonnull (strstr (said, "déjà reçues\u00a0: 3"));
  assert_once_each (trip);
  g_assert_cmpuint (export(trip).done, ==, 0); /* nothing is left to be carried */
}

/* The receipts come home; one that is another submission's says nothing. */
static void
test_receipts (void)
{
  g_autoptr (Trip) trip = trip_new ();
  g_autofree char *said = NULL;
  g_autoptr (ParvisOutboxEntry) exported = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *one = NULL, *two = NULL;
  ParvisCarryTally tally;

  export(trip);
  exported = town_look (trip->outbox, trip->ids->pdata[0]);
  g_assert_cmpint (exported->exported_at, ==, 1000);
  g_assert_cmpuint (export(trip).already, ==, 3); /* again onto the same key */
  said = import (trip, 0);
  one = parvis_carry_receipt_path (trip->folder, trip->ids->pdata[0]);
  two = parvis_carry_receipt_path (trip->folder, trip->ids->pdata[1]);
  g_assert_cmpint (g_unlink (one), ==, 0);
  g_assert_cmpint (link (two, one), ==, 0);
  tally = take_receipts (trip);
  g_assert_cmpuint (tally.done, ==, 2);
  g_assert_cmpuint (tally.bad, ==, 1);
  g_free (import (trip, 0));
  tally = take_receipts (trip);
  g_assert_cmpuint (tally.done, ==, 1);
  assert_all_delivered (trip);
}

/* What is refused on a key does not keep the rest from being taken. */
static void
test_bad_envelopes (void)
{
  g_autoptr (Trip) trip = trip_new ();
  g_autofree char *cut = NULL, *other = NULL, *said = NULL, *bytes = NULL;
  gsize size;

  export(trip);
  cut = parvis_carry_envelope_path (trip->folder, trip->ids->pdata[0]);
  other = parvis_carry_envelope_path (trip->folder, trip->ids->pdata[2]);
  g_assert_cmpint (truncate (cut, 50), ==, 0);
  g_assert_true (g_file_get_contents (other, &bytes, &size, NULL));
  bytes[size / 2] ^= 1;
  g_assert_true (g_file_set_contents (other, bytes, (gssize) size, NULL));
  said = import (trip, 1);
  g_assert_nonnull (strstr (said, "reçues\u00a0: 1"));
  g_assert_nonnull (strstr (said, "pas prises\u00a0: 2"));
  g_assert_cmpuint (export(trip).already, ==, 1); /* the next export mends the key */
  g_free (said);
  said = import (trip, 0);
  assert_once_each (trip);
}

/* Links, devices and the like in the place of an envelope: never followed, never waited for. */
static void
test_no_plain_files (void)
{
  g_autoptr (Trip) trip = trip_new ();
  g_autofree char *fifo = NULL, *symbolic = NULL, *target = NULL, *said = NULL;

  export(trip);
  fifo = parvis_carry_envelope_path (trip->folder, trip->ids->pdata[0]);
  symbolic = parvis_carry_envelope_path (trip->folder, trip->ids->pdata[1]);
  target = town_path (trip->town, "elsewhere.cms");
  g_assert_cmpint (g_unlink (fifo), ==, 0);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (g_rename (symbolic, target), ==, 0);
  g_assert_cmpint (symlink (target, symbolic), ==, 0);
  said = import (trip, 1);
  g_assert_nonnull (strstr (said, "reçues\u00a0: 1"));
  g_assert_nonnull (strstr (said, "pas prises\u00a0: 2"));
}

/* A link in the folder's place leads out of the key: nothing is written there. */
static void
test_folder_is_link (void)
{
  g_autoptr (Trip) trip = trip_new ();
  g_autofree char *elsewhere = town_path (trip->town, "elsewhere"), *list = NULL;
  ParvisCarryTally tally;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (elsewhere, 0700), ==, 0);
  g_assert_cmpint (symlink (elsewhere, trip->folder), ==, 0);
  g_assert_false (parvis_carry_export (trip->outbox, "borne-1", NULL, NULL, trip->key, 1, NULL, NULL, &tally, &error));
  g_assert_error (error, PARVIS_CARRY_ERROR, PARVIS_CARRY_ERROR_FAILED);
  list = g_build_filename (elsewhere, PARVIS_CARRY_MANIFEST, NULL);
  g_assert_false (g_file_test (list, G_FILE_TEST_EXISTS));
}

static void
test_no_key (void)
{
  g_autoptr (Trip) trip = trip_new ();
  ParvisCarryTally tally;
  g_autoptr (GError) error = NULL, none = NULL;
  g_autofree char *said = import (trip, 1);

  g_assert_nonnull (strstr (said, "n’a pas de demandes"));
  g_assert_false (
      parvis_carry_export (trip->outbox, "borne-1", NULL, NULL, "/nonexistent/key", 1, NULL, NULL, &tally, &error));
  g_assert_error (error, PARVIS_CARRY_ERROR, PARVIS_CARRY_ERROR_MISSING);
  g_assert_false (parvis_carry_take_receipts (trip->outbox, "borne-1", trip->key, "ca", 1, NULL, NULL, &tally, &none));
  g_assert_error (none, PARVIS_CARRY_ERROR, PARVIS_CARRY_ERROR_MISSING);
}

/* The manifest ------------------------------------------------------------------------------------ */

#define SUM "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define ID  "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
#define ROW "{\"id\":\"" ID "\",\"sha256\":\"" SUM "\",\"size\":7}"

static ParvisCarryManifest *
read_manifest (const char *head, const char *rows, GError **error)
{
  g_autofree char *text
      = g_strdup_printf ("{\"format\":\"parvis-carry\",\"version\":1,%s,\"submissions\":[%s]}", head, rows);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return parvis_carry_manifest_read (bytes, error);
}

static void
test_manifest (void)
{
  const char *good = "\"kiosk\":\"borne-1\",\"made_at\":5";
  const struct
  {
    const char *head, *rows;
  } bad[] = {
    { "\"kiosk\":\"../etc\",\"made_at\":5", ROW },
    { "\"kiosk\":\"\",\"made_at\":5", ROW },
    { "\"kiosk\":\"b\",\"made_at\":\"5\"", ROW },
    { "\"kiosk\":\"b\",\"made_at\":5,\"more\":1", ROW },
    { good, ROW "," ROW },
    { good, "{\"id\":\"../../x\",\"sha256\":\"" SUM "\",\"size\":7}" },
    { good, "{\"id\":\"6BA7B810-9DAD-41D1-80B4-00C04FD430C8\",\"sha256\":\"" SUM "\",\"size\":7}" },
    { good, "{\"id\":\"" ID "\",\"sha256\":\"x\",\"size\":7}" },
    { good, "{\"id\":\"" ID "\",\"sha256\":\"" SUM "\",\"size\":0}" },
    { good, "{\"id\":\"" ID "\",\"sha256\":\"" SUM "\",\"size\":99999999999}" },
    { good, "{\"id\":\"" ID "\",\"sha256\":\"" SUM "\",\"size\":7,\"file\":\"/etc/passwd\"}" },
    { good, "7" },
  };
  g_autoptr (ParvisCarryManifest) manifest = read_manifest (good, ROW, NULL);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (ParvisCarryManifest) same = NULL;

  g_assert_nonnull (manifest);
  again = parvis_carry_manifest_write (manifest);
  same = parvis_carry_manifest_read (again, NULL);
  g_assert_cmpstr (same->kiosk, ==, "borne-1");
  g_assert_cmpint (same->made_at, ==, 5);
  g_assert_cmpstr (((ParvisCarryItem *) same->items->pdata[0])->id, ==, ID);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_manifest (bad[i].head, bad[i].rows, &error));
      g_assert_error (error, PARVIS_CARRY_ERROR, PARVIS_CARRY_ERROR_INVALID);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/carry/manifest", test_manifest);
  g_test_add_func ("/carry/key-then-network", test_key_then_network);
  g_test_add_func ("/carry/network-then-key", test_network_then_key);
  g_test_add_func ("/carry/receipts", test_receipts);
  g_test_add_func ("/carry/bad-envelopes", test_bad_envelopes);
  g_test_add_func ("/carry/no-plain-files", test_no_plain_files);
  g_test_add_func ("/carry/folder-is-link", test_folder_is_link);
  g_test_add_func ("/carry/no-key", test_no_key);
  return g_test_run ();
}
