/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisNavigator: the pages of one session, the last one in front. A page that is left backwards is destroyed.
 *
 * Signals: "changed" (another page came to the front), "home" and "end" (a page asked for it),
 * "announce" (string). Property "can-go-back".
 */
#define PARVIS_TYPE_NAVIGATOR (parvis_navigator_get_type ())
G_DECLARE_FINAL_TYPE (ParvisNavigator, parvis_navigator, PARVIS, NAVIGATOR, GtkWidget)

ParvisNavigator *parvis_navigator_new (ParvisDesk *desk);
/* Makes the widgets of every page again, in @language; the pages themselves stay, with what they hold. */
void parvis_navigator_rebuild (ParvisNavigator *self, const char *language);

void parvis_navigator_push (ParvisNavigator *self, ParvisPage *page);
void parvis_navigator_back (ParvisNavigator *self);    /* one step, inside the page first */
void parvis_navigator_to_root (ParvisNavigator *self); /* every page above the first is destroyed */
/* Everything is destroyed and @root shown: nothing of the pages there were remains. */
void parvis_navigator_reset (ParvisNavigator *self, ParvisPage *root);

ParvisPage *parvis_navigator_current (ParvisNavigator *self); /* (transfer none) (nullable) */
void parvis_navigator_refocus (ParvisNavigator *self); /* the focus begins again at the top of the page in front */
gboolean parvis_navigator_can_go_back (ParvisNavigator *self);
/* The sentence of the first page, from the front, that would lose something. (nullable) */
const char *parvis_navigator_would_lose (ParvisNavigator *self);

G_END_DECLS
