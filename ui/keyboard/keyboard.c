/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/keyboard/keyboard.h"

#include <glib/gi18n-lib.h>

#include "ui/keyboard/keycap.h"
#include "ui/keyboard/typing.h"
#include "ui/speech/spoken.h"

#define SLIDE_MS 150

typedef enum
{
  SHIFT_OFF,
  SHIFT_ONCE,
  SHIFT_LOCKED,
} Shift;

struct _ParvisKeyboard
{
  GtkWidget parent_instance;

  GtkWidget *revealer;
  GtkWidget *overlay;
  GtkWidget *stack;   /* one child a layout, made when first needed */
  GtkWidget *accents; /* over the held key; NULL when none is */
  GtkWidget *held;    /* the key they belong to */
  GPtrArray *keys;    /* of ParvisKeycap, not owned: all of every layout */
  GtkWidget *field;   /* typed into; weak */
  GtkWidget *root;    /* weak */
  GObject *cursor;    /* tells when the cursor of @field moves, whoever moved it */
  gulong cursor_handler;
  gulong focus_handler;
  Shift shift;
  gboolean shift_by_itself; /* nobody asked for this capital */
};

enum
{
  PROP_SHOWN = 1,
  N_PROPS
};
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (ParvisKeyboard, parvis_keyboard, GTK_TYPE_WIDGET)

/* --- shift --- */

static void
show_shift_on (ParvisKeyboard *self, ParvisKeycap *key)
{
  static const char *const names[]
      = { N_ ("Majuscules"), N_ ("Majuscule pour une lettre"), N_ ("Majuscules verrouillées") };

  gtk_widget_remove_css_class (GTK_WIDGET (key), "once");
  gtk_widget_remove_css_class (GTK_WIDGET (key), "locked");
  if (self->shift != SHIFT_OFF)
    gtk_widget_add_css_class (GTK_WIDGET (key), self->shift == SHIFT_LOCKED ? "locked" : "once");
  parvis_keycap_set_words (key, self->shift == SHIFT_LOCKED ? _ ("MAJ") : _ ("Maj"), _ (names[self->shift]));
}

static void
set_shift (ParvisKeyboard *self, Shift shift)
{
  if (self->shift == shift)
    return;
  self->shift = shift;
  for (guint i = 0; i < self->keys->len; i++)
    {
      ParvisKeycap *key = g_ptr_array_index (self->keys, i);

      if (parvis_keycap_get_action (key) == PARVIS_KEY_SHIFT)
        show_shift_on (self, key);
      else
        parvis_keycap_set_shifted (key, shift != SHIFT_OFF);
    }
}

/* After each letter and each change of field; a lock stays. */
static void
settle_shift (ParvisKeyboard *self)
{
  if (self->shift == SHIFT_LOCKED || self->field == NULL)
    return;
  set_shift (self, parvis_typing_wants_capital (self->field) ? SHIFT_ONCE : SHIFT_OFF);
  self->shift_by_itself = TRUE;
}

/* One letter, then all, then none; a capital that came by itself is not wanted. */
static void
step_shift (ParvisKeyboard *self)
{
  Shift next = self->shift == SHIFT_OFF                              ? SHIFT_ONCE
               : self->shift == SHIFT_ONCE && !self->shift_by_itself ? SHIFT_LOCKED
                                                                     : SHIFT_OFF;

  self->shift_by_itself = FALSE;
  set_shift (self, next);
}

/* --- accents of a held letter --- */

static void
close_accents (ParvisKeyboard *self)
{
  self->held = NULL;
  if (self->accents == NULL)
    return;
  gtk_overlay_remove_overlay (GTK_OVERLAY (self->overlay), self->accents);
  self->accents = NULL;
}

static void
on_accent_clicked (ParvisKeyboard *self, ParvisKeycap *key)
{
  g_autofree char *text = g_strdup (parvis_keycap_get_text (key));

  close_accents (self);
  if (self->field == NULL)
    return;
  parvis_typing_insert (self->field, text);
  settle_shift (self);
}

static GtkWidget *
new_accent_key (ParvisKeyboard *self, gunichar accent)
{
  char id[8] = { 0 };

  g_unichar_to_utf8 (accent, id);
  GtkWidget *key = parvis_keycap_new (id);
  parvis_keycap_set_shifted (PARVIS_KEYCAP (key), self->shift != SHIFT_OFF);
  g_signal_connect_swapped (key, "clicked", G_CALLBACK (on_accent_clicked), self);
  return key;
}

/* Keys stay where they are in every language: a keyboard is learnt by place. GTK's children do not inherit a direction.
 */
static GtkWidget *
keep_in_place (GtkWidget *row)
{
  gtk_widget_set_direction (row, GTK_TEXT_DIR_LTR);
  return row;
}

