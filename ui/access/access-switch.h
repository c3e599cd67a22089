/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A line that turns a wish of ParvisAccess on and off, and follows it. @property: "easy". (transfer floating) */
GtkWidget *parvis_access_switch_new (const char *icon, const char *title, const char *property);
/* A sentence under its title that says what it does, in place of the one before. */
void parvis_access_switch_describe (GtkWidget *button, const char *sentence);

G_END_DECLS
