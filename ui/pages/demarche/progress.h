/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisProgress: as many bars as there are steps, filled as far as one is. Decoration: the words beside it say the
 * same. */
#define PARVIS_TYPE_PROGRESS (parvis_progress_get_type ())
G_DECLARE_FINAL_TYPE (ParvisProgress, parvis_progress, PARVIS, PROGRESS, GtkWidget)

GtkWidget *parvis_progress_new (void);
/* @done steps of @steps are behind, and @part (0 to 1) of the one after. */
void parvis_progress_set (ParvisProgress *self, guint done, guint steps, double part);

G_END_DECLS
