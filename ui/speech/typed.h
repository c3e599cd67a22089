/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/speech/utterance.h"

G_BEGIN_DECLS

/* ParvisTyped: watches the text field in hand, and tells what was typed, erased or passed by the cursor, in words.
 * Signal "heard" (pointer: ParvisUtterance, transfer full). */
#define PARVIS_TYPE_TYPED (parvis_typed_get_type ())
G_DECLARE_FINAL_TYPE (ParvisTyped, parvis_typed, PARVIS, TYPED, GObject)

ParvisTyped *parvis_typed_new (void);
/* @field: a GtkText or GtkTextView; NULL: none. */
void parvis_typed_watch (ParvisTyped *self, GtkWidget *field);

G_END_DECLS
