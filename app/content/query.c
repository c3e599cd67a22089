/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/query.h"

#include "app/content/fold.h"
#include "app/content/search.h"

#include <math.h>
#include <string.h>

#define GUESSES_MAX  8
#define GUESSES_OVER 6 /* tenths of an error above the best guess */

#define SURE_BEGINNING 0.75
#define SURE_FORM      0.95
#define SURE_GUESS     0.70 /* and less with each error */

G_STATIC_ASSERT (PARVIS_SEARCH_WORDS <= PARVIS_RANK_WORDS);

typedef struct
{
  char *typed;
  GString *expression; /* of the alternatives; empty: it cannot be found */
  char *written;       /* as the content writes it, or its nearest guess; (nullable): there is none */
  gboolean guessed;
} QueryWord;

struct _ParvisQuery
{
  GPtrArray *words; /* of QueryWord */
  GArray *phrases;  /* of ParvisRankPhrase */
  GArray *weights;  /* of double */
  GString *guesses; /* with a space before each */
  char *folded;     /* all that was typed */
  ParvisRank rank;
};

static void
free_word (gpointer data)
{
  QueryWord *word = data;

  g_free (word->typed);
  g_free (word->written);
  g_string_free (word->expression, TRUE);
  g_free (word);
}

static void
add_phrase (ParvisQuery *self, QueryWord *word, const char *text, gboolean begins, double factor)
{
  ParvisRankPhrase phrase = { self->words->len, factor };

  g_string_append_printf (word->expression, "%s\"%s\"%s", word->expression->len > 0 ? " OR " : "", text,
                          begins ? "*" : "");
  g_array_append_val (self->phrases, phrase);
}

/* Itself and its other forms, and as the beginning of a word. Returns about how many things have one. */
static guint
add_typed (ParvisQuery *self, QueryWord *word, const ParvisVocabulary *vocabulary)
{
  g_auto (GStrv) forms = parvis_search_forms (word->typed);
  g_autofree char *stem = g_strndup (word->typed, parvis_search_singular (word->typed));
  guint count = parvis_vocabulary_count (vocabulary, stem, TRUE);

  for (gsize i = 0; forms[i] != NULL; i++)
    {
      guint of_form = parvis_vocabulary_count (vocabulary, forms[i], FALSE);

      if (of_form == 0)
        continue;
      add_phrase (self, word, forms[i], FALSE, i == 0 ? 1 : SURE_FORM);
      count += g_str_has_prefix (forms[i], stem) ? 0 : of_form;
    }
  if (parvis_vocabulary_count (vocabulary, stem, TRUE) > 0)
    add_phrase (self, word, stem, TRUE, SURE_BEGINNING);
  return count;
}

static guint
add_guesses (ParvisQuery *self, QueryWord *word, const ParvisVocabulary *vocabulary, gboolean generous)
{
  g_autoptr (GArray) guesses = parvis_vocabulary_guess (vocabulary, word->typed, GUESSES_MAX, GUESSES_OVER, generous);
  guint count = 0;

  for (guint i = 0; i < guesses->len; i++)
    {
      const ParvisGuess *guess = &g_array_index (guesses, ParvisGuess, i);

      add_phrase (self, word, guess->folded, FALSE, SURE_GUESS / (1 + (double) guess->cost / PARVIS_VOCABULARY_ERROR));
      g_string_append_printf (self->guesses, " %s", guess->folded);
      count += parvis_vocabulary_count (vocabulary, guess->folded, FALSE);
    }
  if (guesses->len > 0 && word->written == NULL)
    word->written = g_strdup (g_array_index (guesses, ParvisGuess, 0).written);
  word->guessed = guesses->len > 0;
  return count;
}

static void
add_word (ParvisQuery *self, const char *typed, const ParvisVocabulary *vocabulary, guint total, ParvisQueryMode mode)
{
  QueryWord *word = g_new0 (QueryWord, 1);
  double weight;
  guint count;

  word->typed = g_strdup (typed);
  word->expression = g_string_new (NULL);
  count = add_typed (self, word, vocabulary);
  word->written = g_strdup (count > 0 ? parvis_vocabulary_written (vocabulary, typed) : NULL);
  if (word->written == NULL && count > 0)
    word->written = g_strdup (typed); /* the beginning of a word */
  if (count == 0 || mode == PARVIS_QUERY_GUESSED)
    count += add_guesses (self, word, vocabulary, mode == PARVIS_QUERY_GENEROUS);
  weight = 0.2 + log (1 + (double) total / (1 + MIN (count, total)));
  g_array_append_val (self->weights, weight);
  g_ptr_array_add (self->words, word);
}

