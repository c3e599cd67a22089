/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/entry-format.h"

#include <glib.h>
#include <string.h>

/* "|" is the cursor. */
static void
check (ParvisFieldType type, const char *typed, const char *shown, const char *plain)
{
  const char *bar = strchr (typed, '|');
  g_autofree char *text = g_strdup_printf ("%.*s%s", (int) (bar - typed), typed, bar + 1);
  int cursor = (int) g_utf8_pointer_to_offset (typed, bar);
  g_autofree char *formatted = parvis_entry_format (type, text, &cursor);
  const char *at = g_utf8_offset_to_pointer (formatted, cursor);
  g_autofree char *with_bar = g_strdup_printf ("%.*s|%s", (int) (at - formatted), formatted, at);
  g_autofree char *kept = parvis_entry_plain (type, text);

  g_assert_cmpstr (with_bar, ==, shown);
  g_assert_cmpstr (kept, ==, plain);
}

static void
test_phone (void)
{
  check (PARVIS_FIELD_PHONE, "061|", "06 1|", "061");
  check (PARVIS_FIELD_PHONE, "06 12|", "06 12|", "0612");
  check (PARVIS_FIELD_PHONE, "0|612345678", "0|6 12 34 56 78", "0612345678");
  check (PARVIS_FIELD_PHONE, "06 |", "06|", "06"); /* the figure after the space was erased */
  check (PARVIS_FIELD_PHONE, "+33612345678|", "+33612345678|", "+33612345678");
  check (PARVIS_FIELD_PHONE, "06.12.34|", "06 12 34|", "061234");
  check (PARVIS_FIELD_PHONE, "0+6|", "06|", "06");
}

static void
test_bank (void)
{
  check (PARVIS_FIELD_IBAN, "fr7630006|", "FR76 3000 6|", "FR7630006");
  check (PARVIS_FIELD_IBAN, "FR76 3000é|", "FR76 3000|", "FR763000");
  check (PARVIS_FIELD_SIRET, "12345678900012|", "123 456 789 00012|", "12345678900012");
  check (PARVIS_FIELD_SIRET, "1234|", "123 4|", "1234");
}

static void
test_numbers (void)
{
  check (PARVIS_FIELD_INTEGER, "12a|", "12|", "12");
  check (PARVIS_FIELD_INTEGER, "1-2|", "12|", "12");
  check (PARVIS_FIELD_INTEGER, "-12|", "-12|", "-12");
  check (PARVIS_FIELD_DECIMAL, "12,5 m2|", "12,52|", "12,52");
}

static void
test_free_text (void)
{
  check (PARVIS_FIELD_TEXT, " L’Haÿ |", " L’Haÿ |", "L’Haÿ");
  check (PARVIS_FIELD_EMAIL, "a@b.fr|", "a@b.fr|", "a@b.fr");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entry-format/phone", test_phone);
  g_test_add_func ("/entry-format/bank", test_bank);
  g_test_add_func ("/entry-format/numbers", test_numbers);
  g_test_add_func ("/entry-format/free-text", test_free_text);
  return g_test_run ();
}
