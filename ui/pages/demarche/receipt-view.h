/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/desk/desk.h"

G_BEGIN_DECLS

/* ParvisReceiptView: "C’est enregistré.", the tracking code, where the request is now, and how to take the receipt
 * away. Signal "end": the person has finished. */
#define PARVIS_TYPE_RECEIPT_VIEW (parvis_receipt_view_get_type ())
G_DECLARE_FINAL_TYPE (ParvisReceiptView, parvis_receipt_view, PARVIS, RECEIPT_VIEW, GtkWidget)

/* (transfer full) @slip. @demarche_id: what the person is asked their opinion of. */
GtkWidget *parvis_receipt_view_new (ParvisDesk *desk, ParvisSlip *slip, const char *demarche_id);
/* The same, said in the language of the moment; the receipt itself stays in the language it was made in. */
void parvis_receipt_view_rebuild (ParvisReceiptView *self);
void parvis_receipt_view_set_landscape (ParvisReceiptView *self, gboolean landscape);
void parvis_receipt_view_take_focus (ParvisReceiptView *self);

G_END_DECLS
