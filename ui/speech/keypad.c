/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/speech/keypad.h"

#include "ui/keyboard/explore.h"
#include "ui/speech/thing.h"

typedef enum
{
  KEY_OTHER,
  KEY_UP,
  KEY_DOWN,
  KEY_LEFT,
  KEY_RIGHT,
  KEY_OK,
} Key;

struct _ParvisKeypad
{
  GObject parent_instance;
  ParvisScreenParts parts;
  GtkEventController *keys; /* owned by the window */
  GtkWidget *explored;      /* key of the on-screen keyboard; weak; NULL: not in it */
  GtkWidget *field;         /* typed into; weak */
  gboolean reading;
  gboolean typed; /* the last key was none of the five */
  gboolean ok_held;
};

enum
{
  PRESSED,
  MOVING,
  STUCK,
  AGAIN,
  EXPLORED,
  STRUCK,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ParvisKeypad, parvis_keypad, G_TYPE_OBJECT)

static const struct
{
  guint keyval;
  Key key;
} keys[] = {
  { GDK_KEY_Up, KEY_UP },        { GDK_KEY_KP_Up, KEY_UP },       { GDK_KEY_Down, KEY_DOWN },
  { GDK_KEY_KP_Down, KEY_DOWN }, { GDK_KEY_Left, KEY_LEFT },      { GDK_KEY_KP_Left, KEY_LEFT },
  { GDK_KEY_Right, KEY_RIGHT },  { GDK_KEY_KP_Right, KEY_RIGHT }, { GDK_KEY_Return, KEY_OK },
  { GDK_KEY_KP_Enter, KEY_OK },  { GDK_KEY_ISO_Enter, KEY_OK },
};

static Key
key_of (guint keyval, GdkModifierType state)
{
  if (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK))
    return KEY_OTHER;
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].keyval == keyval)
      return keys[i].key;
  return KEY_OTHER;
}

static GtkWidget *
focus_of (ParvisKeypad *self)
{
  return gtk_root_get_focus (GTK_ROOT (self->parts.window));
}

/* ---- going from thing to thing ---- */

static void
give_focus (ParvisKeypad *self, GtkWidget *thing)
{
  g_signal_emit (self, signals[MOVING], 0);
  gtk_window_set_focus_visible (self->parts.window, TRUE);
  if (GTK_IS_ENTRY (thing))
    gtk_entry_grab_focus_without_selecting (GTK_ENTRY (thing)); /* the next key would replace the whole answer */
  else if (!parvis_thing_is_control (thing) || !gtk_widget_grab_focus (thing))
    gtk_root_set_focus (GTK_ROOT (self->parts.window), thing); /* a text refuses the other way */
}

static gboolean
is_stop (ParvisKeypad *self, GtkWidget *thing)
{
  /* GTK gives no focus to what is disabled, and would keep us before it for ever. */
  return parvis_thing_is_control (thing) ? gtk_widget_is_sensitive (thing) : self->reading;
}

static void
move (ParvisKeypad *self, int step)
{
  g_autoptr (GPtrArray) things = parvis_order_of_screen (&self->parts);
  int count = (int) things->len, at = parvis_order_find (things, focus_of (self));

  if (at < 0)
    at = step > 0 ? -1 : count;
  for (int tried = 0; tried < count; tried++)
    {
      at = (at + step + count) % count;
      if (!is_stop (self, g_ptr_array_index (things, at)))
        continue;
      give_focus (self, g_ptr_array_index (things, at));
      return;
    }
}

static void
move_in_group (ParvisKeypad *self, Key key)
{
  g_autoptr (GPtrArray) things = parvis_order_of_screen (&self->parts);
  int at = parvis_order_find (things, focus_of (self));
  gboolean rtl = at >= 0 && gtk_widget_get_direction (g_ptr_array_index (things, at)) == GTK_TEXT_DIR_RTL;
  int step = (key == KEY_RIGHT) != rtl ? 1 : -1;
  guint first = 0, last = 0;

  if (at >= 0)
    parvis_order_group (things, (guint) at, &first, &last);
  for (int to = at + step; at >= 0 && to >= (int) first && to <= (int) last; to += step)
    {
      GtkWidget *thing = g_ptr_array_index (things, to);
      if (!parvis_thing_is_control (thing) || !is_stop (self, thing))
        continue;
      give_focus (self, thing);
      return;
    }
  g_signal_emit (self, signals[STUCK], 0, key == KEY_RIGHT ? GTK_DIR_RIGHT : GTK_DIR_LEFT);
}

