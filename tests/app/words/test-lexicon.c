/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/words/lexicon.h"

#include <string.h>

static ParvisLexicon *
new_lexicon (const char *const *words)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);

  for (; *words != NULL; words++)
    g_ptr_array_add (copy, g_strdup (*words));
  return parvis_lexicon_new (copy);
}

static void
test_errors (void)
{
  static const struct
  {
    const char *typed, *word;
    gboolean unfinished;
    guint errors;
  } cases[] = {
    { "republique", "republique", FALSE, 0 },
    { "repblique", "republique", FALSE, 1 },
    { "repulbique", "republique", FALSE, 1 },
    { "republiques", "republique", FALSE, 1 },
    { "rapublikue", "republique", FALSE, 2 },
    { "repub", "republique", FALSE, 3 },
    { "repub", "republique", TRUE, 0 },
    { "repbu", "republique", TRUE, 1 },
    { "republiq", "republique", TRUE, 0 },
    { "lilas", "tilleuls", FALSE, 3 },
    { "a", "b", FALSE, 1 },
    { "ab", "ba", FALSE, 1 },
    { "", "ab", FALSE, 2 },
    { "ab", "", FALSE, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (parvis_word_errors (cases[i].typed, cases[i].word, cases[i].unfinished, 2), ==, cases[i].errors);
}

static void
test_near (void)
{
  static const char *const words[]
      = { "tilleuls", "republique", "repos", "reine", "rene", "rennes", "roses", "rosiers", "", "r", NULL };
  g_autoptr (ParvisLexicon) lexicon = new_lexicon (words);
  g_autoptr (GArray) near = parvis_lexicon_near (lexicon, "rene", FALSE, 1, 10);
  g_autoptr (GArray) begun = parvis_lexicon_near (lexicon, "repbul", TRUE, 1, 10);
  g_autoptr (GArray) few = parvis_lexicon_near (lexicon, "r", TRUE, 0, 2);

  g_assert_cmpuint (near->len, ==, 2);
  g_assert_cmpstr (g_array_index (near, ParvisNearWord, 0).word, ==, "rene");
  g_assert_cmpstr (g_array_index (near, ParvisNearWord, 1).word, ==, "reine");
  g_assert_cmpuint (begun->len, ==, 1);
  g_assert_cmpstr (g_array_index (begun, ParvisNearWord, 0).word, ==, "republique");
  g_assert_cmpuint (few->len, ==, 2);
  g_assert_true (parvis_lexicon_has_prefix (lexicon, "repu"));
  g_assert_false (parvis_lexicon_has_prefix (lexicon, "repv"));
}

/* The walk passes over words; what it finds is what comparing each would find. */
static void
test_as_one_by_one (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  GHashTable *seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  while (words->len < 3000)
    {
      char word[9] = "";
      for (int i = g_rand_int_range (random, 1, 9); i > 0; i--)
        word[strlen (word)] = (char) g_rand_int_range (random, 'a', 'e');
      if (!g_hash_table_contains (seen, word))
        {
          g_ptr_array_add (words, g_strdup (word));
          g_hash_table_add (seen, g_ptr_array_index (words, words->len - 1));
        }
    }
  g_autoptr (GPtrArray) copy = g_ptr_array_ref (words);
  g_autoptr (ParvisLexicon) lexicon = parvis_lexicon_new (words);
  for (guint n = 0; n < 400; n++)
    {
      const char *typed = g_ptr_array_index (copy, (guint) g_rand_int_range (random, 0, 3000));
      guint most = n % 3, count = 0;
      gboolean unfinished = n % 2 == 0;
      g_autoptr (GArray) near = parvis_lexicon_near (lexicon, typed, unfinished, most, G_MAXUINT);

      for (guint i = 0; i < copy->len; i++)
        count += parvis_word_errors (typed, g_ptr_array_index (copy, i), unfinished, most) <= most;
      g_assert_cmpuint (near->len, ==, count);
    }
  g_hash_table_unref (seen);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lexicon/errors", test_errors);
  g_test_add_func ("/lexicon/near", test_near);
  g_test_add_func ("/lexicon/as-one-by-one", test_as_one_by_one);
  return g_test_run ();
}
