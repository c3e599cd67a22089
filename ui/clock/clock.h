/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* ParvisClock: emits "minute" just after each minute of the wall clock begins. And how the screen writes hours and
 * days. */
#define PARVIS_TYPE_CLOCK (parvis_clock_get_type ())
G_DECLARE_FINAL_TYPE (ParvisClock, parvis_clock, PARVIS, CLOCK, GObject)

ParvisClock *parvis_clock_new (void);

/* All (transfer full). */
char *parvis_clock_hour (GDateTime *time);      /* "14:32" */
char *parvis_clock_short_day (GDateTime *time); /* "dim. 22 novembre" */
char *parvis_clock_long_day (GDateTime *time);  /* "Dimanche 22 novembre" */
char *parvis_clock_day_hour (GDateTime *time);  /* "Samedi 28 novembre, 10 h" */

G_END_DECLS