/* ---- the on-screen keyboard ---- */

static ParvisKeyboard *
keyboard_of (ParvisKeypad *self)
{
  return PARVIS_KEYBOARD (self->parts.keyboard);
}

static void
take_key (ParvisKeypad *self, GtkWidget *key)
{
  if (self->explored != NULL)
    parvis_explore_mark (self->explored, FALSE);
  g_set_weak_pointer (&self->explored, key);
  if (key != NULL)
    parvis_explore_mark (key, TRUE);
}

static void
enter_keyboard (ParvisKeypad *self, GtkWidget *field)
{
  g_set_weak_pointer (&self->field, field);
  parvis_keyboard_show (keyboard_of (self));
  if (!parvis_keyboard_is_shown (keyboard_of (self)))
    return;
  take_key (self, parvis_explore_begin (keyboard_of (self)));
  g_signal_emit (self, signals[EXPLORED], 0, self->explored, TRUE);
}

static void
leave_keyboard (ParvisKeypad *self)
{
  take_key (self, NULL);
  g_signal_emit (self, signals[STRUCK], 0, NULL);
}

static gboolean
is_exploring (ParvisKeypad *self)
{
  return self->explored != NULL && self->field != NULL && self->field == focus_of (self)
         && parvis_keyboard_is_shown (keyboard_of (self)) && parvis_explore_has (keyboard_of (self), self->explored);
}

/* Afterwards another layout may be in front, the keyboard closed, or the focus in the next field. */
static void
strike (ParvisKeypad *self)
{
  g_signal_emit_by_name (self->explored, "clicked");
  if (self->field == NULL || self->field != focus_of (self) || !parvis_keyboard_is_shown (keyboard_of (self)))
    {
      gboolean same = self->field != NULL && self->field == focus_of (self);
      take_key (self, NULL);
      if (same)
        g_signal_emit (self, signals[STRUCK], 0, NULL);
      return;
    }
  if (!parvis_explore_has (keyboard_of (self), self->explored))
    take_key (self, parvis_explore_begin (keyboard_of (self)));
  g_signal_emit (self, signals[STRUCK], 0, self->explored);
}

static void
explore (ParvisKeypad *self, Key key)
{
  static const GtkDirectionType directions[]
      = { [KEY_UP] = GTK_DIR_UP, [KEY_DOWN] = GTK_DIR_DOWN, [KEY_LEFT] = GTK_DIR_LEFT, [KEY_RIGHT] = GTK_DIR_RIGHT };
  GtkWidget *next;

  if (key == KEY_OK)
    {
      strike (self);
      return;
    }
  next = parvis_explore_next (keyboard_of (self), self->explored, directions[key]);
  if (next == NULL && (key == KEY_UP || key == KEY_DOWN))
    {
      leave_keyboard (self);
      return;
    }
  if (next == NULL)
    {
      g_signal_emit (self, signals[STUCK], 0, directions[key]);
      return;
    }
  take_key (self, next);
  g_signal_emit (self, signals[EXPLORED], 0, next, FALSE);
}

/* ---- keys ---- */

static gboolean
act (ParvisKeypad *self, GtkWidget *focus, GtkWidget *field)
{
  if (field != NULL)
    enter_keyboard (self, field);
  else if (focus == NULL || !parvis_thing_is_control (focus) || !gtk_widget_is_sensitive (focus))
    g_signal_emit (self, signals[AGAIN], 0, focus);
  else if (GTK_IS_BUTTON (focus))
    g_signal_emit_by_name (focus, "clicked"); /* at once: GTK shows it pressed for a quarter of a second first */
  else
    return gtk_widget_activate (focus);
  return GDK_EVENT_STOP;
}

