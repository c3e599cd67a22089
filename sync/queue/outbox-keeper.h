/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/queue/outbox.h"

G_BEGIN_DECLS

/* ParvisOutboxKeeper: the outbox in a program that runs for long (parvis-kiosk, parvis-syncd): opened at start,
 * watched, and mended in place when it proves damaged, at start or at any time later, without either program being
 * started again.
 *
 * SQLite goes on with a file that was renamed under it, so a damaged one is put aside (sync/queue/outbox-repair.h) only
 * when nobody has it open any more. Whoever meets damage, in any step with the outbox of its keeper, leaves word in the
 * lock file PATH-use. From then on nobody opens the outbox any more; each keeper hears the word (inotify), has its
 * program let go, and tries to be alone with the file; the one that is looks at every page in a thread, puts the file
 * aside when it is damaged, makes a new one and takes the word back, which the others hear. Nothing is polled: who
 * waits is woken when another lets go, or dies. The word outlives everybody: the next start looks at every page.
 *
 * Damage that is not found again (a read that failed once) leaves the outbox as it is; when it is met again within ten
 * minutes the file is put aside whatever its pages say, so that nobody opens and closes it for ever.
 *
 * Belongs to the thread and main context that made it; all calls and events are there.
 */
typedef struct _ParvisOutboxKeeper ParvisOutboxKeeper;

/* None may be %NULL; none may free the keeper. */
typedef struct
{
  /* @outbox serves (transfer none): until `closing`. At start, and again after each mending. */
  void (*opened) (ParvisOutbox *outbox, gpointer user_data);
  /* It has proved damaged: before this returns nothing of the program may hold @outbox any more. */
  void (*closing) (gpointer user_data);
  /* Another process has committed to it: parvis_outbox_watch(). */
  void (*changed) (gpointer user_data);
  /* It was damaged and is now at @aside; for the staff. Before `opened`. */
  void (*put_aside) (const char *aside, gpointer user_data);
  /* There is none for now; once until `opened`. PARVIS_OUTBOX_ERROR_CORRUPT: damaged; others have not let go yet, which
   * is waited for, or it cannot be put aside. Else as parvis_outbox_open() says. parvis_outbox_keeper_look() tries
   * again. */
  void (*failed) (const GError *error, gpointer user_data);
} ParvisOutboxKeeperEvents;

/* Opens nothing yet. @events must outlive it. */
ParvisOutboxKeeper *parvis_outbox_keeper_new (const char *path, const ParvisOutboxKeeperEvents *events,
                                              gpointer user_data);
/* Lets go without `closing`; after this there are no events. */
void parvis_outbox_keeper_free (ParvisOutboxKeeper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisOutboxKeeper, parvis_outbox_keeper_free)

/* Opens it if it is not open: `opened`, `failed`, or one of them later, once its pages were looked at. */
void parvis_outbox_keeper_look (ParvisOutboxKeeper *self);
/* It has proved damaged to somebody with a connection of their own (a worker's thread): what steps with the keeper's
 * own outbox meet is heard without this. `closing` comes from the main loop, not from in here. */
void parvis_outbox_keeper_suspect (ParvisOutboxKeeper *self);

G_END_DECLS
