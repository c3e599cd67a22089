/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/window/window.h"

#include <glib/gi18n-lib.h>

#include "base/secret.h"
#include "ui/access/access.h"
#include "ui/alert/alerts.h"
#include "ui/language/language.h"
#include "ui/lock/double-touch.h"
#include "ui/navigator/navigator.h"
#include "ui/night/night-cover.h"
#include "ui/pages/attract/attract-page.h"
#include "ui/pages/home/home-page.h"
#include "ui/session/session.h"
#include "ui/speech/speech.h"
#include "ui/style/style.h"
#include "ui/window/ground.h"
#include "ui/window/layers.h"
#include "ui/window/panels.h"
#include "ui/window/warning.h"

struct _ParvisWindow
{
  GtkApplicationWindow parent_instance;
  ParvisDesk *desk;
  ParvisStyle *style;
  ParvisSession *session;
  ParvisLayers *layers;
  ParvisGround *ground;
  ParvisSpeech *speech;
  ParvisNavigator *navigator;
  ParvisAlerts *alerts;
  int width, height;
};

G_DEFINE_FINAL_TYPE (ParvisWindow, parvis_window, GTK_TYPE_APPLICATION_WINDOW)

/* ---- leaving ---- */

static void
end_session (gpointer self)
{
  parvis_session_end (PARVIS_WINDOW (self)->session);
}

static void
go_home (gpointer self)
{
  parvis_navigator_to_root (PARVIS_WINDOW (self)->navigator);
}

static void
leave_pages (ParvisWindow *self, gboolean end)
{
  const char *loss = parvis_navigator_would_lose (self->navigator);
  void (*go) (gpointer) = end ? end_session : go_home;

  if (loss != NULL)
    parvis_panel_leave (self->layers, loss, end, go, self);
  else
    go (self);
}

/* ---- the footer's keys ---- */

static void
on_access (ParvisFooter *footer, ParvisWindow *self)
{
  parvis_panel_access (self->layers, parvis_desk_voice (self->desk));
}

static void
on_language (ParvisFooter *footer, ParvisWindow *self)
{
  parvis_panel_language (self->layers);
}

static void
on_back (ParvisFooter *footer, ParvisWindow *self)
{
  parvis_navigator_back (self->navigator);
}

static void
on_home (GtkWidget *sender, ParvisWindow *self)
{
  leave_pages (self, FALSE);
}

static void
on_end_key (ParvisFooter *footer, ParvisWindow *self)
{
  leave_pages (self, TRUE);
}

/* ---- the pages ---- */

static void
on_page_asks_end (ParvisNavigator *navigator, ParvisWindow *self)
{
  parvis_session_end (self->session);
}

static void
on_page_changed (ParvisNavigator *navigator, ParvisWindow *self)
{
  gboolean asleep = PARVIS_IS_ATTRACT_PAGE (parvis_navigator_current (navigator));

  parvis_ground_set_asleep (self->ground, asleep);
  parvis_footer_set_at_home (PARVIS_FOOTER (parvis_ground_footer (self->ground)),
                             !parvis_navigator_can_go_back (navigator));
  if (!asleep)
    parvis_speech_page_changed (self->speech);
}

