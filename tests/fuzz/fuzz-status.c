/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any bytes as a kiosk's status at the central server. What is understood is within its bounds, says the same when it
 * is written again, and is taken in, whatever its journal looks like; the same again is then a journal that goes on, or
 * one that never does.
 */
#include <stdint.h>
#include <stdlib.h>

#include "sync/hub/fleet/fleet.h"
#include "sync/scratch.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static Scratch *scratch;
static ParvisHubStore *store;

static void
close_store (void)
{
  parvis_hub_store_free (store);
  scratch_free (scratch);
}

static void
open_store (void)
{
  g_autofree char *folder = NULL;

  if (store != NULL)
    return;
  scratch = scratch_new ();
  folder = scratch_path (scratch, "store");
  store = parvis_hub_store_open (folder, NULL);
  g_assert_nonnull (store);
  atexit (close_store);
}

static void
assert_bounded (const ParvisStatusReport *report)
{
  g_assert_cmpuint (report->entries->len, <=, PARVIS_STATUS_MAX_ENTRIES);
  g_assert_cmpuint (report->states->len, <=, PARVIS_KIOSK_STATE_MAX);
  g_assert_cmpuint (report->keys->len, <=, PARVIS_STATUS_MAX_KEYS);
  g_assert_true (parvis_journal_is_hash (report->head.hash) && parvis_journal_is_hash (report->after.hash));
  g_assert_true (report->error == NULL || parvis_journal_is_detail (report->error));
}

static void
assert_written_again (const ParvisStatusReport *report)
{
  g_autoptr (GBytes) bytes = parvis_status_report_to_bytes (report);
  g_autoptr (ParvisStatusReport) again = parvis_status_report_parse (bytes, NULL);
  g_autoptr (GBytes) twice = again != NULL ? parvis_status_report_to_bytes (again) : NULL;

  g_assert_nonnull (twice);
  g_assert_true (g_bytes_equal (bytes, twice));
}

static void
assert_taken (const ParvisStatusReport *report)
{
  ParvisJournalHead head;
  ParvisHubChain found;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) kiosks = NULL;

  open_store ();
  for (int i = 0; i < 2; i++)
    g_assert_true (parvis_hub_status_take (store, "borne-1", report, 1795390000, &head, &found, &error));
  g_assert_true (parvis_journal_is_hash (head.hash));
  kiosks = parvis_hub_status_list (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (kiosks->len, ==, 1);
  g_ptr_array_unref (parvis_hub_fleet_troubles (g_ptr_array_index (kiosks, 0), 1795390000));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (ParvisStatusReport) report = parvis_status_report_parse (bytes, NULL);
  g_autofree char *gist = NULL;
  ParvisJournalHead head;

  if (parvis_status_answer_parse (bytes, &head))
    g_assert_true (parvis_journal_is_hash (head.hash) && head.seq >= 0);
  if (report == NULL)
    return 0;
  gist = parvis_status_report_gist (report);
  assert_bounded (report);
  assert_written_again (report);
  assert_taken (report);
  return 0;
}
