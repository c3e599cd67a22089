/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/queue/outbox.h"
#include "sync/seal/seal.h"
#include "sync/base/sqlite-database.h"

G_BEGIN_DECLS

/* What the files of the outbox share: outbox.c (rows), outbox-read.c (their bytes), outbox-send.c (their steps),
 * outbox-room.c (the disk), outbox-schema.c (opening), outbox-watch.c (watching), outbox-repair.c (putting aside),
 * outbox-keeper.c (all of its life in a program). */

struct _ParvisOutbox
{
  grefcount refs; /* the owner's, and one for each watch */
  ParvisSqlite *db;
  int use; /* the lock that says this file is in use; -1: none could be had */
};

/* Opens the database at @path, and makes or migrates what is in it. */
ParvisSqlite *parvis_outbox_schema_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same, up to a version of the schema, as a Parvis of then made it: for the tests of migration. */
ParvisSqlite *parvis_outbox_schema_open_at (const char *path, gint64 version, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 parvis_outbox_schema_version (void);

/* Whoever has the outbox open shares this lock (flock(2) of PATH-use), so that it is never renamed from under
 * anybody: SQLite would go on with the files of the old name. -1: the lock file cannot be had; on a read-only
 * disk nobody renames either. */
int parvis_outbox_use_lock (const char *path, int operation);
/* The word left in that file, by its length, for everybody: the outbox has proved damaged; let go of it. It stays until
 * the outbox was put aside, or found sound, and so tells the next start, too. Writing is FALSE where nothing can be. */
gboolean parvis_outbox_word_read (int use);
gboolean parvis_outbox_word_write (int use, gboolean damaged);

typedef enum
{
  PARVIS_OUTBOX_TRUSTED, /* looked at as every opening looks */
  PARVIS_OUTBOX_SUSPECT, /* has proved damaged: every page is looked at */
  PARVIS_OUTBOX_SPENT,   /* has proved damaged again although every page looked sound: put aside as it is */
} ParvisOutboxDoubt;
/* @alone: the lock of PATH-use, taken exclusively: nobody has the outbox open. Opens it, after having put it aside when
 * it is damaged (@aside is where; else %NULL), and takes the word back. Lets go of the lock, but does not close it.
 * Waits for the disk; any thread. */
ParvisOutbox *parvis_outbox_mend (const char *path, ParvisOutboxDoubt doubt, int alone, char **aside, GError **error);

ParvisOutbox *parvis_outbox_ref (ParvisOutbox *self);
ParvisSqlite *parvis_outbox_get_database (ParvisOutbox *self);
/* Takes both. */
ParvisOutbox *parvis_outbox_new (ParvisSqlite *db, int use);

/* What stands beside an envelope that is being queued, until its sum is known: never in one that was acknowledged. */
#define PARVIS_OUTBOX_UNSUMMED "0000000000000000000000000000000000000000000000000000000000000000"

/* A row without its envelope, as read_entry() takes it. */
#define PARVIS_OUTBOX_COLUMNS                                                                                          \
  "id, sha256, size, created_at, state, attempts, next_try_at, last_error, upload_url, delivered_at, exported_at"
ParvisOutboxEntry *parvis_outbox_read_entry (ParvisStatement *statement);
/* @sql, about the one row of @id; %NULL with an error when there is none. (transfer full) */
ParvisStatement *parvis_outbox_find_row (ParvisOutbox *self, const char *sql, const char *id,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What one more submission may take, with SQLite's own bookkeeping. */
#define PARVIS_OUTBOX_ROOM_BYTES (PARVIS_SEAL_MAX_BYTES + PARVIS_SEAL_MAX_BYTES / 64)
/* Bytes that the log holds before a step tidies it: within what is set aside for a submission (outbox-room.c) the steps
 * of others find room, too. */
#define PARVIS_OUTBOX_TIDY (4 * 1024 * 1024)
/* Puts the limits on the log that outbox-room.c counts on. */
gboolean parvis_outbox_room_open (ParvisSqlite *db, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
