/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/desk/desk.h"
#include "ui/session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisNightCover: while ParvisNight says so and nobody is in a session, plain black over everything and the panel
 * switched off. One touch, or a key, wakes the screen and does nothing else: what lies below is met by the next one.
 * Awake and left alone, it goes dark again after @patience seconds. */
#define PARVIS_TYPE_NIGHT_COVER (parvis_night_cover_get_type ())
G_DECLARE_FINAL_TYPE (ParvisNightCover, parvis_night_cover, PARVIS, NIGHT_COVER, GtkWidget)

/* @below: hidden while it is dark, so that nothing there goes on. @session, @below: outlive this. (transfer floating)
 */
GtkWidget *parvis_night_cover_new (ParvisNight *night, ParvisSession *session, GtkWidget *below, guint patience);

G_END_DECLS
