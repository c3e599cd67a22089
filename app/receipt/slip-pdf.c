/* SPDX-License-Identifier: EUPL-1.2 */
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>

#include "app/receipt/receipt.h"
#include "app/receipt/sheet-writer.h"

#define LEFT 54.0
#define LOGO_HEIGHT 46.0
#define LOGO_PIXELS 400
#define CODE_BOX_HEIGHT 118.0
#define QR_SIDE 96.0

static const ParvisInk town_ink = { "Inter Bold 13", 0x14263b };
static const ParvisInk kind_ink = { "Inter 9.5", 0x46586c };
static const ParvisInk title_ink = { "Inter Bold 22", 0x14263b };
static const ParvisInk date_ink = { "Inter 11", 0x46586c };
static const ParvisInk code_label_ink = { "Inter Medium 10", 0x46586c };
static const ParvisInk code_ink = { "Inter Bold 30", 0x14263b };
static const ParvisInk heading_ink = { "Inter Bold 13", 0x14263b };
static const ParvisInk text_ink = { "Inter 10.5", 0x14263b };
static const ParvisInk small_ink = { "Inter 8.5", 0x46586c };

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
    copy_row (gdk_pixbuf_read_pixels (pixbuf) + row * gdk_pixbuf_get_rowstride (pixbuf),
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

static void
draw_qr (cairo_t *cr, const ParvisQr *qr, double x, double y)
{
  double module = QR_SIDE / qr->size;

  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint row = 0; row < qr->size; row++)
    for (guint column = 0; column < qr->size; column++)
      if (qr->modules[row * qr->size + column])
        cairo_rectangle (cr, x + column * module, y + row * module, module, module);
  cairo_fill (cr);
}

static void
write_head (ParvisSheetWriter *writer, const ParvisSlip *slip)
{
  double top = parvis_sheet_writer_y (writer);
  double logo = slip->logo != NULL ? draw_logo (parvis_sheet_writer_cairo (writer), slip->logo, LEFT, top) : 0;
  double indent = logo > 0 ? logo + 14 : 0;
  double written;

  parvis_sheet_writer_skip (writer, 6);
  written = parvis_sheet_writer_text (writer, slip->commune, town_ink, indent, 0);
  written += parvis_sheet_writer_text (writer, _("Accusé d’enregistrement"), kind_ink, indent, 0);
  parvis_sheet_writer_skip (writer, MAX (LOGO_HEIGHT - 6 - written, 0) + 26);
  parvis_sheet_writer_text (writer, slip->title, title_ink, 0, 0);
  parvis_sheet_writer_skip (writer, 4);
  if (slip->submitted_on != NULL)
    {
      g_autofree char *date = g_strdup_printf (_("Enregistré le %s"), slip->submitted_on);
      parvis_sheet_writer_text (writer, date, date_ink, 0, 0);
    }
  parvis_sheet_writer_skip (writer, 18);
}

static void
draw_box (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
  cairo_set_source_rgb (cr, 0x14 / 255.0, 0x26 / 255.0, 0x3b / 255.0);
  cairo_set_line_width (cr, 1.4);
  cairo_stroke (cr);
}

static gboolean
write_code (ParvisSheetWriter *writer, const ParvisSlip *slip, GError **error)
{
  cairo_t *cr = parvis_sheet_writer_cairo (writer);
  double top, width = PARVIS_A4_WIDTH - 2 * LEFT;
  g_autofree char *text = parvis_slip_qr_text (slip);
  g_autoptr (ParvisQr) qr = parvis_qr_new (text, error);

  if (qr == NULL)
    return FALSE;
  parvis_sheet_writer_need (writer, CODE_BOX_HEIGHT);
  top = parvis_sheet_writer_y (writer);
  draw_box (cr, LEFT, top, width, CODE_BOX_HEIGHT, 12);
  draw_qr (cr, qr, LEFT + width - QR_SIDE - 11, top + 11);
  parvis_sheet_writer_skip (writer, 30);
  parvis_sheet_writer_text (writer, _("Votre numéro de suivi"), code_label_ink, 22, 300);
  parvis_sheet_writer_text (writer, slip->code, code_ink, 22, 330);
  parvis_sheet_writer_skip (writer, top + CODE_BOX_HEIGHT + 20 - parvis_sheet_writer_y (writer));
  return TRUE;
}

static void
write_paragraph (ParvisSheetWriter *writer, const char *heading, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  parvis_sheet_writer_need (writer, 60);
  if (heading != NULL)
    {
      parvis_sheet_writer_text (writer, heading, heading_ink, 0, 0);
      parvis_sheet_writer_skip (writer, 3);
    }
  parvis_sheet_writer_text (writer, text, text_ink, 0, 0);
  parvis_sheet_writer_skip (writer, 12);
}

static void
write_office (ParvisSheetWriter *writer, const ParvisSlip *slip)
{
  const char *lines[] = { slip->office_name, slip->office_address, slip->office_phone, slip->office_email };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", lines[i]);
  write_paragraph (writer, _("Le service qui s’en occupe"), text->str);
}

static void
write_answers (ParvisSheetWriter *writer, const ParvisSlip *slip)
{
  if (slip->answers->len == 0)
    return;
  parvis_sheet_writer_need (writer, 80);
  parvis_sheet_writer_text (writer, _("Ce que vous avez indiqué"), heading_ink, 0, 0);
  parvis_sheet_writer_skip (writer, 6);
  for (guint i = 0; i < slip->answers->len; i++)
    {
      const ParvisSlipLine *line = g_ptr_array_index (slip->answers, i);
      parvis_sheet_writer_row (writer, line->label, line->answer);
    }
  parvis_sheet_writer_rule (writer);
  parvis_sheet_writer_skip (writer, 16);
}

GBytes *
parvis_slip_to_pdf (const ParvisSlip *slip, GError **error)
{
  g_autoptr (ParvisSheetWriter) writer = parvis_sheet_writer_new (slip->title, "fr");

  write_head (writer, slip);
  if (!write_code (writer, slip, error))
    return NULL;
  write_paragraph (writer, NULL, slip->delivery);
  write_paragraph (writer, _("Et maintenant ?"), slip->next);
  write_paragraph (writer, NULL, slip->silence);
  write_office (writer, slip);
  write_answers (writer, slip);
  if (slip->privacy != NULL)
    parvis_sheet_writer_text (writer, slip->privacy, small_ink, 0, 0);
  return parvis_sheet_writer_finish (writer, error);
}
