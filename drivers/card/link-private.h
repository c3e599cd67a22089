/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/card/link.h"

G_BEGIN_DECLS

/* For links that stand upon another: what its kind does, and nothing around it. */
gboolean parvis_card_link_transmit (ParvisCardLink *self, const guint8 *command, gsize command_length, guint8 *answer,
                                    gsize *length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
