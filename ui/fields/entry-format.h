/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/demarche/demarche.h"

G_BEGIN_DECLS

/* How what is typed is shown and kept, by field type. "fr7630006" is shown "FR76 3000 6" and kept "FR7630006". */

/* What @text becomes on the screen. *@cursor, in characters of @text, is moved to the same place of the result. (transfer full) */
char *parvis_entry_format (ParvisFieldType type, const char *text, int *cursor);
/* The answer itself, without what only helps reading. (transfer full) */
char *parvis_entry_plain (ParvisFieldType type, const char *text);
/* Most characters that may be typed, spaces included; 0: as many as the field's max_length says. */
guint parvis_entry_limit (ParvisFieldType type);

G_END_DECLS