static gboolean
belongs_to_widget (ParvisKeypad *self, GtkWidget *focus, GtkWidget *field, Key key)
{
  if (field != NULL && GTK_IS_TEXT_VIEW (field) && self->typed)
    return TRUE;
  if (key != KEY_LEFT && key != KEY_RIGHT)
    return FALSE;
  return field != NULL || (focus != NULL && parvis_thing_has_steps (focus));
}

static gboolean
on_key_pressed (ParvisKeypad *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkWidget *focus = focus_of (self), *field = focus != NULL ? parvis_thing_field (focus) : NULL;
  Key key = key_of (keyval, state);
  gboolean taken = FALSE;

  if (key == KEY_OTHER)
    {
      self->typed = TRUE;
      return GDK_EVENT_PROPAGATE;
    }
  if (key == KEY_OK && self->ok_held)
    return GDK_EVENT_STOP; /* a key that is held acts once (EN 301 549 5.7) */
  self->ok_held = key == KEY_OK;
  g_signal_emit (self, signals[PRESSED], 0, &taken);
  if (taken)
    return GDK_EVENT_STOP;
  if (is_exploring (self))
    {
      explore (self, key);
      return GDK_EVENT_STOP;
    }
  if (belongs_to_widget (self, focus, field, key))
    return GDK_EVENT_PROPAGATE;
  self->typed = FALSE;
  if (key == KEY_OK)
    return act (self, focus, field);
  if (key == KEY_UP || key == KEY_DOWN)
    move (self, key == KEY_UP ? -1 : 1);
  else
    move_in_group (self, key);
  return GDK_EVENT_STOP;
}

static void
on_key_released (ParvisKeypad *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (key_of (keyval, 0) == KEY_OK)
    self->ok_held = FALSE;
}

/* ---- lifecycle ---- */

static void
parvis_keypad_dispose (GObject *object)
{
  ParvisKeypad *self = PARVIS_KEYPAD (object);

  g_clear_weak_pointer (&self->explored);
  g_clear_weak_pointer (&self->field);
  G_OBJECT_CLASS (parvis_keypad_parent_class)->dispose (object);
}

static guint
add_signal (const char *name, guint n, ...)
{
  va_list types;
  guint id;

  va_start (types, n);
  id = g_signal_new_valist (name, PARVIS_TYPE_KEYPAD, G_SIGNAL_RUN_LAST, NULL, NULL, NULL, NULL, G_TYPE_NONE, n, types);
  va_end (types);
  return id;
}

static void
parvis_keypad_class_init (ParvisKeypadClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_keypad_dispose;
  signals[PRESSED] = g_signal_new ("pressed", PARVIS_TYPE_KEYPAD, G_SIGNAL_RUN_LAST, 0,
                                   g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 0);
  signals[MOVING] = add_signal ("moving", 0);
  signals[STUCK] = add_signal ("stuck", 1, G_TYPE_INT);
  signals[AGAIN] = add_signal ("again", 1, GTK_TYPE_WIDGET);
  signals[EXPLORED] = add_signal ("explored", 2, GTK_TYPE_WIDGET, G_TYPE_BOOLEAN);
  signals[STRUCK] = add_signal ("struck", 1, GTK_TYPE_WIDGET);
}

static void
parvis_keypad_init (ParvisKeypad *self)
{
}

ParvisKeypad *
parvis_keypad_new (const ParvisScreenParts *parts)
{
  ParvisKeypad *self = g_object_new (PARVIS_TYPE_KEYPAD, NULL);

  self->parts = *parts;
  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (self->keys, "key-pressed", G_CALLBACK (on_key_pressed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keys, "key-released", G_CALLBACK (on_key_released), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (parts->window), self->keys);
  return self;
}

void
parvis_keypad_set_reading (ParvisKeypad *self, gboolean reading)
{
  self->reading = reading;
}
