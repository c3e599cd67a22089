/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

#include "drivers/printer/escpos/status.h"

G_BEGIN_DECLS

/* What differs from one ESC/POS printer to another: data, model.c. */
typedef struct
{
  const char *name;
  guint16 vendor, product; /* of USB; 0: any */
  const char *called;      /* (nullable) found in the MDL of its IEEE 1284 device ID */
  guint dots, columns;     /* a line: dots, and characters of font A */
  guint8 page;             /* ESC t n */
  const char *charset;     /* what that page is, as iconv names it */
  ParvisEscposDialect dialect;
  guint native_qr : 1; /* GS ( k; else it is drawn */
  guint confirms : 1;  /* answers GS r, in its turn among what it prints */
  guint clears : 1;    /* DLE DC4 8 empties its memory at once */
  const char *start;   /* after ESC @ */
  const char *cut;     /* feeds past the blade, cuts, presents: hexadecimal, as is start */
} ParvisEscposModel;

/* Never %NULL: one that nobody knows is "ESC/POS". @device_id: IEEE 1284 device ID, or a model's name (nullable).
 * (transfer none) */
const ParvisEscposModel *parvis_escpos_model_find (guint16 vendor, guint16 product, const char *device_id);

G_END_DECLS
