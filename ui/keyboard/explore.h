/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/keyboard/keyboard.h"

G_BEGIN_DECLS

/* Going from key to key of the on-screen keyboard without a finger. The key in hand is marked (CSS class "explored");
 * the focus stays in the field. (transfer none) throughout. */

/* Where to begin: the first letter, not the figures above it. */
GtkWidget *parvis_explore_begin (ParvisKeyboard *keyboard);
/* The key beside @key; up and down, the nearest in the row above or below. NULL: there is no further key that way. */
GtkWidget *parvis_explore_next (ParvisKeyboard *keyboard, GtkWidget *key, GtkDirectionType direction);
/* Whether @key is on the layout in front. */
gboolean parvis_explore_has (ParvisKeyboard *keyboard, GtkWidget *key);
void parvis_explore_mark (GtkWidget *key, gboolean explored);

G_END_DECLS
