/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "sync/hub/phone/slots.h"

G_BEGIN_DECLS

/* What a telephone shows: one page of plain HTML with one form, in French, that needs no script, sets no cookie, loads
 * nothing from elsewhere and can be read by a screen reader. Everything that comes from outside is escaped. */

/* @problem (nullable): what to say beside the form. (transfer full) */
GBytes *parvis_hub_phone_page (const ParvisHubSlotView *view, const char *token, const char *problem);
GBytes *parvis_hub_phone_style (void); /* (transfer full): its style sheet */

G_END_DECLS
