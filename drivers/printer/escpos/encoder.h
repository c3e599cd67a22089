/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/escpos/model.h"
#include "drivers/printer/ticket.h"

G_BEGIN_DECLS

/* @ticket in the language of @model, as pieces of GBytes, each of whole commands, so that a print may end after any of
 * them: the first one begins a receipt, the last one feeds and cuts. At most about 5 KB each. Freed, they are wiped.
 * Any thread. (transfer full) */
GPtrArray *parvis_escpos_encode (ParvisTicket *ticket, const ParvisEscposModel *model);

G_END_DECLS
