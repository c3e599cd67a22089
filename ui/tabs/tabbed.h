/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisTabbed: tabs (tabs.h) and what the chosen one shows: below them, or beside them on a lying screen. The page
 * makes what is shown, when it begins and at each "chosen" (uint: the tab's place). */
#define PARVIS_TYPE_TABBED (parvis_tabbed_get_type ())
G_DECLARE_FINAL_TYPE (ParvisTabbed, parvis_tabbed, PARVIS, TABBED, GtkWidget)

/* As parvis_tabs_new(). */
GtkWidget *parvis_tabbed_new (const char *name, const char *const *labels, guint chosen);
void parvis_tabbed_set_content (ParvisTabbed *self, GtkWidget *content); /* takes the place of the earlier one */
void parvis_tabbed_set_landscape (ParvisTabbed *self, gboolean landscape);

G_END_DECLS
