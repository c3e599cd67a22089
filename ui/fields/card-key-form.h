/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the person typed to open a document's chip, kept while they try. */
typedef struct
{
  gboolean passport;
  char *can, *number, *birth_date, *expiry_date; /* nullable */
} ParvisCardTyped;
void parvis_card_typed_clear (ParvisCardTyped *typed); /* wipes */

/* ParvisCardKeyForm: identity card or passport, a drawing of where the number is printed, and the boxes to type it in.
 */
#define PARVIS_TYPE_CARD_KEY_FORM (parvis_card_key_form_get_type ())
G_DECLARE_FINAL_TYPE (ParvisCardKeyForm, parvis_card_key_form, PARVIS, CARD_KEY_FORM, GtkWidget)

/* @typed: what is shown first, and what is written to, while it lives. */
GtkWidget *parvis_card_key_form_new (ParvisCardTyped *typed);
/* Whether all is there; else says beside the box what is missing, and puts the focus into it. */
gboolean parvis_card_key_form_check (ParvisCardKeyForm *self);
/* Beside the box; %NULL: nothing (any more). */
void parvis_card_key_form_say (ParvisCardKeyForm *self, const char *message);

G_END_DECLS
