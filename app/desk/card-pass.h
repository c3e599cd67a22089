/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/pass.h"
#include "base/secret.h"
#include "drivers/card/tag.h"

G_BEGIN_DECLS

/* Which of the town hall's cards lies on the reader, and its number: no device here. Any thread, once made. */
typedef struct _ParvisCardPasses ParvisCardPasses;

/* @passes: of ParvisPass (transfer full); @wanted: the id of the one that is asked for. %NULL: it is not one of them,
 * with a sentence for the person (PARVIS_CARD_READING_ERROR). */
ParvisCardPasses *parvis_card_passes_new (GPtrArray *passes, const char *wanted,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_card_passes_free (ParvisCardPasses *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisCardPasses, parvis_card_passes_free)

/* The number that @tag says (transfer full); else a sentence: another of our cards, none of ours, one without a number.
 */
ParvisSecret *parvis_card_passes_read (const ParvisCardPasses *self, const ParvisTag *tag,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* What the person can do about @cause, a PARVIS_CARD_ERROR. (transfer full) */
GError *parvis_card_passes_error_new (const ParvisCardPasses *self, const GError *cause);

G_END_DECLS