static void
open_accents (ParvisKeyboard *self, GtkWidget *key, const char *accents)
{
  close_accents (self);
  self->held = key;
  self->accents = keep_in_place (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  gtk_widget_add_css_class (self->accents, "accents");
  for (const char *c = accents; *c != '\0'; c = g_utf8_next_char (c))
    gtk_box_append (GTK_BOX (self->accents), new_accent_key (self, g_utf8_get_char (c)));
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->accents);
}

/* Above the held key, within the keyboard. */
static gboolean
on_place_accents (ParvisKeyboard *self, GtkWidget *child, GdkRectangle *place, GtkOverlay *overlay)
{
  graphene_rect_t key;
  GtkRequisition size;

  if (self->held == NULL || !gtk_widget_compute_bounds (self->held, GTK_WIDGET (overlay), &key))
    return FALSE;
  gtk_widget_get_preferred_size (child, NULL, &size);
  int room = gtk_widget_get_width (GTK_WIDGET (overlay)) - size.width;
  double middle = key.origin.x + key.size.width / 2;
  place->x = CLAMP ((int) (middle - size.width / 2.0), 0, MAX (0, room));
  place->y = MAX (0, (int) key.origin.y - size.height);
  place->width = size.width;
  place->height = size.height;
  return TRUE;
}

/* --- keys --- */

static GtkWidget *ensure_layout (ParvisKeyboard *self, const char *name);

static void
show_layout (ParvisKeyboard *self, const char *name)
{
  GtkWidget *front = ensure_layout (self, name);

  close_accents (self);
  gtk_widget_set_visible (front, TRUE);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), front);
  /* Keys that are out of sight are out of the screen reader's tree too. */
  for (GtkWidget *box = gtk_widget_get_first_child (self->stack); box != NULL; box = gtk_widget_get_next_sibling (box))
    gtk_widget_set_visible (box, box == front);
}

static void
type_text (ParvisKeyboard *self, const char *text)
{
  parvis_typing_insert (self->field, text);
  settle_shift (self);
}

static void
go_on (ParvisKeyboard *self)
{
  GtkWidget *field = self->field;

  /* As Tab does; the focus watcher shows or hides us. */
  if (self->root != NULL && !gtk_widget_child_focus (self->root, GTK_DIR_TAB_FORWARD))
    parvis_keyboard_hide (self);
  else if (self->field == field)
    parvis_keyboard_hide (self);
}

static void
on_key_clicked (ParvisKeyboard *self, ParvisKeycap *key)
{
  ParvisKeyAction action = parvis_keycap_get_action (key);

  close_accents (self);
  if (action == PARVIS_KEY_HIDE)
    parvis_keyboard_hide (self);
  else if (action == PARVIS_KEY_SHIFT)
    step_shift (self);
  else if (action == PARVIS_KEY_LAYOUT)
    show_layout (self, parvis_keycap_get_text (key));
  else if (self->field == NULL)
    return;
  else if (action == PARVIS_KEY_ERASE)
    {
      parvis_typing_erase (self->field);
      settle_shift (self);
    }
  else if (action == PARVIS_KEY_DOMAIN)
    parvis_typing_set_domain (self->field, parvis_keycap_get_text (key));
  else if (action == PARVIS_KEY_NEXT)
    go_on (self);
  else
    type_text (self, parvis_keycap_get_text (key));
}

static void
on_key_held (ParvisKeyboard *self, ParvisKeycap *key)
{
  const char *accents = parvis_keyboard_accents (parvis_keycap_get_id (key));

  /* No key repeats while it is held (EN 301 549 5.7): who lets go slowly erases one letter, too. */
  if (accents != NULL)
    open_accents (self, GTK_WIDGET (key), accents);
  else
    on_key_clicked (self, key);
}

static GtkWidget *
new_key (ParvisKeyboard *self, const char *id)
{
  GtkWidget *key = parvis_keycap_new (id);

  g_signal_connect_swapped (key, "clicked", G_CALLBACK (on_key_clicked), self);
  g_signal_connect_swapped (key, "held", G_CALLBACK (on_key_held), self);
  parvis_keycap_set_shifted (PARVIS_KEYCAP (key), self->shift != SHIFT_OFF);
  g_ptr_array_add (self->keys, key);
  return key;
}

/* On a pad the columns are the same in every row, the last one wider; elsewhere each key says how wide it is. */
static int
width_of (GtkWidget *key, gboolean pad, gboolean last)
{
  if (pad)
    return last ? 6 : 4;
  return (int) parvis_keycap_get_width (PARVIS_KEYCAP (key));
}

