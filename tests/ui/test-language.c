/* SPDX-License-Identifier: EUPL-1.2 */
/* The real catalogues of the build tree, changed while the program runs. */
#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>

#include "app/words/calendar.h"
#include "ui/language/language.h"

#define WORD "Retour"

static void
tear_down (void)
{
  parvis_language_set ("fr");
}

/* Every language says it in words of its own, and French comes back. */
static void
test_words (void)
{
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint languages = 0;

  for (const ParvisLanguageName *language = parvis_language_names (); language->code != NULL; language++, languages++)
    {
      g_assert_true (parvis_language_set (language->code));
      g_assert_cmpstr (parvis_language_get (), ==, language->code);
      g_assert_true (g_hash_table_add (said, g_strdup (_ (WORD))));
    }
  g_assert_cmpuint (languages, ==, 6);
  tear_down ();
  g_assert_cmpstr (g_dngettext (GETTEXT_PACKAGE, "%u question", "%u questions", 4), ==, "%u questions");
  g_assert_true (parvis_language_set ("uk"));
  g_assert_cmpstr (g_dngettext (GETTEXT_PACKAGE, "%u question", "%u questions", 4), !=, "%u questions");
  tear_down ();
  g_assert_cmpstr (_ (WORD), ==, WORD);
}

static void
test_direction (void)
{
  g_assert_cmpint (gtk_widget_get_default_direction (), ==, GTK_TEXT_DIR_LTR);
  g_assert_true (parvis_language_set ("ar"));
  g_assert_cmpint (gtk_widget_get_default_direction (), ==, GTK_TEXT_DIR_RTL);
  g_assert_true (parvis_language_set ("uk"));
  g_assert_cmpint (gtk_widget_get_default_direction (), ==, GTK_TEXT_DIR_LTR);
  tear_down ();
}

static void
count (guint *told)
{
  (*told)++;
}

static void
test_told_once (void)
{
  guint told = 0;
  gulong handler = g_signal_connect_swapped (parvis_language_watch (), "notify::code", G_CALLBACK (count), &told);

  g_assert_true (parvis_language_set ("pt"));
  g_assert_true (parvis_language_set ("pt"));
  g_assert_cmpuint (told, ==, 1);
  g_assert_false (parvis_language_set ("xx"));
  g_assert_false (parvis_language_set (NULL));
  g_assert_false (parvis_language_set ("../fr"));
  g_assert_cmpstr (parvis_language_get (), ==, "pt");
  g_assert_cmpuint (told, ==, 1);
  g_signal_handler_disconnect (parvis_language_watch (), handler);
  tear_down ();
}

/* GTK's and the C library's habits do not leak in: a number is read the same way in every language. */
static void
test_numbers (void)
{
  for (const ParvisLanguageName *language = parvis_language_names (); language->code != NULL; language++)
    {
      g_autofree char *number = NULL;

      parvis_language_set (language->code);
      number = g_strdup_printf ("%.1f", 0.5);
      g_assert_cmpstr (number, ==, "0.5");
    }
  tear_down ();
}

/* "06 12 34 56 78" within Arabic is held together from left to right; elsewhere it is as it was. */
static void
test_left_to_right (void)
{
  g_autofree char *french = parvis_words_ltr ("06 12"), *arabic = NULL, *empty = NULL;

  g_assert_cmpstr (french, ==, "06 12");
  parvis_language_set ("ar");
  arabic = parvis_words_ltr ("06 12");
  empty = parvis_words_ltr ("");
  g_assert_cmpstr (arabic, ==,
                   "\u2066"
                   "06 12"
                   "\u2069");
  g_assert_cmpstr (empty, ==, "");
  tear_down ();
}

/* A worker thread reads the environment at any time: its strings stay where they are. */
static void
test_environment_in_place (void)
{
  const char *before = g_getenv ("LANGUAGE");

  parvis_language_set ("br");
  g_assert_true (g_getenv ("LANGUAGE") == before);
  g_assert_cmpstr (before, ==, "br");
  tear_down ();
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;

  g_test_init (&argc, &argv, NULL);
  folder = g_build_filename (g_getenv ("PARVIS_BUILD"), "share", "locale", NULL);
  parvis_language_start (folder);
  if (!gtk_init_check ())
    return 77;
  parvis_language_turn ();
  g_test_add_func ("/language/words", test_words);
  g_test_add_func ("/language/direction", test_direction);
  g_test_add_func ("/language/told-once", test_told_once);
  g_test_add_func ("/language/numbers", test_numbers);
  g_test_add_func ("/language/left-to-right", test_left_to_right);
  g_test_add_func ("/language/environment-in-place", test_environment_in_place);
  return g_test_run ();
}
