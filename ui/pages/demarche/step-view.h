/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/demarche/draft.h"

G_BEGIN_DECLS

/* ParvisStepView: the questions of one step, a screen at a time. Every row exists once and stays, shown or not, so that
 * nothing typed is ever lost. What an answer makes appear or go, above or below, does not move what is being touched on
 * the screen, and is said. Signal "go-on": what is on the screen has been checked and found good. */
#define PARVIS_TYPE_STEP_VIEW (parvis_step_view_get_type ())
G_DECLARE_FINAL_TYPE (ParvisStepView, parvis_step_view, PARVIS, STEP_VIEW, GtkWidget)

/* The step as the person counts: "Étape 2 sur 4". */
typedef struct
{
  guint number, count;
  guint screen, screens; /* within the step, from 0 */
} ParvisStepPlace;

GtkWidget *parvis_step_view_new (ParvisDraft *draft, const ParvisStep *step);
/* Shows the screen that starts at field @first. @back_to_recap: it was opened from the recap. */
void parvis_step_view_show (ParvisStepView *self, guint first, const ParvisStepPlace *place, gboolean back_to_recap);
void parvis_step_view_set_landscape (ParvisStepView *self, gboolean landscape);
guint parvis_step_view_get_end (ParvisStepView *self); /* index after the last field on the screen */
/* Why this screen comes, above its questions, until another one is shown. */
void parvis_step_view_explain (ParvisStepView *self, const char *why);
/* Says what is wrong (of ParvisFault) beside each field on the screen; focus goes to the first. TRUE if any belongs
 * here. */
gboolean parvis_step_view_show_faults (ParvisStepView *self, const GPtrArray *faults);
/* The keyboard and the screen reader begin at the title. */
void parvis_step_view_take_focus (ParvisStepView *self);

G_END_DECLS
