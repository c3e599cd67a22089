/* SPDX-License-Identifier: EUPL-1.2 */
#include "drivers/printer/reasons.h"

static const struct
{
  const char *reasons; /* separated by spaces */
  ParvisPrinterTrouble of_printer, of_server;
} cases[] = {
  { "", PARVIS_PRINTER_OK, PARVIS_PRINTER_OK },
  { "none", PARVIS_PRINTER_OK, PARVIS_PRINTER_OK },
  { "media-empty", PARVIS_PRINTER_NO_PAPER, PARVIS_PRINTER_NO_PAPER },
  { "media-empty-error", PARVIS_PRINTER_NO_PAPER, PARVIS_PRINTER_NO_PAPER },
  { "media-needed-warning", PARVIS_PRINTER_NO_PAPER, PARVIS_PRINTER_NO_PAPER },
  { "media-empty-report", PARVIS_PRINTER_NO_PAPER, PARVIS_PRINTER_OK },
  { "media-jam-report", PARVIS_PRINTER_PAPER_JAM, PARVIS_PRINTER_OK },
  { "offline-report", PARVIS_PRINTER_UNREACHABLE, PARVIS_PRINTER_UNREACHABLE },
  { "door-open-error", PARVIS_PRINTER_COVER_OPEN, PARVIS_PRINTER_COVER_OPEN },
  { "toner-low-warning media-low-report marker-supply-low", PARVIS_PRINTER_OK, PARVIS_PRINTER_OK },
  { "toner-low-warning media-low-report", PARVIS_PRINTER_OK, PARVIS_PRINTER_OK },
  { "toner-empty-error", PARVIS_PRINTER_NO_INK, PARVIS_PRINTER_NO_INK },
  { "media-empty-error cover-open-error", PARVIS_PRINTER_COVER_OPEN, PARVIS_PRINTER_COVER_OPEN },
  { "paused", PARVIS_PRINTER_STOPPED, PARVIS_PRINTER_STOPPED },
  { "com.example.flux-capacitor-error", PARVIS_PRINTER_OTHER, PARVIS_PRINTER_OTHER },
  { "com.example.flux-capacitor-warning", PARVIS_PRINTER_OK, PARVIS_PRINTER_OK },
  { "connecting-to-device cups-waiting-for-job-completed", PARVIS_PRINTER_OK, PARVIS_PRINTER_OK },
  { "-error", PARVIS_PRINTER_OTHER, PARVIS_PRINTER_OTHER },
  { "media-empty-error-error", PARVIS_PRINTER_OTHER, PARVIS_PRINTER_OTHER },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) reasons = g_strsplit (cases[i].reasons, " ", -1);
      const char *const *list = (const char *const *) reasons;

      g_test_message ("%s", cases[i].reasons);
      g_assert_cmpint (parvis_reasons_to_trouble (list, PARVIS_REASONS_OF_PRINTER), ==, cases[i].of_printer);
      g_assert_cmpint (parvis_reasons_to_trouble (list, PARVIS_REASONS_OF_SERVER), ==, cases[i].of_server);
    }
  g_assert_cmpint (parvis_reasons_to_trouble (NULL, PARVIS_REASONS_OF_PRINTER), ==, PARVIS_PRINTER_OK);
}

/* Each trouble has its own sentence, typographic and complete. */
static void
test_texts (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpstr (parvis_printer_trouble_to_text (PARVIS_PRINTER_OK), ==, "");
  for (int trouble = PARVIS_PRINTER_NO_PAPER; trouble <= PARVIS_PRINTER_OTHER; trouble++)
    {
      const char *text = parvis_printer_trouble_to_text ((ParvisPrinterTrouble) trouble);

      g_assert_true (g_str_has_suffix (text, "."));
      g_assert_null (strchr (text, '\''));
      g_assert_true (g_hash_table_add (seen, (gpointer) text));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reasons/table", test_table);
  g_test_add_func ("/reasons/texts", test_texts);
  return g_test_run ();
}
