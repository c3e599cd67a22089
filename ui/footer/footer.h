/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* ParvisFooter: the five keys that never move: Retour, Accueil, Accessibilité, the language, Terminer.
 * Signals: "back", "home", "access", "language", "end". */
#define PARVIS_TYPE_FOOTER (parvis_footer_get_type ())
G_DECLARE_FINAL_TYPE (ParvisFooter, parvis_footer, PARVIS, FOOTER, GtkWidget)

GtkWidget *parvis_footer_new (void);
/* Says its words again, in the language of the moment. */
void parvis_footer_retell (ParvisFooter *self);
/* At home there is nowhere to go back to: the two keys stay in place, pale. */
void parvis_footer_set_at_home (ParvisFooter *self, gboolean at_home);

G_END_DECLS
