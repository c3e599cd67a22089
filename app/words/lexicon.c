/* SPDX-License-Identifier: EUPL-1.2
 *
 * The words are sorted and compared one after the other, a row of the distance matrix a letter. Rows of a beginning
 * that two neighbours share are kept, and all words that share a beginning which is too far already are passed over at
 * once: a trie's walk without a trie.
 */
#include "app/words/lexicon.h"

#include <string.h>

#define LONGEST 64 /* bytes of a word that are looked at */

struct _ParvisLexicon
{
  GPtrArray *words; /* sorted by bytes */
};

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

ParvisLexicon *
parvis_lexicon_new (GPtrArray *words)
{
  ParvisLexicon *self = g_new0 (ParvisLexicon, 1);

  self->words = words;
  g_ptr_array_sort (words, compare_words);
  return self;
}

void
parvis_lexicon_free (ParvisLexicon *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->words);
  g_free (self);
}

guint
parvis_lexicon_size (const ParvisLexicon *self)
{
  return self->words->len;
}

static const char *
word_at (const ParvisLexicon *self, guint index)
{
  return g_ptr_array_index (self->words, index);
}

/* The first word from @from on that comes after all those that begin like the first @length bytes of @prefix (@after),
 * or not before them. */
static guint
bound (const ParvisLexicon *self, const char *prefix, gsize length, guint from, gboolean after)
{
  guint low = from, high = self->words->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = strncmp (word_at (self, middle), prefix, length);

      if (order < 0 || (order == 0 && after))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gboolean
parvis_lexicon_has_prefix (const ParvisLexicon *self, const char *prefix)
{
  gsize length = strlen (prefix);
  guint index = bound (self, prefix, length, 0, FALSE);

  return index < self->words->len && strncmp (word_at (self, index), prefix, length) == 0;
}

/* ---- distance ---- */

typedef struct
{
  const char *typed;
  gsize length; /* of @typed */
  gboolean unfinished;
  guint most;
  guint8 rows[LONGEST + 1][LONGEST + 1]; /* rows[i][j]: i letters of the word, j of what was typed */
  guint8 best[LONGEST + 1];              /* fewest errors between what was typed and any of the first i letters */
} Walk;

static void
walk_init (Walk *self, const char *typed, gboolean unfinished, guint most)
{
  self->typed = typed;
  self->length = MIN (strlen (typed), LONGEST);
  self->unfinished = unfinished;
  self->most = MIN (most, 2);
  for (gsize j = 0; j <= self->length; j++)
    self->rows[0][j] = (guint8) j;
  self->best[0] = (guint8) self->length;
}

static guint8
least (guint a, guint b, guint c)
{
  return (guint8) MIN (MIN (a, b), c);
}

/* One more letter of @word, its @i th from 1. Whether a word that goes on from here can still be near enough. */
static gboolean
walk_step (Walk *self, const char *word, gsize i)
{
  const char *typed = self->typed;
  guint8 *row = self->rows[i];
  const guint8 *above = self->rows[i - 1];
  guint8 lowest = row[0] = (guint8) i;

  for (gsize j = 1; j <= self->length; j++)
    {
      row[j] = least (above[j] + 1U, row[j - 1] + 1U, above[j - 1] + (word[i - 1] != typed[j - 1]));
      if (i > 1 && j > 1 && word[i - 1] == typed[j - 2] && word[i - 2] == typed[j - 1])
        row[j] = MIN (row[j], (guint8) (self->rows[i - 2][j - 2] + 1));
      lowest = MIN (lowest, row[j]);
    }
  self->best[i] = MIN (self->best[i - 1], row[self->length]);
  return lowest <= self->most || (self->unfinished && self->best[i] <= self->most);
}

static guint
walk_errors (const Walk *self, gsize i)
{
  guint errors = self->unfinished ? self->best[i] : self->rows[i][self->length];

  return MIN (errors, self->most + 1);
}

guint
parvis_word_errors (const char *typed, const char *word, gboolean unfinished, guint most)
{
  gsize length = MIN (strlen (word), LONGEST);
  Walk walk;

  walk_init (&walk, typed, unfinished, most);
  for (gsize i = 1; i <= length; i++)
    if (!walk_step (&walk, word, i))
      return walk.most + 1;
  return walk_errors (&walk, length);
}

guint
parvis_word_errors_allowed (const char *typed)
{
  gsize length = strlen (typed);

  return length < 4 ? 0 : length < 8 ? 1 : 2;
}

static gsize
common_length (const char *a, const char *b)
{
  gsize length = 0;

  while (length < LONGEST && a[length] != '\0' && a[length] == b[length])
    length++;
  return length;
}

/* Goes through @word from its letter after @done, which is moved. FALSE: what begins like its first *@done letters is
 * too far. */
static gboolean
walk_word (Walk *self, const char *word, gsize *done)
{
  gsize length = MIN (strlen (word), LONGEST);

  while (*done < length)
    if (!walk_step (self, word, ++*done))
      return FALSE;
  return TRUE;
}

static int
compare_near (gconstpointer a, gconstpointer b)
{
  const ParvisNearWord *one = a, *other = b;

  return one->errors != other->errors ? (one->errors < other->errors ? -1 : 1) : strcmp (one->word, other->word);
}

static void
collect (const ParvisLexicon *self, Walk *walk, GArray *found)
{
  gsize done = 0;

  for (guint i = 0; i < self->words->len;)
    {
      const char *word = word_at (self, i);

      if (i > 0)
        done = MIN (done, common_length (word, word_at (self, i - 1)));
      if (!walk_word (walk, word, &done))
        {
          i = bound (self, word, done, i + 1, TRUE); /* the rows of those @done letters stay good for the next */
          continue;
        }
      if (walk_errors (walk, done) <= walk->most)
        g_array_append_vals (found, &(ParvisNearWord){ word, walk_errors (walk, done) }, 1);
      i++;
    }
}

GArray *
parvis_lexicon_near (const ParvisLexicon *self, const char *word, gboolean unfinished, guint errors, guint limit)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (ParvisNearWord));
  Walk walk;

  walk_init (&walk, word, unfinished, errors);
  collect (self, &walk, found);
  g_array_sort (found, compare_near);
  if (found->len > limit)
    g_array_set_size (found, limit);
  return found;
}
