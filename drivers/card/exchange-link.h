/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/card/link.h"
#include "drivers/exchange/exchange.h"

G_BEGIN_DECLS

/* What is said to a card, written down; and a recording in a card's place. Both last until the link is freed; what they
 * are made of stays with the caller and outlives them.
 *
 * The codes in VERIFY, CHANGE REFERENCE DATA and RESET RETRY COUNTER (ISO/IEC 7816-4, 11.6) are never written: zeros
 * stand for them, and any code is taken for them when replayed. All else is written as it is: a person's card says who
 * they are, so record with cards of a test. An exchange with random challenges (identity documents, PIV) can be read
 * afterwards, but not replayed. */
ParvisCardLink *parvis_card_link_record (ParvisCardLink *link, ParvisExchange *exchange);
/* Another command than was recorded: PARVIS_CARD_ERROR_PROTOCOL, saying which was; after the last:
 * PARVIS_CARD_ERROR_REMOVED. */
ParvisCardLink *parvis_card_link_replay (ParvisExchange *exchange);

G_END_DECLS
