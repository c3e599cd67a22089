/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"
#include "ui/sheet/sheet.h"

G_BEGIN_DECLS

/* The home page of a kiosk that has nothing to propose: it says so, whom to turn to, and what works all the same. A
 * part of the home page. @missing: why there is no content, a sentence; %NULL: there is, and it is too old.
 * (transfer floating) */
ParvisSheet *parvis_home_closed_new (ParvisPage *page, const char *missing);

G_END_DECLS
