/* SPDX-License-Identifier: EUPL-1.2
 *
 * BER-TLV: each form of a tag and a length, what is none, paths, and that what is written is read back.
 */
#include "drivers/card/tlv.h"

#define SPAN(...) ((ParvisTlvSpan){ (const guint8[]){ __VA_ARGS__ }, sizeof ((const guint8[]){ __VA_ARGS__ }) })

static void
test_forms (void)
{
  const struct
  {
    ParvisTlvSpan span;
    guint32 tag;
    gsize length, whole;
  } forms[] = {
    { SPAN (0x53, 0x00), 0x53, 0, 2 },
    { SPAN (0x04, 0x02, 1, 2, 9), 0x04, 2, 4 },
    { SPAN (0x5f, 0x1f, 0x01, 7), 0x5f1f, 1, 4 },
    { SPAN (0x7f, 0x81, 0x01, 0x01, 7), 0x7f8101, 1, 5 },
    { SPAN (0x53, 0x81, 0x01, 7), 0x53, 1, 4 }, /* longer than it needs be */
    { SPAN (0x53, 0x82, 0x00, 0x02, 7, 8), 0x53, 2, 6 },
    { SPAN (0x53, 0x83, 0x00, 0x00, 0x01, 7), 0x53, 1, 6 },
    { SPAN (0xff, 0x7f, 0x00), 0xff7f, 0, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      ParvisTlvSpan rest = forms[i].span;
      ParvisTlv tlv;

      g_assert_true (parvis_tlv_next (&rest, &tlv));
      g_assert_cmphex (tlv.tag, ==, forms[i].tag);
      g_assert_cmpuint (tlv.value.length, ==, forms[i].length);
      g_assert_cmpuint (tlv.whole.length, ==, forms[i].whole);
      g_assert_true (tlv.whole.data == forms[i].span.data);
      g_assert_true (tlv.value.data + tlv.value.length == tlv.whole.data + tlv.whole.length);
      g_assert_cmpuint (rest.length, ==, forms[i].span.length - forms[i].whole);
      g_assert_true (rest.data == tlv.whole.data + tlv.whole.length);
    }
}

static void
test_none (void)
{
  const ParvisTlvSpan none[] = {
    SPAN (0x00, 0x00),             /* filled up */
    SPAN (0x53),                   /* no length */
    SPAN (0x53, 0x01),             /* no value */
    SPAN (0x53, 0x7f, 1, 2, 3),    /* longer than what is there */
    SPAN (0x53, 0x80, 0x00, 0x00), /* indefinite */
    SPAN (0x53, 0x81),             /* length breaks off */
    SPAN (0x53, 0x82, 0x01),
    SPAN (0x53, 0x84, 0, 0, 0, 1, 7),       /* four bytes of length */
    SPAN (0x53, 0x83, 0xff, 0xff, 0xff, 7), /* 16 MB of which nothing is there */
    SPAN (0x5f),                            /* tag breaks off */
    SPAN (0x5f, 0x81),
    SPAN (0x5f, 0x80, 0x1f, 0x00),       /* a tag's number begins with nothing */
    SPAN (0x5f, 0x81, 0x81, 0x01, 0x00), /* four bytes of tag */
    SPAN (0xff, 0xff, 0xff, 0xff),       /* erased */
  };

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      ParvisTlvSpan rest = none[i];
      ParvisTlv tlv;

      g_assert_false (parvis_tlv_next (&rest, &tlv));
      g_assert_true (rest.data == none[i].data);
      g_assert_cmpuint (rest.length, ==, none[i].length);
    }
}

static void
test_end (void)
{
  ParvisTlvSpan rest = SPAN (0x53, 0x01, 7, 0x04, 0x00);
  ParvisTlvSpan nothing = { NULL, 0 };
  ParvisTlv tlv;

  g_assert_true (parvis_tlv_next (&rest, &tlv));
  g_assert_true (parvis_tlv_next (&rest, &tlv));
  g_assert_cmphex (tlv.tag, ==, 0x04);
  g_assert_false (parvis_tlv_next (&rest, &tlv));
  g_assert_cmpuint (rest.length, ==, 0);
  g_assert_false (parvis_tlv_next (&nothing, &tlv));
}

static void
test_find (void)
{
  const ParvisTlvSpan span = SPAN (0x04, 0x01, 1, 0x7c, 0x06, 0x04, 0x01, 2, 0x04, 0x01, 3, 0x53, 0x05);
  ParvisTlv tlv;

  g_assert_true (parvis_tlv_find (span, 0x7c, &tlv));
  g_assert_cmpuint (tlv.value.length, ==, 6);
  g_assert_true (parvis_tlv_find (span, 0x04, &tlv));
  g_assert_cmpuint (tlv.value.data[0], ==, 1);
  g_assert_true (parvis_tlv_find_path (span, (const guint32[]){ 0x7c, 0x04, 0 }, &tlv));
  g_assert_cmpuint (tlv.value.data[0], ==, 2);
  g_assert_false (parvis_tlv_find_path (span, (const guint32[]){ 0x7c, 0x05, 0 }, &tlv));
  g_assert_false (parvis_tlv_find_path (span, (const guint32[]){ 0x04, 0x04, 0 }, &tlv));
  g_assert_false (parvis_tlv_find (span, 0x53, &tlv)); /* it breaks off */
}

static void
check_written (guint32 tag, gsize length, gsize whole)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  g_autofree guint8 *value = g_malloc0 (length + 1);
  ParvisTlvSpan rest;
  ParvisTlv tlv;

  parvis_tlv_append (array, tag, length > 0 ? value : NULL, length);
  parvis_tlv_append (array, 0x99, (const guint8 *) "\x90\x00", 2);
  g_assert_cmpuint (array->len, ==, whole + 4);
  rest = (ParvisTlvSpan){ array->data, array->len };
  g_assert_true (parvis_tlv_next (&rest, &tlv));
  g_assert_cmphex (tlv.tag, ==, tag);
  g_assert_cmpuint (tlv.value.length, ==, length);
  g_assert_true (parvis_tlv_next (&rest, &tlv));
  g_assert_cmphex (tlv.tag, ==, 0x99);
  g_assert_cmpuint (rest.length, ==, 0);
}

static void
test_written (void)
{
  check_written (0x53, 0, 2);
  check_written (0x53, 127, 129);
  check_written (0x53, 128, 131);
  check_written (0x53, 255, 258);
  check_written (0x5f1f, 256, 261);
  check_written (0x7f8101, 65535, 65541);
  check_written (0x53, 65536, 65541);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/card/tlv/forms", test_forms);
  g_test_add_func ("/card/tlv/none", test_none);
  g_test_add_func ("/card/tlv/end", test_end);
  g_test_add_func ("/card/tlv/find", test_find);
  g_test_add_func ("/card/tlv/written", test_written);
  return g_test_run ();
}
