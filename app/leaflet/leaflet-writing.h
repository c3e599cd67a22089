/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/leaflet/leaflet.h"
#include "app/receipt/writing.h"

G_BEGIN_DECLS

/* What the leaflet says on paper, with the day it is printed and, with a link, its QR code at the end. (transfer full)
 */
ParvisWriting *parvis_leaflet_write (const ParvisLeaflet *leaflet);

G_END_DECLS
