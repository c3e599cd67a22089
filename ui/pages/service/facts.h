/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/content/catalog.h"

G_BEGIN_DECLS

/* One thing to know: an icon, what it is about, and the words. One stop for the keys and the voice. (transfer floating)
 */
GtkWidget *parvis_fact_new (const char *icon, const char *title, const char *text);
GtkWidget *parvis_fact_new_list (const char *icon, const char *title, char **items);
/* Something below the words. */
void parvis_fact_append (GtkWidget *fact, GtkWidget *child);

/* Name, address, whether it is open, how one gets in: a line each. (transfer full) */
char *parvis_fact_describe_place (const ParvisPlace *place, GDateTime *now);

G_END_DECLS
