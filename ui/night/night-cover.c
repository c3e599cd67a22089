/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/night/night-cover.h"

struct _ParvisNightCover
{
  GtkWidget parent_instance;
  ParvisNight *night;
  ParvisSession *session; /* borrowed */
  GtkWidget *below;       /* borrowed */
  guint patience;         /* seconds */
  guint timer;            /* awake, and left alone */
};

G_DEFINE_FINAL_TYPE (ParvisNightCover, parvis_night_cover, GTK_TYPE_WIDGET)

static gboolean
is_dark (ParvisNightCover *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self));
}

static void
show_dark (ParvisNightCover *self, gboolean dark)
{
  parvis_night_set_lit (self->night, !dark);
  if (dark == is_dark (self))
    return;
  gtk_widget_set_visible (self->below, !dark);
  gtk_widget_set_visible (GTK_WIDGET (self), dark);
  if (!dark)
    gtk_widget_child_focus (self->below, GTK_DIR_TAB_FORWARD);
}

static gboolean
on_left_alone (gpointer user_data)
{
  ParvisNightCover *self = user_data;

  self->timer = 0;
  show_dark (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
stay_awake (ParvisNightCover *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  show_dark (self, FALSE);
  if (parvis_night_is_due (self->night) && parvis_session_state (self->session) == PARVIS_SESSION_ASLEEP)
    self->timer = g_timeout_add_seconds (self->patience, on_left_alone, self);
}

/* ---- the person ---- */

/* The panel is lit at once; the black goes when the finger does, so that what lies below is not met by it. */
static gboolean
on_event (GtkEventControllerLegacy *controller, GdkEvent *event, ParvisNightCover *self)
{
  switch (gdk_event_get_event_type (event))
    {
    case GDK_TOUCH_BEGIN:
    case GDK_BUTTON_PRESS:
      parvis_night_set_lit (self->night, TRUE);
      break;
    case GDK_TOUCH_END:
    case GDK_TOUCH_CANCEL:
    case GDK_BUTTON_RELEASE:
    case GDK_KEY_RELEASE:
      stay_awake (self);
      break;
    default:
      break;
    }
  return GDK_EVENT_STOP;
}

/* ---- the schedule and the session ---- */

static void
on_due_changed (ParvisNightCover *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (parvis_session_state (self->session) == PARVIS_SESSION_ASLEEP)
    show_dark (self, parvis_night_is_due (self->night));
}

/* Whoever leaves sees the screen that is left; then it is night. */
static void
on_session_changed (ParvisNightCover *self)
{
  stay_awake (self);
}

/* ---- lifecycle ---- */

static void
parvis_night_cover_dispose (GObject *object)
{
  ParvisNightCover *self = PARVIS_NIGHT_COVER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->night);
  G_OBJECT_CLASS (parvis_night_cover_parent_class)->dispose (object);
}

static void
parvis_night_cover_class_init (ParvisNightCoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_night_cover_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "night");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
parvis_night_cover_init (ParvisNightCover *self)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "none");
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect (events, "event", G_CALLBACK (on_event), self);
  gtk_widget_add_controller (GTK_WIDGET (self), events);
  g_signal_connect (self, "map", G_CALLBACK (gtk_widget_grab_focus), NULL); /* keys wake it too */
}

GtkWidget *
parvis_night_cover_new (ParvisNight *night, ParvisSession *session, GtkWidget *below, guint patience)
{
  ParvisNightCover *self = g_object_new (PARVIS_TYPE_NIGHT_COVER, NULL);

  self->night = g_object_ref (night);
  self->session = session;
  self->below = below;
  self->patience = patience;
  g_signal_connect_object (night, "notify::due", G_CALLBACK (on_due_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "begin", G_CALLBACK (on_session_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "end", G_CALLBACK (on_session_changed), self, G_CONNECT_SWAPPED);
  on_due_changed (self);
  return GTK_WIDGET (self);
}
