/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

#include "drivers/card/link.h"

G_BEGIN_DECLS

/* ParvisCardReader: the kiosk's card reader, by PC/SC (pcscd). Main thread only; nothing here blocks it.
 *
 * Property "state" (ParvisCardReaderState): notified as the reader and cards come and go, each by an event of pcscd's
 * (SCardGetStatusChange without an end, with the pseudo reader of plug and play): nothing of ours wakes up while
 * nothing happens. A card that is changed faster than it is looked at is notified as EMPTY in between. pcscd may die
 * and come back: its socket's folder is watched; a socket that systemd holds is tried again a few times, each later
 * than the last (RETRY in reader-watch.c), then at the next parvis_card_reader_look().
 *
 * A card is read by a job, in a thread of its own with a PC/SC context of its own, for SCardTransmit has no timeout and
 * cannot be cancelled. When the card or the reader does not answer in time, or the whole job takes too long, the job
 * ends for the main thread in PARVIS_CARD_ERROR_MUTE and its thread is abandoned: it is told to end, and does as soon
 * as pcscd lets go of it (the card is taken out, the reader unplugged, pcscd restarted); then what it has is wiped and
 * freed. At most PARVIS_CARD_READER_MOST_ABANDONED threads wait so; beyond, the state is STUCK and jobs are refused
 * until one has ended. */
#define PARVIS_TYPE_CARD_READER (parvis_card_reader_get_type ())
G_DECLARE_FINAL_TYPE (ParvisCardReader, parvis_card_reader, PARVIS, CARD_READER, GObject)

#define PARVIS_CARD_READER_MOST_ABANDONED 3

typedef enum
{
  PARVIS_CARD_READER_NO_SERVICE, /* no pcscd; also until it has answered for the first time */
  PARVIS_CARD_READER_NO_READER,  /* none, or none of the configured name */
  PARVIS_CARD_READER_EMPTY,
  PARVIS_CARD_READER_CARD,       /* a card is there: a job may run */
  PARVIS_CARD_READER_UNREADABLE, /* a card that does not answer, or not as a card does, until it is taken out */
  PARVIS_CARD_READER_STUCK,      /* the reader never answers */
} ParvisCardReaderState;
GType parvis_card_reader_state_get_type (void);
#define PARVIS_TYPE_CARD_READER_STATE (parvis_card_reader_state_get_type ())

/* One plain French sentence or two for a person: what to do now. Static. */
const char *parvis_card_reader_state_to_text (ParvisCardReaderState state);
/* The same for what went wrong with a card; of an error that is none of PARVIS_CARD_ERROR a general one. Static. */
const char *parvis_card_error_to_text (const GError *error);

/* The reader whose name matches @pattern ("*" and "?", case counts not), the first of several; the first there is for
 * %NULL or "". Begins to look at once. */
ParvisCardReader *parvis_card_reader_new (const char *pattern);
ParvisCardReaderState parvis_card_reader_get_state (ParvisCardReader *self);
/* As PC/SC calls it; %NULL while there is none. */
const char *parvis_card_reader_get_name (ParvisCardReader *self);
/* Tries a service that is not there again: cheap, for the beginning of each session. */
void parvis_card_reader_look (ParvisCardReader *self);
/* How long a card may take for one answer, and a job in all, in milliseconds; 0 leaves as it is. By default 10 s (a
 * card that computes asks for more time, which the reader grants for it) and 60 s. For the jobs begun afterwards. */
void parvis_card_reader_set_patience (ParvisCardReader *self, guint answer_ms, guint job_ms);

/* What is done with a card. In the job's thread: it may block, and sees nothing but @link and @data. %NULL with @error
 * set, or what it found (transfer full). Between two commands, and before each, @link itself ends a job that is
 * cancelled. */
typedef gpointer (*ParvisCardJob) (ParvisCardLink *link, gpointer data, GCancellable *cancellable, GError **error);

/* Runs @job on the card that is there, in an exclusive transaction; afterwards the card is powered off: each job begins
 * with a card as new. Jobs run one after the other. Ends at once when @cancellable is cancelled
 * (PARVIS_CARD_ERROR_CANCELLED; the session ends), when the card is taken out (REMOVED, at the latest with the command
 * that is under way) or in time (MUTE). Without a card: REMOVED at once; without a service: NO_SERVICE.
 *
 * @data is freed with @free_data once the thread is done with it, @result with @free_result when nobody takes it: both,
 * in whatever thread, shall wipe what is a person's. */
void parvis_card_reader_run_async (ParvisCardReader *self, ParvisCardJob job, gpointer data, GDestroyNotify free_data,
                                   GDestroyNotify free_result, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
gpointer parvis_card_reader_run_finish (ParvisCardReader *self, GAsyncResult *result,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
