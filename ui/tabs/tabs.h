/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisTabs: a few ways of looking at the same page, of which one is chosen; beside each other, or one below the
 * other. The chosen one is filled, so that colour alone never tells it.
 *
 * Signal "chosen" (uint: its place, from 0): a person chose another one. */
#define PARVIS_TYPE_TABS (parvis_tabs_get_type ())
G_DECLARE_FINAL_TYPE (ParvisTabs, parvis_tabs, PARVIS, TABS, GtkWidget)

/* @name: what is chosen here, for who does not see it. @labels: NULL-terminated. */
GtkWidget *parvis_tabs_new (const char *name, const char *const *labels, guint chosen);
void parvis_tabs_set_stacked (ParvisTabs *self, gboolean stacked);

G_END_DECLS
