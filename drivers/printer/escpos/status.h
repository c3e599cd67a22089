/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "drivers/printer/printer.h"

G_BEGIN_DECLS

/* How a printer says by itself what has changed. */
typedef enum
{
  PARVIS_ESCPOS_ASB,         /* Epson: GS a (Automatic Status Back), four bytes; and DLE EOT 1 to 4, a byte each */
  PARVIS_ESCPOS_FULL_STATUS, /* Custom: GS 0xE0, "full status": DLE, which bytes follow, the bytes; and DLE EOT 20 */
} ParvisEscposDialect;

typedef struct
{
  gboolean offline, cover_open, paper_out, paper_low, jam, cutter, failed, recovering;
} ParvisEscposStatus;

/* What is wrong, the one a person can mend first. */
ParvisPrinterTrouble parvis_escpos_status_to_trouble (const ParvisEscposStatus *status);

/* What the printer sends, byte by byte, whatever it is. Plain data: set to zero, with its dialect. */
typedef struct
{
  ParvisEscposDialect dialect;
  ParvisEscposStatus status;
  guint8 asked;    /* n of the DLE EOT n that has not been answered; 0: none */
  guint8 which;    /* full status: the bytes that are still to come, a bit each */
  guint8 bytes[4]; /* ASB: those already here */
  guint n_bytes;
  gboolean header; /* full status: DLE was here */
} ParvisEscposParser;

typedef enum
{
  PARVIS_ESCPOS_HEARD_NOTHING = 0,
  PARVIS_ESCPOS_HEARD_STATUS = 1 << 0, /* by itself: parser->status is up to date */
  PARVIS_ESCPOS_HEARD_ANSWER = 1 << 1, /* to parser->asked, which is 0 now */
  PARVIS_ESCPOS_HEARD_MARK = 1 << 2,   /* an answer to GS r: all that was sent before it is printed */
} ParvisEscposHeard;

ParvisEscposHeard parvis_escpos_parse (ParvisEscposParser *parser, guint8 byte);

G_END_DECLS
