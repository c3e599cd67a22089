/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a French reader says the folded word (fold.h), roughly: words that sound alike give the same text, "farmacie" and
 * "pharmacie", "addresse" and "adresse". What is not in Latin letters comes back as it is. (transfer full) */
char *parvis_spelling_sound (const char *folded);

G_END_DECLS
