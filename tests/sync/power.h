/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

/* A disk whose power can be cut at any write. Over SQLite's own VFS ("unix") one of ours passes everything on and notes
 * each write, truncation, deletion and sync of the database and its log. Afterwards the disk is made as it may have
 * been found after a cut behind any of them: what had been synced is there; of what had not, nothing, all, or some is,
 * and a write may be torn between sectors. The log's shared memory is the real VFS's, and is gone after a cut as it
 * would be.
 */
typedef struct _Power Power;

/* Becomes SQLite's default VFS. */
Power *power_new (void);
/* The default VFS is SQLite's own again. */
void power_free (Power *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Power, power_free)

/* From here on; what lies at @path (a database, nobody has it open) is there durably. */
void power_record (Power *self, const char *path);
/* What has been promised to somebody by now: a word of the test's. */
void power_note (Power *self, const char *promise);

/* No further. */
void power_stop (Power *self);

/* The disk fails at every write from here on (EIO), or does not any more. */
void power_break (Power *self, gboolean broken);

/* What a cut leaves of writes that were not synced. */
typedef enum
{
  POWER_NOTHING,
  POWER_ALL,
  POWER_SOME, /* by chance; and torn */
} PowerKept;

/* How many places there are to cut at: before everything, and behind each write, truncation, deletion and sync. */
guint power_cuts (const Power *self);
/* Makes @path and its log what a cut at @cut left of them. @chance: which some. */
void power_restore (const Power *self, guint cut, PowerKept kept, guint32 chance, const char *path);
/* The promises made before @cut, oldest first. (transfer container) */
GPtrArray *power_promises (const Power *self, guint cut);
