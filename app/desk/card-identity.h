/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/desk/card.h"
#include "drivers/card/emrtd/emrtd.h"

G_BEGIN_DECLS

/* What stands between a chip's words and a person's: no device here. */

/* What the person typed, as the chip wants it; wiped when freed. */
typedef struct
{
  ParvisEmrtdAccess access; /* points into the rest */
  char can[8], number[32], birth[8], expiry[8];
} ParvisCardAccess;
ParvisCardAccess *parvis_card_access_new (const ParvisCardKey *key);
void parvis_card_access_free (ParvisCardAccess *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisCardAccess, parvis_card_access_free)

/* (transfer full) */
ParvisCardIdentity *parvis_card_identity_new (const ParvisIdentity *identity);

/* What the person can do about @cause, a PARVIS_CARD_ERROR; @tries: wrong keys before this one, counted on. (transfer
 * full) */
GError *parvis_card_reading_error_new (const GError *cause, guint *tries);

/* After the last of PARVIS_CARD_TRIES. (transfer full) */
GError *parvis_card_reading_too_many (void);

ParvisCardStage parvis_card_stage_of (ParvisEmrtdStep step);

G_END_DECLS
