/* SPDX-License-Identifier: EUPL-1.2
 *
 * What a card may send as BER-TLV, walked to its leaves: each object lies within the one it is in, and reads
 * the same when written anew.
 */
#include <stdint.h>
#include <string.h>

#include "drivers/card/tlv.h"

#define DEPTH 32

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_written (const ParvisTlv *tlv)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  ParvisTlvSpan rest;
  ParvisTlv again;

  parvis_tlv_append (array, tlv->tag, tlv->value.data, tlv->value.length);
  rest = (ParvisTlvSpan){ array->data, array->len };
  g_assert_true (parvis_tlv_next (&rest, &again));
  g_assert_cmpuint (rest.length, ==, 0);
  g_assert_cmphex (again.tag, ==, tlv->tag);
  g_assert_cmpuint (again.value.length, ==, tlv->value.length);
  g_assert_true (again.value.length == 0 || memcmp (again.value.data, tlv->value.data, tlv->value.length) == 0);
  g_assert_cmpuint (again.whole.length, <=, tlv->whole.length);
}

static void
walk (ParvisTlvSpan span, guint depth)
{
  ParvisTlvSpan rest = span;
  ParvisTlv tlv, found;

  while (parvis_tlv_next (&rest, &tlv))
    {
      g_assert_true (tlv.whole.data >= span.data);
      g_assert_true (tlv.value.data + tlv.value.length <= span.data + span.length);
      g_assert_true (rest.data + rest.length == span.data + span.length);
      g_assert_true (parvis_tlv_find (span, tlv.tag, &found));
      if (depth == 0)
        check_written (&tlv);
      if (depth < DEPTH)
        walk (tlv.value, depth + 1);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  ParvisTlv tlv;

  if (size > 1024)
    return 0; /* deeper nesting needs no more, and walking it takes the square of its length */
  walk ((ParvisTlvSpan){ data, size }, 0);
  parvis_tlv_find_path ((ParvisTlvSpan){ data, size }, (const guint32[]){ 0x53, 0x70, 0 }, &tlv);
  return 0;
}
