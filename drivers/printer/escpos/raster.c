/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/escpos/raster.h"

#include <qrencode.h>
#include <string.h>

#include "base/secret.h"

/* 8 dots are 1 mm. A telephone reads modules of 3 dots at arm's length; bigger than 40 mm helps nobody. */
#define QR_QUIET           4
#define QR_WANTED_DOTS     320
#define QR_SMALLEST_MODULE 3
#define QR_LARGEST_MODULE  8
#define RULE_ROWS          16

static ParvisEscposRaster *
raster_new (guint dots, guint rows)
{
  ParvisEscposRaster *self = g_new0 (ParvisEscposRaster, 1);

  self->stride = (dots + 7) / 8;
  self->rows = rows;
  self->bits = g_malloc0 ((gsize) self->stride * rows);
  return self;
}

void
parvis_escpos_raster_free (ParvisEscposRaster *self)
{
  parvis_wipe (self->bits, (gsize) self->stride * self->rows);
  g_free (self->bits);
  g_free (self);
}

static void
blacken (ParvisEscposRaster *self, guint x, guint y)
{
  self->bits[(gsize) y * self->stride + x / 8] |= (guint8) (0x80 >> (x % 8));
}

ParvisEscposRaster *
parvis_escpos_raster_rule (guint dots)
{
  ParvisEscposRaster *self = raster_new (dots, RULE_ROWS);

  for (guint y = RULE_ROWS / 2 - 1; y <= RULE_ROWS / 2; y++)
    for (guint x = 0; x < dots; x++)
      blacken (self, x, y);
  return self;
}

/* --- images --- */

/* The mean of the greys that fall into one dot. */
static int
mean_grey (const ParvisTicketPart *part, guint width, guint height, guint x, guint y)
{
  const guint8 *greys = g_bytes_get_data (part->image, NULL);
  guint left = x * part->width / width, right = MAX (left + 1, (x + 1) * part->width / width);
  guint top = y * part->height / height, bottom = MAX (top + 1, (y + 1) * part->height / height);
  guint64 sum = 0;

  for (guint v = top; v < bottom; v++)
    for (guint u = left; u < right; u++)
      sum += greys[(gsize) v * part->width + u];
  return (int) (sum / ((guint64) (bottom - top) * (right - left)));
}

/* @next has a place before its first and after its last, so that nothing asks where the row ends. */
static void
spread_error (int *here, int *next, guint x, int error)
{
  here[x + 2] += error * 7 / 16;
  next[x] += error * 3 / 16;
  next[x + 1] += error * 5 / 16;
  next[x + 2] += error / 16;
}

static void
dither (ParvisEscposRaster *self, const ParvisTicketPart *part, guint width, guint offset)
{
  g_autofree int *here = g_new0 (int, width + 2), *next = g_new0 (int, width + 2);

  for (guint y = 0; y < self->rows; y++)
    {
      int *swap = here;
      here = next;
      next = memset (swap, 0, sizeof *swap * (width + 2));
      for (guint x = 0; x < width; x++)
        {
          int wanted = mean_grey (part, width, self->rows, x, y) + here[x + 1];
          gboolean black = wanted < 128;
          if (black)
            blacken (self, offset + x, y);
          spread_error (here, next, x, wanted - (black ? 0 : 255));
        }
    }
}

ParvisEscposRaster *
parvis_escpos_raster_image (const ParvisTicketPart *part, guint dots)
{
  guint width = MIN (part->width, dots);
  guint height = MAX (1, (guint) ((guint64) part->height * width / part->width));
  ParvisEscposRaster *self = raster_new (dots, height);

  dither (self, part, width, (dots - width) / 2);
  return self;
}

/* --- QR codes (ISO/IEC 18004), level M: paper is folded and rubbed --- */

#define ECI_UTF8 26

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QRcode, QRcode_free)

/* Says that it is UTF-8: without it, telephones guess, some of them Shift JIS. ASCII needs no word, and less room. */
static QRcode *
encode_qr (const char *text)
{
  QRinput *input = QRinput_new2 (0, QR_ECLEVEL_M);
  QRcode *code = NULL;

  if ((g_str_is_ascii (text) || QRinput_appendECIheader (input, ECI_UTF8) == 0)
      && QRinput_append (input, QR_MODE_8, (int) strlen (text), (const unsigned char *) text) == 0)
    code = QRcode_encodeInput (input);
  QRinput_free (input);
  return code;
}

static guint
module_dots (const QRcode *code, guint dots)
{
  guint side = (guint) code->width + 2 * QR_QUIET;
  guint module = CLAMP (QR_WANTED_DOTS / side, QR_SMALLEST_MODULE, QR_LARGEST_MODULE);

  return module * side <= dots ? module : 0;
}

guint
parvis_escpos_qr_module (const char *text, guint dots)
{
  g_autoptr (QRcode) code = encode_qr (text);

  return code != NULL ? module_dots (code, dots) : 0;
}

ParvisEscposRaster *
parvis_escpos_raster_qr (const char *text, guint dots)
{
  g_autoptr (QRcode) code = encode_qr (text);
  guint module = code != NULL ? module_dots (code, dots) : 0;
  guint side = code != NULL ? (guint) code->width : 0;
  ParvisEscposRaster *self;

  if (module == 0)
    return NULL;
  self = raster_new (dots, module * (side + 2 * QR_QUIET));
  for (guint y = 0; y < side * module; y++)
    for (guint x = 0; x < side * module; x++)
      if (code->data[(y / module) * side + x / module] & 1)
        blacken (self, (dots - side * module) / 2 + x, QR_QUIET * module + y);
  return self;
}
