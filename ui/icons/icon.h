/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisIcon: one of our drawn line icons (ui/icons/<name>.svg: 32-unit grid, one stroke, "currentColor"), in the
 * widget's own CSS colour, as large as its CSS min-width and min-height. Decoration: a screen reader does not see it, a
 * word always stands beside. */
#define PARVIS_TYPE_ICON (parvis_icon_get_type ())
G_DECLARE_FINAL_TYPE (ParvisIcon, parvis_icon, PARVIS, ICON, GtkWidget)

/* An unknown @name shows the "doc" icon: content chooses names. */
GtkWidget *parvis_icon_new (const char *name);
void parvis_icon_set_name (ParvisIcon *self, const char *name);
gboolean parvis_icon_exists (const char *name);

G_END_DECLS
