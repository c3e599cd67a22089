/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisEventPage: one event: when, where, and what it is. */
#define PARVIS_TYPE_EVENT_PAGE (parvis_event_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisEventPage, parvis_event_page, PARVIS, EVENT_PAGE, ParvisPage)

ParvisPage *parvis_event_page_new (const char *event_id);

G_END_DECLS
