/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/clock/clock.h"

#include <glib/gi18n-lib.h>

struct _ParvisClock
{
  GObject parent_instance;
  guint timer;
};

static guint minute_signal;

G_DEFINE_FINAL_TYPE (ParvisClock, parvis_clock, G_TYPE_OBJECT)

static const char *const days[] = { N_("Lundi"), N_("Mardi"), N_("Mercredi"), N_("Jeudi"), N_("Vendredi"), N_("Samedi"),
                                    N_("Dimanche") };
static const char *const short_days[] = { N_("lun."), N_("mar."), N_("mer."), N_("jeu."), N_("ven."), N_("sam."),
                                          N_("dim.") };
static const char *const months[]
    = { N_("janvier"), N_("février"), N_("mars"),      N_("avril"),   N_("mai"),      N_("juin"),
        N_("juillet"), N_("août"),    N_("septembre"), N_("octobre"), N_("novembre"), N_("décembre") };

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
  minute_signal = g_signal_new ("minute", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
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

/* "22 novembre", "1er janvier" */
static char *
day_of_month (GDateTime *time)
{
  int day = g_date_time_get_day_of_month (time);
  const char *month = _(months[g_date_time_get_month (time) - 1]);

  return day == 1 ? g_strdup_printf (_("1er %s"), month) : g_strdup_printf (_("%d %s"), day, month);
}

char *
parvis_clock_hour (GDateTime *time)
{
  return g_date_time_format (time, "%H:%M");
}

char *
parvis_clock_short_day (GDateTime *time)
{
  g_autofree char *day = day_of_month (time);

  return g_strdup_printf ("%s %s", _(short_days[g_date_time_get_day_of_week (time) - 1]), day);
}

char *
parvis_clock_long_day (GDateTime *time)
{
  g_autofree char *day = day_of_month (time);

  return g_strdup_printf ("%s %s", _(days[g_date_time_get_day_of_week (time) - 1]), day);
}

char *
parvis_clock_day_hour (GDateTime *time)
{
  g_autofree char *day = parvis_clock_long_day (time);
  int hour = g_date_time_get_hour (time), minute = g_date_time_get_minute (time);

  if (minute == 0)
    return g_strdup_printf (_("%s, %d h"), day, hour);
  return g_strdup_printf (_("%s, %d h %02d"), day, hour, minute);
}
