/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/desk/online.h"

G_BEGIN_DECLS

/* What something is worth at this moment, said beside it and kept true while the connection comes and goes. */

/* A pill. @needs_network: nothing of it works without. @now (nullable): the words while all is well, in place of
 * "Disponible maintenant". (transfer floating) */
GtkWidget *parvis_worth_new (ParvisDesk *desk, gboolean needs_network, const char *now);
/* A row (ui/tile/tile.h) of something that needs the network; it says so only while there is none. (transfer floating)
 */
GtkWidget *parvis_worth_row_new (ParvisDesk *desk, const char *title, const char *summary);
/* @widget is sensitive only while what needs the network can be done. The reason stands in a pill near it. */
void parvis_worth_guard (GtkWidget *widget, ParvisDesk *desk);

G_END_DECLS
