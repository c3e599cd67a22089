/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisStartKey: "Commencer la demande", the primary action of a page that leads to a démarche, and above it, when the
 * démarche cannot begin, the sentence that says why. Nothing is asked before it is known that what is asked can be
 * kept. */
#define PARVIS_TYPE_START_KEY (parvis_start_key_get_type ())
G_DECLARE_FINAL_TYPE (ParvisStartKey, parvis_start_key, PARVIS, START_KEY, GtkWidget)

/* @page: the one it is on. (transfer floating) */
/* @needs_network: nothing of it works without. */
GtkWidget *parvis_start_key_new (ParvisPage *page, const char *demarche_id, gboolean needs_network);
/* What it is worth at this moment: "Disponible maintenant, 5 minutes". (transfer floating) */
GtkWidget *parvis_start_key_new_pill (ParvisPage *page, guint minutes, gboolean needs_network);

G_END_DECLS
