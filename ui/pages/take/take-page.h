/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "ui/page/page.h"

G_BEGIN_DECLS

/* ParvisTakePage: how to take something of the content away: as a QR code for the telephone, on paper where there is a
 * printer. The QR code holds the https link when the content gives one, else the text itself, and the page says so when
 * not all of it fits. */
#define PARVIS_TYPE_TAKE_PAGE (parvis_take_page_get_type ())
G_DECLARE_FINAL_TYPE (ParvisTakePage, parvis_take_page, PARVIS, TAKE_PAGE, ParvisPage)

/* Keeps a reference on @leaflet. */
ParvisPage *parvis_take_page_new (ParvisLeaflet *leaflet);

G_END_DECLS
