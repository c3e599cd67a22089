/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a paper says, on A4.
 */
#include "app/receipt/receipt.h"
#include "app/receipt/sheet-parts.h"
#include "app/receipt/writing.h"

#define LEFT            PARVIS_SHEET_MARGIN
#define CODE_BOX_HEIGHT 118.0
#define QR_SIDE         96.0
#define BOX_SIDE        10.0
#define BOX_INDENT      22.0
#define ITEM_INDENT     14.0

static const ParvisInk note_ink = { "Inter 11", 0x46586c };
static const ParvisInk lead_ink = { "Inter 12", 0x46586c };
static const ParvisInk code_label_ink = { "Inter Medium 10", 0x46586c };
static const ParvisInk code_ink = { "Inter Bold 30", 0x14263b };
static const ParvisInk text_ink = { "Inter 10.5", 0x14263b };
static const ParvisInk small_ink = { "Inter 8.5", 0x46586c };

static void
set_ink (cairo_t *cr, double width)
{
  cairo_set_source_rgb (cr, 0x14 / 255.0, 0x26 / 255.0, 0x3b / 255.0);
  cairo_set_line_width (cr, width);
}

static void
draw_frame (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
  set_ink (cr, 1.4);
  cairo_stroke (cr);
}

static void
write_code (ParvisSheetWriter *writer, const ParvisWritingBlock *block, const ParvisQr *qr)
{
  double top, width = PARVIS_A4_WIDTH - 2 * LEFT;

  parvis_sheet_writer_need (writer, CODE_BOX_HEIGHT);
  top = parvis_sheet_writer_y (writer);
  draw_frame (parvis_sheet_writer_cairo (writer), LEFT, top, width, CODE_BOX_HEIGHT, 12);
  parvis_sheet_draw_qr (writer, qr, LEFT + width - QR_SIDE - 11, top + 11, QR_SIDE);
  parvis_sheet_writer_skip (writer, 30);
  parvis_sheet_writer_text (writer, block->text, code_label_ink, 22, 300);
  parvis_sheet_writer_text (writer, block->value, code_ink, 22, 330);
  parvis_sheet_writer_skip (writer, top + CODE_BOX_HEIGHT + 20 - parvis_sheet_writer_y (writer));
}

static void
write_link (ParvisSheetWriter *writer, const ParvisWritingBlock *block, const ParvisQr *qr)
{
  double top;

  parvis_sheet_writer_skip (writer, 16);
  parvis_sheet_writer_need (writer, QR_SIDE + 10);
  top = parvis_sheet_writer_y (writer);
  parvis_sheet_draw_qr (writer, qr, LEFT, top, QR_SIDE);
  parvis_sheet_writer_skip (writer, 22);
  parvis_sheet_writer_text (writer, block->text, text_ink, QR_SIDE + 18, 0);
  parvis_sheet_writer_text (writer, block->value, text_ink, QR_SIDE + 18, 0);
  parvis_sheet_writer_skip (writer, MAX (top + QR_SIDE - parvis_sheet_writer_y (writer), 0));
}

static void
write_check (ParvisSheetWriter *writer, const char *text)
{
  cairo_t *cr = parvis_sheet_writer_cairo (writer);

  parvis_sheet_writer_need (writer, 28);
  set_ink (cr, 1.2);
  cairo_rectangle (cr, LEFT + 0.6, parvis_sheet_writer_y (writer) + 2.4, BOX_SIDE, BOX_SIDE);
  cairo_stroke (cr);
  parvis_sheet_writer_text (writer, text, text_ink, BOX_INDENT, 0);
  parvis_sheet_writer_skip (writer, 7);
}

static void
write_item (ParvisSheetWriter *writer, const char *text)
{
  double before;

  parvis_sheet_writer_need (writer, 20);
  before = parvis_sheet_writer_y (writer);
  parvis_sheet_writer_text (writer, "•", text_ink, 2, ITEM_INDENT);
  parvis_sheet_writer_skip (writer, before - parvis_sheet_writer_y (writer));
  parvis_sheet_writer_text (writer, text, text_ink, ITEM_INDENT, 0);
  parvis_sheet_writer_skip (writer, 4);
}

/* What has no square of its own. */
static void
write_words (ParvisSheetWriter *writer, const ParvisWritingBlock *block)
{
  switch (block->kind)
    {
    case PARVIS_WRITING_NOTE:
      parvis_sheet_writer_text (writer, block->text, note_ink, 0, 0);
      break;
    case PARVIS_WRITING_LEAD:
      parvis_sheet_writer_text (writer, block->text, lead_ink, 0, 0);
      break;
    case PARVIS_WRITING_SMALL:
      parvis_sheet_writer_text (writer, block->text, small_ink, 0, 0);
      break;
    case PARVIS_WRITING_HEADING:
      parvis_sheet_write_heading (writer, block->text);
      break;
    case PARVIS_WRITING_CHECK:
      write_check (writer, block->text);
      break;
    case PARVIS_WRITING_ITEM:
      write_item (writer, block->text);
      break;
    case PARVIS_WRITING_ROW:
      parvis_sheet_writer_row (writer, block->text, block->value);
      break;
    default:
      parvis_sheet_write_paragraph (writer, NULL, block->text);
    }
}

/* A list keeps its distance from what is above and below, whatever that is. */
static void
space (ParvisSheetWriter *writer, ParvisWritingKind before, ParvisWritingKind now)
{
  const gboolean under_head = before == PARVIS_WRITING_NOTE || before == PARVIS_WRITING_LEAD;

  if (before == PARVIS_WRITING_ROW && now != PARVIS_WRITING_ROW)
    {
      parvis_sheet_writer_rule (writer);
      parvis_sheet_writer_skip (writer, 16);
    }
  else if (under_head)
    parvis_sheet_writer_skip (writer, 16);
  else if (now == PARVIS_WRITING_HEADING && (before == PARVIS_WRITING_CHECK || before == PARVIS_WRITING_ITEM))
    parvis_sheet_writer_skip (writer, 6);
  if (before == PARVIS_WRITING_HEADING && now != PARVIS_WRITING_TEXT)
    parvis_sheet_writer_skip (writer, 3);
}

static gboolean
write_block (ParvisSheetWriter *writer, const ParvisWritingBlock *block, GError **error)
{
  g_autoptr (ParvisQr) qr = NULL;

  if (block->qr == NULL)
    {
      write_words (writer, block);
      return TRUE;
    }
  qr = parvis_qr_new (block->qr, error);
  if (qr == NULL)
    return FALSE;
  (block->kind == PARVIS_WRITING_CODE ? write_code : write_link) (writer, block, qr);
  return TRUE;
}

GBytes *
parvis_writing_to_pdf (const ParvisWriting *self, guint *pages, GError **error)
{
  g_autoptr (ParvisSheetWriter) writer = parvis_sheet_writer_new (self->title, self->language);
  ParvisWritingKind before = PARVIS_WRITING_TEXT;

  if (self->foot != NULL)
    parvis_sheet_writer_set_foot (writer, self->foot);
  parvis_sheet_write_head (writer, self->logo, self->commune, self->kind, self->title);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const ParvisWritingBlock *block = g_ptr_array_index (self->blocks, i);

      space (writer, before, block->kind);
      if (!write_block (writer, block, error))
        return NULL;
      before = block->kind;
    }
  if (before == PARVIS_WRITING_ROW)
    parvis_sheet_writer_rule (writer);
  return parvis_sheet_writer_finish (writer, pages, error);
}
