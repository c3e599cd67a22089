/* SPDX-License-Identifier: EUPL-1.2
 *
 * The power is cut at every write of an enqueue, a delivery and a migration; what the disk then holds is opened, and
 * must hold all that had been promised, once and whole. --chances N: how many ways of keeping some of what was not
 * synced are tried at each (2).
 */
#include "sync/queue/outbox.h"

#include <unistd.h>

#include "sync/outbox-fixture.h"
#include "sync/power.h"

static int chances = 2;

/* Promises: "+ID" is queued, "!ID" is delivered; a row may be a step further than what was promised, never behind. */
typedef struct
{
  GHashTable *queued, *delivered;
} Promised;

static Promised
read_promises (GPtrArray *promises)
{
  Promised promised = { g_hash_table_new (g_str_hash, g_str_equal), g_hash_table_new (g_str_hash, g_str_equal) };

  for (guint i = 0; i < promises->len; i++)
    {
      const char *promise = promises->pdata[i];

      g_hash_table_add (promise[0] == '+' ? promised.queued : promised.delivered, (gpointer) (promise + 1));
    }
  return promised;
}

static void
assert_sound (ParvisOutbox *outbox)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisStatement) check
      = parvis_sqlite_prepare (parvis_outbox_get_database (outbox), "PRAGMA integrity_check", &error);
  gboolean row;

  g_assert_no_error (error);
  g_assert_true (parvis_statement_step (check, &row, &error));
  g_assert_cmpstr (parvis_statement_get_text (check, 0), ==, "ok");
}

/* No row twice (ids are counted), none in part, none that was promised missing. */
static void
assert_kept (ParvisOutbox *outbox, GPtrArray *promises)
{
  Promised promised = read_promises (promises);
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) rows = parvis_outbox_list (outbox, NULL);
  GHashTableIter iter;
  char *id;

  for (guint i = 0; i < rows->len; i++)
    {
      const ParvisOutboxEntry *entry = rows->pdata[i];

      g_assert_true (g_hash_table_add (there, entry->id));
      assert_whole (outbox, entry->id);
      if (!g_hash_table_contains (promised.delivered, entry->id))
        continue;
      g_assert_cmpint (entry->state, ==, PARVIS_SUBMISSION_DELIVERED);
      g_assert_cmpint (entry->delivered_at, ==, 5000);
    }
  g_hash_table_iter_init (&iter, promised.queued);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, NULL))
    if (!g_hash_table_contains (there, id))
      g_error ("%s was acknowledged and is lost", id);
  g_hash_table_unref (promised.queued);
  g_hash_table_unref (promised.delivered);
}

/* What a kiosk does when its power is back: it opens, finds all, and goes on. */
static void
assert_goes_on (const char *path, GPtrArray *promises)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisOutbox) outbox = parvis_outbox_open (path, &error);
  g_autofree char *next = NULL;

  g_assert_no_error (error);
  parvis_sqlite_set_timeout (parvis_outbox_get_database (outbox), 0);
  assert_sound (outbox);
  assert_kept (outbox, promises);
  g_assert_true (parvis_outbox_recover (outbox, &error));
  next = enqueue_one (outbox);
  assert_whole (outbox, next);
}

/* What has not been opened by the time of the cut has no log to be looked at. */
static void
cut_everywhere (Power *power, const char *folder, const char *what, guint32 seed)
{
  g_autofree char *path = g_build_filename (folder, "cut.db", NULL);
  guint cuts = power_cuts (power), tried = 0;

  power_stop (power);
  for (guint cut = 0; cut < cuts; cut++)
    for (int i = 0; i < 2 + chances; i++)
      {
        g_autoptr (GPtrArray) promises = power_promises (power, cut);

        power_restore (power, cut,
                       i == 0   ? POWER_NOTHING
                       : i == 1 ? POWER_ALL
                                : POWER_SOME,
                       seed + cut * 1000 + (guint32) i, path);
        assert_goes_on (path, promises);
        tried++;
      }
  g_test_message ("%s: cut at %u places, %u disks looked at, 0 lost, 0 twice, 0 damaged", what, cuts, tried);
}

/* In memory: what reaches a real disk is not what is looked at here. */
static Scratch *
new_scratch (void)
{
  Scratch *scratch;

  if (access ("/dev/shm", W_OK) != 0)
    return scratch_new ();
  scratch = g_new0 (Scratch, 1);
  scratch->folder = g_strdup ("/dev/shm/parvis-test-XXXXXX");
  g_assert_nonnull (g_mkdtemp (scratch->folder));
  return scratch;
}

