/* SPDX-License-Identifier: EUPL-1.2 */
#include <string.h>

#include "drivers/card/reader-watch.h"
#include "drivers/card/reader.h"

static void
test_choose (void)
{
  static const char names[] = "Alpha Contact 00 00\0ACS ACR1252 1S CL Reader PICC 01 00\0";
  g_autofree char *first = parvis_reader_choose (names, sizeof names, NULL);
  g_autofree char *picc = parvis_reader_choose (names, sizeof names, "*picc*");
  g_autofree char *exact = parvis_reader_choose (names, sizeof names, "Alpha Contact 00 00");
  g_autofree char *none = parvis_reader_choose (names, sizeof names, "*omnikey*");
  g_autofree char *empty = parvis_reader_choose ("", 1, NULL);

  g_assert_cmpstr (first, ==, "Alpha Contact 00 00");
  g_assert_cmpstr (picc, ==, "ACS ACR1252 1S CL Reader PICC 01 00");
  g_assert_cmpstr (exact, ==, "Alpha Contact 00 00");
  g_assert_null (none);
  g_assert_null (empty);
}

/* Each state and each error has a sentence, typographic and complete. */
static void
test_texts (void)
{
  for (int state = PARVIS_CARD_READER_NO_SERVICE; state <= PARVIS_CARD_READER_STUCK; state++)
    g_assert_true (g_str_has_suffix (parvis_card_reader_state_to_text ((ParvisCardReaderState) state), "."));
  for (int code = PARVIS_CARD_ERROR_REMOVED; code <= PARVIS_CARD_ERROR_CANCELLED; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (PARVIS_CARD_ERROR, code, "words for staff");
      const char *text = parvis_card_error_to_text (error);

      g_assert_true (g_str_has_suffix (text, "."));
      g_assert_null (strstr (text, "words for staff"));
      g_assert_null (strchr (text, '\''));
    }
  g_assert_nonnull (parvis_card_error_to_text (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/card-words/choose", test_choose);
  g_test_add_func ("/card-words/texts", test_texts);
  return g_test_run ();
}
