/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "drivers/card/link.h"
#include "drivers/card/ndef.h"

#define PARSE(bytes, error) parvis_ndef_parse ((const guint8 *) (bytes), sizeof (bytes) - 1, error)

static const ParvisNdefRecord *
only (GPtrArray *records)
{
  g_assert_nonnull (records);
  g_assert_cmpuint (records->len, ==, 1);
  return g_ptr_array_index (records, 0);
}

static void
test_uri (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) known = PARSE ("\xD1\x01\x10U\x04ville.example/c", &error);
  g_autoptr (GPtrArray) whole = PARSE ("\xD1\x01\x0CU\x00urn:ville:1", &error);
  g_autoptr (GPtrArray) absolute = PARSE ("\xD3\x0C\x00urn:ville:42", &error);
  g_autoptr (GPtrArray) telephone = PARSE ("\xD1\x01\x05U\x05+331", &error);

  g_assert_no_error (error);
  g_assert_cmpint (only (known)->kind, ==, PARVIS_NDEF_URI);
  g_assert_cmpstr (only (known)->text, ==, "https://ville.example/c");
  g_assert_cmpstr (only (whole)->text, ==, "urn:ville:1");
  g_assert_cmpstr (only (absolute)->text, ==, "urn:ville:42");
  g_assert_cmpstr (only (telephone)->text, ==, "tel:+331");
}

static void
test_text (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) utf8 = PARSE ("\xD1\x01\x09T\x02"
                                      "frH\xC3\xA9 !",
                                      &error);
  g_autoptr (GPtrArray) wide = PARSE ("\xD1\x01\x07T\x82"
                                      "fr\x00H\x00\xE9",
                                      &error);
  g_autoptr (GPtrArray) marked = PARSE ("\xD1\x01\x09T\x82"
                                        "fr\xFF\xFEH\x00\xE9\x00",
                                        &error);

  g_assert_null (utf8); /* its length says one byte more than there is */
  g_clear_error (&error);
  utf8 = PARSE ("\xD1\x01\x08T\x02"
                "frH\xC3\xA9 !",
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (only (utf8)->kind, ==, PARVIS_NDEF_TEXT);
  g_assert_cmpstr (only (utf8)->type, ==, "fr");
  g_assert_cmpstr (only (utf8)->text, ==, "Hé !");
  g_assert_cmpstr (only (wide)->text, ==, "Hé");
  g_assert_cmpstr (only (marked)->text, ==, "Hé");
}

static void
test_mime (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = PARSE ("\xDA\x0A\x04\x01Text/x-ciidA-42", &error);
  const ParvisNdefRecord *record;

  g_assert_no_error (error);
  record = only (records);
  g_assert_cmpint (record->kind, ==, PARVIS_NDEF_MIME);
  g_assert_cmpstr (record->type, ==, "text/x-cii");
  g_assert_cmpmem (g_bytes_get_data (record->data, NULL), (int) g_bytes_get_size (record->data), "A-42", 4);
}

/* Several, one of them unknown, one empty, one with a length of four bytes; and a smart poster. */
static void
test_several (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = PARSE ("\x91\x01\x02U\x03"
                                         "a\x10\x00\x00\x14\x03\x01x:yz\x41\x01\x00\x00\x00\x02U\x04"
                                         "b",
                                         &error);
  g_autoptr (GPtrArray) poster = PARSE ("\xD1\x02\x0FSp\x91\x01\x02U\x03"
                                        "a\x51\x01\x05T\x02"
                                        "frTt",
                                        &error);

  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 3);
  g_assert_cmpint (((ParvisNdefRecord *) records->pdata[1])->kind, ==, PARVIS_NDEF_OTHER);
  g_assert_cmpstr (((ParvisNdefRecord *) records->pdata[1])->type, ==, "x:y");
  g_assert_cmpstr (((ParvisNdefRecord *) records->pdata[2])->text, ==, "https://b");
  g_assert_cmpuint (poster->len, ==, 2);
  g_assert_cmpstr (((ParvisNdefRecord *) poster->pdata[0])->text, ==, "http://a");
  g_assert_cmpstr (((ParvisNdefRecord *) poster->pdata[1])->text, ==, "Tt");
}

static void
test_empty (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) nothing = parvis_ndef_parse ((const guint8 *) "", 0, &error);
  g_autoptr (GPtrArray) empty = PARSE ("\xD0\x00\x00", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_cmpuint (empty->len, ==, 0);
}

static void
test_bad (void)
{
#define BAD(bytes)                                                                                                     \
  {                                                                                                                    \
    (const guint8 *) (bytes), sizeof (bytes) - 1                                                                       \
  }
  static const struct
  {
    const guint8 *data;
    gsize length;
  } cases[] = {
    BAD ("\xD1"),
    BAD ("\xD1\x01\x05U\x04"),             /* longer than there is */
    BAD ("\xC1\x01\xFF\xFF\xFF\xFFU\x04"), /* much longer */
    BAD ("\x51\x01\x02U\x04"
         "a"), /* no beginning */
    BAD ("\x91\x01\x02U\x04"
         "a"), /* no end */
    BAD ("\x91\x01\x02U\x04"
         "a\xD1\x01\x02U\x04"
         "a"),             /* a second beginning */
    BAD ("\xD1\x01\x00U"), /* a URI of nothing */
    BAD ("\xD1\x01\x02U\x24"
         "a"), /* an unknown beginning */
    BAD ("\xD1\x01\x03U\x04"
         "a\x07"), /* a control character */
    BAD ("\xD1\x01\x03U\x04"
         "a\xC3"), /* not UTF-8 */
    BAD ("\xD1\x01\x02T\x05"
         "f"), /* a language longer than the text */
    BAD ("\xD1\x01\x03T\x00\xC3"
         "a"),
    BAD ("\xD9\x01\x02"), /* an ID length that is not there */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parvis_ndef_parse (cases[i].data, cases[i].length, &error));
      g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL);
    }
}

static void
test_bounds (void)
{
  g_autofree guint8 *large = g_malloc0 (PARVIS_NDEF_MAX + 1);
  g_autoptr (GByteArray) many = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (parvis_ndef_parse (large, PARVIS_NDEF_MAX + 1, &error));
  g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL);
  g_clear_error (&error);
  for (guint i = 0; i <= PARVIS_NDEF_MAX_RECORDS; i++)
    g_byte_array_append (many, (const guint8 *) (i == 0 ? "\x91\x01\x01U\x04" : "\x11\x01\x01U\x04"), 5);
  g_assert_null (parvis_ndef_parse (many->data, many->len, &error));
  g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_PROTOCOL);
  g_clear_error (&error);
  g_assert_null (PARSE ("\xF1\x01\x02U\x04"
                        "a",
                        &error));
  g_assert_error (error, PARVIS_CARD_ERROR, PARVIS_CARD_ERROR_UNSUPPORTED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ndef/uri", test_uri);
  g_test_add_func ("/ndef/text", test_text);
  g_test_add_func ("/ndef/mime", test_mime);
  g_test_add_func ("/ndef/several", test_several);
  g_test_add_func ("/ndef/empty", test_empty);
  g_test_add_func ("/ndef/bad", test_bad);
  g_test_add_func ("/ndef/bounds", test_bounds);
  return g_test_run ();
}
