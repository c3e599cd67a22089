/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/vocabulary.h"

#include "app/content/fold.h"
#include "app/content/search.h"
#include "app/content/spelling.h"
#include "app/words/lexicon.h"

#include <string.h>

/* Costs, in tenths of an error. */
#define BEGINNING 3 /* more: a whole word is more likely than the beginning of one */
#define INITIAL   2 /* more: people get the first letter right */
#define SOUND     6 /* of a word that sounds the same */
#define ELISION   4 /* "lidentite": the apostrophe was left out */
#define NEVER     G_MAXUINT

#define SHORTEST_SOUND 4
#define ERRORS_MOST    2 /* what the lexicon walks for */

typedef struct
{
  const char *folded, *written, *sound;
  guint documents;
} Word;

struct _ParvisVocabulary
{
  GArray *words; /* of Word, sorted by folded bytes */
  GStringChunk *texts;
  ParvisLexicon *lexicon; /* of the same folded texts */
};

static const char *
keep (ParvisVocabulary *self, sqlite3_stmt *row, int column)
{
  const char *text = (const char *) sqlite3_column_text (row, column);

  return g_string_chunk_insert (self->texts, text != NULL ? text : "");
}

static void
add_row (ParvisVocabulary *self, sqlite3_stmt *row)
{
  Word word = { .folded = keep (self, row, 0),
                .written = keep (self, row, 1),
                .sound = keep (self, row, 2),
                .documents = (guint) sqlite3_column_int (row, 3) };

  g_array_append_val (self->words, word);
}

static ParvisLexicon *
make_lexicon (const ParvisVocabulary *self)
{
  GPtrArray *words = g_ptr_array_sized_new (self->words->len);

  for (guint i = 0; i < self->words->len; i++)
    g_ptr_array_add (words, (gpointer) g_array_index (self->words, Word, i).folded);
  return parvis_lexicon_new (words);
}

