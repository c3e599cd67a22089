/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisTimeline: steps along a drawn line, one below the other: done (a filled ring with a tick), the one of now (a
 * thick ring), still to come (an empty ring, a dotted line). What is drawn is said in words too. */
#define PARVIS_TYPE_TIMELINE (parvis_timeline_get_type ())
G_DECLARE_FINAL_TYPE (ParvisTimeline, parvis_timeline, PARVIS, TIMELINE, GtkWidget)

typedef enum
{
  PARVIS_STEP_DONE,
  PARVIS_STEP_NOW,
  PARVIS_STEP_TO_COME,
} ParvisStepPlace;

GtkWidget *parvis_timeline_new (void);
/* @when, @message: (nullable). One stop for the keys and the voice. */
void parvis_timeline_append (ParvisTimeline *self, ParvisStepPlace place, const char *title, const char *when,
                             const char *message);

G_END_DECLS