static void
promise (Power *power, char kind, const char *id)
{
  g_autofree char *text = g_strdup_printf ("%c%s", kind, id);

  power_note (power, text);
}

static char *
queue (Power *power, ParvisOutbox *outbox)
{
  char *id = enqueue_one (outbox);

  promise (power, '+', id);
  return id;
}

static void
deliver (Power *power, ParvisOutbox *outbox, const char *id)
{
  g_autoptr (GBytes) receipt = g_bytes_new_static ("receipt", 7);

  g_assert_true (parvis_outbox_mark_sending (outbox, id, NULL));
  g_assert_true (parvis_outbox_set_upload_url (outbox, id, "https://hub/1", NULL));
  g_assert_true (parvis_outbox_mark_delivered (outbox, id, receipt, 5000, TRUE, NULL));
  promise (power, '!', id);
}

/* Two that end one after the other: only with the last one both are there to stay. */
static void
deliver_both (Power *power, ParvisOutbox *outbox, const char *id, const char *last)
{
  g_autoptr (GBytes) receipt = g_bytes_new_static ("receipt", 7);

  g_assert_true (parvis_outbox_mark_sending (outbox, id, NULL));
  g_assert_true (parvis_outbox_mark_sending (outbox, last, NULL));
  g_assert_true (parvis_outbox_mark_delivered (outbox, id, receipt, 5000, FALSE, NULL));
  g_assert_true (parvis_outbox_mark_delivered (outbox, last, receipt, 5000, TRUE, NULL));
  promise (power, '!', id);
  promise (power, '!', last);
}

/* A kiosk's first start, on an empty disk, up to its first submissions; the last one after a checkpoint, when the log
 * begins anew. */
static void
test_enqueue (void)
{
  g_autoptr (Scratch) scratch = new_scratch ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (Power) power = power_new ();
  g_autoptr (ParvisOutbox) outbox = NULL;
  guint32 seed = (guint32) g_test_rand_int ();

  power_record (power, path);
  outbox = open_outbox (path);
  g_free (queue (power, outbox));
  g_free (queue (power, outbox));
  g_assert_true (parvis_outbox_tidy (outbox, NULL));
  g_free (queue (power, outbox));
  g_clear_pointer (&outbox, parvis_outbox_free);
  cut_everywhere (power, scratch->folder, "enqueue", seed);
}

static void
test_delivery (void)
{
  g_autoptr (Scratch) scratch = new_scratch ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (Power) power = NULL; /* outlives what is open on it */
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autofree char *first = enqueue_one (outbox), *second = enqueue_one (outbox), *third = enqueue_one (outbox);
  guint32 seed = (guint32) g_test_rand_int ();
  guint purged;

  g_clear_pointer (&outbox, parvis_outbox_free);
  power = power_new ();
  power_record (power, path);
  promise (power, '+', first);
  promise (power, '+', second);
  promise (power, '+', third);
  outbox = open_outbox (path);
  g_assert_true (parvis_outbox_recover (outbox, NULL));
  deliver (power, outbox, first);
  g_assert_true (parvis_outbox_mark_sending (outbox, second, NULL));
  g_assert_true (parvis_outbox_mark_failed (outbox, second, 0, "503", NULL));
  g_assert_true (parvis_outbox_tidy (outbox, NULL));
  g_assert_true (parvis_outbox_purge (outbox, 1, &purged, NULL));
  deliver_both (power, outbox, second, third);
  g_clear_pointer (&outbox, parvis_outbox_free);
  cut_everywhere (power, scratch->folder, "delivery", seed);
}

static void
fill_old (const char *path, gint64 version, char **ids)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisSqlite) db = parvis_outbox_schema_open_at (path, version, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GBytes) envelope = NULL;
      g_autofree char *sum = NULL, *sql = NULL;
      g_autoptr (ParvisStatement) insert = NULL;

      ids[i] = g_uuid_string_random ();
      envelope = envelope_of (ids[i]);
      sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, envelope);
      sql = g_strdup_printf ("INSERT INTO submission (id, sha256, size, created_at) VALUES ('%s', '%s', 18000, 5)",
                             ids[i], sum);
      g_assert_true (parvis_sqlite_exec (db, sql, &error));
      insert
          = parvis_sqlite_prepare (db, "INSERT INTO envelope (seq, bytes) VALUES (last_insert_rowid (), ?1)", &error);
      parvis_statement_bind_bytes (insert, 1, envelope);
      g_assert_true (parvis_statement_run (insert, &error));
    }
}

