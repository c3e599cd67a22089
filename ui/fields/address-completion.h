/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisAddressCompletion: proposes streets and communes while an address is typed, and fills the rest when one is
 * chosen. It only helps: everything can be typed and corrected freely, and where no addresses were imported it does
 * nothing.
 *
 *   line      proposes "12 rue des Tilleuls, 35140 Saint-Aubin": fills line, postcode and city
 *   city      proposes communes, each with its postcode: fills both
 *   postcode  once complete, fills the city where there is one only, and proposes them where there are several
 */
typedef struct
{
  GtkWidget *line;                /* (nullable) GtkEntry; a commune has none */
  GtkWidget *postcode, *city;     /* ParvisTypedEntry, GtkEntry */
  GtkWidget *line_box, *town_box; /* the vertical boxes that hold them: proposals are put at their ends */
} ParvisAddressWidgets;

/* Lasts as long as @owner, around them all. */
void parvis_address_completion_attach (GtkWidget *owner, const ParvisAddressWidgets *widgets);

G_END_DECLS
