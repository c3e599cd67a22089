/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* The end of a life event: what matters, numbered, each with why; what leads somewhere is a button. */
GtkWidget *parvis_life_steps_new (ParvisPage *page, const GPtrArray *steps);
/* The same to be taken away. (transfer full) */
ParvisLeaflet *parvis_life_steps_leaflet (ParvisPage *page, const ParvisLifeEvent *event, const GPtrArray *steps);

G_END_DECLS
