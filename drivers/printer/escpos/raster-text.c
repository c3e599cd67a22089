/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/escpos/raster.h"

#include <pango/pangocairo.h>
#include <string.h>

/* Font A is 12 dots by 24; a line of it, with what is between lines, is 30 (1/6 inch at 180 dpi). */
#define LETTER_DOTS  26
#define LONGEST_ROWS 16000 /* two metres */

static PangoLayout *
lay_out (cairo_t *cairo, const char *text, ParvisTicketStyle style, guint dots)
{
  PangoLayout *layout = pango_cairo_create_layout (cairo);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Noto Sans, sans-serif");

  pango_font_description_set_absolute_size (font, LETTER_DOTS * PANGO_SCALE * (style & PARVIS_TICKET_LARGE ? 2 : 1));
  pango_font_description_set_weight (font, style & PARVIS_TICKET_BOLD ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_MEDIUM);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) dots * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, style & PARVIS_TICKET_CENTRED ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static ParvisEscposRaster *
cut_greys (cairo_surface_t *surface, guint dots, guint rows)
{
  ParvisEscposRaster *self = g_new0 (ParvisEscposRaster, 1);
  const guint8 *greys = cairo_image_surface_get_data (surface);
  guint stride = (guint) cairo_image_surface_get_stride (surface);

  self->stride = (dots + 7) / 8;
  self->rows = rows;
  self->bits = g_malloc0 ((gsize) self->stride * rows);
  for (guint y = 0; y < rows; y++)
    for (guint x = 0; x < dots; x++)
      if (greys[(gsize) y * stride + x] >= 112)
        self->bits[(gsize) y * self->stride + x / 8] |= (guint8) (0x80 >> (x % 8));
  return self;
}

static guint
measure_rows (const char *text, ParvisTicketStyle style, guint dots)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cairo = cairo_create (surface);
  g_autoptr (PangoLayout) layout = lay_out (cairo, text, style, dots);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  return (guint) MAX (height, 1);
}

ParvisEscposRaster *
parvis_escpos_raster_text (const char *text, ParvisTicketStyle style, guint dots)
{
  guint rows = measure_rows (text, style, dots);
  cairo_surface_t *surface;
  cairo_t *cairo;
  ParvisEscposRaster *self;

  if (rows > LONGEST_ROWS)
    return NULL;
  surface = cairo_image_surface_create (CAIRO_FORMAT_A8, (int) dots, (int) rows);
  cairo = cairo_create (surface);
  {
    g_autoptr (PangoLayout) layout = lay_out (cairo, text, style, dots);
    pango_cairo_show_layout (cairo, layout);
  }
  cairo_destroy (cairo);
  cairo_surface_flush (surface);
  self = cut_greys (surface, dots, rows);
  memset (cairo_image_surface_get_data (surface), 0, (gsize) cairo_image_surface_get_stride (surface) * rows);
  cairo_surface_destroy (surface);
  return self;
}
