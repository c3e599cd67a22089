/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/demarche/demarche.h"

G_BEGIN_DECLS

/* ParvisListButton: bears the chosen answer of a long list, and opens the list. Signal "changed". */
#define PARVIS_TYPE_LIST_BUTTON (parvis_list_button_get_type ())
G_DECLARE_FINAL_TYPE (ParvisListButton, parvis_list_button, PARVIS, LIST_BUTTON, GtkButton)

GtkWidget *parvis_list_button_new (const char *title, gboolean other);
/* Another list; an answer that is not in it is dropped, without "changed". @options outlives the button; %NULL: nothing
 * to choose. */
void parvis_list_button_set_options (ParvisListButton *self, const GPtrArray *options);
const char *parvis_list_button_get_value (ParvisListButton *self); /* "" for none */
void parvis_list_button_set_value (ParvisListButton *self, const char *value);

G_END_DECLS