static char *
fold_typed (const char *text)
{
  g_autoptr (GArray) words = parvis_fold_words (text, PARVIS_SEARCH_CHARACTERS, PARVIS_SEARCH_CHARACTERS);
  GString *folded = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (folded, "%s%s", i > 0 ? " " : "", g_array_index (words, ParvisFoldedWord, i).folded);
  return g_string_free (folded, FALSE);
}

ParvisQuery *
parvis_query_new (const char *text, const ParvisVocabulary *vocabulary, guint total, ParvisQueryMode mode)
{
  ParvisQuery *self = g_new0 (ParvisQuery, 1);
  g_auto (GStrv) words = parvis_search_typed (text);

  self->words = g_ptr_array_new_with_free_func (free_word);
  self->phrases = g_array_new (FALSE, FALSE, sizeof (ParvisRankPhrase));
  self->weights = g_array_new (FALSE, FALSE, sizeof (double));
  self->guesses = g_string_new (NULL);
  self->folded = fold_typed (text);
  for (gsize i = 0; words[i] != NULL; i++)
    add_word (self, words[i], vocabulary, total, mode);
  self->rank = (ParvisRank){ self->phrases->len, self->words->len, (ParvisRankPhrase *) (gpointer) self->phrases->data,
                             (double *) (gpointer) self->weights->data };
  return self;
}

void
parvis_query_free (ParvisQuery *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->words);
  g_array_unref (self->phrases);
  g_array_unref (self->weights);
  g_string_free (self->guesses, TRUE);
  g_free (self->folded);
  g_free (self);
}

static const QueryWord *
word_at (const ParvisQuery *self, guint index)
{
  return g_ptr_array_index (self->words, index);
}

gboolean
parvis_query_is_empty (const ParvisQuery *self)
{
  return self->words->len == 0;
}

gboolean
parvis_query_has_guesses (const ParvisQuery *self)
{
  return self->guesses->len > 0;
}

char *
parvis_query_expression (const ParvisQuery *self, gboolean all)
{
  g_autoptr (GString) expression = g_string_new (NULL);

  for (guint i = 0; i < self->words->len; i++)
    {
      const QueryWord *word = word_at (self, i);

      if (word->expression->len == 0 && all)
        return NULL;
      if (word->expression->len > 0)
        g_string_append_printf (expression, "%s(%s)",
                                expression->len == 0 ? ""
                                : all                ? " AND "
                                                     : " OR ",
                                word->expression->str);
    }
  return expression->len > 0 ? g_strdup (expression->str) : NULL;
}

const ParvisRank *
parvis_query_rank (const ParvisQuery *self)
{
  return &self->rank;
}

static void
add_in_quotes (GString *words, const char *term)
{
  g_autofree char *plain = g_strdelimit (g_strdup (term), "\"", ' ');

  g_string_append_printf (words, " \"%s\"", plain);
}

static void
add_synonyms (const ParvisSynonyms *synonyms, const char *text, GString *words)
{
  g_autoptr (GPtrArray) terms = parvis_synonyms_of (synonyms, text, TRUE);

  for (guint i = 0; i < terms->len; i++)
    add_in_quotes (words, g_ptr_array_index (terms, i));
}

char *
parvis_query_words (const ParvisQuery *self, const ParvisSynonyms *synonyms)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < self->words->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? " " : "", word_at (self, i)->typed);
  g_string_append (words, self->guesses->str);
  add_synonyms (synonyms, self->folded, words);
  add_synonyms (synonyms, self->guesses->str, words);
  return g_string_free (words, FALSE);
}

char *
parvis_query_meant (const ParvisQuery *self)
{
  g_autoptr (GString) meant = g_string_new (NULL);
  gboolean guessed = FALSE;

  for (guint i = 0; i < self->words->len; i++)
    {
      const QueryWord *word = word_at (self, i);

      guessed = guessed || word->guessed;
      if (word->written != NULL)
        g_string_append_printf (meant, "%s%s", meant->len > 0 ? " " : "", word->written);
    }
  return guessed ? g_strdup (meant->str) : NULL;
}
