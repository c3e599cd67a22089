/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/receipt/receipt.h"
#include "app/receipt/sheet-writer.h"

G_BEGIN_DECLS

/* What every sheet that comes out of the kiosk is made of. Each part is written where the writer is, and the writer
 * goes below it. */

#define PARVIS_SHEET_MARGIN 54.0 /* points, on the left and on the right */

/* The town's arms (SVG or PNG, nullable: left out too when they cannot be drawn, the words matter more) and name, what
 * this sheet is, and its title. */
void parvis_sheet_write_head (ParvisSheetWriter *writer, GBytes *logo, const char *commune, const char *kind,
                              const char *title);
/* A title within the sheet, kept with what follows. */
void parvis_sheet_write_heading (ParvisSheetWriter *writer, const char *heading);
/* Nothing at all when @text is %NULL or empty. @heading: nullable. */
void parvis_sheet_write_paragraph (ParvisSheetWriter *writer, const char *heading, const char *text);
/* @x, @y: of the left upper corner; @side: of the square, without the white that must be around it. */
void parvis_qr_draw (const ParvisQr *qr, cairo_t *cr, double x, double y, double side);
/* The same on the sheet, from the page's own corner. All in points. The writer stays where it is. */
void parvis_sheet_draw_qr (ParvisSheetWriter *writer, const ParvisQr *qr, double x, double y, double side);

G_END_DECLS