static void
on_announce (ParvisNavigator *navigator, const char *message, ParvisWindow *self)
{
  /* GTK 4.8 has no announcement of its own: the window's description changes, which screen readers speak. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, message, -1);
  parvis_speech_announce (self->speech, message);
}

static void
on_attract_touched (ParvisAttractPage *page, ParvisWindow *self)
{
  parvis_session_begin (self->session);
}

static void
on_attract_language (ParvisAttractPage *page, const char *code, ParvisWindow *self)
{
  parvis_session_begin (self->session);
  parvis_language_set (code);
}

static void
show_attract (ParvisWindow *self)
{
  ParvisPage *page = parvis_attract_page_new ();

  g_signal_connect (page, "touched", G_CALLBACK (on_attract_touched), self);
  g_signal_connect (page, "language", G_CALLBACK (on_attract_language), self);
  parvis_navigator_reset (self->navigator, page);
}

static void
take_content (ParvisWindow *self)
{
  ParvisCatalog *catalog = parvis_desk_catalog (self->desk);
  g_autoptr (ParvisCommune) commune
      = catalog != NULL ? parvis_catalog_commune (catalog, parvis_language_get (), NULL) : NULL;

  if (commune != NULL)
    parvis_style_set_town (self->style, commune->colour);
  parvis_ground_take_content (self->ground, self->desk);
}

/* ---- alerts ---- */

static void
on_alert_waits (ParvisAlerts *alerts, GParamSpec *pspec, ParvisWindow *self)
{
  const char *title = parvis_alerts_get_waiting (alerts);
  g_autofree char *line = title != NULL ? g_strdup_printf (_ ("Alerte : %s"), title) : NULL;

  parvis_header_set_alert (PARVIS_HEADER (parvis_ground_header (self->ground)), line);
}

/* ---- the language ---- */

/* Everything that has words is made again behind whatever lies over it, which keeps the focus. */
static void
rebuild (ParvisWindow *self)
{
  GtkWidget *focus = parvis_layers_is_covered (self->layers) ? gtk_window_get_focus (GTK_WINDOW (self)) : NULL;

  parvis_navigator_rebuild (self->navigator, parvis_language_get ());
  if (focus != NULL)
    gtk_window_set_focus (GTK_WINDOW (self), focus);
}

/* Closing a panel gives the focus back, unless the page was made again behind it. */
static void
on_uncovered (ParvisLayers *layers, ParvisWindow *self)
{
  if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    parvis_navigator_refocus (self->navigator);
}

static void
on_language_changed (ParvisWindow *self)
{
  take_content (self);
  rebuild (self);
}

/* ---- the session ---- */

static void
on_session_begin (ParvisSession *session, ParvisWindow *self)
{
  parvis_desk_begin (self->desk);
  take_content (self);
  parvis_navigator_reset (self->navigator, parvis_home_page_new ());
}

/* Headphones, or the keypad: somebody who may not see what the sleeping screen says. */
static gboolean
on_wake (ParvisSpeech *speech, ParvisWindow *self)
{
  ParvisCatalog *catalog = parvis_desk_catalog (self->desk);
  g_autoptr (ParvisCommune) commune
      = catalog != NULL ? parvis_catalog_commune (catalog, parvis_language_get (), NULL) : NULL;

  if (parvis_session_state (self->session) != PARVIS_SESSION_ASLEEP)
    return FALSE;
  if (parvis_voice_is_available (parvis_desk_voice (self->desk)))
    {
      parvis_speech_welcome (speech, commune != NULL ? commune->name : NULL);
      g_object_set (parvis_access_get (), "speech", TRUE, NULL);
    }
  parvis_session_begin (self->session);
  return TRUE;
}

/* Who listens to a long text is there, and is not asked. */
static void
on_warn (ParvisSession *session, ParvisWindow *self)
{
  if (!parvis_voice_is_speaking (parvis_desk_voice (self->desk)))
    return;
  g_signal_stop_emission_by_name (session, "warn");
  parvis_session_stay (session);
}

static gboolean
on_ended (gpointer unused)
{
  parvis_wipe_stack ();
  return G_SOURCE_REMOVE;
}

/* Whatever the person did, typed or chose goes: pages, answers, clipboard, print jobs, and the way the screen was set;
 * from the main loop, before anything else, what is left of it on the stack. */
static void
on_session_end (ParvisSession *session, ParvisWindow *self)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self));

  parvis_layers_remove (self->layers, PARVIS_LAYER_DIALOG);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  parvis_speech_end (self->speech);
  show_attract (self);
  parvis_desk_end (self->desk);
  gdk_clipboard_set_content (gdk_display_get_clipboard (display), NULL);
  gdk_clipboard_set_content (gdk_display_get_primary_clipboard (display), NULL);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
  parvis_access_reset ();
  parvis_language_set ("fr");
  g_idle_add_full (G_PRIORITY_HIGH, on_ended, NULL, NULL);
}

