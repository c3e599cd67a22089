/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/receipt/sheet-parts.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#define LOGO_HEIGHT 46.0
#define LOGO_PIXELS 400

static const ParvisInk town_ink = { "Inter Bold 13", 0x14263b };
static const ParvisInk kind_ink = { "Inter 9.5", 0x46586c };
static const ParvisInk title_ink = { "Inter Bold 22", 0x14263b };
static const ParvisInk heading_ink = { "Inter Bold 13", 0x14263b };
static const ParvisInk text_ink = { "Inter 10.5", 0x14263b };

/* gdk-pixbuf's rows as cairo wants them: colours multiplied by their opacity. */
static void
copy_row (const guint8 *from, guint32 *to, int width, int channels)
{
  for (int column = 0; column < width; column++, from += channels)
    {
      guint32 alpha = channels == 4 ? from[3] : 255;
      to[column] = alpha << 24 | (from[0] * alpha / 255) << 16 | (from[1] * alpha / 255) << 8 | from[2] * alpha / 255;
    }
}

static cairo_surface_t *
to_surface (const GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);

  cairo_surface_flush (image);
  for (int row = 0; row < height; row++)
    copy_row (
        gdk_pixbuf_read_pixels (pixbuf) + row * gdk_pixbuf_get_rowstride (pixbuf),
        (guint32 *) (gpointer) (cairo_image_surface_get_data (image) + row * cairo_image_surface_get_stride (image)),
        width, gdk_pixbuf_get_n_channels (pixbuf));
  cairo_surface_mark_dirty (image);
  return image;
}

/* Returns the width taken. A logo that cannot be drawn is left out: the receipt matters more. */
static double
draw_logo (cairo_t *cr, GBytes *logo, double x, double y)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (logo);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_stream_at_scale (stream, -1, LOGO_PIXELS, TRUE, NULL, NULL);
  cairo_surface_t *image;
  double scale;

  if (pixbuf == NULL)
    return 0;
  image = to_surface (pixbuf);
  scale = LOGO_HEIGHT / gdk_pixbuf_get_height (pixbuf);
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (image);
  return scale * gdk_pixbuf_get_width (pixbuf);
}

void
parvis_qr_draw (const ParvisQr *qr, cairo_t *cr, double x, double y, double side)
{
  double module = side / qr->size;

  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint row = 0; row < qr->size; row++)
    for (guint column = 0; column < qr->size; column++)
      if (qr->modules[row * qr->size + column])
        cairo_rectangle (cr, x + column * module, y + row * module, module, module);
  cairo_fill (cr);
}

void
parvis_sheet_draw_qr (ParvisSheetWriter *writer, const ParvisQr *qr, double x, double y, double side)
{
  parvis_qr_draw (qr, parvis_sheet_writer_cairo (writer), x, y, side);
}

void
parvis_sheet_write_head (ParvisSheetWriter *writer, GBytes *logo, const char *commune, const char *kind,
                         const char *title)
{
  double top = parvis_sheet_writer_y (writer);
  double width = logo != NULL ? draw_logo (parvis_sheet_writer_cairo (writer), logo, PARVIS_SHEET_MARGIN, top) : 0;
  double indent = width > 0 ? width + 14 : 0;
  double written;

  parvis_sheet_writer_skip (writer, 6);
  written = parvis_sheet_writer_text (writer, commune, town_ink, indent, 0);
  written += parvis_sheet_writer_text (writer, kind, kind_ink, indent, 0);
  parvis_sheet_writer_skip (writer, MAX (LOGO_HEIGHT - 6 - written, 0) + 26);
  parvis_sheet_writer_text (writer, title, title_ink, 0, 0);
  parvis_sheet_writer_skip (writer, 4);
}

/* Never alone at the foot of a page. */
void
parvis_sheet_write_heading (ParvisSheetWriter *writer, const char *heading)
{
  parvis_sheet_writer_need (writer, 60);
  parvis_sheet_writer_text (writer, heading, heading_ink, 0, 0);
  parvis_sheet_writer_skip (writer, 3);
}

void
parvis_sheet_write_paragraph (ParvisSheetWriter *writer, const char *heading, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  if (heading != NULL)
    parvis_sheet_write_heading (writer, heading);
  else
    parvis_sheet_writer_need (writer, 60);
  parvis_sheet_writer_text (writer, text, text_ink, 0, 0);
  parvis_sheet_writer_skip (writer, 12);
}
