/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/entry-format.h"

#include <glib.h>
#include <string.h>

/* "|" is the cursor. */
typedef struct
{
  const char *typed, *shown, *plain;
  gboolean complete;
} Case;

static void
check (ParvisEntryKind kind, const Case *cases, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      const char *bar = strchr (cases[i].typed, '|');
      g_autofree char *text = g_strdup_printf ("%.*s%s", (int) (bar - cases[i].typed), cases[i].typed, bar + 1);
      int cursor = (int) g_utf8_pointer_to_offset (cases[i].typed, bar);
      g_autofree char *formatted = parvis_entry_format (kind, text, &cursor);
      const char *at = g_utf8_offset_to_pointer (formatted, cursor);
      g_autofree char *with_bar = g_strdup_printf ("%.*s|%s", (int) (at - formatted), formatted, at);
      g_autofree char *kept = parvis_entry_plain (kind, text);

      g_assert_cmpstr (with_bar, ==, cases[i].shown);
      g_assert_cmpstr (kept, ==, cases[i].plain);
      g_assert_cmpint (parvis_entry_is_complete (kind, text), ==, cases[i].complete);
      g_assert_cmpint (g_utf8_strlen (formatted, -1), <=,
                       parvis_entry_limit (kind) > 0 ? (int) parvis_entry_limit (kind) : G_MAXINT);
    }
}

static void
test_phone (void)
{
  static const Case cases[] = {
    { "061|", "06 1|", "061", FALSE },
    { "06 12|", "06 12|", "0612", FALSE },
    { "0|612345678", "0|6 12 34 56 78", "0612345678", TRUE },
    { "06 |", "06|", "06", FALSE }, /* the figure after the space was erased */
    { "06 125| 34", "06 12 5|3 4", "0612534", FALSE },
    { "06.12.34|", "06 12 34|", "061234", FALSE },
    { "0+6|", "06|", "06", FALSE },
    { "+|", "+|", "+", FALSE },
    { "+3|", "+3|", "+3", FALSE },
    { "+33|", "+33|", "+33", FALSE },
    { "+336|", "+33 6|", "+336", FALSE },
    { "+33612345678|", "+33 6 12 34 56 78|", "+33612345678", TRUE },
    { "+33 06 12 34 56 78|", "+33 06 12 34 56 78|", "+330612345678", TRUE },
    { "0033612345678|", "00 33 6 12 34 56 78|", "0033612345678", TRUE },
    { "+262692123456|", "+262 692 12 34 56|", "+262692123456", FALSE },
    { "+32475123456|", "+32 475 123 456|", "+32475123456", FALSE },
    { "+12025550123|", "+1 202 555 012 3|", "+12025550123", FALSE },
    { "+212612345678|", "+212 612 345 678|", "+212612345678", FALSE },
    { "+123456789012345|", "+1 234 567 890 123 45|", "+123456789012345", FALSE },
    { "3949|", "39 49|", "3949", FALSE },
  };

  check (PARVIS_ENTRY_PHONE, cases, G_N_ELEMENTS (cases));
}

static void
test_iban (void)
{
  static const Case cases[] = {
    { "f|", "F|", "F", FALSE },
    { "fr7630006|", "FR76 3000 6|", "FR7630006", FALSE },
    { "FR76 3000é|", "FR76 3000|", "FR763000", FALSE },
    { "FR76 30|06 0000", "FR76 30|06 0000", "FR7630060000", FALSE },
    { "FR76 309|06 0000", "FR76 309|0 6000 0", "FR76309060000", FALSE },
    { "FR7630006000011234567890189|", "FR76 3000 6000 0112 3456 7890 189|", "FR7630006000011234567890189", TRUE },
    { "BE68539007547034|", "BE68 5390 0754 7034|", "BE68539007547034", TRUE },
    { "ZZ68539007547034|", "ZZ68 5390 0754 7034|", "ZZ68539007547034", FALSE },
    { "MT84MALT011000012345MTLCAST001S|", "MT84 MALT 0110 0001 2345 MTLC AST0 01S|", "MT84MALT011000012345MTLCAST001S",
      TRUE },
  };

  check (PARVIS_ENTRY_IBAN, cases, G_N_ELEMENTS (cases));
}

static void
test_siret (void)
{
  static const Case cases[] = {
    { "1234|", "123 4|", "1234", FALSE },        { "12345678900012|", "123 456 789 00012|", "12345678900012", TRUE },
    { "123| 456", "123| 456", "123456", FALSE }, { "1239| 456", "123 9|45 6", "1239456", FALSE },
    { "RCS 123|", "123|", "123", FALSE },
  };

  check (PARVIS_ENTRY_SIRET, cases, G_N_ELEMENTS (cases));
}

static void
test_numbers (void)
{
  static const Case integers[] = {
    { "12a|", "12|", "12", FALSE },
    { "1-2|", "12|", "12", FALSE },
    { "-12|", "-12|", "-12", FALSE },
    { "1998|", "1998|", "1998", FALSE },
    { "12345|", "12\u00a0345|", "12345", FALSE },
    { "-1234567|", "-1\u00a0234\u00a0567|", "-1234567", FALSE },
    { "12|\u00a03456", "12|3\u00a0456", "123456", FALSE },
  };
  static const Case decimals[] = {
    { "12,5 m2|", "12,52|", "12,52", FALSE },
    { "12.5|", "12,5|", "12,5", FALSE },
    { "1,2,3|", "1,23|", "1,23", FALSE },
    { "12345,678|", "12\u00a0345,678|", "12345,678", FALSE },
    { ",5|", ",5|", ",5", FALSE },
  };

  check (PARVIS_ENTRY_INTEGER, integers, G_N_ELEMENTS (integers));
  check (PARVIS_ENTRY_DECIMAL, decimals, G_N_ELEMENTS (decimals));
}

static void
test_postcode (void)
{
  static const Case cases[] = {
    { "35 000|", "35000|", "35000", TRUE },
    { "350|", "350|", "350", FALSE },
    { "F-35|", "35|", "35", FALSE },
  };

  check (PARVIS_ENTRY_POSTCODE, cases, G_N_ELEMENTS (cases));
}

static void
test_free_text (void)
{
  static const Case cases[] = { { " L’Haÿ |", " L’Haÿ |", "L’Haÿ", FALSE }, { "a@b.fr|", "a@b.fr|", "a@b.fr", FALSE } };

  check (PARVIS_ENTRY_TEXT, cases, G_N_ELEMENTS (cases));
  g_assert_cmpint (parvis_entry_kind_of (PARVIS_FIELD_TEXT), ==, PARVIS_ENTRY_TEXT);
  g_assert_cmpint (parvis_entry_kind_of (PARVIS_FIELD_IBAN), ==, PARVIS_ENTRY_IBAN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entry-format/phone", test_phone);
  g_test_add_func ("/entry-format/iban", test_iban);
  g_test_add_func ("/entry-format/siret", test_siret);
  g_test_add_func ("/entry-format/numbers", test_numbers);
  g_test_add_func ("/entry-format/postcode", test_postcode);
  g_test_add_func ("/entry-format/free-text", test_free_text);
  return g_test_run ();
}
