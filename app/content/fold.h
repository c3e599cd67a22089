/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words as the search compares them, made in one way for the index, for what a person types and for what is
 * highlighted: lower case, without accents or any other mark, "œ" as "oe", compatibility forms as their plain
 * letters. A word ends at all that is neither a letter nor a digit: spaces, hyphens, both apostrophes. */
typedef struct
{
  char *folded;     /* at least one character */
  gsize start, end; /* its bytes in the text it comes from */
} ParvisFoldedWord;

#define PARVIS_FOLD_WORD_MAX 64 /* characters of a word that are looked at: what follows is no word of a language */

/* The words of @text, whose first @max_characters are looked at, at most @max_words of them; what is not valid
 * UTF-8 ends the text. (transfer full): of ParvisFoldedWord, which the array frees */
GArray *parvis_fold_words (const char *text, gsize max_characters, guint max_words);

/* All the words of @text, with a space between. (transfer full) */
char *parvis_fold (const char *text);

G_END_DECLS
