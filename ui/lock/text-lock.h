/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shuts what GTK opens from a text by itself: its menu (long press, right button, Menu, Shift+F10), the bubble and the
 * handles of a finger's selection, the emoji chooser (Ctrl+. and Ctrl+;), the clipboard, text dropped from elsewhere,
 * and undoing (it would keep what was erased). What remains is to touch where the cursor shall go, to type, and to move
 * and select by keys.
 *
 * @widget: a GtkEntry or a GtkTextView, for as long as it lives. Every one of the program is locked, right after it is
 * made (tests/lint/test-source.py looks).
 */
void parvis_text_lock (GtkWidget *widget);
/* The common case. (transfer floating) */
GtkWidget *parvis_text_lock_new_entry (void);

G_END_DECLS
