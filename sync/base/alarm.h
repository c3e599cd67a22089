/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ParvisAlarm: rings at a given wall-clock time on the calling thread's main context, and also when the clock
 * is set meanwhile (timerfd, TFD_TIMER_CANCEL_ON_SET): a kiosk boots with a wrong clock and gets the right
 * one later, so whoever waits for a date must look at it again. One alarm, one file descriptor, no polling.
 */
typedef struct _ParvisAlarm ParvisAlarm;
typedef void (*ParvisAlarmRang) (gpointer user_data);

ParvisAlarm *parvis_alarm_new (ParvisAlarmRang rang, gpointer user_data, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void parvis_alarm_free (ParvisAlarm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisAlarm, parvis_alarm_free)

/* Rings once at @at (Unix seconds; soon, when that is past), in place of what was set before. G_MAXINT64:
 * only when the clock is set. */
void parvis_alarm_set (ParvisAlarm *self, gint64 at);

G_END_DECLS
