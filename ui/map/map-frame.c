/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/map/map-frame.h"

struct _ParvisMapFrame
{
  GtkWidget parent_instance;
  GtkEventController *keys; /* on the window, before everybody else's; owned by it */
  gboolean entered, ok_held;
};

enum
{
  ACTIVATE,
  MOVED,
  ZOOMED,
  ENTERED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisMapFrame, parvis_map_frame, GTK_TYPE_WIDGET)

typedef struct
{
  guint keyval;
  int dx, dy, zoom;
} Move;

static const Move moves[] = {
  { GDK_KEY_Up, 0, -1, 0 },     { GDK_KEY_KP_Up, 0, -1, 0 },   { GDK_KEY_Down, 0, 1, 0 },
  { GDK_KEY_KP_Down, 0, 1, 0 }, { GDK_KEY_Left, -1, 0, 0 },    { GDK_KEY_KP_Left, -1, 0, 0 },
  { GDK_KEY_Right, 1, 0, 0 },   { GDK_KEY_KP_Right, 1, 0, 0 }, { GDK_KEY_plus, 0, 0, 1 },
  { GDK_KEY_KP_Add, 0, 0, 1 },  { GDK_KEY_minus, 0, 0, -1 },   { GDK_KEY_KP_Subtract, 0, 0, -1 },
};

static gboolean
is_ok (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;
}

static void
set_entered (ParvisMapFrame *self, gboolean entered)
{
  if (self->entered == entered)
    return;
  self->entered = entered;
  if (entered)
    gtk_widget_add_css_class (GTK_WIDGET (self), "entered");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "entered");
  g_signal_emit (self, signals[ENTERED], 0, entered);
}

static gboolean
move (ParvisMapFrame *self, guint keyval)
{
  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    if (moves[i].keyval == keyval)
      {
        if (moves[i].zoom != 0)
          g_signal_emit (self, signals[ZOOMED], 0, moves[i].zoom);
        else
          g_signal_emit (self, signals[MOVED], 0, moves[i].dx, moves[i].dy);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

/* Before the five keys' own meaning (keypad.h). */
static gboolean
on_key_pressed (ParvisMapFrame *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean repeated = is_ok (keyval) && self->ok_held;

  self->ok_held = is_ok (keyval);
  if (!self->entered)
    return GDK_EVENT_PROPAGATE;
  if (is_ok (keyval) || keyval == GDK_KEY_Escape || keyval == GDK_KEY_space)
    {
      if (!repeated)
        set_entered (self, FALSE);
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab)
    set_entered (self, FALSE);
  return move (self, keyval);
}

static void
on_key_released (ParvisMapFrame *self, guint keyval)
{
  if (is_ok (keyval))
    self->ok_held = FALSE;
}

static void
parvis_map_frame_activate (ParvisMapFrame *self)
{
  set_entered (self, TRUE);
}

static void
on_focus_left (ParvisMapFrame *self)
{
  set_entered (self, FALSE);
}

static void
parvis_map_frame_root (GtkWidget *widget)
{
  ParvisMapFrame *self = PARVIS_MAP_FRAME (widget);

  GTK_WIDGET_CLASS (parvis_map_frame_parent_class)->root (widget);
  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (self->keys, "key-pressed", G_CALLBACK (on_key_pressed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keys, "key-released", G_CALLBACK (on_key_released), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (gtk_widget_get_root (widget)), self->keys);
}

static void
parvis_map_frame_unroot (GtkWidget *widget)
{
  ParvisMapFrame *self = PARVIS_MAP_FRAME (widget);

  gtk_widget_remove_controller (GTK_WIDGET (gtk_widget_get_root (widget)), g_steal_pointer (&self->keys));
  self->entered = FALSE;
  GTK_WIDGET_CLASS (parvis_map_frame_parent_class)->unroot (widget);
}

static void
parvis_map_frame_class_init (ParvisMapFrameClass *klass)
{
  GtkWidgetClass *widget = GTK_WIDGET_CLASS (klass);

  widget->root = parvis_map_frame_root;
  widget->unroot = parvis_map_frame_unroot;
  gtk_widget_class_set_css_name (widget, "mapframe");
  gtk_widget_class_set_accessible_role (widget, GTK_ACCESSIBLE_ROLE_IMG);
  signals[ACTIVATE]
      = g_signal_new_class_handler ("activate", PARVIS_TYPE_MAP_FRAME, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION,
                                    G_CALLBACK (parvis_map_frame_activate), NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_activate_signal (widget, signals[ACTIVATE]);
  signals[MOVED] = g_signal_new ("moved", PARVIS_TYPE_MAP_FRAME, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_INT, G_TYPE_INT);
  signals[ZOOMED] = g_signal_new ("zoomed", PARVIS_TYPE_MAP_FRAME, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                  1, G_TYPE_INT);
  signals[ENTERED] = g_signal_new ("entered", PARVIS_TYPE_MAP_FRAME, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
parvis_map_frame_init (ParvisMapFrame *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
parvis_map_frame_new (void)
{
  return g_object_new (PARVIS_TYPE_MAP_FRAME, NULL);
}

gboolean
parvis_map_frame_is_entered (ParvisMapFrame *self)
{
  return self->entered;
}
