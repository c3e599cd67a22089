/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/demarche/answers.h"
#include "app/demarche/demarche-fixture.h"
#include "app/demarche/fill-private.h"

#include <string.h>

/* Patterns that the generator understands: nearly each text it makes must match. */
static void
test_patterns (void)
{
  static const char *const patterns[] = {
    "[1-9][0-9]*",
    "^(0|\\+|00)(\\d{8,})$",
    "^[1-9]$|^[0-1][0-9]$|^20$",
    "a|b|",
    "(?:x|yy){2,3}z?",
    "[^a-z]{3}",
    "[]a]{2}",
    "[a\\-z]{4}",
    "\\.\\[\\(\\\\",
    "(?<nom>[A-Z]+)-\\d{2}",
    "[[:alpha:]][[:digit:]]",
    "\\p{L}{3}",
    "é+",
    "a{2}b{,3}",
    "((((a|b)c|d)e|f)g){2}",
    "[\\d\\s]{6}",
    "x*?y+?",
    "(?i)abc",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autofree char *whole = g_strdup_printf ("\\A(?:%s)\\z", patterns[i]);
      g_autoptr (GRegex) regex = g_regex_new (whole, 0, 0, NULL);
      guint matched = 0;

      for (guint n = 0; n < 100; n++)
        {
          g_autofree char *text = parvis_fill_pattern (rand, patterns[i]);

          matched += g_regex_match (regex, text, 0, NULL);
        }
      g_test_message ("%s: %u of 100", patterns[i], matched);
      g_assert_cmpuint (matched, ==, 100);
    }
}

/* Those that it does not, or that are none: bounded, and no crash. */
static void
test_odd_patterns (void)
{
  static const char *const patterns[] = {
    "",
    "(",
    "[",
    "\\",
    "a{",
    "a{99999999999}",
    "(((((((((((((((((((((((((((((((((((((((((a",
    "((a*)*)*",
    "(?",
    "(?<",
    "[a-",
    "[^",
    "[[:",
    "\\p{",
    "\\x{",
    "*",
    "|",
    "(a)\\1",
    "(?=a)b",
    "(a{1000}){1000}",
    "[\\",
    "a{2",
    "a{2,",
    "\\p",
    "[z-a]",
    "é{3",
    "[é-",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    for (guint n = 0; n < 20; n++)
      {
        g_autofree char *text = parvis_fill_pattern (rand, patterns[i]);

        g_assert_cmpuint (strlen (text), <=, 2100);
      }
}

static void
test_same_seed (void)
{
  static const char fields[] = "{'id': 'a', 'type': 'text', 'label': 'A'}, {'id': 'b', 'type': 'date', "
                               "'label': 'B'}, {'id': 'c', 'type': 'file', 'label': 'C'}";
  char *texts[3];
  static const guint32 seeds[] = { 5, 5, 6 };

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (ParvisDraft) draft = fixture_draft (fields);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = NULL;

      g_assert_true (parvis_draft_fill (draft, seeds[i], &error));
      node = parvis_draft_answers_with_content (draft);
      texts[i] = fixture_to_text (node);
    }
  g_assert_cmpstr (texts[0], ==, texts[1]);
  g_assert_cmpstr (texts[1], !=, texts[2]);
  for (guint i = 0; i < 3; i++)
    g_free (texts[i]);
}

static void
test_impossible (void)
{
  g_autoptr (ParvisDraft) draft
      = fixture_draft ("{'id': 'b', 'type': 'text', 'label': 'B'},"
                       "{'id': 'a', 'type': 'text', 'label': 'A', 'required': true, 'pattern': '(?!)'}");
  g_autoptr (GError) error = NULL;

  fixture_set (draft, "b", "'kept'");
  g_assert_false (parvis_draft_fill (draft, 1, &error));
  g_assert_true (g_str_has_prefix (error->message, "a\u00a0: "));
  g_assert_cmpstr (parvis_value_text (parvis_draft_get (draft, "b")), ==, "kept");
  g_assert_true (parvis_value_is_empty (parvis_draft_get (draft, "a")));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fill/patterns", test_patterns);
  g_test_add_func ("/fill/odd-patterns", test_odd_patterns);
  g_test_add_func ("/fill/same-seed", test_same_seed);
  g_test_add_func ("/fill/impossible", test_impossible);
  return g_test_run ();
}
