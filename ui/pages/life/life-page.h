/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisLifePage: one life event ("J’attends un enfant"): what it is about, a few questions one by one, then what
 * matters, in order, to be opened, printed or taken away. "Retour" goes one question back, with the answers kept. */
#define PARVIS_TYPE_LIFE_PAGE (parvis_life_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisLifePage, parvis_life_page, PARVIS, LIFE_PAGE, ParvisPage)

ParvisPage *parvis_life_page_new (const char *life_event_id);

G_END_DECLS
