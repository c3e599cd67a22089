/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Who trembles, or does as with a mouse, touches twice and means once (EN 301 549 5.8). On everything in @window that
 * is pressed:
 *
 *   - a touch within 500 ms after another, on the same thing or within a thumb's width of it, is swallowed: it neither
 * repeats what was done nor presses what has just come under the finger. So it is for Enter and Space on the same
 * thing;
 *   - a key held down acts once: keys do not repeat (5.7).
 *
 * Each swallowed touch begins the 500 ms anew, so that a tremor of any length acts once. Left alone: the keys of the
 * on-screen keyboard
 * ("elle"), text and cursor keys but for their repeating, scrolling, and what parvis_double_touch_allow() was told. */
#define PARVIS_DOUBLE_TOUCH_MS 500

void parvis_double_touch_guard (GtkWindow *window);

/* Touching @widget again and again at once is what it is for: "+" and "-" of a number, nearer and farther on a map. */
void parvis_double_touch_allow (GtkWidget *widget);

G_END_DECLS
