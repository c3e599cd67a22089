/* SPDX-License-Identifier: EUPL-1.2
 *
 * Any bytes as an entry of a journal, as a place in it, and as what somebody wants to write into it.
 */
#include <json-glib/json-glib.h>
#include <stdint.h>
#include <string.h>

#include "sync/journal/journal.h"
#include "sync/base/json.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Well-formed, the same when written again, and chained by every part of it. */
static void
assert_entry (const ParvisJournalEntry *entry)
{
  g_autoptr (JsonObject) object = parvis_journal_entry_to_json (entry);
  g_autoptr (ParvisJournalEntry) again = parvis_journal_entry_from_json (object);
  char hash[PARVIS_JOURNAL_HASH_CHARS + 1], other[PARVIS_JOURNAL_HASH_CHARS + 1];

  g_assert_cmpint (entry->seq, >=, 1);
  g_assert_cmpuint (strlen (entry->detail), <=, PARVIS_JOURNAL_DETAIL_MAX);
  g_assert_null (strchr (entry->detail, '\n'));
  g_assert_nonnull (again);
  parvis_journal_entry_hash (entry, PARVIS_JOURNAL_NO_HASH, hash);
  parvis_journal_entry_hash (again, PARVIS_JOURNAL_NO_HASH, other);
  g_assert_cmpstr (hash, ==, other);
  again->repeats++;
  parvis_journal_entry_hash (again, PARVIS_JOURNAL_NO_HASH, other);
  g_assert_cmpstr (hash, !=, other);
}

static void
assert_place (const char *text)
{
  g_autofree char *again = NULL;
  ParvisJournalHead head;

  if (!parvis_journal_head_parse (text, &head))
    return;
  again = parvis_journal_head_to_string (&head);
  g_assert_true (g_str_has_suffix (text, head.hash));
  g_assert_true (parvis_journal_head_parse (again, &head));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (JsonNode) node = parvis_json_read (bytes, 64 * 1024, NULL);
  g_autoptr (ParvisJournalEntry) entry = parvis_journal_entry_from_json (parvis_json_node_object (node));
  ParvisJournalEvent event;

  if (entry != NULL)
    assert_entry (entry);
  assert_place (text);
  if (parvis_journal_is_detail (text))
    g_assert_cmpuint (strlen (text), <=, PARVIS_JOURNAL_DETAIL_MAX);
  if (parvis_journal_event_from_string (text, &event))
    g_assert_cmpstr (parvis_journal_event_to_string (event), ==, text);
  return 0;
}
