/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gtk/gtk.h>

#include "app/content/catalog.h"

G_BEGIN_DECLS

/* Shows a medium of the content (SVG, PNG, JPEG; checked when the bundle was) in @image, as large as its CSS -gtk-icon-size.
 * Hidden when there is none. */
void parvis_picture_show_media (GtkImage *image, ParvisCatalog *catalog, const char *name);
/* A photograph of the content across the page, @height design pixels high, cut to fit; it decorates, and is not said. %NULL when @name is, or cannot be
 * shown. (transfer floating) (nullable) */
GtkWidget *parvis_picture_new (ParvisCatalog *catalog, const char *name, double height);
/* The same for a drawing of our own resources, @width pixels wide. */
void parvis_picture_show_drawing (GtkPicture *picture, const char *resource, int width);
/* A medium of the content, for a picture that has its size from elsewhere. FALSE, leaving it as it is, when there is none. */
gboolean parvis_picture_fill (GtkPicture *picture, ParvisCatalog *catalog, const char *name);

G_END_DECLS
