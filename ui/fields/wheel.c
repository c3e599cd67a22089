/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/wheel.h"

#include <math.h>

#include "ui/fields/field-host.h"
#include "ui/icons/icon.h"
#include "ui/speech/spoken.h"

#define PAGE      10
#define REPEAT_MS 120 /* slow enough to let go in time */
#define FACES     3

struct _ParvisWheel
{
  GtkWidget parent_instance;

  ParvisWheelKind kind;
  int first, last, step, value;
  GtkWidget *face, *words[FACES]; /* before, now, after */
  double dragged;                 /* pixels already turned into steps */
  int repeating;                  /* steps a tick while a key is held */
  guint repeat;                   /* source; 0: no key is held */
};

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisWheel, parvis_wheel, GTK_TYPE_WIDGET)

/* What shows the value and takes the keys. Not a GtkBox, which gives the focus to its children and never takes it. */
#define PARVIS_TYPE_WHEEL_FACE (parvis_wheel_face_get_type ())
G_DECLARE_FINAL_TYPE (ParvisWheelFace, parvis_wheel_face, PARVIS, WHEEL_FACE, GtkWidget)

struct _ParvisWheelFace
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (ParvisWheelFace, parvis_wheel_face, GTK_TYPE_WIDGET)

static void
parvis_wheel_face_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (parvis_wheel_face_parent_class)->dispose (object);
}

static void
parvis_wheel_face_class_init (ParvisWheelFaceClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = parvis_wheel_face_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SPIN_BUTTON);
}

static void
parvis_wheel_face_init (ParvisWheelFace *self)
{
  GtkBoxLayout *box = GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (box), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_homogeneous (box, TRUE);
}

/* --- values --- */

/* Where @steps from now leads; FALSE past an end. */
static gboolean
look_ahead (ParvisWheel *self, int steps, int *value)
{
  int count = (self->last - self->first) / self->step + 1;
  int place = (self->value - self->first) / self->step + steps;

  if (self->kind.round)
    place = ((place % count) + count) % count;
  *value = self->first + CLAMP (place, 0, count - 1) * self->step;
  return place >= 0 && place < count;
}

static void
show (ParvisWheel *self)
{
  g_autofree char *now = self->kind.say (self->value);

  for (int i = 0; i < FACES; i++)
    {
      int value;
      gboolean there = look_ahead (self, i - FACES / 2, &value);
      g_autofree char *text = there ? self->kind.say (value) : g_strdup ("");

      gtk_label_set_label (GTK_LABEL (self->words[i]), text);
    }
  parvis_spoken_set (self->face, self->kind.label, NULL, now);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->face), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) self->value,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, (double) self->first,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) self->last, -1);
}

void
parvis_wheel_turn (ParvisWheel *self, int steps)
{
  int before = self->value;

  look_ahead (self, steps, &self->value);
  if (self->value == before)
    return;
  show (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* --- the keys --- */

static void
on_key_clicked (ParvisWheel *self, GtkWidget *key)
{
  parvis_wheel_turn (self, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (key), "steps")));
  parvis_field_host_announce (GTK_WIDGET (self), gtk_label_get_label (GTK_LABEL (self->words[FACES / 2])));
}

static gboolean
on_repeat (gpointer data)
{
  ParvisWheel *self = data;

  parvis_wheel_turn (self, self->repeating);
  return G_SOURCE_CONTINUE;
}

static void
on_held (ParvisWheel *self, double x, double y, GtkGesture *gesture)
{
  GtkWidget *key = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  g_clear_handle_id (&self->repeat, g_source_remove);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED); /* letting go is no press any more */
  self->repeating = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (key), "steps"));
  self->repeat = g_timeout_add (REPEAT_MS, on_repeat, self);
}

static void
on_let_go (ParvisWheel *self)
{
  if (self->repeat == 0)
    return;
  g_clear_handle_id (&self->repeat, g_source_remove);
  parvis_field_host_announce (GTK_WIDGET (self), gtk_label_get_label (GTK_LABEL (self->words[FACES / 2])));
}

static GtkWidget *
new_key (ParvisWheel *self, const char *icon, const char *name, int steps)
{
  GtkWidget *key = gtk_button_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();

  gtk_button_set_child (GTK_BUTTON (key), parvis_icon_new (icon));
  gtk_widget_add_css_class (key, "wheel-key");
  g_object_set_data (G_OBJECT (key), "steps", GINT_TO_POINTER (steps));
  parvis_spoken_set (key, name, NULL, NULL);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (hold), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (hold, "pressed", G_CALLBACK (on_held), self);
  g_signal_connect_swapped (hold, "end", G_CALLBACK (on_let_go), self);
  g_signal_connect_swapped (hold, "cancel", G_CALLBACK (on_let_go), self);
  gtk_widget_add_controller (key, GTK_EVENT_CONTROLLER (hold));
  g_signal_connect_swapped (key, "clicked", G_CALLBACK (on_key_clicked), self);
  return key;
}

