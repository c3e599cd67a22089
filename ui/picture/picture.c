/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/picture/picture.h"

/* Vector arms are drawn once, larger than any header shows them, and scaled down by the renderer. */
#define MEDIA_HEIGHT 256

static GdkTexture *
load (GBytes *bytes, int width, int height)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_stream_at_scale (stream, width, height, TRUE, NULL, NULL);

  return pixbuf != NULL ? gdk_texture_new_for_pixbuf (pixbuf) : NULL;
}

void
parvis_picture_show_media (GtkImage *image, ParvisCatalog *catalog, const char *name)
{
  g_autoptr (GBytes) bytes = name != NULL ? parvis_catalog_media (catalog, name, NULL) : NULL;
  g_autoptr (GdkTexture) texture = bytes != NULL ? load (bytes, -1, MEDIA_HEIGHT) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (image), texture != NULL);
  gtk_image_set_from_paintable (image, GDK_PAINTABLE (texture));
}

void
parvis_picture_show_drawing (GtkPicture *picture, const char *resource, int width)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GdkTexture) texture = bytes != NULL ? load (bytes, width, -1) : NULL;

  gtk_picture_set_paintable (picture, GDK_PAINTABLE (texture));
}
