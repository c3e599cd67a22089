/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisAgendaPage: what takes place in the commune: what comes next, this week-end, or by month and day. */
#define PARVIS_TYPE_AGENDA_PAGE (parvis_agenda_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisAgendaPage, parvis_agenda_page, PARVIS, AGENDA_PAGE, ParvisPage)

ParvisPage *parvis_agenda_page_new (void);

G_END_DECLS
