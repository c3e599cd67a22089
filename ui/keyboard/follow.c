/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/keyboard/follow.h"

#include <math.h>

#define FRAMES 2 /* the next one lays out, the one after it is looked at */

/* The widget to keep whole around @focus, not beyond @scroller. */
static GtkWidget *
block_of (GtkWidget *scroller, GtkWidget *focus)
{
  for (GtkWidget *widget = focus; widget != NULL && widget != scroller; widget = gtk_widget_get_parent (widget))
    if (gtk_widget_has_css_class (widget, "keep-together"))
      return widget;
  return focus;
}

/* Of a text that is typed, its frame. */
static GtkWidget *
box_of (GtkWidget *focus)
{
  GtkWidget *parent = gtk_widget_get_parent (focus);

  return GTK_IS_TEXT (focus) && GTK_IS_ENTRY (parent) ? parent : focus;
}

/* The value that shows [top, bottom] of the content: as little movement as possible, the top first when it does not
 * fit. */
static double
value_to_show (GtkAdjustment *adjustment, double top, double bottom)
{
  double value = gtk_adjustment_get_value (adjustment);
  double page = gtk_adjustment_get_page_size (adjustment);

  if (bottom > value + page)
    value = bottom - page;
  if (top < value)
    value = top;
  return value;
}

static gboolean
span_of (GtkScrolledWindow *scroller, GtkWidget *widget, double *top, double *bottom)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (widget, GTK_WIDGET (scroller), &bounds))
    return FALSE;
  double value = gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (scroller));
  *top = floor (value + bounds.origin.y);
  *bottom = ceil (value + bounds.origin.y + bounds.size.height);
  return TRUE;
}

void
parvis_follow_reveal (GtkScrolledWindow *scroller, GtkWidget *widget)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scroller);
  double top, bottom, own_top, own_bottom;

  /* Where both are is asked before anything moves: until the next layout, GTK answers what was. */
  if (!span_of (scroller, block_of (GTK_WIDGET (scroller), widget), &top, &bottom)
      || !span_of (scroller, box_of (widget), &own_top, &own_bottom))
    return;
  /* The block first, then the widget itself, which wins when the block is taller than the room. */
  gtk_adjustment_set_value (adjustment, value_to_show (adjustment, top, bottom));
  gtk_adjustment_set_value (adjustment, value_to_show (adjustment, own_top, own_bottom));
}

static void
reveal_focus (GtkScrolledWindow *scroller)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (scroller));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (scroller)))
    parvis_follow_reveal (scroller, focus);
}

static gboolean
on_settled (gpointer data)
{
  GtkScrolledWindow *scroller = data;

  g_object_steal_data (G_OBJECT (scroller), "parvis-follow-idle");
  reveal_focus (scroller);
  return G_SOURCE_REMOVE;
}

static void
cancel_idle (gpointer id)
{
  g_source_remove (GPOINTER_TO_UINT (id));
}

/* Positions are right only after the layout that is under way: wait until GTK has drawn. */
static void
reveal_later (GtkScrolledWindow *scroller)
{
  if (g_object_get_data (G_OBJECT (scroller), "parvis-follow-idle") != NULL)
    return;
  guint id = g_idle_add_full (GDK_PRIORITY_REDRAW + 10, on_settled, scroller, NULL);
  g_object_set_data_full (G_OBJECT (scroller), "parvis-follow-idle", GUINT_TO_POINTER (id), cancel_idle);
}

/* A frame begins: what was asked for before the last one has its place by now. */
static gboolean
on_frame (GtkWidget *scroller, GdkFrameClock *clock, gpointer data)
{
  guint *frames = data;

  if (--*frames > 0)
    return G_SOURCE_CONTINUE;
  reveal_focus (GTK_SCROLLED_WINDOW (scroller));
  return G_SOURCE_REMOVE;
}

/* On a busy kiosk the frame with the new layout may come later than any idle: it is waited for. */
void
parvis_follow_again (GtkWidget *inside)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (inside, GTK_TYPE_SCROLLED_WINDOW);
  guint *frames = scroller != NULL ? g_new (guint, 1) : NULL;

  if (scroller == NULL)
    return;
  *frames = FRAMES;
  gtk_widget_add_tick_callback (scroller, on_frame, frames, g_free);
}

static gboolean
on_own_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  guint *frames = data;

  if (--*frames > 0)
    return G_SOURCE_CONTINUE;
  if (scroller != NULL)
    parvis_follow_reveal (GTK_SCROLLED_WINDOW (scroller), widget);
  return G_SOURCE_REMOVE;
}

void
parvis_follow_bring (GtkWidget *widget)
{
  guint *frames = g_new (guint, 1);

  *frames = FRAMES;
  gtk_widget_add_tick_callback (widget, on_own_frame, frames, g_free);
}

static void
on_room_changed (GtkScrolledWindow *scroller)
{
  reveal_later (scroller);
}

static void
on_root_changed (GtkScrolledWindow *scroller)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (scroller));

  if (root != NULL)
    g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (reveal_later), scroller, G_CONNECT_SWAPPED);
}

void
parvis_follow_focus (GtkScrolledWindow *scroller)
{
  GtkWidget *viewport = gtk_scrolled_window_get_child (scroller);

  if (GTK_IS_VIEWPORT (viewport))
    gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), FALSE);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (scroller), "notify::page-size",
                           G_CALLBACK (on_room_changed), scroller, G_CONNECT_SWAPPED);
  g_signal_connect (scroller, "notify::root", G_CALLBACK (on_root_changed), NULL);
  on_root_changed (scroller);
}
