/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/desk/desk.h"

G_BEGIN_DECLS

/* ParvisMap: the commune's map, from the content alone: it is moved by a finger, by six keys with words under it, and
 * by the keyboard (map-frame.h). Under it stands, in words, what is in its middle; on it, whose map it is.
 *
 * Pins bear their name, unless one before them is in the way. With a mark, a pin stands still in the middle and the map
 * goes under it.
 *
 * Signal "moved": something else is in the middle. */
#define PARVIS_TYPE_MAP (parvis_map_get_type ())
G_DECLARE_FINAL_TYPE (ParvisMap, parvis_map, PARVIS, MAP, GtkWidget)

/* @name: what it is the map of, for who does not see it. %NULL when the content has no map: then the page does without.
 * (transfer floating) */
GtkWidget *parvis_map_new (ParvisDesk *desk, const char *language, const char *name);
/* With the commune's town hall in the middle to begin with. @mark: a pin of the middle; arrows then go by small steps.
 */
void parvis_map_set_mark (ParvisMap *self, gboolean mark);
void parvis_map_add_pin (ParvisMap *self, const char *name, double latitude, double longitude);
void parvis_map_clear_pins (ParvisMap *self);
/* Stays within the map. */
void parvis_map_look_at (ParvisMap *self, double latitude, double longitude);
void parvis_map_set_zoom (ParvisMap *self, guint zoom); /* the nearest that there is */
guint parvis_map_zoom (ParvisMap *self);
void parvis_map_middle (ParvisMap *self, double *latitude, double *longitude);
/* The middle in words. (transfer full) (nullable): no place of the commune has a position */
char *parvis_map_describe (ParvisMap *self);

G_END_DECLS
