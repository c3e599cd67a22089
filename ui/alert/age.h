/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How old something is that changes faster than the content: "À jour au 22 novembre à 14 h 05." @made: Unix seconds.
 * (transfer full) */
char *parvis_age_sentence (gint64 made);
/* Its two halves, for another sentence: "22 novembre" and "14 h 05". (transfer full) */
void parvis_age_words (gint64 made, char **day, char **hour);

G_END_DECLS
