/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisDemarcheStartPage: the door of a démarche that no fiche leads to: what it is, how long it takes, "Commencer
 * la demande". */
#define PARVIS_TYPE_DEMARCHE_START_PAGE (parvis_demarche_start_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisDemarcheStartPage, parvis_demarche_start_page, PARVIS, DEMARCHE_START_PAGE, ParvisPage)

ParvisPage *parvis_demarche_start_page_new (const char *demarche_id);

G_END_DECLS
