/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/icons/svg.h"

static guint32
pack_colour (const GdkRGBA *rgba)
{
  return (guint32) (rgba->red * 255) << 16 | (guint32) (rgba->green * 255) << 8 | (guint32) (rgba->blue * 255);
}

GdkTexture *
parvis_svg_texture (const char *path, const GdkRGBA *colour, int width, int height)
{
  g_autoptr (GBytes) source = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *hex = g_strdup_printf ("#%06x", pack_colour (colour));
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  GString *svg;

  if (source == NULL)
    return NULL;
  svg = g_string_new_len (g_bytes_get_data (source, NULL), (gssize) g_bytes_get_size (source));
  g_string_replace (svg, "currentColor", hex, 0);
  stream = g_memory_input_stream_new_from_bytes (g_string_free_to_bytes (svg));
  pixbuf = gdk_pixbuf_new_from_stream_at_scale (stream, width, height, TRUE, NULL, NULL);
  return pixbuf != NULL ? gdk_texture_new_for_pixbuf (pixbuf) : NULL;
}