static gboolean
on_any_event (GtkEventControllerLegacy *controller, GdkEvent *event, ParvisWindow *self)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_TOUCH_BEGIN || type == GDK_TOUCH_UPDATE || type == GDK_BUTTON_PRESS || type == GDK_KEY_PRESS
      || type == GDK_SCROLL)
    parvis_session_touched (self->session);
  return GDK_EVENT_PROPAGATE;
}

/* ---- lifecycle ---- */

static void
set_css_class (ParvisWindow *self, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

static void
on_low_reach (ParvisWindow *self)
{
  set_css_class (self, "low-reach", parvis_access_get_low_reach ());
  rebuild (self); /* lists have fewer rows */
}

static gboolean
on_resized (gpointer user_data)
{
  ParvisWindow *self = user_data;

  parvis_style_set_size (self->style, self->width, self->height);
  parvis_ground_set_size (self->ground, self->width, self->height);
  set_css_class (self, "landscape", self->width > self->height);
  return G_SOURCE_REMOVE;
}

/* The window will be as large as the screen: what is measured before it is there is measured in the right style. */
static void
expect_screen (ParvisWindow *self)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, 0);
  GdkRectangle screen;

  if (monitor == NULL)
    return;
  gdk_monitor_get_geometry (monitor, &screen);
  self->width = screen.width;
  self->height = screen.height;
  gtk_window_set_default_size (GTK_WINDOW (self), screen.width, screen.height);
  on_resized (self);
}

static void
parvis_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ParvisWindow *self = PARVIS_WINDOW (widget);

  if (width != self->width || height != self->height)
    {
      self->width = width;
      self->height = height;
      /* New style sheets cannot be taken up in the middle of an allocation. */
      g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_resized, g_object_ref (self), g_object_unref);
    }
  GTK_WIDGET_CLASS (parvis_window_parent_class)->size_allocate (widget, width, height, baseline);
}

static void
parvis_window_dispose (GObject *object)
{
  ParvisWindow *self = PARVIS_WINDOW (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->alerts);
  g_clear_object (&self->session);
  g_clear_object (&self->speech);
  g_clear_object (&self->style);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (parvis_window_parent_class)->dispose (object);
}

/* "session.expect" (uint32 seconds): something inside knows that the person is busy elsewhere. */
static void
on_expect (GtkWidget *widget, const char *action, GVariant *seconds)
{
  parvis_session_expect (PARVIS_WINDOW (widget)->session, g_variant_get_uint32 (seconds));
}

static void
parvis_window_class_init (ParvisWindowClass *klass)
{
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "session.expect", "u", on_expect);
  G_OBJECT_CLASS (klass)->dispose = parvis_window_dispose;
  GTK_WIDGET_CLASS (klass)->size_allocate = parvis_window_size_allocate;
}

static void
parvis_window_init (ParvisWindow *self)
{
}

static void
build_session (ParvisWindow *self)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();

  self->session = parvis_session_new (parvis_desk_idle_seconds (self->desk), parvis_desk_warning_seconds (self->desk));
  g_signal_connect (self->session, "begin", G_CALLBACK (on_session_begin), self);
  g_signal_connect (self->session, "end", G_CALLBACK (on_session_end), self);
  g_signal_connect (self->session, "warn", G_CALLBACK (on_warn), self);
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect (events, "event", G_CALLBACK (on_any_event), self);
  gtk_widget_add_controller (GTK_WIDGET (self), events);
  parvis_double_touch_guard (GTK_WINDOW (self));
}

static void
connect_footer (ParvisWindow *self)
{
  GtkWidget *footer = parvis_ground_footer (self->ground);

  g_signal_connect (footer, "back", G_CALLBACK (on_back), self);
  g_signal_connect (footer, "home", G_CALLBACK (on_home), self);
  g_signal_connect (footer, "access", G_CALLBACK (on_access), self);
  g_signal_connect (footer, "language", G_CALLBACK (on_language), self);
  g_signal_connect (footer, "end", G_CALLBACK (on_end_key), self);
}

