/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "cards/piv-card.h"
#include "drivers/card/link.h"

G_BEGIN_DECLS

/* A link straight to a PIV card of the test, without a reader. @card stays. (transfer full) */
ParvisCardLink *piv_link_new (PivCard *card);

G_END_DECLS
