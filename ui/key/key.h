/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A button of an icon and a word, its accessible name being the word. @icon may be %NULL. Style classes: "primary" (the
 * one main action of a page), "secondary". The icon comes first; parvis_key_new_trailing() puts it last. */
GtkWidget *parvis_key_new (const char *icon, const char *label, GtkOrientation orientation);
GtkWidget *parvis_key_new_trailing (const char *label, const char *icon);
/* Changes the word (and the accessible name) of such a button. */
void parvis_key_set_label (GtkWidget *key, const char *label);

G_END_DECLS
