/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/gallery/gallery-paint.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

static GskRenderNode *
snapshot (GtkWidget *widget, float width, float height)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  return gtk_snapshot_free_to_node (snapshot);
}

gboolean
parvis_gallery_paint (GtkWindow *window, const char *path, GError **error)
{
  const float width = (float) gtk_widget_get_width (GTK_WIDGET (window));
  const float height = (float) gtk_widget_get_height (GTK_WIDGET (window));
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (window));
  GskRenderNode *node = snapshot (GTK_WIDGET (window), width, height);
  g_autoptr (GdkTexture) texture = NULL;

  if (node == NULL || renderer == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED, _ ("%s : l’écran ne montre encore rien."), path);
      g_clear_pointer (&node, gsk_render_node_unref);
      return FALSE;
    }
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gsk_render_node_unref (node);
  if (gdk_texture_save_to_png (texture, path))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("%s : l’image ne peut pas être écrite."), path);
  return FALSE;
}
