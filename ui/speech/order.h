/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The order in which things are met: as they are laid out in the tree, which is the order they are read in on the
 * screen. */

/* Where things are on this kiosk's one window. All (transfer none). */
typedef struct
{
  GtkWindow *window;
  GtkOverlay *overlay; /* dialogs lie over its child */
  GtkWidget *page;     /* what holds the page of the moment */
  GtkWidget *footer, *header;
  GtkWidget *bar; /* the voice's own keys */
  GtkWidget *keyboard;
} ParvisScreenParts;

/* Everything, in order: the dialog in front if there is one, else page, footer, header; then the bar, which is last,
 * and so one step up from the first. (transfer container) of GtkWidget, not owned. */
GPtrArray *parvis_order_of_screen (const ParvisScreenParts *parts);
/* What lies over the page now. (nullable) */
GtkWidget *parvis_order_dialog (const ParvisScreenParts *parts);

/* Appends the things in @root, first to last, to @things (of GtkWidget, not owned): controls whole, and texts and
 * pictures that stand by themselves. What is not on the screen, what was told to be silent and the on-screen keyboard
 * are left out. */
void parvis_order_append (GtkWidget *root, GPtrArray *things);
/* The index of the thing that @focus is or is inside of; -1: none. */
int parvis_order_find (const GPtrArray *things, GtkWidget *focus);
/* The controls that go together with @things[index]: those in the smallest container that has another one. [first,
 * last], of which only the controls count; both are @index when it stands alone. */
void parvis_order_group (const GPtrArray *things, guint index, guint *first, guint *last);
/* Where @things[index] is among its like, that stand beside it in the same container, from 1, and how many there are. 0
 * and 0 for a text. */
void parvis_order_position (const GPtrArray *things, guint index, guint *position, guint *count);

G_END_DECLS
