/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text (UTF-8) as lines of at most @columns characters, at least 1: broken at spaces and after hyphens, never at
 * U+00A0; a word longer than a line is cut; a line feed ends a line, and an empty line stays. (transfer full) */
GStrv parvis_escpos_wrap (const char *text, guint columns);

G_END_DECLS
