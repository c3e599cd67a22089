/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The SVG of the resource @path, its "currentColor" being @colour, within @width x @height device pixels. %NULL when
 * there is none. (transfer full) */
GdkTexture *parvis_svg_texture (const char *path, const GdkRGBA *colour, int width, int height);

G_END_DECLS
