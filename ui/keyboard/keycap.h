/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/keyboard/keyboard-layout.h"

G_BEGIN_DECLS

/* ParvisKeycap: one key of the on-screen keyboard: a button that never takes the focus. "clicked" is a tap; "held"
 * comes once when it is kept down for a while (and "clicked" does not). */
#define PARVIS_TYPE_KEYCAP (parvis_keycap_get_type ())
G_DECLARE_FINAL_TYPE (ParvisKeycap, parvis_keycap, PARVIS, KEYCAP, GtkButton)

/* @id: a word of a layout's row. */
GtkWidget *parvis_keycap_new (const char *id);
ParvisKeyAction parvis_keycap_get_action (ParvisKeycap *self);
guint parvis_keycap_get_width (ParvisKeycap *self); /* in quarters of a letter key */
/* What it types now: a capital when @shifted. */
const char *parvis_keycap_get_text (ParvisKeycap *self);
const char *parvis_keycap_get_id (ParvisKeycap *self);
void parvis_keycap_set_shifted (ParvisKeycap *self, gboolean shifted);
/* Other words on it and for the screen reader. */
void parvis_keycap_set_words (ParvisKeycap *self, const char *label, const char *name);

G_END_DECLS
