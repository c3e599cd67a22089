/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/demarche/draft.h"

G_BEGIN_DECLS

/* ParvisRecapView: every answer before it is sent. Signals "edit" (step: pointer to ParvisStep, field: index of the
 * field in it) and "submit". */
#define PARVIS_TYPE_RECAP_VIEW (parvis_recap_view_get_type ())
G_DECLARE_FINAL_TYPE (ParvisRecapView, parvis_recap_view, PARVIS, RECAP_VIEW, GtkWidget)

GtkWidget *parvis_recap_view_new (ParvisDraft *draft, guint steps); /* @steps: how many came before */
/* While it is being kept: the button says so and cannot be touched twice. */
void parvis_recap_view_set_busy (ParvisRecapView *self, gboolean busy);
/* Why it could not be kept; %NULL takes it away. */
void parvis_recap_view_say (ParvisRecapView *self, const char *trouble);
void parvis_recap_view_set_landscape (ParvisRecapView *self, gboolean landscape);
/* Where the person is in it, and back there after a change: the same place, the focus on the key that changes that
 * @field. */
double parvis_recap_view_get_place (ParvisRecapView *self);
void parvis_recap_view_return_to (ParvisRecapView *self, double place, const ParvisStep *step, guint field);
void parvis_recap_view_take_focus (ParvisRecapView *self);

G_END_DECLS
