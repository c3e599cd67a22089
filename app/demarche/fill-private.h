/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/demarche/fill.h"

G_BEGIN_DECLS

/* One random answer that @field may take: of its kind, not yet judged. @hints: constants that conditions
 * compare it with, as texts (may be empty). @today: Julian. (transfer full) */
ParvisValue *parvis_fill_value (GRand *rand, const ParvisField *field, const GPtrArray *hints, guint32 today);

/* A text that suits the field's pattern and lengths, as far as one is found. (transfer full) */
char *parvis_fill_text (GRand *rand, const ParvisField *field);
/* A text made from a PCRE2 pattern: alternatives, groups, classes, escapes and counts; what else there is
 * (looking around, references back) is passed over, so the caller must still match it. At most 2000
 * characters. (transfer full) */
char *parvis_fill_pattern (GRand *rand, const char *pattern);

char *parvis_fill_iban (GRand *rand);                            /* French, its check digits right */
char *parvis_fill_siret (GRand *rand);                           /* its check digit right */
ParvisValue *parvis_fill_page (GRand *rand, gboolean signature); /* a FILE: a tiny, real PNG, JPEG or PDF */

const char *parvis_fill_pick (GRand *rand, const char *const *words);
gboolean parvis_fill_chance (GRand *rand, double probability);

G_END_DECLS
