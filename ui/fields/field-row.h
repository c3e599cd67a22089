/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/demarche/draft.h"

G_BEGIN_DECLS

/* ParvisFieldRow: one question: its label, its hint, the control that takes the answer, and what is wrong with it.
 * Every answer goes into the draft as it is given; the row lives no longer than the draft.
 *
 * What is wrong is said when the person goes on to another question or page, and of what has a set length (a telephone
 * number, a postcode, an IBAN, a SIRET) as soon as it is complete; never of what is still being typed.
 *
 * Signal "changed": an answer within changed, and with it, maybe, what else is shown. */
#define PARVIS_TYPE_FIELD_ROW (parvis_field_row_get_type ())
G_DECLARE_FINAL_TYPE (ParvisFieldRow, parvis_field_row, PARVIS, FIELD_ROW, GtkWidget)

/* @repeat: the block that @field belongs to, with @row its line in it; %NULL and 0 for a field of the démarche itself.
 */
GtkWidget *parvis_field_row_new (ParvisDraft *draft, const ParvisField *field, const ParvisField *repeat, guint row);
const ParvisField *parvis_field_row_get_field (ParvisFieldRow *self);
const char *parvis_field_row_get_path (ParvisFieldRow *self); /* as in ParvisDraft */

/* Answers elsewhere changed: is it required, what does a repeated block show? (Whether the row itself is visible is its
 * owner's business.) */
void parvis_field_row_refresh (ParvisFieldRow *self);
/* Shows @fault if its path is this row's or within it, beside the part that it is about. Returns the widget to focus,
 * %NULL when it is another row's. */
GtkWidget *parvis_field_row_show_fault (ParvisFieldRow *self, const ParvisFault *fault);
void parvis_field_row_clear_fault (ParvisFieldRow *self);
/* Checks itself and shows what is wrong. */
gboolean parvis_field_row_has_fault (ParvisFieldRow *self);
/* Focus goes to the first thing to answer in it. */
void parvis_field_row_take_focus (ParvisFieldRow *self);

G_END_DECLS
