/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/desk/online.h"

G_BEGIN_DECLS

/* ParvisPhonePanel: how a document gets from the resident's telephone into a question: a QR code to be photographed,
 * what arrives, and what went wrong. While it is open the kiosk is patient: the person looks at the telephone.
 *
 * Signals: "file" (ParvisValue *, transfer none): one has come; "closed": the person is done. */
#define PARVIS_TYPE_PHONE_PANEL (parvis_phone_panel_get_type ())
G_DECLARE_FINAL_TYPE (ParvisPhonePanel, parvis_phone_panel, PARVIS, PHONE_PANEL, GtkWidget)

/* @title, @prefix, @files: as parvis_phone_drop_new(). (transfer floating) */
GtkWidget *parvis_phone_panel_new (ParvisDesk *desk, const char *title, const char *prefix, guint files);

G_END_DECLS
