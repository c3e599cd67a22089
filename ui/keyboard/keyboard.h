/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisKeyboard: the on-screen keyboard. The window holds one, under the pages and above the footer.
 *
 * It watches the focus of the window it is in: a text field in hand makes it slide in with the layout that the field's
 * GtkInputPurpose and GtkInputHints ask for, anything else makes it slide out (at once where animations are off). It
 * takes room instead of covering: the page above shrinks and keeps the field in view (see parvis_follow_focus()).
 *
 * Keys type into the focused GtkText or GtkTextView and never take the focus, so that a physical keyboard goes on
 * working. "Suivant" moves the focus like Tab, "Fermer" and Escape put the keyboard away until another field is
 * touched.
 *
 * Property "shown" (boolean, read only). */
#define PARVIS_TYPE_KEYBOARD (parvis_keyboard_get_type ())
G_DECLARE_FINAL_TYPE (ParvisKeyboard, parvis_keyboard, PARVIS, KEYBOARD, GtkWidget)

GtkWidget *parvis_keyboard_new (void);
gboolean parvis_keyboard_is_shown (ParvisKeyboard *self);
/* Puts it away; the field keeps the focus. */
void parvis_keyboard_hide (ParvisKeyboard *self);
/* Says the words on its keys again, in the language of the moment. */
void parvis_keyboard_retell (ParvisKeyboard *self);
/* Brings it back for the field in hand; without one, nothing. */
void parvis_keyboard_show (ParvisKeyboard *self);
/* The layout in front: a box of rows of ParvisKeycap. (transfer none) */
GtkWidget *parvis_keyboard_front (ParvisKeyboard *self);
/* Lower and wider keys. */
void parvis_keyboard_set_landscape (ParvisKeyboard *self, gboolean landscape);

G_END_DECLS
