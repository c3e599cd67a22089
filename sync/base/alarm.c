/* SPDX-License-Identifier: EUPL-1.2 */
#include "sync/base/alarm.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define FAR_AWAY (G_GINT64_CONSTANT (100) * 366 * 24 * 3600) /* Unix seconds; the kernel's time type ends later */

struct _ParvisAlarm
{
  int fd;
  GSource *source;
  ParvisAlarmRang rang;
  gpointer user_data;
};

static gboolean
on_readable (int fd, GIOCondition condition, gpointer user_data)
{
  ParvisAlarm *self = user_data;
  guint64 count;
  gssize got = read (fd, &count, sizeof count);

  /* ECANCELED: the clock was set. Anything else that is not a count is a wake-up without a cause. */
  if (got == sizeof count || (got < 0 && errno == ECANCELED))
    self->rang (self->user_data);
  return G_SOURCE_CONTINUE;
}

ParvisAlarm *
parvis_alarm_new (ParvisAlarmRang rang, gpointer user_data, GError **error)
{
  int fd = timerfd_create (CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
  ParvisAlarm *self;

  if (fd < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "timerfd: %s", g_strerror (errno));
      return NULL;
    }
  self = g_new0 (ParvisAlarm, 1);
  self->fd = fd;
  self->rang = rang;
  self->user_data = user_data;
  self->source = g_unix_fd_source_new (fd, G_IO_IN);
  g_source_set_callback (self->source, G_SOURCE_FUNC (on_readable), self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
  return self;
}

void
parvis_alarm_free (ParvisAlarm *self)
{
  g_source_destroy (self->source);
  g_source_unref (self->source);
  close (self->fd);
  g_free (self);
}

void
parvis_alarm_set (ParvisAlarm *self, gint64 at)
{
  struct itimerspec when = { .it_value.tv_sec = (time_t) CLAMP (at, 1, FAR_AWAY) };

  timerfd_settime (self->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, NULL);
}
