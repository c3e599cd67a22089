/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/ask/ask.h"
#include "sync/net/http.h"
#include "sync/queue/trouble.h"

G_BEGIN_DECLS

/* What the central server's answer to an ask is worth. A captive portal answers 200 to everything: an answer counts
 * only when it has the form of ours. */

/* "It is well", to a question about its health. */
gboolean parvis_asker_answer_is_well (const ParvisHttpAnswer *answer);
/* Said by a central server, whatever it says: JSON, a sealed file, a problem, or nothing yet. */
gboolean parvis_asker_answer_is_ours (const ParvisHttpAnswer *answer);
/* Ours, and it would be the same to every question: the server does not know this kiosk, or is closed. */
gboolean parvis_asker_answer_is_no_to_all (const ParvisHttpAnswer *answer);
/* What it says about the way to the central server. @online: the server serves this kiosk; then only a clock that is
 * off is a trouble. (transfer full) */
ParvisTrouble parvis_asker_answer_trouble (const ParvisHttpAnswer *answer, gboolean online);
/* The long poll has ended without news. */
gboolean parvis_asker_answer_is_not_yet (const ParvisHttpAnswer *answer, ParvisAskKind kind);
/* What goes into the row: the answer sealed to the row's certificate (one that came sealed stays as it is); %NULL, with
 * @failure set, when the answer is none. (transfer full) */
GBytes *parvis_asker_answer_seal (const ParvisHttpAnswer *answer, const ParvisAskRow *row, ParvisAskError *failure);

G_END_DECLS
