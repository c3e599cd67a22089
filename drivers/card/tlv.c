/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/card/tlv.h"

#define TAG_BYTES    3
#define LENGTH_BYTES 3

static gboolean
take_byte (ParvisTlvSpan *rest, guint8 *byte)
{
  if (rest->length == 0)
    return FALSE;
  *byte = *rest->data++;
  rest->length--;
  return TRUE;
}

/* ISO/IEC 7816-4, 5.2.2.1: five ones announce more bytes, of seven bits each, the last one without its top
 * bit. */
static gboolean
take_tag (ParvisTlvSpan *rest, guint32 *tag)
{
  guint8 byte;
  guint bytes = 1;

  if (!take_byte (rest, &byte) || byte == 0x00) /* what is erased or filled up is no tag */
    return FALSE;
  *tag = byte;
  if ((byte & 0x1f) != 0x1f)
    return TRUE;
  do
    {
      if (++bytes > TAG_BYTES || !take_byte (rest, &byte) || (bytes == 2 && byte == 0x80))
        return FALSE;
      *tag = *tag << 8 | byte;
    }
  while ((byte & 0x80) != 0);
  return TRUE;
}

/* 5.2.2.2; 80 (indefinite) is not of this standard. Lengths longer than they need be are BER and are met on
 * cards. */
static gboolean
take_length (ParvisTlvSpan *rest, gsize *length)
{
  guint8 byte;
  guint bytes;

  if (!take_byte (rest, &byte))
    return FALSE;
  *length = byte;
  if (byte < 0x80)
    return TRUE;
  bytes = byte & 0x7f;
  if (bytes == 0 || bytes > LENGTH_BYTES)
    return FALSE;
  for (*length = 0; bytes > 0; bytes--)
    {
      if (!take_byte (rest, &byte))
        return FALSE;
      *length = *length << 8 | byte;
    }
  return TRUE;
}

gboolean
parvis_tlv_next (ParvisTlvSpan *rest, ParvisTlv *tlv)
{
  ParvisTlvSpan left = *rest;
  gsize length;

  if (!take_tag (&left, &tlv->tag) || !take_length (&left, &length) || length > left.length)
    return FALSE;
  tlv->value = (ParvisTlvSpan){ left.data, length };
  tlv->whole = (ParvisTlvSpan){ rest->data, (gsize) (left.data - rest->data) + length };
  rest->data += tlv->whole.length;
  rest->length -= tlv->whole.length;
  return TRUE;
}

gboolean
parvis_tlv_find (ParvisTlvSpan span, guint32 tag, ParvisTlv *tlv)
{
  while (parvis_tlv_next (&span, tlv))
    if (tlv->tag == tag)
      return TRUE;
  return FALSE;
}

gboolean
parvis_tlv_find_path (ParvisTlvSpan span, const guint32 *path, ParvisTlv *tlv)
{
  g_return_val_if_fail (path[0] != 0, FALSE);

  for (; *path != 0; path++, span = tlv->value)
    if (!parvis_tlv_find (span, *path, tlv))
      return FALSE;
  return TRUE;
}

/* Writing --------------------------------------------------------------------------------------- */

/* The bytes of @number that count, big-endian. */
static void
append_number (GByteArray *array, gsize number, guint bytes)
{
  while (bytes-- > 0)
    {
      guint8 byte = (guint8) (number >> (8 * bytes));

      g_byte_array_append (array, &byte, 1);
    }
}

static guint
bytes_of (gsize number)
{
  guint bytes = 1;

  while (number >>= 8)
    bytes++;
  return bytes;
}

void
parvis_tlv_append (GByteArray *array, guint32 tag, const guint8 *value, gsize length)
{
  g_return_if_fail (tag != 0 && bytes_of (tag) <= TAG_BYTES && bytes_of (length) <= LENGTH_BYTES);
  g_return_if_fail (value != NULL || length == 0);

  append_number (array, tag, bytes_of (tag));
  if (length >= 0x80)
    append_number (array, 0x80 | bytes_of (length), 1);
  append_number (array, length, bytes_of (length));
  if (length > 0)
    g_byte_array_append (array, value, (guint) length);
}
