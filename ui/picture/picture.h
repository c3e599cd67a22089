/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/content/catalog.h"

G_BEGIN_DECLS

/* Shows a medium of the content (SVG, PNG, JPEG; checked when the bundle was) in @image, as large as its CSS
 * -gtk-icon-size. Hidden when there is none. */
void parvis_picture_show_media (GtkImage *image, ParvisCatalog *catalog, const char *name);
/* A photograph of the content across the page, @height design pixels high, cut to fit; it decorates, and is not said.
 * %NULL when @name is, or cannot be shown. (transfer floating) (nullable) */
GtkWidget *parvis_picture_new (ParvisCatalog *catalog, const char *name, double height);
/* A medium of the content, or the drawing of our own resources @otherwise where there is none, in a picture that has
 * its size from elsewhere. Large drawings take long to draw: it is done once @picture is in sight, in a thread, and
 * shown when it is there. What is shown already is not drawn again. */
void parvis_picture_fill (GtkPicture *picture, ParvisCatalog *catalog, const char *name, const char *otherwise);
/* How many of those are under way: for whoever wants to paint them. */
guint parvis_picture_count_coming (void);

G_END_DECLS
