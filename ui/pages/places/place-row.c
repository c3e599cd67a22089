/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/pages/places/place-row.h"

#include "ui/icons/icon.h"
#include "ui/pages/places/place-kind.h"
#include "ui/text/text.h"
#include "ui/tile/tile.h"

GtkWidget *
parvis_place_state_new (const ParvisPlace *place, GDateTime *now)
{
  g_autofree char *words = parvis_place_describe_now (place, now);
  gboolean open = parvis_place_is_open (place, now);
  GtkWidget *state = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *label = parvis_text_new (words, NULL);

  gtk_widget_add_css_class (state, "place-state");
  gtk_widget_add_css_class (state, open ? "open" : "closed");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (state), parvis_icon_new (open ? "tick" : "clock"));
  gtk_box_append (GTK_BOX (state), label);
  gtk_widget_set_visible (state, *words != '\0');
  return state;
}

GtkWidget *
parvis_place_row_new (const ParvisPlace *place, GDateTime *now)
{
  g_autofree char *spoken = parvis_place_describe_now (place, now);

  return parvis_row_new_with (parvis_tile_square_new (parvis_place_kind (place->kind)->icon), place->name,
                              parvis_place_state_new (place, now), spoken);
}