static GtkWidget *
new_row (ParvisKeyboard *self, const char *words, gboolean pad)
{
  g_auto (GStrv) ids = g_strsplit (words, " ", -1);
  GtkWidget *row = keep_in_place (gtk_grid_new ());
  int column = 0;

  gtk_grid_set_column_homogeneous (GTK_GRID (row), TRUE);
  gtk_widget_add_css_class (row, "row");
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const ParvisKeySpec *spec = parvis_keyboard_special (ids[i]);
      gboolean gap = spec != NULL && spec->action == PARVIS_KEY_GAP;
      GtkWidget *key = gap ? gtk_label_new (NULL) : new_key (self, ids[i]);
      int width = width_of (key, pad, ids[i + 1] == NULL);

      gtk_grid_attach (GTK_GRID (row), key, column, 0, width, 1);
      column += width;
    }
  return row;
}

static GtkWidget *
ensure_layout (ParvisKeyboard *self, const char *name)
{
  const ParvisKeyboardLayout *layout = parvis_keyboard_layout (name);
  GtkWidget *box = gtk_stack_get_child_by_name (GTK_STACK (self->stack), name);

  if (box != NULL)
    return box;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (box, layout->pad ? "pad" : "full");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  for (guint i = 0; layout->rows[i] != NULL; i++)
    {
      GtkWidget *row = new_row (self, layout->rows[i], layout->pad);

      if (i == 0 && layout->low_top)
        gtk_widget_add_css_class (row, "low");
      gtk_box_append (GTK_BOX (box), row);
    }
  gtk_stack_add_named (GTK_STACK (self->stack), box, name);
  return box;
}

/* --- the field in hand --- */

static void
set_shown (ParvisKeyboard *self, gboolean shown)
{
  if (parvis_keyboard_is_shown (self) == shown)
    return;
  if (shown)
    gtk_widget_set_visible (self->overlay, TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), shown);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOWN]);
}

static void
on_slid (ParvisKeyboard *self)
{
  gtk_widget_set_visible (self->overlay, parvis_keyboard_is_shown (self));
}

static void
show_newline (ParvisKeyboard *self, gboolean several_lines)
{
  for (guint i = 0; i < self->keys->len; i++)
    {
      ParvisKeycap *key = g_ptr_array_index (self->keys, i);

      if (parvis_keycap_get_action (key) == PARVIS_KEY_NEWLINE)
        gtk_widget_set_visible (GTK_WIDGET (key), several_lines);
    }
}

/* A physical keyboard types too: capitals follow the cursor, not our keys. */
static void
watch_cursor (ParvisKeyboard *self)
{
  if (self->cursor != NULL)
    g_clear_signal_handler (&self->cursor_handler, self->cursor);
  g_clear_object (&self->cursor);
  if (self->field == NULL)
    return;
  self->cursor = GTK_IS_TEXT (self->field)
                     ? g_object_ref (G_OBJECT (self->field))
                     : g_object_ref (G_OBJECT (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->field))));
  self->cursor_handler
      = g_signal_connect_swapped (self->cursor, "notify::cursor-position", G_CALLBACK (settle_shift), self);
}

static void
set_field (ParvisKeyboard *self, GtkWidget *field)
{
  if (self->field == field)
    return;
  close_accents (self);
  g_set_weak_pointer (&self->field, field);
  watch_cursor (self);
  if (field == NULL)
    return;
  GtkInputHints hints = parvis_typing_hints (field);
  show_layout (self, parvis_keyboard_layout_for (parvis_typing_purpose (field), hints));
  show_newline (self, GTK_IS_TEXT_VIEW (field));
  set_shift (self, hints & GTK_INPUT_HINT_UPPERCASE_CHARS ? SHIFT_LOCKED : SHIFT_OFF);
  settle_shift (self);
}

static void
on_focus_changed (ParvisKeyboard *self)
{
  GtkWidget *focus = self->root != NULL ? gtk_root_get_focus (GTK_ROOT (self->root)) : NULL;
  GtkWidget *field = focus != NULL && parvis_typing_accepts (focus) ? focus : NULL;

  set_field (self, field);
  set_shown (self, field != NULL);
}

/* The field that already has the focus was touched again: it wants the keyboard back. */
static void
on_window_pressed (ParvisKeyboard *self, int n, double x, double y)
{
  GtkWidget *touched = gtk_widget_pick (self->root, x, y, GTK_PICK_DEFAULT);

  if (self->field != NULL && touched != NULL
      && (touched == self->field || gtk_widget_is_ancestor (touched, self->field)
          || gtk_widget_is_ancestor (self->field, touched)))
    set_shown (self, TRUE);
}

