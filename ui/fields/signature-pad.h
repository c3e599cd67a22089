/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisSignaturePad: a white card to write on with a finger, a stylus or a mouse. Signal "changed" when a stroke ends
 * or all is cleared. What was drawn is wiped with it. */
#define PARVIS_TYPE_SIGNATURE_PAD (parvis_signature_pad_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSignaturePad, parvis_signature_pad, PARVIS, SIGNATURE_PAD, GtkWidget)

GtkWidget *parvis_signature_pad_new (void);
gboolean parvis_signature_pad_is_blank (ParvisSignaturePad *self);
void parvis_signature_pad_clear (ParvisSignaturePad *self);
/* Shows a signature that was made before; a new stroke begins another one. %NULL: none. Says nothing. */
void parvis_signature_pad_show (ParvisSignaturePad *self, GBytes *png);
/* Black on white, 900 by 300. (transfer full) (nullable): blank */
GBytes *parvis_signature_pad_to_png (ParvisSignaturePad *self);
/* The same for a name that was typed. (transfer full) */
GBytes *parvis_signature_name_to_png (PangoContext *context, const char *name);

G_END_DECLS
