/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <sqlite3.h>
#include <string.h>

#include "sync/journal/journal.h"
#include "sync/scratch.h"

/* A journal of a test's own, and what tests do with journals: writing, reading, changing behind its back. */
typedef struct
{
  Scratch *scratch;
  char *path;
  ParvisJournal *journal;
} JournalFixture;

static inline void
journal_set_up (JournalFixture *self)
{
  self->scratch = scratch_new ();
  self->path = scratch_path (self->scratch, "journal.db");
  self->journal = parvis_journal_new (self->path, "parvis-syncd");
}

static inline void
journal_tear_down (JournalFixture *self)
{
  parvis_journal_free (self->journal);
  g_free (self->path);
  scratch_free (self->scratch);
}

static inline void
journal_write (JournalFixture *self, ParvisJournalEvent event, const char *detail)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (parvis_journal_add (self->journal, event, detail, &error));
  g_assert_no_error (error);
}

/* Entries told apart by their detail. */
static inline void
journal_write_some (JournalFixture *self, guint count)
{
  static guint n;

  for (guint i = 0; i < count; i++)
    {
      g_autofree char *detail = g_strdup_printf ("version %u", ++n);

      journal_write (self, PARVIS_JOURNAL_CONTENT_APPLIED, detail);
    }
}

/* Ten entries; a fresh journal gets the same ten as the last one did: thirty waits for the disk less. */
static inline void
journal_write_ten (JournalFixture *self)
{
  static GBytes *ten = NULL;
  gsize size;
  char *bytes;

  if (ten != NULL && !g_file_test (self->path, G_FILE_TEST_EXISTS))
    {
      g_assert_true (g_file_set_contents_full (self->path, g_bytes_get_data (ten, NULL),
                                               (gssize) g_bytes_get_size (ten), G_FILE_SET_CONTENTS_NONE, 0660, NULL));
      return;
    }
  journal_write_some (self, 10);
  if (ten == NULL && g_file_get_contents (self->path, &bytes, &size, NULL))
    ten = g_bytes_new_take (bytes, size);
}

/* By someone who knows SQLite. */
static inline void
journal_tamper (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

/* (transfer full): of ParvisJournalEntry */
static inline GPtrArray *
journal_read_all (const char *path)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = parvis_journal_read (path, 0, 0, &error);

  g_assert_no_error (error);
  return entries;
}

static inline guint
journal_count (const char *path, ParvisJournalEvent event)
{
  g_autoptr (GPtrArray) entries = journal_read_all (path);
  const char *name = parvis_journal_event_to_string (event);
  guint count = 0;

  for (guint i = 0; i < entries->len; i++)
    count += g_str_equal (((ParvisJournalEntry *) g_ptr_array_index (entries, i))->event, name);
  return count;
}

/* "event[detail] event[detail]" of those entries whose event begins with one of @prefixes, oldest first. (transfer
 * full) */
static inline char *
journal_story (const char *path, const char *const *prefixes)
{
  g_autoptr (GPtrArray) entries = journal_read_all (path);
  g_autoptr (GString) story = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const ParvisJournalEntry *entry = g_ptr_array_index (entries, i);

      for (const char *const *prefix = prefixes; *prefix != NULL; prefix++)
        if (g_str_has_prefix (entry->event, *prefix))
          g_string_append_printf (story, "%s%s[%s]", story->len > 0 ? " " : "", entry->event, entry->detail);
    }
  return g_string_free (g_steal_pointer (&story), FALSE);
}
