/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/config/config.h"
#include "sync/queue/outbox.h"

G_BEGIN_DECLS

/* ParvisAsker: parvis-syncd's side of asks (sync/ask/ask.h) and of contact (sync/queue/contact.h). Sends each waiting
 * row to the central server at once, side by side; writes the answer back sealed, or why there is none; stops asking
 * when the row is dropped, and closes the slot that such a row waited on. A long wait is the central server's long
 * poll, asked again until the row dies.
 *
 * Contact, and the trouble on the way (sync/queue/trouble.h): known from every answer and failure. While nobody answers
 * it asks for the server's health, at random times further and further apart (PARVIS_ASKER_LONGEST_PAUSE at most) and
 * at once when told that the network is back or that a session begins (hello); while all is well and nothing is asked
 * it is silent.
 *
 * Nothing blocks but SQLite. Nothing of an ask but its kind and its end is logged. Belongs to one thread.
 */
#define PARVIS_ASKER_LONGEST_PAUSE 60 /* seconds */

typedef struct _ParvisAsker ParvisAsker;

/* The central server answers again: other things may be tried now. */
typedef void (*ParvisAskerBack) (gpointer user_data);

/* @config and @outbox must outlive it. Makes its key, says its certificate in the outbox (again
 * with each look, where the disk is full), and says hello. */
ParvisAsker *parvis_asker_new (ParvisConfig *config, ParvisOutbox *outbox, ParvisAskerBack back, gpointer user_data,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Cancels what is under way; takes its certificate back: who asks from now on is told at once that nobody does. */
void parvis_asker_free (ParvisAsker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisAsker, parvis_asker_free)

/* The outbox has changed, or time has passed. */
void parvis_asker_look (ParvisAsker *self);
/* Is the central server there? */
void parvis_asker_hello (ParvisAsker *self);

G_END_DECLS
