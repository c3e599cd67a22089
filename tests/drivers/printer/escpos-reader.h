/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

/* Reads a receipt as a printer would, knowing nothing of the encoder: text by its own table of the code page, QR codes
 * stored by GS ( k, rasters by GS v 0. What no printer would understand stops the test. */
typedef struct
{
  GString *text;    /* UTF-8, a line feed a line; "*" before a bold one, "#" a large one, ">" a centred one */
  GPtrArray *codes; /* texts of native QR codes */
  GByteArray *dots; /* of all rasters, a byte a dot, 1 is black */
  guint dots_wide;
  guint cuts, resets, questions;
  guint rows; /* of rasters */
} EscposReceipt;

EscposReceipt *escpos_read (const guint8 *data, gsize length);
void escpos_receipt_free (EscposReceipt *receipt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EscposReceipt, escpos_receipt_free)
