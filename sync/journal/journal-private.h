/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/journal/journal.h"
#include "sync/base/sqlite-database.h"

G_BEGIN_DECLS

struct _ParvisJournal
{
  char *path, *program;
  char *boot;
  GMutex mutex; /* one write at a time */
  gsize begun;  /* g_once_init: @pool is there */
  GThreadPool *pool;
  gint told; /* that it cannot be written; atomic */
};

/* The kernel's boot id. (transfer full) */
char *parvis_journal_boot (void);

/* The journal's file (journal-file.c), opened for each use and closed after it: it is written
 * rarely, may be put aside at any time, and with SQLite's plain rollback journal nobody who looks
 * at it leaves anything there.
 *
 * Places (rows of "place"): "anchor", the last entry dropped; "head", the last one written; "sent",
 * the last one that the central server has. A place that is not there is before the first entry. */
ParvisSqlite *parvis_journal_file_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Within a transaction: is it ours? Makes the tables in a fresh one when @make. @empty: it has
 * none. */
gboolean parvis_journal_file_check (ParvisSqlite *db, gboolean make, gboolean *empty,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_journal_place_read (ParvisSqlite *db, const char *name, ParvisJournalHead *head,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean parvis_journal_place_write (ParvisSqlite *db, const char *name, const ParvisJournalHead *head,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
