/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* What the search page shows when it has no answer to show. @on_word (word, user_data) is called when a word is
 * touched: it is then searched for. */
typedef void (*ParvisWordFunc) (const char *word, gpointer user_data);

/* Words to begin with, or, where the content has none, the first fiche of each theme. (transfer floating) */
GtkWidget *parvis_suggestions_new (ParvisPage *page, ParvisWordFunc on_word, gpointer user_data);

/* Nothing was found for @words: @told, what was meant perhaps, and who can be asked. (transfer floating) */
GtkWidget *parvis_no_answer_new (ParvisPage *page, const char *told, const char *words, ParvisWordFunc on_word,
                                 gpointer user_data);

G_END_DECLS
