/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/receipt/label.h"

#include <cairo-pdf.h>

#include "app/receipt/receipt.h"
#include "app/receipt/sheet-parts.h"
#include "base/secret.h"

#define POINTS_PER_MM (72.0 / 25.4)
#define MARGIN        (2.0 * POINTS_PER_MM) /* what a label printer does not reach */
#define QR_PART       0.38                  /* of the width, at most */
#define QUIET_MODULES 4                     /* white around the code (ISO/IEC 18004, 9.1) */
#define LEAST_SIZE    6.0                   /* points */

typedef struct
{
  cairo_t *cr;
  double x, y, width, bottom;
} Column;

static PangoLayout *
new_layout (Column *self, const char *text, const char *weight, double size)
{
  PangoLayout *layout = pango_cairo_create_layout (self->cr);
  g_autofree char *name = g_strdup_printf ("Inter %s", weight);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (name);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
height_of (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

/* What does not fit is left out: the code was written first. */
static void
show (Column *self, PangoLayout *layout)
{
  double height = height_of (layout);

  if (self->y + height > self->bottom)
    return;
  cairo_move_to (self->cr, self->x, self->y);
  pango_cairo_show_layout (self->cr, layout);
  self->y += height;
}

/* @size, or as much of it as lets one line of @text fit. */
static double
fit (Column *self, const char *text, const char *weight, double size)
{
  g_autoptr (PangoLayout) layout = new_layout (self, text, weight, size);
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return MAX (LEAST_SIZE, MIN (size, size * self->width * PANGO_SCALE / MAX (width, 1)));
}

static void
write_words (Column *self, const char *text, const char *weight, double size, int lines)
{
  g_autoptr (PangoLayout) layout = NULL;

  if (text == NULL || *text == '\0')
    return;
  layout = new_layout (self, text, weight, lines == 1 ? fit (self, text, weight, size) : size);
  pango_layout_set_width (layout, (int) (self->width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (layout, -lines);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  show (self, layout);
}

static void
write_label (cairo_t *cr, const ParvisLabel *label, const ParvisQr *qr, double width, double height)
{
  double side = MIN (height, width * QR_PART), quiet = side * QUIET_MODULES / (qr->size + 2 * QUIET_MODULES);
  double size = CLAMP (height / 10, 7.0, 14.0);
  Column column = { cr, side, MAX (MARGIN, quiet), width - MARGIN - side, height - MARGIN };

  parvis_qr_draw (qr, cr, quiet, (height - side) / 2 + quiet, side - 2 * quiet);
  cairo_set_source_rgb (cr, 0, 0, 0);
  write_words (&column, label->code, "Bold", CLAMP (height * 0.3, 20.0, 60.0), 1);
  write_words (&column, label->title, "Semi-Bold", size, 2);
  write_words (&column, label->date, "Regular", size, 1);
  write_words (&column, label->commune, "Regular", size, 1);
}

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* In points. */
static GBytes *
draw_page (const ParvisLabel *label, const ParvisQr *qr, double width, double height, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (collect, bytes, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  if (height > width)
    {
      cairo_translate (cr, width, 0);
      cairo_rotate (cr, G_PI_2);
    }
  write_label (cr, label, qr, MAX (width, height), MIN (width, height));
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "PDF: %s", cairo_status_to_string (status));
  return NULL;
}

static ParvisQr *
encode (const char *code, GError **error)
{
  g_auto (GStrv) groups = g_strsplit (code, " ", -1);
  g_autoptr (ParvisSecret) whole = g_strjoinv ("", groups);

  return parvis_qr_new (whole, error);
}

GBytes *
parvis_label_to_pdf (const ParvisLabel *label, double width, double height, GError **error)
{
  g_autoptr (ParvisQr) qr = NULL;

  if (MIN (width, height) < PARVIS_LABEL_LEAST_MM || MAX (width, height) > PARVIS_LABEL_MOST_MM)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "a label of %.0f by %.0f mm: its sides must be of %.0f to %.0f mm", width, height,
                   PARVIS_LABEL_LEAST_MM, PARVIS_LABEL_MOST_MM);
      return NULL;
    }
  qr = encode (label->code, error);
  if (qr == NULL)
    return NULL;
  return draw_page (label, qr, width * POINTS_PER_MM, height * POINTS_PER_MM, error);
}
