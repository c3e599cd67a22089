/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/receipt/receipt.h"
#include "app/receipt/writing.h"

G_BEGIN_DECLS

/* What the receipt says, in order (CRPA, articles L112-3 and R112-5). (transfer full) */
ParvisWriting *parvis_slip_write (const ParvisSlip *slip);

G_END_DECLS
