/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/content/place.h"

G_BEGIN_DECLS

/* ParvisSchedule: when nobody is expected at the screen. In local hours, as the wall clock shows them: on the night of
 * a change of the clock an hour is longer or shorter, no more.
 *
 *   never                    always lit
 *   from one hour to another every day; over midnight when it ends before it begins
 *   closed                   outside of the town hall's opening hours, PARVIS_SCHEDULE_MARGIN minutes before and after
 * left; a day that is closed is closed whole. A town hall whose hours are not known is taken for open: a black screen
 * nobody can explain helps nobody.
 */
typedef struct
{
  enum
  {
    PARVIS_SCHEDULE_NEVER,
    PARVIS_SCHEDULE_HOURS,
    PARVIS_SCHEDULE_CLOSED,
  } kind;
  guint from, to; /* minutes since midnight */
} ParvisSchedule;

#define PARVIS_SCHEDULE_MARGIN 20 /* minutes */

/* "22:00-06:30", "closed"; %NULL or "": never. FALSE, leaving never, for anything else. */
gboolean parvis_schedule_parse (const char *text, ParvisSchedule *schedule);

/* @place: the town hall (nullable). @now's own time zone counts. */
gboolean parvis_schedule_is_off (const ParvisSchedule *schedule, const ParvisPlace *place, GDateTime *now);
/* Seconds from @now until it may change, at least 1 and at most PARVIS_SCHEDULE_LOOK: then ask again. So that nobody
 * polls, and a clock that was set is noticed within the hour. */
#define PARVIS_SCHEDULE_LOOK 3600
guint parvis_schedule_until_change (const ParvisSchedule *schedule, const ParvisPlace *place, GDateTime *now);

G_END_DECLS
