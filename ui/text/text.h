/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Words on a page: a label that begins where a line begins and is broken where the room ends, within a word if it must
 * be, so that no word ever makes a page wider than the screen. Both may be %NULL. (transfer floating) */
GtkWidget *parvis_text_new (const char *text, const char *css_class);
/* The same, which a screen reader takes for a title and can stop at. */
GtkWidget *parvis_text_new_heading (const char *text, const char *css_class);

G_END_DECLS
