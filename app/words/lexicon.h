/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* ParvisLexicon: the words that something holds, and which of them somebody may have meant who mistyped one. Words are
 * given as parvis_search_words() makes them; errors are counted in bytes, which are letters but for scripts without
 * Latin ones.
 *
 * An error is a letter too many, missing, wrong, or two that changed places (restricted Damerau-Levenshtein). Immutable
 * once made; may be shared between threads. */
typedef struct _ParvisLexicon ParvisLexicon;

/* @words: in any order, without doubles; taken. (transfer full) */
ParvisLexicon *parvis_lexicon_new (GPtrArray *words);
void parvis_lexicon_free (ParvisLexicon *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ParvisLexicon, parvis_lexicon_free)
guint parvis_lexicon_size (const ParvisLexicon *self);
/* Some word begins with @prefix. */
gboolean parvis_lexicon_has_prefix (const ParvisLexicon *self, const char *prefix);

typedef struct
{
  const char *word; /* the lexicon's own */
  guint errors;
} ParvisNearWord;

/* The words at most @errors (0 to 2) away from @word, fewest errors first, then by the alphabet; at most @limit.
 * @unfinished:
 * @word may be only the beginning of what is meant. (transfer full) of ParvisNearWord */
GArray *parvis_lexicon_near (const ParvisLexicon *self, const char *word, gboolean unfinished, guint errors,
                             guint limit);

/* How many errors make @typed of @word, or of its beginning when @unfinished; @most + 1 when there are more than @most
 * (0 to 2). */
guint parvis_word_errors (const char *typed, const char *word, gboolean unfinished, guint most);
/* How many errors are still believed for a word of this length: short words are too near to one another. */
guint parvis_word_errors_allowed (const char *typed);

G_END_DECLS
