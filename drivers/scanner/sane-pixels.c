/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/scanner/sane-pixels.h"

#include <string.h>

#include "base/secret.h"
#include "drivers/scanner/scanner.h"

struct _ParvisSanePixels
{
  guint width, samples, depth;
  gsize line_size;  /* bytes of one line as the device sends it */
  GByteArray *line; /* the line being received */
  GByteArray *pixels;
};

static gboolean
is_sane (const SANE_Parameters *p, gint64 samples)
{
  gint64 needed = ((gint64) p->pixels_per_line * samples * p->depth + 7) / 8;

  return p->pixels_per_line > 0 && p->bytes_per_line >= needed && p->bytes_per_line <= needed + 4096
         && (p->depth == 8 || p->depth == 16 || (p->depth == 1 && samples == 1));
}

static gboolean
is_over_bound (const SANE_Parameters *p)
{
  return p->pixels_per_line > PARVIS_SCANNER_MAX_PIXELS
         || (p->lines > 0 && (gint64) p->pixels_per_line * p->lines > PARVIS_SCANNER_MAX_PIXELS);
}

ParvisSanePixels *
parvis_sane_pixels_new (const SANE_Parameters *parameters, GError **error)
{
  gint64 samples = parameters->format == SANE_FRAME_RGB ? 3 : 1;
  ParvisSanePixels *self;

  if (is_over_bound (parameters))
    {
      g_set_error (error, PARVIS_SCANNER_ERROR, PARVIS_SCANNER_ERROR_TOO_LARGE, "the scanner announces %d x %d pixels",
                   parameters->pixels_per_line, parameters->lines);
      return NULL;
    }
  if ((parameters->format != SANE_FRAME_RGB && parameters->format != SANE_FRAME_GRAY) || !is_sane (parameters, samples))
    {
      g_set_error (error, PARVIS_SCANNER_ERROR, PARVIS_SCANNER_ERROR_FAILED,
                   "the scanner sends what we do not read: format %d, depth %d, %d pixels in %d bytes",
                   parameters->format, parameters->depth, parameters->pixels_per_line, parameters->bytes_per_line);
      return NULL;
    }
  self = g_new0 (ParvisSanePixels, 1);
  self->width = (guint) parameters->pixels_per_line;
  self->samples = (guint) samples;
  self->depth = (guint) parameters->depth;
  self->line_size = (gsize) parameters->bytes_per_line;
  self->line = g_byte_array_new ();
  self->pixels = g_byte_array_new ();
  return self;
}

void
parvis_sane_pixels_free (ParvisSanePixels *self)
{
  g_clear_pointer (&self->line, parvis_secret_array_unref);
  g_clear_pointer (&self->pixels, parvis_secret_array_unref);
  g_free (self);
}

static guint8
sample_at (const ParvisSanePixels *self, const guint8 *line, gsize index)
{
  switch (self->depth)
    {
    case 1: /* a set bit is black */
      return line[index / 8] & (0x80 >> index % 8) ? 0 : 255;
    case 16: /* in this machine's byte order */
      {
        guint16 sample;
        memcpy (&sample, line + index * 2, sizeof sample);
        return (guint8) (sample >> 8);
      }
    default:
      return line[index];
    }
}

static void
append_row (ParvisSanePixels *self)
{
  gsize start = self->pixels->len;
  guint8 *row;

  g_byte_array_set_size (self->pixels, (guint) (start + self->width * 3));
  row = self->pixels->data + start;
  for (gsize x = 0; x < self->width; x++)
    for (gsize channel = 0; channel < 3; channel++)
      row[x * 3 + channel] = sample_at (self, self->line->data, self->samples == 3 ? x * 3 + channel : x);
  g_byte_array_set_size (self->line, 0);
}

gboolean
parvis_sane_pixels_take (ParvisSanePixels *self, const guint8 *data, gsize size, GError **error)
{
  while (size > 0)
    {
      gsize piece = MIN (size, self->line_size - self->line->len);

      g_byte_array_append (self->line, data, (guint) piece);
      data += piece;
      size -= piece;
      if (self->line->len < self->line_size)
        continue;
      if ((guint64) self->pixels->len / 3 + self->width > PARVIS_SCANNER_MAX_PIXELS)
        {
          g_set_error_literal (error, PARVIS_SCANNER_ERROR, PARVIS_SCANNER_ERROR_TOO_LARGE,
                               "the scanner sends without end");
          return FALSE;
        }
      append_row (self);
    }
  return TRUE;
}

static void
free_wiped (gpointer array)
{
  parvis_secret_array_unref (array);
}

GBytes *
parvis_sane_pixels_finish (ParvisSanePixels *self, guint *width, guint *height)
{
  GByteArray *pixels = g_steal_pointer (&self->pixels);

  self->pixels = g_byte_array_new ();
  *width = self->width;
  *height = pixels->len / (self->width * 3);
  return g_bytes_new_with_free_func (pixels->data, pixels->len, free_wiped, pixels);
}
