/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/content/catalog.h"

G_BEGIN_DECLS

/* Whether it is open at @now, in words, with a drawing and a colour; hidden when its hours are not known. */
GtkWidget *parvis_place_state_new (const ParvisPlace *place, GDateTime *now);
/* A row of a list: what it is, its name, its state. A button that opens nothing yet. */
GtkWidget *parvis_place_row_new (const ParvisPlace *place, GDateTime *now);

G_END_DECLS
