/* SPDX-License-Identifier: EUPL-1.2 */
#include "escpos-reader.h"

#include <string.h>

typedef struct
{
  const guint8 *at, *end;
  EscposReceipt *receipt;
  guint8 page, bold, size, justified;
  gboolean line_begun;
  char *stored;
} Reader;

/* Windows 1252 and code page 858, the upper halves, from their published tables; NUL: not assigned. */
static const gunichar high_1252[32]
    = { 0x20ac, 0,      0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
        0x2039, 0x152,  0,      0x17d,  0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
        0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0,      0x17e,  0x178 };
static const char high_858[] = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€Í"
                               "ÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´";

static guint8
take (Reader *self)
{
  g_assert_true (self->at < self->end);
  return *self->at++;
}

static const guint8 *
take_many (Reader *self, gsize n)
{
  const guint8 *here = self->at;

  g_assert_cmpuint ((gsize) (self->end - self->at), >=, n);
  self->at += n;
  return here;
}

static gunichar
to_unicode (Reader *self, guint8 byte)
{
  if (byte < 0x80)
    return byte;
  if (self->page == 16)
    return byte >= 0xa0 ? byte : high_1252[byte - 0x80];
  g_assert_cmpuint (self->page, ==, 19);
  g_assert_cmpuint (byte - 0x80, <, g_utf8_strlen (high_858, -1));
  return g_utf8_get_char (g_utf8_offset_to_pointer (high_858, byte - 0x80));
}

static void
print (Reader *self, guint8 byte)
{
  GString *text = self->receipt->text;

  if (byte != '\n' && !self->line_begun)
    {
      g_string_append (text, self->justified == 1 ? ">" : "");
      g_string_append (text, self->size == 0x11 ? "#" : "");
      g_string_append (text, self->bold ? "*" : "");
    }
  self->line_begun = byte != '\n';
  g_string_append_unichar (text, to_unicode (self, byte));
}

static void
read_qr (Reader *self)
{
  gsize length = take (self);
  const guint8 *data;

  length += (gsize) take (self) << 8;
  data = take_many (self, length);
  g_assert_cmpuint (length, >=, 3);
  g_assert_cmpuint (data[0], ==, 49);
  if (data[1] == 80)
    {
      g_free (self->stored);
      self->stored = g_strndup ((const char *) data + 3, length - 3);
    }
  else if (data[1] == 81)
    g_ptr_array_add (self->receipt->codes, g_strdup (self->stored));
}

static void
read_raster (Reader *self)
{
  const guint8 *head = take_many (self, 6);
  guint stride = head[2] | head[3] << 8, rows = head[4] | head[5] << 8;
  const guint8 *bits = take_many (self, (gsize) stride * rows);

  g_assert_true (head[0] == '0' && head[1] == 0);
  g_assert_true (!self->line_begun);
  self->receipt->rows += rows;
  self->receipt->dots_wide = stride * 8;
  for (gsize i = 0; i < (gsize) stride * rows * 8; i++)
    {
      guint8 dot = bits[i / 8] >> (7 - i % 8) & 1;
      g_byte_array_append (self->receipt->dots, &dot, 1);
    }
}

static void
read_gs (Reader *self)
{
  switch (take (self))
    {
    case '!':
      self->size = take (self);
      break;
    case '(':
      g_assert_cmpuint (take (self), ==, 'k');
      read_qr (self);
      break;
    case 'v':
      read_raster (self);
      break;
    case 'V':
      self->receipt->cuts++;
      take_many (self, *self->at >= 65 ? 2 : 1);
      break;
    case 'a':
    case 'r':
    case 'e':
    case 0xe0:
      take (self);
      break;
    default:
      g_error ("unknown GS command %02x", self->at[-1]);
    }
}

static void
read_esc (Reader *self)
{
  switch (take (self))
    {
    case '@':
      self->receipt->resets++;
      self->bold = self->size = self->justified = 0;
      self->page = 0;
      break;
    case 't':
      self->page = take (self);
      break;
    case 'a':
      self->justified = take (self);
      break;
    case 'E':
      self->bold = take (self);
      break;
    case 'R':
    case 'd':
      take (self);
      break;
    case 'i':
      self->receipt->cuts++;
      break;
    default:
      g_error ("unknown ESC command %02x", self->at[-1]);
    }
}

static void
read_dle (Reader *self)
{
  if (take (self) == 0x04)
    {
      take (self);
      self->receipt->questions++;
      return;
    }
  g_assert_cmpuint (self->at[-1], ==, 0x14);
  take_many (self, 8);
}

EscposReceipt *
escpos_read (const guint8 *data, gsize length)
{
  Reader reader = { data, data + length, g_new0 (EscposReceipt, 1), 0, 0, 0, 0, FALSE, NULL };

  reader.receipt->text = g_string_new (NULL);
  reader.receipt->codes = g_ptr_array_new_with_free_func (g_free);
  reader.receipt->dots = g_byte_array_new ();
  while (reader.at < reader.end)
    {
      guint8 byte = take (&reader);
      if (byte == 0x1b)
        read_esc (&reader);
      else if (byte == 0x1d)
        read_gs (&reader);
      else if (byte == 0x10)
        read_dle (&reader);
      else if (byte == 0x1c)
        g_assert_cmpuint (take (&reader), ==, '.');
      else
        print (&reader, byte);
    }
  g_free (reader.stored);
  return reader.receipt;
}

void
escpos_receipt_free (EscposReceipt *receipt)
{
  g_string_free (receipt->text, TRUE);
  g_ptr_array_unref (receipt->codes);
  g_byte_array_unref (receipt->dots);
  g_free (receipt);
}
