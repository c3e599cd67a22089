/* SPDX-License-Identifier: EUPL-1.2
 *
 * What the central server makes of statuses, and of journals that were tampered with in between.
 */
#include "sync/hub/fleet/fleet.h"
#include "sync/hub/kiosks/register.h"

#include <string.h>

#include "sync/journal-fixture.h"

#define NOW   1795390000
#define KIOSK "borne-1"

/* A kiosk's journal, and the central server's store. */
typedef struct
{
  JournalFixture kiosk;
  ParvisHubStore *store;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;

  journal_set_up (&self->kiosk);
  folder = scratch_path (self->kiosk.scratch, "hub");
  self->store = parvis_hub_store_open (folder, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  parvis_hub_store_free (self->store);
  journal_tear_down (&self->kiosk);
}

static ParvisStatusReport *
collect (Fixture *self)
{
  ParvisStatusReport *report = parvis_status_report_new ();
  g_autoptr (GError) error = NULL;

  report->at = NOW;
  g_free (report->program);
  report->program = g_strdup ("0.1.0");
  g_ptr_array_unref (report->entries);
  report->entries
      = parvis_journal_read_unsent (self->kiosk.path, PARVIS_STATUS_MAX_ENTRIES, &report->after, &report->head, &error);
  g_assert_no_error (error);
  return report;
}

/* Over the wire and in; the kiosk notes the answer unless it is lost. */
static ParvisHubChain
tell_report (Fixture *self, const ParvisStatusReport *report, gboolean answered)
{
  g_autoptr (GBytes) bytes = parvis_status_report_to_bytes (report);
  g_autoptr (GError) error = NULL;
  g_autoptr (ParvisStatusReport) arrived = parvis_status_report_parse (bytes, &error);
  ParvisJournalHead head;
  ParvisHubChain found;

  g_assert_no_error (error);
  g_assert_true (parvis_hub_status_take (self->store, KIOSK, arrived, NOW, &head, &found, &error));
  g_assert_no_error (error);
  if (answered)
    g_assert_true (parvis_journal_mark_sent (self->kiosk.journal, &head, NULL));
  return found;
}

static ParvisHubChain
tell (Fixture *self)
{
  g_autoptr (ParvisStatusReport) report = collect (self);

  return tell_report (self, report, TRUE);
}

static guint
count_kept (Fixture *self)
{
  g_autoptr (GPtrArray) entries = parvis_hub_status_journal (self->store, KIOSK, 0, NULL);

  return entries->len;
}

/* A journal that goes on ------------------------------------------------------------------------ */

static void
test_goes_on (Fixture *self, gconstpointer data)
{
  g_autoptr (ParvisStatusReport) lost = NULL;
  g_autoptr (GPtrArray) last = NULL;

  g_assert_cmpint (tell (self), ==, PARVIS_HUB_CHAIN_WHOLE); /* nothing yet */
  journal_write_some (&self->kiosk, 5);
  g_assert_cmpint (tell (self), ==, PARVIS_HUB_CHAIN_WHOLE);
  g_assert_cmpint (tell (self), ==, PARVIS_HUB_CHAIN_WHOLE); /* nothing new */
  journal_write_some (&self->kiosk, 3);
  lost = collect (self);
  g_assert_cmpint (tell_report (self, lost, FALSE), ==, PARVIS_HUB_CHAIN_WHOLE); /* the answer did not arrive */
  journal_write_some (&self->kiosk, 1);
  g_assert_cmpint (tell (self), ==, PARVIS_HUB_CHAIN_WHOLE); /* the same again, and more */
  g_assert_cmpuint (count_kept (self), ==, 9);
  last = parvis_hub_status_journal (self->store, KIOSK, 2, NULL);
  g_assert_cmpuint (last->len, ==, 2);
  g_assert_cmpint (((ParvisJournalEntry *) g_ptr_array_index (last, 1))->seq, ==, 9);
}

/* Of ten entries the first six, with the head of the tenth or of the sixth. */
static ParvisHubChain
tell_six (Fixture *self, gboolean whole_head)
{
  g_autoptr (ParvisStatusReport) report = collect (self);
  const ParvisJournalEntry *last;

  g_ptr_array_set_size (report->entries, 6);
  last = g_ptr_array_index (report->entries, 5);
  if (!whole_head)
    {
      report->head.seq = last->seq;
      g_strlcpy (report->head.hash, last->hash, sizeof report->head.hash);
    }
  return tell_report (self, report, TRUE);
}

static void
test_in_several (Fixture *self, gconstpointer data)
{
  journal_write_ten (&self->kiosk);
  g_assert_cmpint (tell_six (self, TRUE), ==, PARVIS_HUB_CHAIN_WHOLE);
  g_assert_cmpuint (count_kept (self), ==, 6);
  g_assert_cmpint (tell (self), ==, PARVIS_HUB_CHAIN_WHOLE);
  g_assert_cmpuint (count_kept (self), ==, 10);
}

static ParvisJournalEntry *
make_longest (const ParvisJournalHead *before)
{
  ParvisJournalEntry *entry = g_new0 (ParvisJournalEntry, 1);

  entry->seq = before->seq + 1;
  entry->at = entry->uptime = entry->repeats = PARVIS_JOURNAL_MAX_NUMBER;
  entry->boot = g_strdup ("6d0c3f9e-1111-4222-8333-444455556666");
  entry->program = g_strnfill (32, 'p');
  entry->event = g_strnfill (40, 'e');
  entry->detail = g_strnfill (PARVIS_JOURNAL_DETAIL_MAX, '"');
  parvis_journal_entry_hash (entry, before->hash, entry->hash);
  return entry;
}

static void
fill_parts (ParvisStatusReport *report)
{
  for (guint i = 0; i < PARVIS_KIOSK_STATE_MAX; i++)
    {
      ParvisKioskState *state = g_new0 (ParvisKioskState, 1);

      state->name = g_strnfill (64, 'a');
      state->word = g_strnfill (64, '"');
      state->since = PARVIS_JOURNAL_MAX_NUMBER;
      g_ptr_array_add (report->states, state);
    }
  for (guint i = 0; i < PARVIS_STATUS_MAX_KEYS; i++)
    {
      ParvisStatusKey *key = g_new0 (ParvisStatusKey, 1);

      key->role = g_strnfill (64, '"');
      key->state = g_strnfill (64, '"');
      g_ptr_array_add (report->keys, key);
    }
}

/* The longest that there can be goes through the bound. */
static void
test_longest (Fixture *self, gconstpointer data)
{
  g_autoptr (ParvisStatusReport) report = collect (self);
  g_autoptr (GBytes) bytes = NULL;
  ParvisJournalHead last = report->after;

  for (guint i = 0; i < PARVIS_STATUS_MAX_ENTRIES; i++)
    {
      ParvisJournalEntry *entry = make_longest (&last);

      g_ptr_array_add (report->entries, entry);
      last.seq = entry->seq;
      g_strlcpy (last.hash, entry->hash, sizeof last.hash);
    }
  report->head = last;
  report->error = g_strnfill (PARVIS_STATUS_MAX_ERROR, '\\');
  fill_parts (report);
  bytes = parvis_status_report_to_bytes (report);
  g_assert_cmpuint (g_bytes_get_size (bytes), <=, PARVIS_STATUS_MAX_BYTES);
  g_assert_cmpint (tell_report (self, report, FALSE), ==, PARVIS_HUB_CHAIN_WHOLE);
}

/* And journals that do not ---------------------------------------------------------------------- */

typedef struct
{
  const char *name, *sql;
  ParvisHubChain found;
  gint64 seq;
} Tampering;

/* Of ten entries, six are at the central server; what is done here is found with the next status. */
static const Tampering tamperings[] = {
  { "unsent-changed", "UPDATE entry SET detail = 'x' WHERE seq = 8", PARVIS_HUB_CHAIN_CHANGED, 8 },
  { "unsent-deleted", "DELETE FROM entry WHERE seq = 8", PARVIS_HUB_CHAIN_CHANGED, 9 },
  { "first-unsent-deleted", "DELETE FROM entry WHERE seq = 7", PARVIS_HUB_CHAIN_CHANGED, 8 },
  { "cut",
    "DELETE FROM entry WHERE seq > 4; UPDATE place SET (seq, hash) = (SELECT seq, hash FROM entry WHERE seq = 4);"
    "DELETE FROM place WHERE name = 'sent'",
    PARVIS_HUB_CHAIN_CUT, 5 },
  { "sent-taken-back",
    "UPDATE entry SET hash = iif (substr (hash, 1, 1) = '0', '1', '0') || substr (hash, 2) WHERE seq = 5;"
    "UPDATE place SET (seq, hash) = (SELECT seq, hash FROM entry WHERE seq = 4) WHERE name = 'sent'",
    PARVIS_HUB_CHAIN_CHANGED, 5 },
  { "dropped",
    "INSERT INTO place SELECT 'anchor', seq, hash FROM entry WHERE seq = 8; DELETE FROM entry WHERE seq <= 8",
    PARVIS_HUB_CHAIN_MISSING, 7 },
};

static void
assert_broken (Fixture *self, ParvisHubChain found, gint64 seq)
{
  g_autoptr (GPtrArray) kiosks = parvis_hub_status_list (self->store, NULL);
  const ParvisHubKiosk *kiosk = g_ptr_array_index (kiosks, 0);
  g_autoptr (GPtrArray) troubles = parvis_hub_fleet_troubles (kiosk, NOW);
  const ParvisHubTrouble *trouble;

  g_assert_cmpuint (kiosks->len, ==, 1);
  g_assert_cmpint (kiosk->broken, ==, found);
  g_assert_cmpint (kiosk->broken_seq, ==, seq);
  g_assert_cmpint (kiosk->broken_at, ==, NOW);
  g_assert_cmpuint (troubles->len, ==, 1);
  trouble = g_ptr_array_index (troubles, 0);
  g_assert_cmpstr (trouble->code, ==, "journal");
}

static void
test_tampering (Fixture *self, gconstpointer data)
{
  const Tampering *it = data;

  journal_write_ten (&self->kiosk);
  g_assert_cmpint (tell_six (self, FALSE), ==, PARVIS_HUB_CHAIN_WHOLE);
  journal_tamper (self->kiosk.path, it->sql);
  g_assert_cmpint (tell (self), ==, it->found);
  assert_broken (self, it->found, it->seq);
  journal_write_some (&self->kiosk, 2); /* from there it is followed again */
  g_assert_cmpint (tell (self), ==, PARVIS_HUB_CHAIN_WHOLE);
  assert_broken (self, it->found, it->seq);
}

static void
count_event (gint64 at, const char *event, const char *kiosk, const char *detail, gpointer user_data)
{
  *(guint *) user_data += g_str_equal (event, "journal_broken");
}

static void
test_written_anew (Fixture *self, gconstpointer data)
{
  guint told = 0;

  journal_write_some (&self->kiosk, 6);
  g_assert_cmpint (tell (self), ==, PARVIS_HUB_CHAIN_WHOLE);
  g_assert_cmpint (g_unlink (self->kiosk.path), ==, 0);
  journal_write_some (&self->kiosk, 8);
  g_assert_cmpint (tell (self), ==, PARVIS_HUB_CHAIN_CHANGED);
  assert_broken (self, PARVIS_HUB_CHAIN_CHANGED, 1);
  g_assert_cmpuint (count_kept (self), ==, 14); /* what was here is still here */
  g_assert_cmpint (g_unlink (self->kiosk.path), ==, 0);
  journal_write_some (&self->kiosk, 1);
  g_assert_cmpint (tell (self), ==, PARVIS_HUB_CHAIN_CUT);
  assert_broken (self, PARVIS_HUB_CHAIN_CUT, 2);
  g_assert_true (parvis_hub_register_events (self->store, count_event, &told, NULL));
  g_assert_cmpuint (told, ==, 1); /* the second within the hour is shown, and not written again */
}

/* The fleet ------------------------------------------------------------------------------------- */

static const ParvisHubTrouble *
find (GPtrArray *troubles, const char *code)
{
  for (guint i = 0; i < troubles->len; i++)
    {
      const ParvisHubTrouble *trouble = g_ptr_array_index (troubles, i);

      if (g_str_equal (trouble->code, code))
        return trouble;
    }
  return NULL;
}

static void
add_state (ParvisStatusReport *report, const char *name, const char *word)
{
  ParvisKioskState *state = g_new0 (ParvisKioskState, 1);

  state->name = g_strdup (name);
  state->word = g_strdup (word);
  g_ptr_array_add (report->states, state);
}

static void
add_key (ParvisStatusReport *report, const char *state, gint64 until)
{
  ParvisStatusKey *key = g_new0 (ParvisStatusKey, 1);

  key->role = g_strdup ("kiosk");
  key->state = g_strdup (state);
  key->until = until;
  g_ptr_array_add (report->keys, key);
}

static void
test_well (Fixture *self, gconstpointer data)
{
  g_autoptr (ParvisStatusReport) report = collect (self);
  g_autoptr (GPtrArray) kiosks = NULL;
  g_autoptr (GPtrArray) now = NULL;
  g_autoptr (GPtrArray) later = NULL;

  add_state (report, "device/printer", "ready");
  add_state (report, "service", "open");
  add_state (report, "delivery", "none");
  add_state (report, "content-age", "valid");
  add_key (report, "good", NOW + 1000000);
  tell_report (self, report, FALSE);
  kiosks = parvis_hub_status_list (self->store, NULL);
  now = parvis_hub_fleet_troubles (g_ptr_array_index (kiosks, 0), NOW + 60);
  g_assert_cmpuint (now->len, ==, 0);
  later = parvis_hub_fleet_troubles (g_ptr_array_index (kiosks, 0), NOW + 3 * 24 * 3600);
  g_assert_cmpuint (later->len, ==, 1);
  g_assert_nonnull (strstr (find (later, "silent")->text, "silencieuse depuis 3 jours"));
}

static void
test_unwell (Fixture *self, gconstpointer data)
{
  g_autoptr (ParvisStatusReport) report = collect (self);
  g_autoptr (GPtrArray) kiosks = NULL;
  g_autoptr (GPtrArray) troubles = NULL;

  add_state (report, "device/printer", "no-paper");
  add_state (report, "service", "disk-full");
  add_state (report, "delivery", "portal");
  add_state (report, "distribution", "stale");
  add_key (report, "expired", NOW - 86400);
  report->queued = 4;
  report->oldest = 2 * 3600;
  report->refused = 1;
  report->disk_size = 1000;
  report->disk_free = 10;
  report->at = NOW - 7200;
  report->error = g_strdup ("somebody else answers");
  tell_report (self, report, FALSE);
  kiosks = parvis_hub_status_list (self->store, NULL);
  troubles = parvis_hub_fleet_troubles (g_ptr_array_index (kiosks, 0), NOW + 3600);
  g_assert_cmpint (parvis_hub_fleet_oldest (g_ptr_array_index (kiosks, 0), NOW + 3600), ==, 3 * 3600);
  g_assert_nonnull (strstr (find (troubles, "stuck")->text, "4 demandes"));
  g_assert_nonnull (strstr (find (troubles, "stuck")->text, "3 heures"));
  g_assert_nonnull (find (troubles, "refused"));
  g_assert_nonnull (find (troubles, "restricted"));
  g_assert_nonnull (strstr (find (troubles, "content")->text, "périmée"));
  g_assert_nonnull (strstr (find (troubles, "device")->text, "printer"));
  g_assert_nonnull (find (troubles, "certificate"));
  g_assert_nonnull (find (troubles, "disk"));
  g_assert_nonnull (strstr (find (troubles, "clock")->text, "retarde"));
}

/* It takes what is published, which has run out. */
static void
test_old_content (Fixture *self, gconstpointer data)
{
  g_autoptr (ParvisStatusReport) report = collect (self);
  g_autoptr (GPtrArray) kiosks = NULL;
  g_autoptr (GPtrArray) troubles = NULL;

  add_state (report, "distribution", "none");
  add_state (report, "content-age", "expired");
  tell_report (self, report, FALSE);
  kiosks = parvis_hub_status_list (self->store, NULL);
  troubles = parvis_hub_fleet_troubles (g_ptr_array_index (kiosks, 0), NOW + 60);
  g_assert_cmpuint (troubles->len, ==, 1);
  g_assert_nonnull (strstr (find (troubles, "content")->text, "périmé"));
}

/* A kiosk that sends demandes and never says how it is. */
static void
test_never_seen (Fixture *self, gconstpointer data)
{
  g_autofree char *sum = g_strnfill (64, 'a');
  g_autoptr (ParvisHubUpload) upload
      = parvis_hub_store_create (self->store, "6d0c3f9e-1111-4222-8333-444455556666", sum, "borne-2", 10, NOW, NULL);
  g_autoptr (GPtrArray) kiosks = parvis_hub_status_list (self->store, NULL);
  g_autoptr (GPtrArray) troubles = parvis_hub_fleet_troubles (g_ptr_array_index (kiosks, 0), NOW);
  const ParvisHubKiosk *kiosk = g_ptr_array_index (kiosks, 0);

  g_assert_nonnull (upload);
  g_assert_cmpstr (kiosk->kiosk, ==, "borne-2");
  g_assert_cmpint (kiosk->upload_at, ==, NOW);
  g_assert_nonnull (find (troubles, "never-seen"));
}

/* Malformed ones -------------------------------------------------------------------------------- */

static void
test_malformed (void)
{
  const char *bad[] = {
    "",
    "[]",
    "{}",
    "null",
    "{\"at\":1}",
    "{\"at\":-1,\"program\":\"0\",\"queue\":{\"queued\":0,\"refused\":0,\"delivered\":0,\"oldest\":0}}",
    "{\"at\":1,\"program\":\"0\",\"queue\":{\"queued\":0,\"refused\":0,\"delivered\":0,\"oldest\":0},"
    "\"disk\":{\"free\":0,\"size\":0},\"states\":[{}],\"keys\":[],\"journal\":{}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (bad[i], strlen (bad[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (parvis_status_report_parse (bytes, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

#define ADD(name, function) g_test_add ("/hub-status/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("goes-on", test_goes_on);
  ADD ("in-several", test_in_several);
  ADD ("longest", test_longest);
  for (gsize i = 0; i < G_N_ELEMENTS (tamperings); i++)
    {
      g_autofree char *path = g_strconcat ("/hub-status/tampering/", tamperings[i].name, NULL);

      g_test_add (path, Fixture, &tamperings[i], set_up, test_tampering, tear_down);
    }
  ADD ("tampering/written-anew", test_written_anew);
  ADD ("well", test_well);
  ADD ("unwell", test_unwell);
  ADD ("old-content", test_old_content);
  ADD ("never-seen", test_never_seen);
  g_test_add_func ("/hub-status/malformed", test_malformed);
  return g_test_run ();
}
