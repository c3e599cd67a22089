/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/clock/clock.h"

#include <glib/gi18n-lib.h>

#include "app/words/calendar.h"

struct _ParvisClock
{
  GObject parent_instance;
  guint timer;
};

static guint minute_signal;

G_DEFINE_FINAL_TYPE (ParvisClock, parvis_clock, G_TYPE_OBJECT)

static void arm (ParvisClock *self);

static gboolean
on_timeout (gpointer user_data)
{
  ParvisClock *self = user_data;

  self->timer = 0;
  arm (self);
  g_signal_emit (self, minute_signal, 0);
  return G_SOURCE_REMOVE;
}

static void
arm (ParvisClock *self)
{
  gint64 into_minute = g_get_real_time () % (60 * G_USEC_PER_SEC);

  self->timer = g_timeout_add ((guint) ((60 * G_USEC_PER_SEC - into_minute) / 1000 + 20), on_timeout, self);
}

static void
parvis_clock_finalize (GObject *object)
{
  g_clear_handle_id (&PARVIS_CLOCK (object)->timer, g_source_remove);
  G_OBJECT_CLASS (parvis_clock_parent_class)->finalize (object);
}

static void
parvis_clock_class_init (ParvisClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = parvis_clock_finalize;
  minute_signal
      = g_signal_new ("minute", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
parvis_clock_init (ParvisClock *self)
{
  arm (self);
}

ParvisClock *
parvis_clock_new (void)
{
  return g_object_new (PARVIS_TYPE_CLOCK, NULL);
}

char *
parvis_clock_hour (GDateTime *time)
{
  return g_date_time_format (time, "%H:%M");
}

char *
parvis_clock_short_day (GDateTime *time)
{
  g_autofree char *date = parvis_words_date (g_date_time_get_day_of_month (time), g_date_time_get_month (time));

  /* Translators: "dim. 22 novembre". */
  return g_strdup_printf (C_ ("short weekday and date", "%1$s %2$s"),
                          parvis_words_short_weekday (g_date_time_get_day_of_week (time)), date);
}

char *
parvis_clock_long_day (GDateTime *time)
{
  g_autofree char *said = NULL;
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) g_date_time_get_day_of_month (time), (GDateMonth) g_date_time_get_month (time),
                  (GDateYear) g_date_time_get_year (time));
  said = parvis_words_day (&day, NULL);
  return parvis_words_capital (said);
}

char *
parvis_clock_day_hour (GDateTime *time)
{
  g_autofree char *day = parvis_clock_long_day (time);
  g_autofree char *hour = parvis_words_time (g_date_time_get_hour (time), g_date_time_get_minute (time));

  return g_strdup_printf (_ ("%s, %s"), day, hour);
}
