/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/night/night-private.h"

struct _ParvisNight
{
  GObject parent_instance;
  ParvisSchedule schedule;
  ParvisScreen *screen;
  ParvisPlace *place; /* (nullable) */
  gboolean due;
  gboolean dark; /* the panel */
  gboolean said; /* that it refuses */
  guint timer;
};

G_DEFINE_FINAL_TYPE (ParvisNight, parvis_night, G_TYPE_OBJECT)

static void look (ParvisNight *self);

static gboolean
on_time (gpointer user_data)
{
  ParvisNight *self = user_data;

  self->timer = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
look (ParvisNight *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  gboolean due = parvis_schedule_is_off (&self->schedule, self->place, now);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->schedule.kind != PARVIS_SCHEDULE_NEVER)
    self->timer
        = g_timeout_add_seconds (parvis_schedule_until_change (&self->schedule, self->place, now), on_time, self);
  if (due == self->due)
    return;
  self->due = due;
  g_object_notify (G_OBJECT (self), "due");
}

static void
say_once (ParvisNight *self, const GError *error)
{
  if (!self->said)
    g_message ("the panel: %s", error->message);
  self->said = TRUE;
}

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, PARVIS_NIGHT (object)->due);
}

static void
parvis_night_dispose (GObject *object)
{
  ParvisNight *self = PARVIS_NIGHT (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->screen != NULL)
    parvis_night_set_lit (self, TRUE);
  g_clear_object (&self->screen);
  g_clear_pointer (&self->place, parvis_place_free);
  G_OBJECT_CLASS (parvis_night_parent_class)->dispose (object);
}

static void
parvis_night_class_init (ParvisNightClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = parvis_night_dispose;
  G_OBJECT_CLASS (klass)->get_property = get_property;
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), 1,
      g_param_spec_boolean ("due", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
parvis_night_init (ParvisNight *self)
{
}

ParvisNight *
parvis_night_new (const ParvisSchedule *schedule, ParvisScreen *screen, guint brightness)
{
  ParvisNight *self = g_object_new (PARVIS_TYPE_NIGHT, NULL);
  g_autoptr (GError) error = NULL;

  self->schedule = *schedule;
  self->screen = g_object_ref (screen);
  self->dark = TRUE; /* whatever it was left in, by us or by a power cut */
  parvis_night_set_lit (self, TRUE);
  if (brightness > 0 && !parvis_screen_set_brightness (screen, brightness, &error))
    say_once (self, error);
  look (self);
  return self;
}

void
parvis_night_set_place (ParvisNight *self, ParvisPlace *place)
{
  g_clear_pointer (&self->place, parvis_place_free);
  self->place = place;
  look (self);
}

gboolean
parvis_night_is_due (ParvisNight *self)
{
  return self->due;
}

void
parvis_night_set_lit (ParvisNight *self, gboolean lit)
{
  g_autoptr (GError) error = NULL;

  if (lit != self->dark)
    return;
  self->dark = !lit;
  if (!parvis_screen_set_lit (self->screen, lit, &error)
      && !g_error_matches (error, PARVIS_SCREEN_ERROR, PARVIS_SCREEN_ERROR_NONE))
    say_once (self, error);
}