/* --- the face --- */

static void
on_drag_begin (ParvisWheel *self, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (self->face);
  self->dragged = 0;
}

/* The words follow the finger: what was above comes down. */
static void
on_drag_update (ParvisWheel *self, double dx, double dy)
{
  double line = MAX (gtk_widget_get_height (self->face) / (double) FACES, 1);
  int steps = (int) trunc ((dy - self->dragged) / line);

  if (steps == 0)
    return;
  self->dragged += steps * line;
  parvis_wheel_turn (self, -steps);
}

static gboolean
on_key_pressed (ParvisWheel *self, guint keyval, guint keycode, GdkModifierType state)
{
  static const struct
  {
    guint keyval;
    int steps;
  } ways[] = {
    { GDK_KEY_Up, -1 },     { GDK_KEY_Down, 1 },        { GDK_KEY_KP_Up, -1 },
    { GDK_KEY_KP_Down, 1 }, { GDK_KEY_Page_Up, -PAGE }, { GDK_KEY_Page_Down, PAGE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    if (ways[i].keyval == keyval)
      {
        parvis_wheel_turn (self, ways[i].steps);
        return GDK_EVENT_STOP;
      }
  if (keyval != GDK_KEY_Home && keyval != GDK_KEY_End)
    return GDK_EVENT_PROPAGATE;
  parvis_wheel_turn (self, ((keyval == GDK_KEY_Home ? self->first : self->last) - self->value) / self->step);
  return GDK_EVENT_STOP;
}

static void
build_face (ParvisWheel *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->face = g_object_new (PARVIS_TYPE_WHEEL_FACE, "focusable", TRUE, NULL);
  gtk_widget_add_css_class (self->face, "wheel-face");
  for (int i = 0; i < FACES; i++)
    {
      self->words[i] = gtk_label_new ("");
      gtk_widget_add_css_class (self->words[i], i == FACES / 2 ? "wheel-now" : "wheel-near");
      parvis_spoken_set_silent (self->words[i], TRUE); /* the face says it */
      gtk_widget_set_parent (self->words[i], self->face);
    }
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (self->face, keys);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (self->face, GTK_EVENT_CONTROLLER (drag));
}

/* --- lifecycle --- */

static void
parvis_wheel_dispose (GObject *object)
{
  GtkWidget *child;

  g_clear_handle_id (&PARVIS_WHEEL (object)->repeat, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (parvis_wheel_parent_class)->dispose (object);
}

static void
parvis_wheel_class_init (ParvisWheelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = parvis_wheel_dispose;
  signals[CHANGED]
      = g_signal_new ("changed", PARVIS_TYPE_WHEEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "wheel");
}

static void
parvis_wheel_init (ParvisWheel *self)
{
  GtkLayoutManager *box = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (box), GTK_ORIENTATION_VERTICAL);
  build_face (self);
}

GtkWidget *
parvis_wheel_new (const ParvisWheelKind *kind, int first, int last, int step)
{
  ParvisWheel *self = g_object_new (PARVIS_TYPE_WHEEL, "hexpand", TRUE, NULL);
  GtkWidget *label = gtk_label_new (kind->label);

  self->kind = *kind;
  self->first = self->value = first;
  self->last = last;
  self->step = step;
  gtk_widget_add_css_class (label, "part");
  parvis_spoken_set_silent (label, TRUE);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  gtk_widget_set_parent (new_key (self, "minus", kind->before, -1), GTK_WIDGET (self));
  gtk_widget_set_parent (self->face, GTK_WIDGET (self));
  gtk_widget_set_parent (new_key (self, "plus", kind->after, 1), GTK_WIDGET (self));
  show (self);
  return GTK_WIDGET (self);
}

int
parvis_wheel_get_value (ParvisWheel *self)
{
  return self->value;
}

void
parvis_wheel_set_value (ParvisWheel *self, int value)
{
  self->value = CLAMP (value, self->first, self->last);
  show (self);
}

void
parvis_wheel_set_last (ParvisWheel *self, int last)
{
  self->last = last;
  parvis_wheel_set_value (self, self->value);
}

GtkWidget *
parvis_wheel_get_face (ParvisWheel *self)
{
  return self->face;
}
