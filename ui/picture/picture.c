/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/picture/picture.h"

#include "ui/style/style.h"

/* Vector arms are drawn once, larger than any header shows them, and scaled down by the renderer. */
#define MEDIA_HEIGHT     256
#define WIDEST           1600 /* pixels: no picture is shown larger than that */
#define PHOTOGRAPH_WIDTH 1200 /* enough for the widest page; a large photograph is not kept whole in memory */

static GdkPixbuf *
decode (GBytes *bytes, int width, int height)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);

  return gdk_pixbuf_new_from_stream_at_scale (stream, width, height, TRUE, NULL, NULL);
}

static GdkTexture *
load (GBytes *bytes, int width, int height)
{
  g_autoptr (GdkPixbuf) pixbuf = decode (bytes, width, height);

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
  picture
      = g_object_new (GTK_TYPE_PICTURE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "paintable", texture,
                      "content-fit", GTK_CONTENT_FIT_COVER, "can-shrink", TRUE, "overflow", GTK_OVERFLOW_HIDDEN, NULL);
  gtk_widget_set_size_request (picture, -1, parvis_style_px (parvis_style_get (), height));
  gtk_widget_add_css_class (picture, "photograph");
  return picture;
}

/* ---- in a thread ---- */

/* Of a picture: the bytes of what it shows, or is about to show; the resource to show when they cannot be drawn. */
#define SOURCE    "parvis-picture-source"
#define OTHERWISE "parvis-picture-otherwise"

static guint coming;

static void
decode_in_thread (GTask *task, gpointer source, gpointer bytes, GCancellable *cancellable)
{
  g_task_return_pointer (task, decode (bytes, WIDEST, -1), g_object_unref);
}

static void show_bytes (GtkPicture *picture, GBytes *bytes);

/* A medium that was damaged since it was checked. */
static void
show_otherwise (GtkPicture *picture, GBytes *bytes)
{
  const char *resource = g_object_get_data (G_OBJECT (picture), OTHERWISE);
  g_autoptr (GBytes) drawing = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (drawing != NULL && !g_bytes_equal (drawing, bytes))
    show_bytes (picture, drawing);
}

/* Something else may have been asked for meanwhile: the last one counts. */
static void
on_decoded (GObject *picture, GAsyncResult *result, gpointer user_data)
{
  GBytes *bytes = g_task_get_task_data (G_TASK (result));
  g_autoptr (GdkPixbuf) pixbuf = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GdkTexture) texture = pixbuf != NULL ? gdk_texture_new_for_pixbuf (pixbuf) : NULL;

  coming--;
  if (g_object_get_data (picture, SOURCE) != bytes)
    return;
  gtk_picture_set_paintable (GTK_PICTURE (picture), GDK_PAINTABLE (texture));
  if (texture == NULL)
    show_otherwise (GTK_PICTURE (picture), bytes);
}

static void
begin (GtkPicture *picture)
{
  g_autoptr (GTask) task = g_task_new (picture, NULL, on_decoded, NULL);
  GBytes *bytes = g_object_get_data (G_OBJECT (picture), SOURCE);

  g_signal_handlers_disconnect_by_func (picture, begin, NULL);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  coming++;
  g_task_run_in_thread (task, decode_in_thread);
}

static void
show_bytes (GtkPicture *picture, GBytes *bytes)
{
  g_object_set_data_full (G_OBJECT (picture), SOURCE, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_signal_handlers_disconnect_by_func (picture, begin, NULL);
  if (gtk_widget_get_mapped (GTK_WIDGET (picture)))
    begin (picture);
  else
    g_signal_connect (picture, "map", G_CALLBACK (begin), NULL);
}

static gboolean
is_shown (GtkPicture *picture, GBytes *bytes)
{
  GBytes *shown = g_object_get_data (G_OBJECT (picture), SOURCE);

  return shown != NULL && g_bytes_equal (shown, bytes);
}

void
parvis_picture_fill (GtkPicture *picture, ParvisCatalog *catalog, const char *name, const char *otherwise)
{
  g_autoptr (GBytes) bytes = name != NULL ? parvis_catalog_media (catalog, name, NULL) : NULL;

  if (bytes == NULL)
    bytes = g_resources_lookup_data (otherwise, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL || is_shown (picture, bytes))
    return;
  g_object_set_data_full (G_OBJECT (picture), OTHERWISE, g_strdup (otherwise), g_free);
  show_bytes (picture, bytes);
}

guint
parvis_picture_count_coming (void)
{
  return coming;
}
