/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/journal/journal-entry.h"

#include <string.h>

#include "sync/base/json.h"

#define HEX         "0123456789abcdef"
#define MAX_BOOT    36
#define MAX_PROGRAM 32
#define MAX_EVENT   40
#define MAX_DIGITS  15

void
parvis_journal_entry_free (ParvisJournalEntry *entry)
{
  g_free (entry->boot);
  g_free (entry->program);
  g_free (entry->event);
  g_free (entry->detail);
  g_free (entry);
}

/* Shapes ----------------------------------------------------------------------------------------
 */

static gboolean
is_made_of (const char *text, const char *alphabet, gsize max)
{
  gsize length = text != NULL ? strspn (text, alphabet) : 0;

  return length >= 1 && length <= max && text[length] == '\0';
}

gboolean
parvis_journal_is_hash (const char *text)
{
  return is_made_of (text, HEX, PARVIS_JOURNAL_HASH_CHARS) && strlen (text) == PARVIS_JOURNAL_HASH_CHARS;
}

gboolean
parvis_journal_is_detail (const char *text)
{
  if (text == NULL || strlen (text) > PARVIS_JOURNAL_DETAIL_MAX || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isprint (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static gboolean
is_number (gint64 number)
{
  return number >= 0 && number <= PARVIS_JOURNAL_MAX_NUMBER;
}

static gboolean
is_whole (const ParvisJournalEntry *entry)
{
  return entry->seq >= 1 && is_number (entry->seq) && is_number (entry->at) && is_number (entry->uptime)
         && is_number (entry->repeats) && is_made_of (entry->boot, HEX "-", MAX_BOOT)
         && is_made_of (entry->program, "abcdefghijklmnopqrstuvwxyz-", MAX_PROGRAM)
         && is_made_of (entry->event, "abcdefghijklmnopqrstuvwxyz_", MAX_EVENT)
         && parvis_journal_is_detail (entry->detail) && parvis_journal_is_hash (entry->hash);
}

gboolean
parvis_journal_head_parse (const char *text, ParvisJournalHead *head)
{
  gsize digits = strspn (text, "0123456789");

  if (digits == 0 || digits > MAX_DIGITS || text[digits] != ':' || !parvis_journal_is_hash (text + digits + 1))
    return FALSE;
  head->seq = g_ascii_strtoll (text, NULL, 10);
  g_strlcpy (head->hash, text + digits + 1, sizeof head->hash);
  return TRUE;
}

char *
parvis_journal_head_to_string (const ParvisJournalHead *head)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%s", head->seq, head->hash);
}

/* The chain -------------------------------------------------------------------------------------
 */

void
parvis_journal_entry_hash (const ParvisJournalEntry *entry, const char *previous, char *hash)
{
  g_autofree char *lines = g_strdup_printf ("parvis-journal 1\n%s\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT
                                            "\n%s\n%" G_GINT64_FORMAT "\n%s\n%s\n%" G_GINT64_FORMAT "\n%s\n",
                                            previous, entry->seq, entry->at, entry->boot, entry->uptime, entry->program,
                                            entry->event, entry->repeats, entry->detail);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, lines, -1);

  g_strlcpy (hash, sum, PARVIS_JOURNAL_HASH_CHARS + 1);
}

gboolean
parvis_journal_entry_follows (const ParvisJournalEntry *entry, const ParvisJournalHead *before)
{
  char hash[PARVIS_JOURNAL_HASH_CHARS + 1];

  parvis_journal_entry_hash (entry, before->hash, hash);
  return entry->seq == before->seq + 1 && g_str_equal (entry->hash, hash);
}

/* JSON ------------------------------------------------------------------------------------------
 */

JsonObject *
parvis_journal_entry_to_json (const ParvisJournalEntry *entry)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "seq", entry->seq);
  json_object_set_int_member (object, "at", entry->at);
  json_object_set_string_member (object, "boot", entry->boot);
  json_object_set_int_member (object, "uptime", entry->uptime);
  json_object_set_string_member (object, "program", entry->program);
  json_object_set_string_member (object, "event", entry->event);
  json_object_set_int_member (object, "repeats", entry->repeats);
  json_object_set_string_member (object, "detail", entry->detail);
  json_object_set_string_member (object, "hash", entry->hash);
  return object;
}

ParvisJournalEntry *
parvis_journal_entry_from_json (JsonObject *object)
{
  g_autoptr (ParvisJournalEntry) entry = g_new0 (ParvisJournalEntry, 1);
  const char *hash = parvis_json_string (object, "hash");

  entry->boot = g_strdup (parvis_json_string (object, "boot"));
  entry->program = g_strdup (parvis_json_string (object, "program"));
  entry->event = g_strdup (parvis_json_string (object, "event"));
  entry->detail = g_strdup (parvis_json_string (object, "detail"));
  g_strlcpy (entry->hash, parvis_journal_is_hash (hash) ? hash : "", sizeof entry->hash);
  if (parvis_json_int64 (object, "seq", &entry->seq) && parvis_json_int64 (object, "at", &entry->at)
      && parvis_json_int64 (object, "uptime", &entry->uptime) && parvis_json_int64 (object, "repeats", &entry->repeats)
      && is_whole (entry))
    return g_steal_pointer (&entry);
  return NULL;
}
