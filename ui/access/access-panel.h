/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisAccessPanel: the switches of "Accessibilité": contrast, large text, low reach, as ParvisAccess has them. Each acts at once on the page
 * behind it. */
#define PARVIS_TYPE_ACCESS_PANEL (parvis_access_panel_get_type ())
G_DECLARE_FINAL_TYPE (ParvisAccessPanel, parvis_access_panel, PARVIS, ACCESS_PANEL, GtkWidget)

GtkWidget *parvis_access_panel_new (void);

G_END_DECLS
