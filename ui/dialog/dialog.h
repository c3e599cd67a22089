/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisDialog: a question laid over the page, inside the one window. A veil covers everything else and takes its
 * touches; Tab stays inside; Escape is the last (mildest) button.
 *
 * Signal "answer" (int): index of the button, in the order they were added. */
#define PARVIS_TYPE_DIALOG (parvis_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ParvisDialog, parvis_dialog, PARVIS, DIALOG, GtkWidget)

ParvisDialog *parvis_dialog_new (const char *icon, const char *title, const char *text);
void parvis_dialog_add_button (ParvisDialog *self, const char *label, gboolean primary);
/* Something between the text and the buttons, that scrolls when it must; the dialog takes what room there is. */
void parvis_dialog_set_extra (ParvisDialog *self, GtkWidget *extra);
void parvis_dialog_set_text (ParvisDialog *self, const char *text);
/* Focus goes to the first button. */
void parvis_dialog_take_focus (ParvisDialog *self);

G_END_DECLS
