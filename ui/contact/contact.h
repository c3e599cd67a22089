/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* Who to turn to: the town hall's telephone; @with_place: also where it is, and whether it is open. %NULL when the
 * content does not say. (transfer floating) */
GtkWidget *parvis_contact_new (ParvisPage *page, gboolean with_place);

G_END_DECLS
