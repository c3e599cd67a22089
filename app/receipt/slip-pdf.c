/* SPDX-License-Identifier: EUPL-1.2 */
#include <glib/gi18n-lib.h>

#include "app/receipt/receipt.h"
#include "app/receipt/sheet-parts.h"

#define LEFT PARVIS_SHEET_MARGIN
#define CODE_BOX_HEIGHT 118.0
#define QR_SIDE 96.0

static const ParvisInk date_ink = { "Inter 11", 0x46586c };
static const ParvisInk code_label_ink = { "Inter Medium 10", 0x46586c };
static const ParvisInk code_ink = { "Inter Bold 30", 0x14263b };
static const ParvisInk small_ink = { "Inter 8.5", 0x46586c };

static void
write_head (ParvisSheetWriter *writer, const ParvisSlip *slip)
{
  parvis_sheet_write_head (writer, slip->logo, slip->commune, _("Accusé d’enregistrement"), slip->title);
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
  parvis_sheet_draw_qr (writer, qr, LEFT + width - QR_SIDE - 11, top + 11, QR_SIDE);
  parvis_sheet_writer_skip (writer, 30);
  parvis_sheet_writer_text (writer, _("Votre numéro de suivi"), code_label_ink, 22, 300);
  parvis_sheet_writer_text (writer, slip->code, code_ink, 22, 330);
  parvis_sheet_writer_skip (writer, top + CODE_BOX_HEIGHT + 20 - parvis_sheet_writer_y (writer));
  return TRUE;
}

static void
write_office (ParvisSheetWriter *writer, const ParvisSlip *slip)
{
  const char *lines[] = { slip->office_name, slip->office_address, slip->office_phone, slip->office_email };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", lines[i]);
  parvis_sheet_write_paragraph (writer, _("Le service qui s’en occupe"), text->str);
}

static void
write_answers (ParvisSheetWriter *writer, const ParvisSlip *slip)
{
  if (slip->answers->len == 0)
    return;
  parvis_sheet_writer_need (writer, 80);
  parvis_sheet_write_heading (writer, _("Ce que vous avez indiqué"));
  parvis_sheet_writer_skip (writer, 3);
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
  parvis_sheet_write_paragraph (writer, NULL, slip->delivery);
  parvis_sheet_write_paragraph (writer, _("Et maintenant ?"), slip->next);
  parvis_sheet_write_paragraph (writer, NULL, slip->silence);
  write_office (writer, slip);
  write_answers (writer, slip);
  if (slip->privacy != NULL)
    parvis_sheet_writer_text (writer, slip->privacy, small_ink, 0, 0);
  return parvis_sheet_writer_finish (writer, error);
}
