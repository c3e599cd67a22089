/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/desk/card.h"

G_BEGIN_DECLS

/* ParvisCardOffer: above what is typed, the key to have it read from a card instead: there where the kiosk has a
 * reader, disabled with its reason while that does not work; and what to know once a card was read.
 *
 * Signal "asked": the key was touched. The panel that reads is its owner's to open. */
#define PARVIS_TYPE_CARD_OFFER (parvis_card_offer_get_type ())
G_DECLARE_FINAL_TYPE (ParvisCardOffer, parvis_card_offer, PARVIS, CARD_OFFER, GtkWidget)

/* @label: of the key; %NULL: there is no key yet. */
GtkWidget *parvis_card_offer_new (const char *label);
void parvis_card_offer_set_label (ParvisCardOffer *self, const char *label);
/* Where it stands has one: known from there on. (transfer none) (nullable) */
ParvisDesk *parvis_card_offer_get_desk (ParvisCardOffer *self);
/* A card was read: @again is the key's label from now on, @done says what to do with it, @remarks (nullable, %NULL at
 * the end) what to know of it. Announced, too. */
void parvis_card_offer_say_done (ParvisCardOffer *self, const char *again, const char *done,
                                 const char *const *remarks);

G_END_DECLS
