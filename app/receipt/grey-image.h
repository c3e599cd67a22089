/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The picture @source (SVG or PNG) on white, in 8-bit greys, row after row, within @width x @height pixels. %NULL when
 * it cannot be drawn. (transfer full) */
GBytes *parvis_grey_image (GBytes *source, guint width, guint height, guint *got_width, guint *got_height);

G_END_DECLS
