/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/cups-link.h"

G_BEGIN_DECLS

/* ParvisCupsEvents: tells when something may have happened to a queue or to its jobs.
 *
 * One IPP subscription (RFC 3995) on the queue. CUPS' ippget (RFC 3996) cannot wait: it refuses notify-wait, and says
 * after how many seconds to ask again, 10 to 60. So the subscription is made for CUPS' D-Bus notifier where there is
 * one, which tells at once; while somebody waits it is asked by Get-Notifications all the same as often as the server
 * wishes, should a signal have been lost. Nothing here wakes by itself. A signal is only a reason to look: what it says
 * is not believed, since anybody may send one.
 *
 * Of one thread, whose thread-default main context it uses. */
typedef struct _ParvisCupsEvents ParvisCupsEvents;

ParvisCupsEvents *parvis_cups_events_new (ParvisCupsLink *link, void (*wake) (gpointer user_data), gpointer user_data);
void parvis_cups_events_free (ParvisCupsEvents *self); /* takes the subscription back where the server answers */

/* Keeps the subscription alive and asks for what is new. Returns after how many seconds to come back; @news (nullable):
 * whether there was any. */
guint parvis_cups_events_pull (ParvisCupsEvents *self, gboolean *news);

/* The state in which the events said that @job ended; IPP_JSTATE_COMPLETED where they did not: a server that keeps no
 * history (PreserveJobHistory No) has forgotten it by the time it is asked. */
ipp_jstate_t parvis_cups_events_ended (ParvisCupsEvents *self, int job);

/* The last stop of the queue that was told was CUPS' own, since its back end failed. */
gboolean parvis_cups_events_stopped_by_failure (ParvisCupsEvents *self);
void parvis_cups_events_forget_stop (ParvisCupsEvents *self); /* it runs again */

G_END_DECLS
