/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/escpos/status.h"

#define DLE 0x10

/* Bits of DLE EOT and ASB: Epson, "ESC/POS Command Reference". The fixed ones tell the kinds apart. */
#define IS_ANSWER(byte)    (((byte) &0x93) == 0x12)
#define IS_ASB_FIRST(byte) (((byte) &0x93) == 0x10)
#define IS_ASB_NEXT(byte)  (((byte) &0x90) == 0)
#define IS_MARK(byte)      (((byte) &0x90) == 0)

ParvisPrinterTrouble
parvis_escpos_status_to_trouble (const ParvisEscposStatus *status)
{
  if (status->cover_open)
    return PARVIS_PRINTER_COVER_OPEN;
  if (status->paper_out)
    return PARVIS_PRINTER_NO_PAPER;
  if (status->jam)
    return PARVIS_PRINTER_PAPER_JAM;
  if (status->cutter)
    return PARVIS_PRINTER_CUTTER;
  if (status->failed || status->recovering)
    return PARVIS_PRINTER_OTHER;
  return status->offline ? PARVIS_PRINTER_STOPPED : PARVIS_PRINTER_OK;
}

static void
take_errors (ParvisEscposStatus *status, guint8 byte)
{
  status->cutter = (byte & 0x08) != 0;
  status->failed = (byte & 0x24) != 0;     /* unrecoverable, or to be recovered by hand */
  status->recovering = (byte & 0x40) != 0; /* the head is too hot: by itself */
}

static void
take_answer (ParvisEscposStatus *status, guint8 asked, guint8 byte)
{
  switch (asked)
    {
    case 1:
      status->offline = (byte & 0x08) != 0;
      break;
    case 2:
      status->cover_open = (byte & 0x04) != 0;
      break;
    case 3:
      take_errors (status, byte);
      break;
    default:
      status->paper_low = (byte & 0x0c) != 0;
      status->paper_out = (byte & 0x60) != 0;
      break;
    }
}

static void
take_asb (ParvisEscposStatus *status, const guint8 bytes[4])
{
  status->offline = (bytes[0] & 0x08) != 0;
  status->cover_open = (bytes[0] & 0x20) != 0;
  take_errors (status, bytes[1]);
  status->paper_low = (bytes[2] & 0x03) != 0;
  status->paper_out = (bytes[2] & 0x0c) != 0;
}

static ParvisEscposHeard
parse_asb (ParvisEscposParser *self, guint8 byte)
{
  if (self->n_bytes > 0 && IS_ASB_NEXT (byte))
    {
      self->bytes[self->n_bytes++] = byte;
      if (self->n_bytes < G_N_ELEMENTS (self->bytes))
        return PARVIS_ESCPOS_HEARD_NOTHING;
      self->n_bytes = 0;
      take_asb (&self->status, self->bytes);
      return PARVIS_ESCPOS_HEARD_STATUS;
    }
  self->n_bytes = 0;
  if (IS_ANSWER (byte) && self->asked != 0)
    {
      take_answer (&self->status, self->asked, byte);
      self->asked = 0;
      return PARVIS_ESCPOS_HEARD_ANSWER;
    }
  if (IS_ASB_FIRST (byte))
    self->bytes[self->n_bytes++] = byte;
  return IS_MARK (byte) ? PARVIS_ESCPOS_HEARD_MARK : PARVIS_ESCPOS_HEARD_NOTHING;
}

/* Custom, command references of VKP80 and KPM, "$10 $04" n = 20. */
static void
take_full (ParvisEscposStatus *status, guint8 which, guint8 byte)
{
  switch (which)
    {
    case 1 << 0:
      status->paper_out = (byte & 0x01) != 0;
      status->paper_low = (byte & 0x44) != 0; /* near its end, or the length of it that was counted is used up */
      break;
    case 1 << 1:
      status->cover_open = (byte & 0x03) != 0; /* head or cover */
      break;
    case 1 << 2:
      status->recovering = (byte & 0x09) != 0; /* head too hot, voltage */
      status->jam = (byte & 0x40) != 0;
      break;
    case 1 << 3:
      status->cutter = (byte & 0x01) != 0;
      status->failed = (byte & 0x4c) != 0;
      break;
    default:
      break;
    }
}

static ParvisEscposHeard
parse_full (ParvisEscposParser *self, guint8 byte)
{
  if (self->which != 0)
    {
      guint8 lowest = (guint8) (self->which & -self->which);

      take_full (&self->status, lowest, byte);
      self->which = (guint8) (self->which & ~lowest);
      if (self->which != 0)
        return PARVIS_ESCPOS_HEARD_NOTHING;
      self->asked = 0;
      return PARVIS_ESCPOS_HEARD_STATUS | PARVIS_ESCPOS_HEARD_ANSWER;
    }
  if (self->header)
    {
      self->header = FALSE;
      self->which = byte & 0x3f;
      return PARVIS_ESCPOS_HEARD_NOTHING;
    }
  self->header = byte == DLE;
  return IS_MARK (byte) ? PARVIS_ESCPOS_HEARD_MARK : PARVIS_ESCPOS_HEARD_NOTHING;
}

ParvisEscposHeard
parvis_escpos_parse (ParvisEscposParser *parser, guint8 byte)
{
  return parser->dialect == PARVIS_ESCPOS_ASB ? parse_asb (parser, byte) : parse_full (parser, byte);
}
