/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/voice/voice.h"
#include "ui/window/layers.h"

G_BEGIN_DECLS

/* What the footer's keys lay over the page. Each closes itself. */
void parvis_panel_access (ParvisLayers *layers, ParvisVoice *voice);
void parvis_panel_language (ParvisLayers *layers);

/* Asks before something of the person's is lost. @loss: the sentence that says what; @end: the session ends, else the
 * page is left.
 * @go (@user_data) is called when they want it so. */
void parvis_panel_leave (ParvisLayers *layers, const char *loss, gboolean end, void (*go) (gpointer),
                         gpointer user_data);

G_END_DECLS
