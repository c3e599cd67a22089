/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisProse: words of the content to be read: paragraphs separated by \n, lines that begin with "- " are items of a
 * list. One stop for the keys and for the voice, so that it can be reached and heard again. */
#define PARVIS_TYPE_PROSE (parvis_prose_get_type ())
G_DECLARE_FINAL_TYPE (ParvisProse, parvis_prose, PARVIS, PROSE, GtkWidget)

/* @text is plain, never markup; @css_class (nullable): of each line. (transfer floating) */
GtkWidget *parvis_prose_new (const char *text, const char *css_class);
/* A list of lines, each an item. */
GtkWidget *parvis_prose_new_list (char **items, const char *css_class);

G_END_DECLS
