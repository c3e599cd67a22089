/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisSheet: the common shape of a page: a small line above ("Déchets, eau"), one title, a lead, a body that scrolls
 * when it must, and the actions, which stay in sight at the bottom. */
#define PARVIS_TYPE_SHEET (parvis_sheet_get_type ())
G_DECLARE_FINAL_TYPE (ParvisSheet, parvis_sheet, PARVIS, SHEET, GtkWidget)

/* Each text may be %NULL. */
ParvisSheet *parvis_sheet_new (const char *above, const char *title, const char *lead);
void parvis_sheet_set_lead (ParvisSheet *self, const char *lead);
/* Something to see between the small line and the title: a tick, a progress bar. */
void parvis_sheet_insert_above_title (ParvisSheet *self, GtkWidget *child);
void parvis_sheet_append (ParvisSheet *self, GtkWidget *child);
void parvis_sheet_clear (ParvisSheet *self); /* the body */
void parvis_sheet_add_action (ParvisSheet *self, GtkWidget *button);
/* In landscape the title and the actions stand on the left and the body on the right. */
void parvis_sheet_set_side_by_side (ParvisSheet *self, gboolean side_by_side);
/* Puts the speech and the keyboard at the top of the page. */
void parvis_sheet_focus_title (ParvisSheet *self);
GtkWidget *parvis_sheet_body (ParvisSheet *self); /* (transfer none): a vertical box */

G_END_DECLS
