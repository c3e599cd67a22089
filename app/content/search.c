/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/search.h"

#include "app/content/fold.h"

#include <string.h>

/* Words that say nothing of what is looked for, folded. */
/* clang-format off */
static const char *const small_words[] = {
  "a", "ai", "au", "aux", "avec", "avoir", "c", "ce", "ces", "cet", "cette", "chez", "comment", "d",
  "dans", "de", "des", "du", "elle", "en", "est", "et", "etre", "faire", "faut", "il", "ils", "j", "je",
  "l", "la", "le", "les", "leur", "leurs", "ma", "me", "mes", "moi", "mon", "n", "ne", "nos", "notre",
  "nous", "obtenir", "on", "ou", "par", "pas", "peux", "plus", "pour", "puis", "qu", "quand", "que",
  "quel", "quelle", "qui", "quoi", "s", "sa", "se", "ses", "si", "son", "sont", "sur", "t", "te", "toi",
  "tous", "tout", "toute", "toutes", "un", "une", "veux", "voudrais", "vos", "votre", "vous", "y", NULL,
};
/* clang-format on */

/* ---- words ---- */

gboolean
parvis_search_is_small (const char *word)
{
  return g_strv_contains (small_words, word) || (*g_utf8_next_char (word) == '\0' && !g_ascii_isdigit (word[0]));
}

static gboolean
all_small (const GArray *words)
{
  for (guint i = 0; i < words->len; i++)
    if (!parvis_search_is_small (g_array_index (words, ParvisFoldedWord, i).folded))
      return FALSE;
  return TRUE;
}

GPtrArray *
parvis_search_words (const char *text)
{
  g_autoptr (GArray) all = parvis_fold_words (text, PARVIS_SEARCH_CHARACTERS, PARVIS_SEARCH_WORDS);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (words, g_strdup (g_array_index (all, ParvisFoldedWord, i).folded));
  return words;
}

char **
parvis_search_typed (const char *text)
{
  g_autoptr (GArray) all = parvis_fold_words (text, PARVIS_SEARCH_CHARACTERS, PARVIS_SEARCH_CHARACTERS);
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  gboolean keep_small = all_small (all);
  guint count = 0;

  for (guint i = 0; i < all->len && count < PARVIS_SEARCH_WORDS; i++)
    {
      const char *word = g_array_index (all, ParvisFoldedWord, i).folded;

      if (!keep_small && parvis_search_is_small (word))
        continue;
      g_strv_builder_add (kept, word);
      count++;
    }
  return g_strv_builder_end (kept);
}

gsize
parvis_search_singular (const char *word)
{
  gsize length = strlen (word);

  return length > 3 && (word[length - 1] == 's' || word[length - 1] == 'x') ? length - 1 : length;
}

/* Endings whose plural is more than a letter, both ways. The longest first. */
static const struct
{
  const char *ending, *others[3];
} endings[] = {
  { "eaux", { "eau" } }, { "aux", { "al", "ail" } }, { "ales", { "al", "aux" } },
  { "ale", { "al" } },   { "al", { "aux" } },        { "ail", { "aux" } },
};

static void
add_form (GStrvBuilder *forms, const char *word, gsize length, const char *ending)
{
  g_autofree char *form = g_strdup_printf ("%.*s%s", (int) length, word, ending);

  g_strv_builder_add (forms, form);
}

char **
parvis_search_forms (const char *word)
{
  g_autoptr (GStrvBuilder) forms = g_strv_builder_new ();
  gsize length = strlen (word), stem = parvis_search_singular (word);

  g_strv_builder_add (forms, word);
  if (stem < length)
    add_form (forms, word, stem, "");
  for (gsize i = 0; length > 4 && i < G_N_ELEMENTS (endings); i++)
    {
      if (!g_str_has_suffix (word, endings[i].ending))
        continue;
      for (gsize o = 0; o < G_N_ELEMENTS (endings[i].others) && endings[i].others[o] != NULL; o++)
        add_form (forms, word, length - strlen (endings[i].ending), endings[i].others[o]);
      break;
    }
  return g_strv_builder_end (forms);
}

/* ---- marks ---- */

/* Forms of a word, or, for what stands in quotes, the words in a row. */
typedef struct
{
  char **words;
  gboolean in_row;
} Wanted;

static void
clear_wanted (gpointer wanted)
{
  g_strfreev (((Wanted *) wanted)->words);
}

static void
add_row (GArray *wanted, const char *text)
{
  g_autoptr (GArray) words = parvis_fold_words (text, PARVIS_SEARCH_CHARACTERS, PARVIS_SEARCH_WORDS);
  g_autoptr (GStrvBuilder) row = g_strv_builder_new ();
  Wanted one = { NULL, TRUE };

  for (guint i = 0; i < words->len; i++)
    g_strv_builder_add (row, g_array_index (words, ParvisFoldedWord, i).folded);
  one.words = g_strv_builder_end (row);
  g_array_append_val (wanted, one);
}

static void
add_words (GArray *wanted, const char *text)
{
  g_auto (GStrv) words = parvis_search_typed (text);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      Wanted one = { parvis_search_forms (words[i]), FALSE };

      g_array_append_val (wanted, one);
    }
}

#define WANTED_PIECES 200 /* of what a hit's words say, a query's synonyms among them */

static GArray *
read_wanted (const char *words)
{
  g_auto (GStrv) pieces = g_strsplit (words, "\"", WANTED_PIECES);
  GArray *wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));

  g_array_set_clear_func (wanted, clear_wanted);
  for (gsize i = 0; pieces[i] != NULL; i++)
    if (i % 2 == 1)
      add_row (wanted, pieces[i]);
    else
      add_words (wanted, pieces[i]);
  return wanted;
}

static gboolean
same_singular (const char *a, const char *b)
{
  gsize length = parvis_search_singular (a);

  return length == parvis_search_singular (b) && strncmp (a, b, length) == 0;
}

/* How many words of the text, from @at on, are wanted here. */
static guint
count_row (const GArray *text, guint at, char **row)
{
  guint i = 0;

  for (; row[i] != NULL; i++)
    if (at + i >= text->len || !same_singular (g_array_index (text, ParvisFoldedWord, at + i).folded, row[i]))
      return 0;
  return i;
}

static guint
count_wanted (const GArray *text, guint at, const Wanted *wanted)
{
  const char *word = g_array_index (text, ParvisFoldedWord, at).folded;

  if (wanted->in_row)
    return count_row (text, at, wanted->words);
  for (gsize i = 0; wanted->words[i] != NULL; i++)
    if (g_str_has_prefix (word, wanted->words[i]))
      return 1;
  return 0;
}

static guint
count_best (const GArray *text, guint at, const GArray *wanted)
{
  guint best = 0;

  for (guint i = 0; i < wanted->len; i++)
    best = MAX (best, count_wanted (text, at, &g_array_index (wanted, Wanted, i)));
  return best;
}

GArray *
parvis_search_marks (const char *text, const char *words)
{
  g_autoptr (GArray) wanted = read_wanted (words);
  g_autoptr (GArray) in_text = parvis_fold_words (text, G_MAXSIZE, G_MAXUINT);
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (ParvisMark));

  for (guint i = 0; i < in_text->len; i++)
    {
      guint count = count_best (in_text, i, wanted);
      guint last = i + MAX (count, 1) - 1;
      ParvisMark mark = { (guint) g_array_index (in_text, ParvisFoldedWord, i).start,
                          (guint) g_array_index (in_text, ParvisFoldedWord, last).end };

      if (count > 0 && mark.start < mark.end)
        g_array_append_val (marks, mark);
      i = last;
    }
  return marks;
}
