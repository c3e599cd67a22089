/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/receipt/receipt.h"

G_BEGIN_DECLS

/* ParvisQrView: a QR code, black on white in every colour mode, with the quiet zone that ISO/IEC 18004 asks for, as
 * large as its CSS min-width. */
#define PARVIS_TYPE_QR_VIEW (parvis_qr_view_get_type ())
G_DECLARE_FINAL_TYPE (ParvisQrView, parvis_qr_view, PARVIS, QR_VIEW, GtkWidget)

/* @label: what a screen reader says it is for. (transfer full) @qr */
GtkWidget *parvis_qr_view_new (ParvisQr *qr, const char *label);

G_END_DECLS
