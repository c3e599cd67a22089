/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "ui/fields/entry-format.h"

G_BEGIN_DECLS

/* ParvisTypedEntry: a GtkEntry (with the text lock, CSS class "answer") that shows what is typed as its kind is
 * written, while it is typed. The cursor stays where the person works; erasing goes through what only helps reading.
 * "changed" comes once an edit, when the text is as it will be shown. */

/* (transfer floating) */
GtkWidget *parvis_typed_entry_new (ParvisEntryKind kind);
ParvisEntryKind parvis_typed_entry_get_kind (GtkWidget *entry);
/* Numbers are (all kinds but PARVIS_ENTRY_TEXT), and e-mail addresses must be, typed and read from left to right in
 * every language; only where they stand follows the language. */
void parvis_typed_entry_keep_left_to_right (GtkWidget *entry);
/* Shows @text as its kind is written. */
void parvis_typed_entry_set_text (GtkWidget *entry, const char *text);
/* The answer, without what only helps reading. (transfer full) */
char *parvis_typed_entry_get_plain (GtkWidget *entry);
gboolean parvis_typed_entry_is_complete (GtkWidget *entry); /* nothing more is to be typed */

G_END_DECLS
