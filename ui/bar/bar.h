/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisBar: how much of something is done, from where reading begins. GtkProgressBar (4.8) lets its fill hang below
 * its trough where one reads from the right. CSS: bar > fill; the height is the style's. */
#define PARVIS_TYPE_BAR (parvis_bar_get_type ())
G_DECLARE_FINAL_TYPE (ParvisBar, parvis_bar, PARVIS, BAR, GtkWidget)

/* @role: GTK_ACCESSIBLE_ROLE_PROGRESS_BAR, or _PRESENTATION where something else says it. */
GtkWidget *parvis_bar_new (GtkAccessibleRole role);
/* From 0 to 1; beyond is cut. */
void parvis_bar_set (ParvisBar *self, double part);

G_END_DECLS
