/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/lock/double-touch.h"

#include "ui/keyboard/keycap.h"
#include "ui/style/style.h"

#define ALLOWED   "parvis-double-touch-allowed"
#define THUMB     48 /* design pixels: 12 mm where 1080 of them are 270 mm */
#define MOST_KEYS 16

typedef struct
{
  GtkWidget *window;
  GtkWidget *touched; /* weak (nullable): what is pressed, of the last touch */
  double x, y;        /* of the last touch, in the window */
  gint64 at;          /* of the last touch, milliseconds; begin or end */
  gboolean any;
  GdkEventSequence *swallowed; /* (nullable) the touch being swallowed: only compared */
  gboolean swallowing;         /* the pointer's press */
  GtkWidget *struck;           /* weak (nullable): had the focus when Enter or Space was last struck */
  gint64 struck_at;
  guint held[MOST_KEYS]; /* key codes down now; 0: none */
} Guard;

static gint64
now_of (GdkEvent *event)
{
  guint32 time = gdk_event_get_time (event);

  return time != GDK_CURRENT_TIME ? time : g_get_monotonic_time () / 1000;
}

/* The times of events wrap around after 49 days. */
static gboolean
is_soon_after (gint64 at, gint64 before)
{
  return (guint32) (at - before) < PARVIS_DOUBLE_TOUCH_MS;
}

/* What a touch there would press. (nullable) */
static GtkWidget *
pressed_at (Guard *self, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (self->window, x, y, GTK_PICK_DEFAULT);

  while (widget != NULL && !GTK_IS_BUTTON (widget) && !GTK_IS_CHECK_BUTTON (widget) && !GTK_IS_SWITCH (widget))
    widget = gtk_widget_get_parent (widget);
  return widget;
}

static gboolean
may_repeat (GtkWidget *widget)
{
  return PARVIS_IS_KEYCAP (widget) || g_object_get_data (G_OBJECT (widget), ALLOWED) != NULL;
}

static void
note_touch (Guard *self, GtkWidget *touched, double x, double y, gint64 at)
{
  g_set_weak_pointer (&self->touched, touched);
  self->x = x;
  self->y = y;
  self->at = at;
  self->any = TRUE;
}

static gboolean
is_near (const Guard *self, double x, double y)
{
  int thumb = parvis_style_get () != NULL ? parvis_style_px (parvis_style_get (), THUMB) : THUMB;

  return ABS (x - self->x) <= thumb && ABS (y - self->y) <= thumb;
}

static gboolean
on_touch (Guard *self, GdkEvent *event)
{
  GtkWidget *touched;
  gboolean again;
  gint64 at = now_of (event);
  double x, y, left, top;

  gdk_event_get_position (event, &x, &y);
  gtk_native_get_surface_transform (GTK_NATIVE (self->window), &left, &top);
  touched = pressed_at (self, x - left, y - top);
  again = self->any && is_soon_after (at, self->at)
          && (is_near (self, x, y) || (touched != NULL && touched == self->touched));
  note_touch (self, touched, x, y, at);
  return again && touched != NULL && !may_repeat (touched);
}

static gboolean
on_press (Guard *self, GdkEvent *event)
{
  gboolean swallow = on_touch (self, event);

  if (gdk_event_get_event_type (event) == GDK_TOUCH_BEGIN)
    self->swallowed = swallow ? gdk_event_get_event_sequence (event) : NULL;
  else
    self->swallowing = swallow;
  return swallow;
}

/* A finger that goes far scrolls: it pressed nothing, and the next one may begin where it began. */
static void
note_move (Guard *self, GdkEvent *event)
{
  double x, y;

  gdk_event_get_position (event, &x, &y);
  if (!is_near (self, x, y))
    self->any = FALSE;
}

static gboolean
on_touch_goes_on (Guard *self, GdkEvent *event)
{
  gboolean over = gdk_event_get_event_type (event) != GDK_TOUCH_UPDATE;
  gboolean ours = self->swallowed != NULL && gdk_event_get_event_sequence (event) == self->swallowed;

  if (over)
    self->at = now_of (event);
  else if (!ours)
    note_move (self, event);
  if (over && ours)
    self->swallowed = NULL;
  return ours;
}

/* ---- keys ---- */

static gboolean
is_held (Guard *self, guint code)
{
  for (guint i = 0; i < MOST_KEYS; i++)
    if (self->held[i] == code)
      return TRUE;
  return FALSE;
}

static void
replace_held (Guard *self, guint old, guint new)
{
  for (guint i = 0; i < MOST_KEYS; i++)
    if (self->held[i] == old)
      {
        self->held[i] = new;
        return;
      }
}

static gboolean
presses (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter
         || keyval == GDK_KEY_space || keyval == GDK_KEY_KP_Space;
}

static gboolean
on_key (Guard *self, GdkEvent *event)
{
  guint code = gdk_key_event_get_keycode (event);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  gint64 at = now_of (event);
  gboolean again;

  if (is_held (self, code))
    return GDK_EVENT_STOP;
  replace_held (self, 0, code);
  if (!presses (gdk_key_event_get_keyval (event)) || focus == NULL || GTK_IS_EDITABLE (focus)
      || GTK_IS_TEXT_VIEW (focus))
    return GDK_EVENT_PROPAGATE;
  again = focus == self->struck && is_soon_after (at, self->struck_at) && !may_repeat (focus);
  g_set_weak_pointer (&self->struck, focus);
  self->struck_at = at;
  return again;
}

static gboolean
on_event (GtkEventControllerLegacy *controller, GdkEvent *event, Guard *self)
{
  switch (gdk_event_get_event_type (event))
    {
    case GDK_TOUCH_BEGIN:
    case GDK_BUTTON_PRESS:
      return on_press (self, event);
    case GDK_TOUCH_UPDATE:
    case GDK_TOUCH_END:
    case GDK_TOUCH_CANCEL:
      return on_touch_goes_on (self, event);
    case GDK_BUTTON_RELEASE:
      self->at = now_of (event);
      return self->swallowing;
    case GDK_KEY_PRESS:
      return on_key (self, event);
    case GDK_KEY_RELEASE:
      replace_held (self, gdk_key_event_get_keycode (event), 0);
      return GDK_EVENT_PROPAGATE;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* A key let go elsewhere is never heard of. */
static void
forget_keys (Guard *self)
{
  memset (self->held, 0, sizeof self->held);
}

static void
guard_free (Guard *self)
{
  g_clear_weak_pointer (&self->touched);
  g_clear_weak_pointer (&self->struck);
  g_free (self);
}

void
parvis_double_touch_guard (GtkWindow *window)
{
  Guard *self = g_new0 (Guard, 1);
  GtkEventController *events = gtk_event_controller_legacy_new ();

  self->window = GTK_WIDGET (window);
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect (events, "event", G_CALLBACK (on_event), self);
  g_signal_connect_swapped (window, "notify::is-active", G_CALLBACK (forget_keys), self);
  gtk_widget_add_controller (GTK_WIDGET (window), events);
  g_object_set_data_full (G_OBJECT (window), "parvis-double-touch", self, (GDestroyNotify) guard_free);
}

void
parvis_double_touch_allow (GtkWidget *widget)
{
  g_object_set_data (G_OBJECT (widget), ALLOWED, GINT_TO_POINTER (TRUE));
}