static gboolean
on_key_pressed (ParvisKeyboard *self, guint keyval)
{
  if (keyval != GDK_KEY_Escape || !parvis_keyboard_is_shown (self))
    return GDK_EVENT_PROPAGATE;
  parvis_keyboard_hide (self);
  return GDK_EVENT_STOP;
}

static void
watch_window (ParvisKeyboard *self)
{
  GtkGesture *press = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (on_window_pressed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->root, GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_controller (self->root, keys);
}

/* --- lifecycle --- */

static void
parvis_keyboard_root (GtkWidget *widget)
{
  ParvisKeyboard *self = PARVIS_KEYBOARD (widget);

  GTK_WIDGET_CLASS (parvis_keyboard_parent_class)->root (widget);
  g_set_weak_pointer (&self->root, GTK_WIDGET (gtk_widget_get_root (widget)));
  self->focus_handler
      = g_signal_connect_swapped (self->root, "notify::focus-widget", G_CALLBACK (on_focus_changed), self);
  watch_window (self);
}

static void
parvis_keyboard_unroot (GtkWidget *widget)
{
  ParvisKeyboard *self = PARVIS_KEYBOARD (widget);

  if (self->root != NULL)
    g_clear_signal_handler (&self->focus_handler, self->root);
  g_clear_weak_pointer (&self->root);
  set_field (self, NULL);
  GTK_WIDGET_CLASS (parvis_keyboard_parent_class)->unroot (widget);
}

static void
parvis_keyboard_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, parvis_keyboard_is_shown (PARVIS_KEYBOARD (object)));
}

static void
parvis_keyboard_dispose (GObject *object)
{
  ParvisKeyboard *self = PARVIS_KEYBOARD (object);

  g_clear_weak_pointer (&self->field);
  watch_cursor (self);
  g_clear_weak_pointer (&self->root);
  g_clear_pointer (&self->revealer, gtk_widget_unparent);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  G_OBJECT_CLASS (parvis_keyboard_parent_class)->dispose (object);
}

static void
parvis_keyboard_class_init (ParvisKeyboardClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = parvis_keyboard_dispose;
  object_class->get_property = parvis_keyboard_get_property;
  widget_class->root = parvis_keyboard_root;
  widget_class->unroot = parvis_keyboard_unroot;
  props[PROP_SHOWN] = g_param_spec_boolean ("shown", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_css_name (widget_class, "keyboard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
parvis_keyboard_init (ParvisKeyboard *self)
{
  self->keys = g_ptr_array_new ();
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  self->overlay = gtk_overlay_new ();
  gtk_widget_add_css_class (self->overlay, "board");
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), self->stack);
  g_signal_connect_swapped (self->overlay, "get-child-position", G_CALLBACK (on_place_accents), self);
  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_transition_type (GTK_REVEALER (self->revealer), GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_revealer_set_transition_duration (GTK_REVEALER (self->revealer), SLIDE_MS);
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), self->overlay);
  gtk_widget_set_visible (self->overlay, FALSE);
  g_signal_connect_swapped (self->revealer, "notify::child-revealed", G_CALLBACK (on_slid), self);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
  parvis_spoken_set (GTK_WIDGET (self), _ ("Clavier"), NULL, NULL);
}

/* --- public --- */

GtkWidget *
parvis_keyboard_new (void)
{
  return g_object_new (PARVIS_TYPE_KEYBOARD, NULL);
}

gboolean
parvis_keyboard_is_shown (ParvisKeyboard *self)
{
  return gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer));
}

void
parvis_keyboard_retell (ParvisKeyboard *self)
{
  const char *name = gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
  g_autofree char *shown = g_strdup (name);
  GtkWidget *box;

  close_accents (self);
  g_ptr_array_set_size (self->keys, 0);
  while ((box = gtk_widget_get_first_child (self->stack)) != NULL)
    gtk_stack_remove (GTK_STACK (self->stack), box);
  parvis_spoken_set (GTK_WIDGET (self), _ ("Clavier"), NULL, NULL);
  if (shown != NULL)
    show_layout (self, shown);
  show_newline (self, self->field != NULL && GTK_IS_TEXT_VIEW (self->field));
}

void
parvis_keyboard_hide (ParvisKeyboard *self)
{
  close_accents (self);
  set_shown (self, FALSE);
}

void
parvis_keyboard_show (ParvisKeyboard *self)
{
  set_shown (self, self->field != NULL);
}

GtkWidget *
parvis_keyboard_front (ParvisKeyboard *self)
{
  return gtk_stack_get_visible_child (GTK_STACK (self->stack));
}

void
parvis_keyboard_set_landscape (ParvisKeyboard *self, gboolean landscape)
{
  if (landscape)
    gtk_widget_add_css_class (GTK_WIDGET (self), "landscape");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "landscape");
}
