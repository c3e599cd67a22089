/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisProposals: what the person may mean, as a few buttons under what they type. Hidden while it has none. It shows
 * as many as there is room for between the field and the keyboard: the first ones.
 *
 * Signal "chosen" (guint index). Signal "none": none of them, where that can be said. */
#define PARVIS_TYPE_PROPOSALS (parvis_proposals_get_type ())
G_DECLARE_FINAL_TYPE (ParvisProposals, parvis_proposals, PARVIS, PROPOSALS, GtkWidget)

#define PARVIS_PROPOSALS_MOST 5

/* @name: what a screen reader calls the list; @none: the button for none of them, %NULL for no such button. */
GtkWidget *parvis_proposals_new (const char *name, const char *none);
void parvis_proposals_clear (ParvisProposals *self);
/* Adds a button; @detail is its second line. Those beyond PARVIS_PROPOSALS_MOST are left out. */
void parvis_proposals_add (ParvisProposals *self, const char *title, const char *detail);
/* Shows what was added since it was cleared: as many as fit with @field, which stands above, into what scrolls around
 * them. */
void parvis_proposals_show (ParvisProposals *self, GtkWidget *field);

G_END_DECLS
