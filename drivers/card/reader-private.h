/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/card/reader-watch.h"

G_BEGIN_DECLS

/* For tests. */
ParvisReaderWatch *parvis_card_reader_get_watch (ParvisCardReader *self);

G_END_DECLS
