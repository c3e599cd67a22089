/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/content/catalog.h"

G_BEGIN_DECLS

/* "Samedi 28 novembre, de 10 h à 12 h", and on a second line where, if it is known. (transfer full) */
char *parvis_event_describe (const ParvisEvent *event, GDateTime *now);
/* A row of a list, with a leaf of the calendar before it. A button that opens nothing yet. */
GtkWidget *parvis_event_row_new (const ParvisEvent *event, GDateTime *now);

G_END_DECLS
