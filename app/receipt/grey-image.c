/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/receipt/grey-image.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

/* ITU-R BT.601 luma, what is not there being white. */
static guint8
grey_of (const guint8 *pixel, gboolean has_alpha)
{
  guint grey = (299u * pixel[0] + 587u * pixel[1] + 114u * pixel[2]) / 1000;
  guint alpha = has_alpha ? pixel[3] : 255;

  return (guint8) ((grey * alpha + 255u * (255 - alpha)) / 255);
}

GBytes *
parvis_grey_image (GBytes *source, guint width, guint height, guint *got_width, guint *got_height)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (source);
  g_autoptr (GdkPixbuf) pixbuf
      = gdk_pixbuf_new_from_stream_at_scale (stream, (int) width, (int) height, TRUE, NULL, NULL);
  const guint8 *pixels;
  guint channels;
  guint8 *greys;

  if (pixbuf == NULL)
    return NULL;
  *got_width = (guint) gdk_pixbuf_get_width (pixbuf);
  *got_height = (guint) gdk_pixbuf_get_height (pixbuf);
  pixels = gdk_pixbuf_read_pixels (pixbuf);
  channels = (guint) gdk_pixbuf_get_n_channels (pixbuf);
  greys = g_malloc ((gsize) *got_width * *got_height);
  for (guint y = 0; y < *got_height; y++)
    for (guint x = 0; x < *got_width; x++)
      greys[(gsize) y * *got_width + x]
          = grey_of (pixels + (gsize) y * (gsize) gdk_pixbuf_get_rowstride (pixbuf) + x * channels, channels == 4);
  return g_bytes_new_take (greys, (gsize) *got_width * *got_height);
}