ParvisVocabulary *
parvis_vocabulary_load (const ParvisSql *sql, guint position, GError **error)
{
  g_autoptr (ParvisVocabulary) self = g_new0 (ParvisVocabulary, 1);
  g_autofree char *text
      = g_strdup_printf ("SELECT folded, written, sound, documents FROM vocabulary_%u ORDER BY folded", position);
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (GError) problem = NULL;

  self->words = g_array_new (FALSE, FALSE, sizeof (Word));
  self->texts = g_string_chunk_new (64 * 1024);
  statement = parvis_sql_query (sql, error, text, "");
  if (statement == NULL)
    return NULL;
  while (parvis_sql_next (sql, statement, &problem))
    add_row (self, statement);
  if (problem == NULL)
    {
      self->lexicon = make_lexicon (self);
      return g_steal_pointer (&self);
    }
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

void
parvis_vocabulary_free (ParvisVocabulary *self)
{
  if (self == NULL)
    return;
  parvis_lexicon_free (self->lexicon);
  g_array_unref (self->words);
  g_string_chunk_free (self->texts);
  g_free (self);
}

static const Word *
word_at (const ParvisVocabulary *self, guint index)
{
  return &g_array_index (self->words, Word, index);
}

/* The first word that is not before @folded. */
static guint
lower_bound (const ParvisVocabulary *self, const char *folded)
{
  guint low = 0, high = self->words->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (strcmp (word_at (self, middle)->folded, folded) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint
parvis_vocabulary_count (const ParvisVocabulary *self, const char *folded, gboolean begins)
{
  guint count = 0;

  for (guint i = lower_bound (self, folded); i < self->words->len; i++)
    if (begins ? g_str_has_prefix (word_at (self, i)->folded, folded) : strcmp (word_at (self, i)->folded, folded) == 0)
      count += word_at (self, i)->documents;
    else
      break;
  return count;
}

static const Word *
find (const ParvisVocabulary *self, const char *folded)
{
  guint at = lower_bound (self, folded);

  return at < self->words->len && strcmp (word_at (self, at)->folded, folded) == 0 ? word_at (self, at) : NULL;
}

const char *
parvis_vocabulary_written (const ParvisVocabulary *self, const char *folded)
{
  const Word *word = find (self, folded);

  return word != NULL ? word->written : NULL;
}

/* ---- what was meant ---- */

typedef struct
{
  const Word *word;
  guint cost;
} Candidate;

static void
add_candidate (GArray *candidates, const char *typed, const Word *word, guint cost)
{
  Candidate candidate = { word, cost + (word->folded[0] != typed[0] ? INITIAL : 0) };

  /* The word itself, or one that begins so, is no guess; nobody looks for a small word. */
  if (!g_str_has_prefix (word->folded, typed) && !parvis_search_is_small (word->folded))
    g_array_append_val (candidates, candidate);
}

/* @begun: errors between @typed and the nearest beginning of @word. A word is long, and forgiven more, by what was
 * typed of it; by its own letters too when it was typed to its end. */
static guint
cost_of (const char *typed, const char *word, guint begun, guint extra)
{
  guint whole = parvis_word_errors (typed, word, FALSE, ERRORS_MOST);
  guint allowed = parvis_word_errors_allowed (typed) + extra;
  guint allowed_whole = MIN (MAX (allowed, parvis_word_errors_allowed (word) + extra), ERRORS_MOST);

  /* Of three letters, the beginning is anything. */
  if (strlen (typed) < 4 || allowed < begun || (whole <= allowed_whole && whole <= begun))
    return whole <= allowed_whole ? whole * PARVIS_VOCABULARY_ERROR : NEVER;
  return begun * PARVIS_VOCABULARY_ERROR + BEGINNING;
}

static void
add_written (const ParvisVocabulary *self, const char *typed, guint extra, GArray *candidates)
{
  g_autoptr (GArray) near = parvis_lexicon_near (self->lexicon, typed, TRUE, ERRORS_MOST, G_MAXUINT);

  for (guint i = 0; i < near->len; i++)
    {
      const ParvisNearWord *word = &g_array_index (near, ParvisNearWord, i);
      guint cost
          = word->word[0] != '\0' && strlen (word->word) > 2 ? cost_of (typed, word->word, word->errors, extra) : NEVER;

      if (cost != NEVER)
        add_candidate (candidates, typed, find (self, word->word), cost);
    }
}

static void
add_sounding (const ParvisVocabulary *self, const char *typed, GArray *candidates)
{
  g_autofree char *sound = parvis_spelling_sound (typed);
  gsize length = strlen (sound);

  for (guint i = 0; length >= SHORTEST_SOUND && i < self->words->len; i++)
    {
      const Word *word = word_at (self, i);

      if (strncmp (word->sound, sound, length) == 0)
        add_candidate (candidates, typed, word, word->sound[length] == '\0' ? SOUND : SOUND + BEGINNING);
    }
}

/* "lidentite", "quune": what stands after the letters that French elides, if it is a word. */
static void
add_without_elision (const ParvisVocabulary *self, const char *typed, GArray *candidates)
{
  gsize skip = g_str_has_prefix (typed, "qu") ? 2 : strchr ("cdjlmnst", typed[0]) != NULL ? 1 : 0;
  const Word *word = skip > 0 && strlen (typed) >= skip + 3 && strchr ("aehiouy", typed[skip]) != NULL
                         ? find (self, typed + skip)
                         : NULL;

  if (word != NULL)
    g_array_append_vals (candidates, &(Candidate){ word, ELISION }, 1);
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *x = a, *y = b;

  if (x->cost != y->cost)
    return x->cost < y->cost ? -1 : 1;
  if (x->word->documents != y->word->documents)
    return x->word->documents > y->word->documents ? -1 : 1;
  return strcmp (x->word->folded, y->word->folded);
}

static gboolean
is_guessed (const GArray *guesses, const Word *word)
{
  for (guint i = 0; i < guesses->len; i++)
    if (g_array_index (guesses, ParvisGuess, i).folded == word->folded)
      return TRUE;
  return FALSE;
}

static GArray *
choose (GArray *candidates, guint max, guint slack)
{
  GArray *guesses = g_array_new (FALSE, FALSE, sizeof (ParvisGuess));

  g_array_sort (candidates, compare_candidates);
  for (guint i = 0; i < candidates->len && guesses->len < max; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      ParvisGuess guess = { candidate->word->folded, candidate->word->written, candidate->cost };

      if (candidate->cost > g_array_index (candidates, Candidate, 0).cost + slack)
        break;
      if (!is_guessed (guesses, candidate->word))
        g_array_append_val (guesses, guess);
    }
  return guesses;
}

GArray *
parvis_vocabulary_guess (const ParvisVocabulary *self, const char *folded, guint max, guint slack, gboolean generous)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autofree char *singular = g_strndup (folded, parvis_search_singular (folded));
  gsize letters = (gsize) g_utf8_strlen (folded, -1);

  if (letters >= (generous ? 3 : 4) && letters <= PARVIS_FOLD_WORD_MAX)
    {
      add_written (self, folded, generous ? 1 : 0, candidates);
      if (strlen (singular) < strlen (folded) && letters > 4)
        add_written (self, singular, generous ? 1 : 0, candidates);
      add_sounding (self, folded, candidates);
      add_without_elision (self, folded, candidates);
    }
  return choose (candidates, max, slack);
}
