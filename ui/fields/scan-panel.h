/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/demarche/value.h"

G_BEGIN_DECLS

/* ParvisScanPanel: one scanned page, as large as the screen allows. To keep or to do again; or, when it was kept
 * before, to look at. Signals "kept", "again", "closed". */
#define PARVIS_TYPE_SCAN_PANEL (parvis_scan_panel_get_type ())
G_DECLARE_FINAL_TYPE (ParvisScanPanel, parvis_scan_panel, PARVIS, SCAN_PANEL, GtkWidget)

GtkWidget *parvis_scan_panel_new (const ParvisValue *page, const char *title, gboolean to_keep);
/* The picture of a page, no larger than @most pixels either way (a telephone's has 50 million); %NULL when it cannot be
 * read. (transfer full) */
GdkTexture *parvis_scan_texture (const ParvisValue *page, int most);

G_END_DECLS
