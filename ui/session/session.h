/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* ParvisSession: one person's time at the kiosk, seen from the clock. No widgets: the window tells it of every touch,
 * and does what its signals say.
 *
 *   asleep --touch--> active --idle-seconds of silence--> warning --warning-seconds--> asleep
 *                        ^------- touch "Je suis encore là" ----'
 *
 * Signals: "begin"; "warn"; "tick" (uint: seconds left, every second of the warning); "resume"; "end".
 */
#define PARVIS_TYPE_SESSION (parvis_session_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSession, parvis_session, PARVIS, SESSION, GObject)

typedef enum
{
  PARVIS_SESSION_ASLEEP,
  PARVIS_SESSION_ACTIVE,
  PARVIS_SESSION_WARNING,
} ParvisSessionState;

ParvisSession *parvis_session_new (guint idle_seconds, guint warning_seconds);
ParvisSessionState parvis_session_state (ParvisSession *self);
void parvis_session_begin (ParvisSession *self);   /* does nothing unless asleep */
void parvis_session_touched (ParvisSession *self); /* any sign of the person; does not end a warning */
/* The person is busy elsewhere for a while (a telephone in hand): no warning before that many seconds from now. 0: no
 * more. */
void parvis_session_expect (ParvisSession *self, guint seconds);
void parvis_session_stay (ParvisSession *self); /* "Je suis encore là" */
void parvis_session_end (ParvisSession *self);

G_END_DECLS
