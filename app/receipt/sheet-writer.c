/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/receipt/sheet-writer.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#define MARGIN      54.0
#define BOTTOM      64.0
#define LABEL_WIDTH 190.0
#define GAP         14.0
#define FOOT_GAP    60.0  /* for the number of the page */
#define MAX_TEXT    20000 /* characters of one block: an answer is shorter, whatever the form allows */

struct _ParvisSheetWriter
{
  cairo_surface_t *surface;
  cairo_t *cr;
  GByteArray *bytes;
  PangoLanguage *language;
  char *foot; /* (nullable) */
  double y;
  guint page;
};

static const ParvisInk footer_ink = { "Inter 8", 0x46586c };
static const ParvisInk label_ink = { "Inter 9.5", 0x46586c };
static const ParvisInk answer_ink = { "Inter Medium 10.5", 0x14263b };

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_colour (ParvisSheetWriter *self, guint32 colour)
{
  cairo_set_source_rgb (self->cr, (colour >> 16 & 0xff) / 255.0, (colour >> 8 & 0xff) / 255.0, (colour & 0xff) / 255.0);
}

/* Control characters have no picture; newlines and tabs do. */
static char *
clean_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *clean = g_string_new (NULL);
  glong left = MAX_TEXT;

  for (const char *p = valid; *p != '\0' && left > 0; p = g_utf8_next_char (p), left--)
    {
      gunichar c = g_utf8_get_char (p);
      if (c == '\n' || c == '\t' || !g_unichar_iscntrl (c))
        g_string_append_unichar (clean, c);
    }
  return g_string_free (clean, FALSE);
}

static PangoLayout *
new_layout (ParvisSheetWriter *self, const char *text, ParvisInk ink, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (self->cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (ink.font);
  g_autofree char *clean = clean_text (text);

  pango_context_set_language (pango_layout_get_context (layout), self->language);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing (layout, 1.25f);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_text (layout, clean, -1);
  return layout;
}

/* What show_lines() will take; the layout's own size counts the space between lines in another way. */
static double
layout_height (PangoLayout *layout)
{
  g_autoptr (PangoLayoutIter) iter = pango_layout_get_iter (layout);
  double height = 0;

  do
    {
      int top, bottom;

      pango_layout_iter_get_line_yrange (iter, &top, &bottom);
      height += (double) (bottom - top) / PANGO_SCALE;
    }
  while (pango_layout_iter_next_line (iter));
  return height;
}

static void
write_page_number (ParvisSheetWriter *self)
{
  g_autofree char *number = g_strdup_printf (_ ("Page %u"), self->page);
  g_autoptr (PangoLayout) layout = new_layout (self, number, footer_ink, PARVIS_A4_WIDTH - 2 * MARGIN);

  pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  set_colour (self, footer_ink.colour);
  cairo_move_to (self->cr, MARGIN, PARVIS_A4_HEIGHT - BOTTOM / 2);
  pango_cairo_show_layout (self->cr, layout);
}

static void
write_foot (ParvisSheetWriter *self)
{
  g_autoptr (PangoLayout) layout = new_layout (self, self->foot, footer_ink, PARVIS_A4_WIDTH - 2 * MARGIN - FOOT_GAP);

  pango_layout_set_height (layout, -2); /* lines */
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  set_colour (self, footer_ink.colour);
  cairo_move_to (self->cr, MARGIN, PARVIS_A4_HEIGHT - BOTTOM / 2);
  pango_cairo_show_layout (self->cr, layout);
  write_page_number (self);
}

static void
next_page (ParvisSheetWriter *self)
{
  write_foot (self);
  cairo_show_page (self->cr);
  self->page++;
  self->y = MARGIN;
}

ParvisSheetWriter *
parvis_sheet_writer_new (const char *title, const char *language)
{
  ParvisSheetWriter *self = g_new0 (ParvisSheetWriter, 1);

  self->bytes = g_byte_array_new ();
  self->surface = cairo_pdf_surface_create_for_stream (collect, self->bytes, PARVIS_A4_WIDTH, PARVIS_A4_HEIGHT);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATOR, "Parvis");
  self->cr = cairo_create (self->surface);
  self->language = pango_language_from_string (language);
  self->page = 1;
  self->y = MARGIN;
  return self;
}

