/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/escpos/encoder.h"

#include <string.h>

#include "base/secret.h"
#include "drivers/printer/escpos/charset.h"
#include "drivers/printer/escpos/raster.h"
#include "drivers/printer/escpos/wrap.h"

#define ESC       0x1b
#define GS        0x1d
#define LF        0x0a
#define BAND_ROWS 64 /* of one GS v 0: all printers take that much at once */

typedef struct
{
  const ParvisEscposModel *model;
  ParvisEscposCharset *charset;
  GPtrArray *pieces;
} Encoder;

static void
add_piece (Encoder *self, const guint8 *data, gsize size)
{
  g_ptr_array_add (self->pieces, parvis_secret_bytes_new (data, size));
}

static void
finish_piece (Encoder *self, GByteArray *bytes)
{
  add_piece (self, bytes->data, bytes->len);
  parvis_secret_array_unref (bytes);
}

#define APPEND(bytes, ...)                                                                                             \
  g_byte_array_append (bytes, (const guint8[]){ __VA_ARGS__ }, sizeof ((const guint8[]){ __VA_ARGS__ }))

static void
append_hex (GByteArray *bytes, const char *hex)
{
  for (; hex[0] != '\0' && hex[1] != '\0'; hex += 2)
    APPEND (bytes, (guint8) (g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1])));
}

/* ESC @: as switched on; ESC R 0: # is not £; ESC t: the code page. */
static void
begin (Encoder *self)
{
  GByteArray *bytes = g_byte_array_new ();

  APPEND (bytes, ESC, '@', ESC, 'R', 0, ESC, 't', self->model->page);
  append_hex (bytes, self->model->start);
  finish_piece (self, bytes);
}

static void
end (Encoder *self)
{
  GByteArray *bytes = g_byte_array_new ();

  append_hex (bytes, self->model->cut);
  finish_piece (self, bytes);
}

/* GS v 0, in bands. */
static void
add_raster (Encoder *self, const ParvisEscposRaster *raster)
{
  for (guint row = 0; row < raster->rows; row += BAND_ROWS)
    {
      guint rows = MIN (BAND_ROWS, raster->rows - row);
      GByteArray *bytes = g_byte_array_sized_new (16 + raster->stride * rows);

      APPEND (bytes, ESC, 'a', 0, GS, 'v', '0', 0, (guint8) raster->stride, (guint8) (raster->stride >> 8),
              (guint8) rows, 0);
      g_byte_array_append (bytes, raster->bits + (gsize) row * raster->stride, raster->stride * rows);
      finish_piece (self, bytes);
    }
}

/* Each text says all of its style: nothing depends on what was before it. */
static void
append_style (GByteArray *bytes, ParvisTicketStyle style)
{
  APPEND (bytes, ESC, 'a', style & PARVIS_TICKET_CENTRED ? 1 : 0, ESC, 'E', style & PARVIS_TICKET_BOLD ? 1 : 0, GS, '!',
          style & PARVIS_TICKET_LARGE ? 0x11 : 0);
}

static void
add_lines (Encoder *self, const char *text, ParvisTicketStyle style)
{
  guint columns = self->model->columns / (style & PARVIS_TICKET_LARGE ? 2 : 1);
  g_auto (GStrv) lines = parvis_escpos_wrap (text, columns);
  GByteArray *bytes = g_byte_array_new ();

  append_style (bytes, style);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      parvis_escpos_charset_append (self->charset, bytes, lines[i], strlen (lines[i]));
      APPEND (bytes, LF);
      parvis_wipe_text (lines[i]);
    }
  finish_piece (self, bytes);
}

static void
add_text (Encoder *self, const ParvisTicketPart *part)
{
  g_autoptr (ParvisSecret) writable = parvis_escpos_charset_writable (self->charset, part->text);
  g_autoptr (ParvisEscposRaster) drawn = NULL;

  if (writable != NULL)
    {
      add_lines (self, writable, part->style);
      return;
    }
  drawn = parvis_escpos_raster_text (part->text, part->style, self->model->dots);
  if (drawn != NULL)
    add_raster (self, drawn);
  else
    g_warning ("A text of a receipt is left out: drawn, it would be longer than two metres");
}

/* GS ( k, functions 165 (model 2), 167 (dots a module), 169 (level M), 180 (store), 181 (print). */
static void
add_native_qr (Encoder *self, const char *text, guint module)
{
  GByteArray *bytes = g_byte_array_new ();
  gsize stored = strlen (text) + 3;

  append_style (bytes, PARVIS_TICKET_CENTRED);
  APPEND (bytes, GS, '(', 'k', 4, 0, 49, 65, 50, 0);
  APPEND (bytes, GS, '(', 'k', 3, 0, 49, 67, (guint8) module);
  APPEND (bytes, GS, '(', 'k', 3, 0, 49, 69, 49);
  APPEND (bytes, GS, '(', 'k', (guint8) stored, (guint8) (stored >> 8), 49, 80, 48);
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
  APPEND (bytes, GS, '(', 'k', 3, 0, 49, 81, 48, LF);
  finish_piece (self, bytes);
}

static void
add_qr (Encoder *self, const char *text)
{
  guint module = parvis_escpos_qr_module (text, self->model->dots);
  g_autoptr (ParvisEscposRaster) drawn = NULL;

  if (module > 0 && self->model->native_qr && g_str_is_ascii (text)) /* there is no way to tell it of UTF-8 */
    add_native_qr (self, text, module);
  else if (module > 0)
    {
      drawn = parvis_escpos_raster_qr (text, self->model->dots);
      add_raster (self, drawn);
    }
  else
    g_warning ("The QR code of a receipt is left out: it holds too much for %u dots", self->model->dots);
}

static void
add_part (Encoder *self, const ParvisTicketPart *part)
{
  g_autoptr (ParvisEscposRaster) raster = NULL;

  switch (part->kind)
    {
    case PARVIS_TICKET_TEXT:
      add_text (self, part);
      return;
    case PARVIS_TICKET_QR:
      add_qr (self, part->text);
      return;
    case PARVIS_TICKET_SPACE:
      add_lines (self, "\n", PARVIS_TICKET_PLAIN);
      return;
    case PARVIS_TICKET_RULE:
      raster = parvis_escpos_raster_rule (self->model->dots);
      break;
    case PARVIS_TICKET_IMAGE:
    default:
      raster = parvis_escpos_raster_image (part, self->model->dots);
      break;
    }
  add_raster (self, raster);
}

GPtrArray *
parvis_escpos_encode (ParvisTicket *ticket, const ParvisEscposModel *model)
{
  g_autoptr (ParvisEscposCharset) charset = parvis_escpos_charset_new (model->charset);
  Encoder self = { model, charset, g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref) };
  gsize n;
  const ParvisTicketPart *parts = parvis_ticket_parts (ticket, &n);

  begin (&self);
  for (gsize i = 0; i < n; i++)
    add_part (&self, &parts[i]);
  end (&self);
  return self.pieces;
}
