/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/voice/voice.h"

G_BEGIN_DECLS

/* ParvisAccessPanel: what "Accessibilité" offers: a switch with a sentence for each wish of ParvisAccess, and the way
 * back to normal. Each acts at once on the page behind it, and stays until the session's end. @voice: a kiosk that
 * cannot speak now says so, and does not offer it. */
#define PARVIS_TYPE_ACCESS_PANEL (parvis_access_panel_get_type ())
G_DECLARE_FINAL_TYPE (ParvisAccessPanel, parvis_access_panel, PARVIS, ACCESS_PANEL, GtkWidget)

GtkWidget *parvis_access_panel_new (ParvisVoice *voice);

G_END_DECLS
