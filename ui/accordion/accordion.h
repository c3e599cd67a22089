/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisAccordion: titles under one another, each opening what it announces; opening one closes the other. What was
 * touched stays where it is on the screen, unless what opened would lie below its edge: then it is brought into sight.
 * Closed parts are not in the accessibility tree. */
#define PARVIS_TYPE_ACCORDION (parvis_accordion_get_type ())
G_DECLARE_FINAL_TYPE (ParvisAccordion, parvis_accordion, PARVIS, ACCORDION, GtkWidget)

GtkWidget *parvis_accordion_new (void);
void parvis_accordion_append (ParvisAccordion *self, const char *title, GtkWidget *content);
/* Which is open; -1: none. Kept by the page, so that it is open again when the page is built again. */
int parvis_accordion_get_open (ParvisAccordion *self);
void parvis_accordion_set_open (ParvisAccordion *self, int index);

G_END_DECLS