static void
build_speech (ParvisWindow *self)
{
  const ParvisScreenParts parts = { .window = GTK_WINDOW (self),
                                    .overlay = parvis_layers_overlay (self->layers),
                                    .page = GTK_WIDGET (self->navigator),
                                    .footer = parvis_ground_footer (self->ground),
                                    .header = parvis_ground_header (self->ground),
                                    .bar = parvis_ground_sound_bar (self->ground),
                                    .keyboard = parvis_ground_keyboard (self->ground) };
  ParvisVoice *voice = parvis_desk_voice (self->desk);

  self->speech = parvis_speech_new (&parts, voice);
  g_signal_connect (self->speech, "wake", G_CALLBACK (on_wake), self);
  g_signal_connect_object (voice, "finished", G_CALLBACK (parvis_session_touched), self->session, G_CONNECT_SWAPPED);
}

static void
build_navigator (ParvisWindow *self)
{
  self->navigator = parvis_navigator_new (self->desk);
  g_signal_connect (self->navigator, "changed", G_CALLBACK (on_page_changed), self);
  g_signal_connect (self->navigator, "home", G_CALLBACK (on_home), self);
  g_signal_connect (self->navigator, "end", G_CALLBACK (on_page_asks_end), self);
  g_signal_connect (self->navigator, "announce", G_CALLBACK (on_announce), self);
}

static void
build_layout (ParvisWindow *self)
{
  build_navigator (self);
  self->ground = parvis_ground_new (GTK_WIDGET (self->navigator));
  connect_footer (self);
  self->layers = parvis_layers_new (GTK_WIDGET (self->ground));
  g_signal_connect (self->layers, "uncovered", G_CALLBACK (on_uncovered), self);
  parvis_warning_follow (self->layers, self->session);
  self->alerts = parvis_alerts_new (self->desk, self->session, self->navigator, self->layers);
  g_signal_connect (self->alerts, "notify::waiting", G_CALLBACK (on_alert_waits), self);
  gtk_overlay_add_overlay (parvis_layers_overlay (self->layers),
                           parvis_night_cover_new (parvis_desk_night (self->desk), self->session,
                                                   GTK_WIDGET (self->ground), parvis_desk_idle_seconds (self->desk)));
  gtk_window_set_child (GTK_WINDOW (self), GTK_WIDGET (self->layers));
}

static void
follow_wishes (ParvisWindow *self)
{
  g_signal_connect_object (parvis_language_watch (), "notify::code", G_CALLBACK (on_language_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parvis_access_get (), "notify::low-reach", G_CALLBACK (on_low_reach), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parvis_access_get (), "notify::easy", G_CALLBACK (rebuild), self, G_CONNECT_SWAPPED);
}

ParvisWindow *
parvis_window_new (GtkApplication *application, ParvisDesk *desk)
{
  ParvisWindow *self = g_object_new (PARVIS_TYPE_WINDOW, "application", application, "title", "Parvis", NULL);

  self->desk = g_object_ref (desk);
  self->style = parvis_style_new (parvis_desk_screen_width_mm (desk));
  build_session (self);
  build_layout (self);
  build_speech (self);
  follow_wishes (self);
  take_content (self);
  expect_screen (self);
  show_attract (self);
  return self;
}

void
parvis_window_wake (ParvisWindow *self)
{
  parvis_session_begin (self->session);
}

ParvisPage *
parvis_window_page (ParvisWindow *self)
{
  return parvis_navigator_current (self->navigator);
}

void
parvis_window_open (ParvisWindow *self, ParvisPage *page)
{
  parvis_session_touched (self->session);
  parvis_navigator_push (self->navigator, page);
}

void
parvis_window_cover (ParvisWindow *self, ParvisDialog *dialog)
{
  parvis_layers_show (self->layers, PARVIS_LAYER_ALERT, dialog);
}

void
parvis_window_go_home (ParvisWindow *self)
{
  parvis_layers_remove (self->layers, PARVIS_LAYER_DIALOG);
  parvis_layers_remove (self->layers, PARVIS_LAYER_ALERT);
  parvis_navigator_to_root (self->navigator);
}
