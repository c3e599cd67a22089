/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisDemarchePage: the way through one démarche: privacy notice, screens of questions, recap, receipt. Holds the
 * draft, and lends its room to what a question needs for a moment (ParvisFieldHost). */
#define PARVIS_TYPE_DEMARCHE_PAGE (parvis_demarche_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisDemarchePage, parvis_demarche_page, PARVIS, DEMARCHE_PAGE, ParvisPage)

/* @draft: what is answered already, nothing as a rule. (transfer full) @draft */
ParvisPage *parvis_demarche_page_new (ParvisDesk *desk, ParvisDraft *draft, const char *language);

G_END_DECLS
