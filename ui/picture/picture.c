/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/picture/picture.h"

#include "ui/style/style.h"

/* Vector arms are drawn once, larger than any header shows them, and scaled down by the renderer. */
#define MEDIA_HEIGHT 256
#define WIDEST 1600 /* pixels: no picture is shown larger than that */
#define PHOTOGRAPH_WIDTH 1200 /* enough for the widest page; a large photograph is not kept whole in memory */

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

GtkWidget *
parvis_picture_new (ParvisCatalog *catalog, const char *name, double height)
{
  g_autoptr (GBytes) bytes = name != NULL ? parvis_catalog_media (catalog, name, NULL) : NULL;
  g_autoptr (GdkTexture) texture = bytes != NULL ? load (bytes, PHOTOGRAPH_WIDTH, -1) : NULL;
  GtkWidget *picture;

  if (texture == NULL)
    return NULL;
  picture = g_object_new (GTK_TYPE_PICTURE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "paintable", texture,
                          "content-fit", GTK_CONTENT_FIT_COVER, "can-shrink", TRUE, "overflow", GTK_OVERFLOW_HIDDEN, NULL);
  gtk_widget_set_size_request (picture, -1, parvis_style_px (parvis_style_get (), height));
  gtk_widget_add_css_class (picture, "photograph");
  return picture;
}

void
parvis_picture_show_drawing (GtkPicture *picture, const char *resource, int width)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GdkTexture) texture = bytes != NULL ? load (bytes, width, -1) : NULL;

  gtk_picture_set_paintable (picture, GDK_PAINTABLE (texture));
}

gboolean
parvis_picture_fill (GtkPicture *picture, ParvisCatalog *catalog, const char *name)
{
  g_autoptr (GBytes) bytes = name != NULL ? parvis_catalog_media (catalog, name, NULL) : NULL;
  g_autoptr (GdkTexture) texture = bytes != NULL ? load (bytes, WIDEST, -1) : NULL;

  if (texture != NULL)
    gtk_picture_set_paintable (picture, GDK_PAINTABLE (texture));
  return texture != NULL;
}
