/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/ticket.h"

G_BEGIN_DECLS

/* ParvisEscposRaster: dots, as GS v 0 takes them: a bit each, 1 is black, rows padded to bytes. */
typedef struct
{
  guint stride, rows; /* bytes a row */
  guint8 *bits;
} ParvisEscposRaster;

void parvis_escpos_raster_free (ParvisEscposRaster *self); /* wipes it */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisEscposRaster, parvis_escpos_raster_free)

/* All are @dots wide. */
ParvisEscposRaster *parvis_escpos_raster_rule (guint dots);
/* Greys dithered (Floyd-Steinberg); centred; made smaller to fit, never larger. */
ParvisEscposRaster *parvis_escpos_raster_image (const ParvisTicketPart *part, guint dots);
/* Centred, about a third of a receipt's width and up to all of it when the modules would be too small for a telephone.
 * %NULL: more than a QR code holds, or than the paper is wide. */
ParvisEscposRaster *parvis_escpos_raster_qr (const char *text, guint dots);
/* Any script, by Pango, at the height of the printer's own letters. %NULL: it would be longer than two metres. Any
 * thread. */
ParvisEscposRaster *parvis_escpos_raster_text (const char *text, ParvisTicketStyle style, guint dots);

/* Dots a module has when the code of @text is on @dots of paper; 0: does not fit. */
guint parvis_escpos_qr_module (const char *text, guint dots);

G_END_DECLS
