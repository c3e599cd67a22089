/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/lock/text-lock.h"

#include <math.h>

/* What a key may do together with Ctrl, Alt or Super: move, select, erase. Everything else is stopped before GTK sees
 * it. */
static const guint kept_keys[] = {
  GDK_KEY_Left, GDK_KEY_Right, GDK_KEY_Up,        GDK_KEY_Down,   GDK_KEY_Home,
  GDK_KEY_End,  GDK_KEY_Tab,   GDK_KEY_BackSpace, GDK_KEY_Delete, GDK_KEY_a,
};

/* Signals that GTK's own key bindings and actions emit; stopped before the class does what they ask. */
static const char *const stopped_signals[] = { "insert-emoji", "paste-clipboard", "copy-clipboard", "cut-clipboard" };

static const char *const stopped_actions[] = { "menu.popup", "misc.insert-emoji" };

static GtkWidget *
text_of (GtkWidget *widget)
{
  return GTK_IS_ENTRY (widget) ? GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (widget))) : widget;
}

static gboolean
on_key_pressed (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state)
{
  guint key = gdk_keyval_to_lower (keyval);

  if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    return GDK_EVENT_STOP;
  if ((key == GDK_KEY_Insert || key == GDK_KEY_KP_Insert || key == GDK_KEY_Delete) && (state & GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_STOP; /* paste and cut, of long ago */
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK | GDK_HYPER_MASK)) == 0)
    return GDK_EVENT_PROPAGATE;
  for (gsize i = 0; i < G_N_ELEMENTS (kept_keys); i++)
    if (kept_keys[i] == key)
      return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* --- a finger --- */

static int
entry_position_at (GtkText *text, double x)
{
  int length = gtk_entry_buffer_get_length (gtk_text_get_buffer (text)), best = 0;
  double nearest = INFINITY;

  for (int i = 0; i <= length; i++)
    {
      graphene_rect_t cursor;

      gtk_text_compute_cursor_extents (text, (gsize) i, &cursor, NULL);
      if (fabs (cursor.origin.x - x) < nearest)
        {
          nearest = fabs (cursor.origin.x - x);
          best = i;
        }
    }
  return best;
}

static void
place_in_view (GtkTextView *view, double x, double y)
{
  GtkTextIter place;
  int buffer_x, buffer_y;

  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);
  gtk_text_view_get_iter_at_location (view, &place, buffer_x, buffer_y);
  gtk_text_buffer_place_cursor (gtk_text_view_get_buffer (view), &place);
}

static void
place_cursor (GtkWidget *widget, double x, double y)
{
  GtkWidget *text = text_of (widget);

  gtk_widget_translate_coordinates (widget, text, x, y, &x, &y);
  if (GTK_IS_TEXT_VIEW (text))
    {
      gtk_widget_grab_focus (text);
      place_in_view (GTK_TEXT_VIEW (text), x, y);
      return;
    }
  gtk_text_grab_focus_without_selecting (GTK_TEXT (text));
  gtk_editable_set_position (GTK_EDITABLE (text), entry_position_at (GTK_TEXT (text), x));
}

static void
lift_finger (GtkWidget *widget, GdkEvent *event)
{
  GtkNative *native = gtk_widget_get_native (widget);
  double x, y, native_x, native_y;

  gdk_event_get_position (event, &x, &y);
  gtk_native_get_surface_transform (native, &native_x, &native_y);
  gtk_widget_translate_coordinates (GTK_WIDGET (native), widget, x - native_x, y - native_y, &x, &y);
  if (gtk_widget_contains (widget, x, y))
    place_cursor (widget, x, y);
}

/* GTK never gets to see a finger on the text. A page that is scrolled by a finger that went down here takes the
 * finger's events before us, so that only a touch ends here. */
static gboolean
on_event (GtkEventControllerLegacy *controller, GdkEvent *event)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_TOUCH_END:
      lift_finger (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)), event);
      return GDK_EVENT_STOP;
    case GDK_TOUCH_BEGIN:
    case GDK_TOUCH_UPDATE:
    case GDK_TOUCH_CANCEL:
      return GDK_EVENT_STOP;
    case GDK_BUTTON_PRESS:
    case GDK_BUTTON_RELEASE:
      return gdk_button_event_get_button (event) != GDK_BUTTON_PRIMARY;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* --- shutting --- */

static void
stop_signal (gpointer text, const char *name)
{
  g_signal_stop_emission_by_name (text, name);
}

static void
take_no_drops (GtkWidget *text)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (text);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        gtk_drop_target_set_actions (GTK_DROP_TARGET (controller), 0);
      else if (GTK_IS_DROP_TARGET_ASYNC (controller))
        gtk_drop_target_async_set_actions (GTK_DROP_TARGET_ASYNC (controller), 0);
    }
}

/* What can be undone is kept in memory that GTK hands back without wiping it. */
static void
remember_nothing (GtkWidget *text)
{
  if (GTK_IS_EDITABLE (text))
    gtk_editable_set_enable_undo (GTK_EDITABLE (text), FALSE);
  else
    gtk_text_buffer_set_enable_undo (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), FALSE);
}

static void
add_controller (GtkWidget *widget, GtkEventController *controller)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (widget, controller);
}

void
parvis_text_lock (GtkWidget *widget)
{
  GtkWidget *text = text_of (widget);
  GtkEventController *keys = gtk_event_controller_key_new (), *fingers = gtk_event_controller_legacy_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed), NULL);
  g_signal_connect (fingers, "event", G_CALLBACK (on_event), NULL);
  add_controller (widget, keys);
  add_controller (widget, fingers);
  for (gsize i = 0; i < G_N_ELEMENTS (stopped_signals); i++)
    g_signal_connect (text, stopped_signals[i], G_CALLBACK (stop_signal), (gpointer) stopped_signals[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (stopped_actions); i++)
    gtk_widget_action_set_enabled (text, stopped_actions[i], FALSE);
  take_no_drops (text);
  remember_nothing (text);
}

GtkWidget *
parvis_text_lock_new_entry (void)
{
  GtkWidget *entry = gtk_entry_new ();

  parvis_text_lock (entry);
  return entry;
}
