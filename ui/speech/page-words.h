/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/speech/order.h"
#include "ui/speech/utterance.h"

G_BEGIN_DECLS

/* What is said of more than one thing. */

/* The page's title: its first heading. (nullable) (transfer none) */
GtkWidget *parvis_page_words_title (const ParvisScreenParts *parts);
/* The page that just came: its title and what stands under it, and how many things it has. */
void parvis_page_words_summary (const ParvisScreenParts *parts, ParvisUtterance *utterance);
/* All of it, from the top. */
void parvis_page_words_all (const ParvisScreenParts *parts, ParvisUtterance *utterance);
/* The focus went from @old (nullable) to @now: the questions and dialogs that were entered by that, from the outside
 * in. */
void parvis_page_words_entered (GtkWidget *old, GtkWidget *now, ParvisUtterance *utterance);

G_END_DECLS