void
parvis_sheet_writer_free (ParvisSheetWriter *self)
{
  g_clear_pointer (&self->cr, cairo_destroy);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_free (self->foot);
  g_free (self);
}

cairo_t *
parvis_sheet_writer_cairo (ParvisSheetWriter *self)
{
  return self->cr;
}

double
parvis_sheet_writer_y (ParvisSheetWriter *self)
{
  return self->y;
}

void
parvis_sheet_writer_skip (ParvisSheetWriter *self, double points)
{
  self->y += points;
}

void
parvis_sheet_writer_need (ParvisSheetWriter *self, double points)
{
  if (self->y + points > PARVIS_A4_HEIGHT - BOTTOM && self->y > MARGIN)
    next_page (self);
}

/* Line by line, over as many pages as it takes; the baseline is what cairo wants, the line's box what we count. */
static void
show_lines (ParvisSheetWriter *self, PangoLayout *layout, guint32 colour, double x)
{
  g_autoptr (PangoLayoutIter) iter = pango_layout_get_iter (layout);
  double written = 0;

  do
    {
      PangoRectangle box;
      double height, baseline;
      int top, bottom;

      pango_layout_iter_get_line_yrange (iter, &top, &bottom);
      pango_layout_iter_get_line_extents (iter, NULL, &box);
      height = (double) (bottom - top) / PANGO_SCALE;
      baseline = (double) (pango_layout_iter_get_baseline (iter) - top) / PANGO_SCALE;
      if (self->y + written + height > PARVIS_A4_HEIGHT - BOTTOM)
        {
          next_page (self);
          written = 0;
        }
      set_colour (self, colour);
      cairo_move_to (self->cr, x + (double) box.x / PANGO_SCALE, self->y + written + baseline);
      pango_cairo_show_layout_line (self->cr, pango_layout_iter_get_line_readonly (iter));
      written += height;
    }
  while (pango_layout_iter_next_line (iter));
  self->y += written;
}

double
parvis_sheet_writer_text (ParvisSheetWriter *self, const char *text, ParvisInk ink, double x, double width)
{
  double available = PARVIS_A4_WIDTH - 2 * MARGIN - x;
  g_autoptr (PangoLayout) layout = new_layout (self, text, ink, width > 0 ? width : available);
  double before = self->y;

  show_lines (self, layout, ink.colour, MARGIN + x);
  return self->y - before;
}

void
parvis_sheet_writer_rule (ParvisSheetWriter *self)
{
  set_colour (self, 0xd9d3c6);
  cairo_set_line_width (self->cr, 0.7);
  cairo_move_to (self->cr, MARGIN, self->y);
  cairo_line_to (self->cr, PARVIS_A4_WIDTH - MARGIN, self->y);
  cairo_stroke (self->cr);
}

void
parvis_sheet_writer_row (ParvisSheetWriter *self, const char *label, const char *answer)
{
  double answer_width = PARVIS_A4_WIDTH - 2 * MARGIN - LABEL_WIDTH - GAP;
  g_autoptr (PangoLayout) left = new_layout (self, label, label_ink, LABEL_WIDTH);
  g_autoptr (PangoLayout) right = new_layout (self, answer, answer_ink, answer_width);
  double top, below;

  parvis_sheet_writer_need (self, MAX (layout_height (left), MIN (layout_height (right), PARVIS_A4_HEIGHT / 2)) + 12);
  parvis_sheet_writer_rule (self);
  self->y += 6;
  top = self->y;
  show_lines (self, left, label_ink.colour, MARGIN);
  below = self->y;
  self->y = top;
  show_lines (self, right, answer_ink.colour, MARGIN + LABEL_WIDTH + GAP);
  self->y = (self->y < top ? self->y : MAX (self->y, below)) + 6;
}

void
parvis_sheet_writer_set_foot (ParvisSheetWriter *self, const char *text)
{
  g_free (self->foot);
  self->foot = g_strdup (text);
}

GBytes *
parvis_sheet_writer_finish (ParvisSheetWriter *self, guint *pages, GError **error)
{
  cairo_status_t status;

  write_foot (self);
  cairo_show_page (self->cr);
  cairo_surface_finish (self->surface);
  status = cairo_surface_status (self->surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "PDF: %s", cairo_status_to_string (status));
      return NULL;
    }
  if (pages != NULL)
    *pages = self->page;
  return g_byte_array_free_to_bytes (g_steal_pointer (&self->bytes));
}
