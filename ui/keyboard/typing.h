/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Typing into whatever holds the focus: a GtkText (the inside of every entry) or a GtkTextView. A selection is
 * replaced, the field's maximum length and its own filters apply, as with a physical keyboard. */
gboolean parvis_typing_accepts (GtkWidget *widget); /* (nullable): an editable text field */
GtkInputPurpose parvis_typing_purpose (GtkWidget *field);
GtkInputHints parvis_typing_hints (GtkWidget *field);

void parvis_typing_insert (GtkWidget *field, const char *text);
void parvis_typing_erase (GtkWidget *field); /* the selection, else the character before the cursor */
/* Ends the e-mail address with @domain ("@free.fr"), in place of whatever followed an "@" already typed. */
void parvis_typing_set_domain (GtkWidget *field, const char *domain);
/* Should the next letter be a capital? By the field's GTK_INPUT_HINT_UPPERCASE_* and GTK_INPUT_PURPOSE_NAME. */
gboolean parvis_typing_wants_capital (GtkWidget *field);

G_END_DECLS
