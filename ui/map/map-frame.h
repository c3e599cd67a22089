/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisMapFrame: what the keyboard finds of a map. It lies over it and lets fingers through. OK enters it: from then
 * on the four arrows are its own, with + and −; OK, Escape, Tab or the focus leaving lead out of it again, so that it
 * is no trap (EN 301 549 5.1.6.2, WCAG 2.1.2). A key that is held does not enter and leave again.
 *
 * Signals: "moved" (int dx, int dy: steps to the right and down), "zoomed" (int: in or out), "entered" (gboolean). */
#define PARVIS_TYPE_MAP_FRAME (parvis_map_frame_get_type ())
G_DECLARE_FINAL_TYPE (ParvisMapFrame, parvis_map_frame, PARVIS, MAP_FRAME, GtkWidget)

GtkWidget *parvis_map_frame_new (void);
gboolean parvis_map_frame_is_entered (ParvisMapFrame *self);

G_END_DECLS
