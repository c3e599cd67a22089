/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The name of a kiosk, of a group of kiosks or of a resource: [a-z0-9-], 1 to PARVIS_NAME_MAX characters. %NULL is
 * none. */
#define PARVIS_NAME_MAX 64
gboolean parvis_name_is_valid (const char *text);

G_END_DECLS
