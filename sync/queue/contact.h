/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/queue/outbox.h"
#include "sync/queue/trouble.h"

G_BEGIN_DECLS

/* How the way to the central server is, as parvis-syncd last saw it, for parvis-kiosk to read: one row of the outbox.
 * It changes only when something happened (an answer, a failure, the network), so that the outbox's watch tells. Errors
 * are PARVIS_OUTBOX_ERROR. */
typedef struct
{
  gboolean online;       /* the last try was answered by our central server */
  gint64 since;          /* Unix seconds: since when @online is what it is; 0 = never tried */
  gint64 last_contact;   /* Unix seconds of the last answer; 0 = never. To the minute while online. */
  ParvisTrouble trouble; /* what keeps submissions here; a clock that is off may do so while @online, too */
  GBytes *certificate; /* (nullable) what asks are sealed to (sync/ask/ask.h): a key that the running parvis-syncd alone
                          holds */
} ParvisContact;
void parvis_contact_clear (ParvisContact *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ParvisContact, parvis_contact_clear)

gboolean parvis_contact_read (ParvisOutbox *outbox, ParvisContact *contact, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* For parvis-syncd. Writes nothing when it would say the same as before (a newer contact within the minute is the
 * same). */
gboolean parvis_contact_note (ParvisOutbox *outbox, gboolean online, gint64 now,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* When it starts (a new key; offline until the first answer) and when it ends (%NULL). */
gboolean parvis_contact_set_certificate (ParvisOutbox *outbox, GBytes *certificate, gint64 now,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
