/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisServicePage: one fiche: what to bring, what it costs, how long it takes, who sees to it, and the way into the
 * démarche. */
#define PARVIS_TYPE_SERVICE_PAGE (parvis_service_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisServicePage, parvis_service_page, PARVIS, SERVICE_PAGE, ParvisPage)

ParvisPage *parvis_service_page_new (const char *service_id);

G_END_DECLS