static void
test_migration (void)
{
  for (gint64 version = 1; version < parvis_outbox_schema_version (); version++)
    {
      g_autoptr (Scratch) scratch = new_scratch ();
      g_autofree char *path = scratch_path (scratch, "outbox.db");
      g_autofree char *what = g_strdup_printf ("migration from version %d", (int) version);
      char *ids[2];
      g_autoptr (Power) power = NULL;
      g_autoptr (ParvisOutbox) outbox = NULL;
      guint32 seed = (guint32) g_test_rand_int ();

      fill_old (path, version, ids);
      power = power_new ();
      power_record (power, path);
      promise (power, '+', ids[0]);
      promise (power, '+', ids[1]);
      outbox = open_outbox (path);
      g_clear_pointer (&outbox, parvis_outbox_free);
      cut_everywhere (power, scratch->folder, what, seed);
      g_free (ids[0]);
      g_free (ids[1]);
    }
}

/* A disk that fails: said as such, nothing lost, and when it does not any more all goes on. */
static void
test_broken_disk (void)
{
  g_autoptr (Scratch) scratch = new_scratch ();
  g_autofree char *path = scratch_path (scratch, "outbox.db");
  g_autoptr (Power) power = power_new ();
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autofree char *before = enqueue_one (outbox), *id = g_uuid_string_random ();
  g_autoptr (GBytes) envelope = envelope_of (id);
  g_autoptr (GError) failed = NULL, unmarked = NULL, error = NULL;

  power_break (power, TRUE);
  g_assert_false (parvis_outbox_enqueue (outbox, id, envelope, &failed));
  g_assert_error (failed, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_IO);
  g_assert_false (parvis_outbox_mark_sending (outbox, before, &unmarked));
  g_assert_error (unmarked, PARVIS_OUTBOX_ERROR, PARVIS_OUTBOX_ERROR_IO);
  assert_whole (outbox, before);
  power_break (power, FALSE);
  g_assert_true (parvis_outbox_enqueue (outbox, id, envelope, &error));
  g_assert_no_error (error);
  assert_whole (outbox, before);
  assert_whole (outbox, id);
  assert_sound (outbox);
  g_clear_pointer (&outbox, parvis_outbox_free);
}

/* That this test can fail: a kiosk that does not wait for its disk loses what it has acknowledged. */
static void
test_finds_a_loss (void)
{
  g_autoptr (Scratch) scratch = new_scratch ();
  g_autofree char *path = scratch_path (scratch, "outbox.db"), *cut = scratch_path (scratch, "cut.db");
  g_autoptr (Power) power = NULL; /* outlives what is open on it */
  g_autoptr (ParvisOutbox) outbox = open_outbox (path);
  g_autofree char *id = NULL;
  g_autoptr (ParvisOutboxEntry) entry = NULL;

  g_clear_pointer (&outbox, parvis_outbox_free);
  power = power_new ();
  power_record (power, path);
  outbox = open_outbox (path);
  g_assert_true (parvis_sqlite_exec (parvis_outbox_get_database (outbox), "PRAGMA synchronous = OFF", NULL));
  id = queue (power, outbox);
  power_stop (power);
  power_restore (power, power_cuts (power) - 1, POWER_NOTHING, 0, cut);
  g_clear_pointer (&outbox, parvis_outbox_free);
  outbox = open_outbox (cut);
  entry = parvis_outbox_lookup (outbox, id, NULL);
  g_assert_null (entry);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL); /* prints the seed; --seed repeats it */
  if (argc == 3 && strcmp (argv[1], "--chances") == 0)
    chances = atoi (argv[2]);
  g_test_add_func ("/power-cut/finds-a-loss", test_finds_a_loss);
  g_test_add_func ("/power-cut/broken-disk", test_broken_disk);
  g_test_add_func ("/power-cut/enqueue", test_enqueue);
  g_test_add_func ("/power-cut/delivery", test_delivery);
  g_test_add_func ("/power-cut/migration", test_migration);
  return g_test_run ();
}
