/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/desk/card.h"

G_BEGIN_DECLS

/* ParvisCardPanel: an identity document, or one of the town hall's own cards, is read: which number to type (of a
 * document), where to lay it, how far the reading is, what went wrong and how to go on. While it waits and reads, the
 * kiosk is patient: the person looks at the card.
 *
 * Signals: "read" (ParvisCardIdentity *, transfer none); "number" (const char *): of a card of the town hall's own;
 * "closed": the person would rather type. Leaving it stops the reading. */
#define PARVIS_TYPE_CARD_PANEL (parvis_card_panel_get_type ())
G_DECLARE_FINAL_TYPE (ParvisCardPanel, parvis_card_panel, PARVIS, CARD_PANEL, GtkWidget)

GtkWidget *parvis_card_panel_new (ParvisDesk *desk);
/* @pass: which of the town hall's own cards, @name as it is printed on it. There is nothing to type before: start it
 * once it is shown. */
GtkWidget *parvis_card_panel_new_for_pass (ParvisDesk *desk, const char *pass, const char *name);
/* Waits for the card. */
void parvis_card_panel_start (ParvisCardPanel *self);

/* As if the person had: it is asked for next. */
void parvis_card_panel_choose_passport (ParvisCardPanel *self);

/* What it shows while a card is read, and when that went wrong; for who looks at each (ui/gallery). */
void parvis_card_panel_show_stage (ParvisCardPanel *self, ParvisCardStage stage, guint percent);
void parvis_card_panel_show_error (ParvisCardPanel *self, const GError *error);

G_END_DECLS
