/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/desk/desk.h"

G_BEGIN_DECLS

/* What the counter can do only with the town hall at the other end of the line, and what it is honest about without.
 * Everything ends: after PARVIS_DESK_PATIENCE seconds at the latest there is an answer or a sentence. Main thread. */
#define PARVIS_DESK_PATIENCE 20

/* The desk's property "online" (boolean) notifies of it, by event. */
gboolean parvis_desk_is_online (ParvisDesk *self);
gint64 parvis_desk_last_contact (ParvisDesk *self); /* Unix seconds; 0 = never */

/* What something is worth at this moment. */
typedef enum
{
  PARVIS_WORTH_NOW,     /* available */
  PARVIS_WORTH_LATER,   /* can be done, and is sent when the connection comes back */
  PARVIS_WORTH_NOT_NOW, /* needs the network, and there is none */
} ParvisWorth;
/* @needs_network: nothing of it works without. @sentence (out) (nullable) (transfer full): for the person. */
ParvisWorth parvis_desk_worth (ParvisDesk *self, gboolean needs_network, char **sentence);

/* Tracking ---------------------------------------------------------------------------------------- */

/* What a person typed: the code as it is written ("7F4K 29QX"), or %NULL with what to do, as a sentence, in @advice.
 * (transfer full) */
char *parvis_desk_read_code (const char *typed, char **advice);
/* The code in what a scanner typed: the code alone, or the text of a receipt's QR code, whole or a line of it.
 * (transfer full) (nullable) */
char *parvis_desk_find_code (const char *scanned);

/* The codes of what this session has sent, in no order; %NULL-terminated. (transfer full) */
char **parvis_desk_own_codes (ParvisDesk *self);

typedef enum
{
  PARVIS_TRACK_RECEIVED,
  PARVIS_TRACK_IN_PROGRESS,
  PARVIS_TRACK_WAITING, /* for something from the person */
  PARVIS_TRACK_DONE,
  PARVIS_TRACK_REFUSED,
} ParvisTrackState;

typedef struct
{
  gint64 at; /* Unix seconds */
  ParvisTrackState state;
  char *message; /* (nullable) for the person, by the town hall */
} ParvisTrackEvent;

typedef struct
{
  char *code;   /* "7F4K 29QX" */
  gboolean own; /* submitted in this session, here; @delivery says where it is */
  ParvisDelivery delivery;
  GPtrArray *events; /* of ParvisTrackEvent, oldest first; empty: the town hall has said nothing of it */
} ParvisTrack;
void parvis_track_free (ParvisTrack *track);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisTrack, parvis_track_free)

/* @code: as parvis_desk_read_code() gives it. The error's message is a sentence for the person. A request of this
 * session is known even without the town hall. (transfer full) */
void parvis_desk_track_async (ParvisDesk *self, const char *code, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
ParvisTrack *parvis_desk_track_finish (ParvisDesk *self, GAsyncResult *result,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The resident's telephone ------------------------------------------------------------------------ */

/* ParvisPhoneDrop: files from the resident's telephone, for one question. Opens a place at the town hall's server; its
 * address, in a QR code, is all that the telephone needs. What comes is opened with a key that is in memory only, and
 * checked as a scanned page is.
 *
 * Signals: "file" (ParvisValue *, PARVIS_VALUE_FILE, transfer none), "refused" (string: a sentence about a file that
 * was not taken), "changed" (its state). The place dies with this object, with the session, when everything has come,
 * and after ten minutes. */
#define PARVIS_TYPE_PHONE_DROP (parvis_phone_drop_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPhoneDrop, parvis_phone_drop, PARVIS, PHONE_DROP, GObject)

typedef enum
{
  PARVIS_PHONE_DROP_OPENING,
  PARVIS_PHONE_DROP_OPEN,   /* parvis_phone_drop_url() is there */
  PARVIS_PHONE_DROP_CLOSED, /* parvis_phone_drop_reason() is a sentence, or "" when all is well */
} ParvisPhoneDropState;

/* @title: of the question. @prefix: of the names of files that have none. @files: how many may come. Opens at once.
 * (transfer full) */
ParvisPhoneDrop *parvis_phone_drop_new (ParvisDesk *desk, const char *title, const char *prefix, guint files);
ParvisPhoneDropState parvis_phone_drop_state (ParvisPhoneDrop *self);
const char *parvis_phone_drop_url (ParvisPhoneDrop *self);    /* (nullable) */
const char *parvis_phone_drop_reason (ParvisPhoneDrop *self); /* never %NULL */
void parvis_phone_drop_close (ParvisPhoneDrop *self);

G_END_DECLS
