/* SPDX-License-Identifier: EUPL-1.2
 *
 * A leaflet on A4, made of the parts of every sheet of ours.
 */
#include "app/leaflet/leaflet.h"

#include <glib/gi18n-lib.h>

#include "app/receipt/sheet-parts.h"
#include "app/words/calendar.h"

#define BOX_SIDE 10.0
#define BOX_INDENT 22.0
#define ITEM_INDENT 14.0
#define QR_SIDE 96.0

static const ParvisInk lead_ink = { "Inter 12", 0x46586c };
static const ParvisInk text_ink = { "Inter 10.5", 0x14263b };

static void
write_check (ParvisSheetWriter *writer, const char *text)
{
  cairo_t *cr = parvis_sheet_writer_cairo (writer);

  parvis_sheet_writer_need (writer, 28);
  cairo_set_source_rgb (cr, 0x14 / 255.0, 0x26 / 255.0, 0x3b / 255.0);
  cairo_set_line_width (cr, 1.2);
  cairo_rectangle (cr, PARVIS_SHEET_MARGIN + 0.6, parvis_sheet_writer_y (writer) + 2.4, BOX_SIDE, BOX_SIDE);
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

static void
write_lines (ParvisSheetWriter *writer, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, "- "))
      write_item (writer, *line + 2);
    else
      parvis_sheet_write_paragraph (writer, NULL, *line);
}

/* A heading keeps its distance from what is above, whatever that was. */
static void
write_block (ParvisSheetWriter *writer, const ParvisLeafletBlock *block)
{
  switch (block->kind)
    {
    case PARVIS_LEAFLET_HEADING:
      parvis_sheet_writer_skip (writer, 6);
      parvis_sheet_write_heading (writer, block->text);
      parvis_sheet_writer_skip (writer, 3);
      break;
    case PARVIS_LEAFLET_CHECK:
      write_check (writer, block->text);
      break;
    case PARVIS_LEAFLET_ROW:
      parvis_sheet_writer_row (writer, block->text, block->value);
      break;
    case PARVIS_LEAFLET_TEXT:
    default:
      write_lines (writer, block->text);
    }
}

static gboolean
write_link (ParvisSheetWriter *writer, const char *link, GError **error)
{
  g_autoptr (ParvisQr) qr = parvis_qr_new (link, error);
  double top;

  if (qr == NULL)
    return FALSE;
  parvis_sheet_writer_skip (writer, 16);
  parvis_sheet_writer_need (writer, QR_SIDE + 10);
  top = parvis_sheet_writer_y (writer);
  parvis_sheet_draw_qr (writer, qr, PARVIS_SHEET_MARGIN, top, QR_SIDE);
  parvis_sheet_writer_skip (writer, 22);
  parvis_sheet_writer_text (writer, _("Les mêmes informations, à jour, sur votre téléphone :"), text_ink, QR_SIDE + 18, 0);
  parvis_sheet_writer_text (writer, link, text_ink, QR_SIDE + 18, 0);
  parvis_sheet_writer_skip (writer, MAX (top + QR_SIDE - parvis_sheet_writer_y (writer), 0));
  return TRUE;
}

static void
write_day (ParvisSheetWriter *writer)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = parvis_words_date (g_date_time_get_day_of_month (now), g_date_time_get_month (now));
  g_autofree char *sentence
      = g_strdup_printf (_("Imprimé à la borne le %s %d. Ces informations peuvent changer : en cas de doute, demandez à la mairie."),
                         date, g_date_time_get_year (now));

  parvis_sheet_writer_set_foot (writer, sentence);
}

GBytes *
parvis_leaflet_to_pdf (const ParvisLeaflet *leaflet, GError **error)
{
  g_autoptr (ParvisSheetWriter) writer = parvis_sheet_writer_new (leaflet->title, leaflet->language);

  write_day (writer);
  parvis_sheet_write_head (writer, leaflet->logo, leaflet->commune, leaflet->kind, leaflet->title);
  if (leaflet->lead != NULL)
    parvis_sheet_writer_text (writer, leaflet->lead, lead_ink, 0, 0);
  parvis_sheet_writer_skip (writer, 14);
  for (guint i = 0; i < leaflet->blocks->len; i++)
    write_block (writer, g_ptr_array_index (leaflet->blocks, i));
  if (leaflet->link != NULL && !write_link (writer, leaflet->link, error))
    return NULL;
  return parvis_sheet_writer_finish (writer, error);
}
